"""The codebook: what editors look for, and how they name it. ``docs/codebook.md`` explains it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

import msgspec
import polars as pl

from tefter.case import read_yaml
from tefter.coding.codebook.checks import check
from tefter.errors import CaseError

Id: TypeAlias = Annotated[str, msgspec.Meta(pattern="^[a-z][a-z0-9_]*$", max_length=60)]
Words: TypeAlias = Annotated[str, msgspec.Meta(min_length=1)]
PostUid: TypeAlias = Annotated[str, msgspec.Meta(pattern=r"^[a-z]+:[^\s:]+$")]
Version: TypeAlias = Annotated[str, msgspec.Meta(pattern="^[0-9A-Za-z][0-9A-Za-z.+_-]*$")]


REMEDIES = {
    "$.version": 'write it in quotes and without spaces: version: "1.0"',
    ".examples": "name posts, such as tiktok:123, and never their texts",
    ".id`": "use lower-case letters, digits and _, beginning with a letter",
}
"""What to do where a type is not met, by a part of the field's name."""


class Translation(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An entry's rules in another language than that of the codebook."""

    definition: Words
    include: list[Words] = []
    exclude: list[Words] = []


class Flag(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Something to mark beside the category. Fields as in ``docs/codebook.md``."""

    id: Id
    label: dict[str, Words]
    definition: Words
    include: list[Words] = []
    exclude: list[Words] = []
    examples: list[PostUid] = []
    translations: dict[str, Translation] = {}

    def named(self, language: str) -> str:
        """Return the label in a language; in English where it lacks."""
        return self.label.get(language, self.label["en"])

    def rules(self, language: str) -> Translation:
        """Return definition and rules in a language; as they were written where it lacks."""
        own = Translation(definition=self.definition, include=self.include, exclude=self.exclude)
        return self.translations.get(language, own)


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

    version: Version
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
        try:
            codebook = read_yaml(path, cls)
        except CaseError as error:
            remedy = next((REMEDIES[one] for one in REMEDIES if one in error.what), error.remedy)
            raise CaseError(error.what, remedy, file=path) from None
        check(codebook, path)
        return codebook

    @property
    def category_ids(self) -> tuple[str, ...]:
        """Categories in the order of decision."""
        return tuple(self.order)

    @property
    def flag_ids(self) -> tuple[str, ...]:
        """Flags as the editors listed them."""
        return tuple(flag.id for flag in self.flags)

    @property
    def ordered(self) -> tuple[Category, ...]:
        """Categories in the order of decision, with all that is written of them."""
        by_id = {category.id: category for category in self.categories}
        return tuple(by_id[name] for name in self.order)

    def labels(self, language: str) -> dict[str, str]:
        """Return what people read for every category and flag, in English where it lacks."""
        return {entry.id: entry.named(language) for entry in (*self.categories, *self.flags)}

    def table(self, language: str = "en") -> pl.DataFrame:
        """Return the codebook as a table for coders and readers.

        Returns
        -------
        polars.DataFrame
            ``kind`` category or flag, ``id``, ``label``, ``definition``, ``include`` and
            ``exclude`` String; categories in the order of decision, then flags.
        """
        entries: list[tuple[str, Flag]] = [("category", one) for one in self.ordered]
        entries += [("flag", one) for one in self.flags]
        rows = []
        for kind, entry in entries:
            rules = entry.rules(language)
            lists = "\n".join(rules.include), "\n".join(rules.exclude)
            rows.append((kind, entry.id, entry.named(language), rules.definition, *lists))
        columns = ("kind", "id", "label", "definition", "include", "exclude")
        return pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")

    def check_examples(self, posts: pl.Series, path: Path) -> None:
        """Raise unless every example is a post of the case.

        Parameters
        ----------
        posts : polars.Series of String
            ``post_uid`` of every post.
        path : path
            The codebook's file, for the sentence.

        Raises
        ------
        CaseError
            Naming the first example that is no post of the case.
        """
        known = set(posts)
        for field, entry in self.entries():
            for place, example in enumerate(entry.examples):
                if example not in known:
                    raise CaseError(
                        f"the example {example} is no post of the case "
                        f"- at `{field}.examples[{place}]`",
                        "choose another post, or add the export that has it",
                        file=path,
                    )

    def entries(self) -> list[tuple[str, Flag]]:
        """Return every category and flag as it stands in the file, with its place there."""
        found = [(f"$.categories[{place}]", one) for place, one in enumerate(self.categories)]
        flags = [(f"$.flags[{place}]", one) for place, one in enumerate(self.flags)]
        return [*found, *flags]
