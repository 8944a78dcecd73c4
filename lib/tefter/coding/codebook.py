"""The codebook: what editors look for, and how they name it. ``docs/codebook.md`` explains it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated, TypeAlias

import msgspec
import polars as pl

from tefter.case import read_yaml
from tefter.errors import CaseError

Id: TypeAlias = Annotated[str, msgspec.Meta(pattern="^[a-z][a-z0-9_]*$", max_length=60)]
Words: TypeAlias = Annotated[str, msgspec.Meta(min_length=1)]
PostUid: TypeAlias = Annotated[str, msgspec.Meta(pattern=r"^[a-z]+:[^\s:]+$")]


class Flag(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Something to mark beside the category. Fields as in ``docs/codebook.md``."""

    id: Id
    label: dict[str, Words]
    definition: Words
    include: list[Words] = []
    exclude: list[Words] = []
    examples: list[PostUid] = []


class Category(Flag, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A category; ``relevant`` is false for what the case is not about."""

    relevant: bool = True


class Codebook(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A codebook, read and checked.

    Attributes
    ----------
    version : str
        Stored with every code.
    exclusive : bool
        Whether a post has one category only.
    order : list of str
        Every category once. Where several apply, the first wins.
    categories : list of Category
        As the editors wrote them.
    flags : list of Flag
        As the editors wrote them.
    """

    version: Words
    order: list[Id]
    categories: Annotated[list[Category], msgspec.Meta(min_length=1)]
    exclusive: bool = True
    flags: list[Flag] = []

    @classmethod
    def read(cls, path: Path) -> Codebook:
        """Read and check a ``codebook.yml``.

        Raises
        ------
        CaseError
            Naming the field and what is wrong with it.
        """
        codebook = read_yaml(path, cls)
        codebook._check(path)
        return codebook

    @property
    def category_ids(self) -> tuple[str, ...]:
        """Categories in the order of decision."""
        return tuple(self.order)

    @property
    def flag_ids(self) -> tuple[str, ...]:
        """Flags as the editors listed them."""
        return tuple(flag.id for flag in self.flags)

    def labels(self, language: str) -> dict[str, str]:
        """Return what people read for every category and flag, in English where it lacks."""
        return {
            entry.id: entry.label.get(language, entry.label["en"])
            for entry in (*self.categories, *self.flags)
        }

    def table(self, language: str = "en") -> pl.DataFrame:
        """Return the codebook as a table for coders and readers.

        Returns
        -------
        polars.DataFrame
            ``kind`` category or flag, ``id``, ``label``, ``definition``, ``include`` and
            ``exclude`` String; categories in the order of decision, then flags.
        """
        by_id = {category.id: category for category in self.categories}
        entries = [("category", by_id[name]) for name in self.order]
        labels = self.labels(language)
        rows = [
            (kind, entry.id, labels[entry.id], entry.definition, *map(_lines, _rules(entry)))
            for kind, entry in [*entries, *(("flag", flag) for flag in self.flags)]
        ]
        columns = ("kind", "id", "label", "definition", "include", "exclude")
        return pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")

    def _check(self, path: Path) -> None:
        names = [entry.id for entry in (*self.categories, *self.flags)]
        twice = [name for name, count in Counter(names).items() if count > 1]
        if twice:
            raise CaseError(
                f"the id {twice[0]} stands twice - at `$.categories` or `$.flags`",
                "give every category and flag an id of its own",
                file=path,
            )
        categories = {category.id for category in self.categories}
        odd = sorted(categories.symmetric_difference(self.order))
        if odd or len(self.order) != len(categories):
            which = f": {', '.join(odd)}" if odd else ""
            raise CaseError(
                f"the order does not name every category exactly once{which} - at `$.order`",
                "list the id of each category once, the one that wins first",
                file=path,
            )
        for entry in (*self.categories, *self.flags):
            if "en" not in entry.label:
                raise CaseError(
                    f"{entry.id} has no English label - at `$.label`", "add en", file=path
                )


def _rules(entry: Flag) -> tuple[list[str], list[str]]:
    return entry.include, entry.exclude


def _lines(rules: list[str]) -> str:
    return "\n".join(rules)
