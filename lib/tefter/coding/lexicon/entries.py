"""The lexicon: words and rules of editors, one file a language. ``docs/lexicon.md`` explains it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, TypeAlias

import msgspec

from tefter.case import read_yaml
from tefter.coding.codebook import Codebook
from tefter.coding.patterns import Pattern, PatternError, compile_pattern, fold_patterns
from tefter.errors import CaseError

EntryId: TypeAlias = Annotated[str, msgspec.Meta(pattern="^[a-z0-9]+(-[a-z0-9]+)*$")]


class _Written(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An entry as the file has it."""

    id: EntryId
    pattern: str
    category: str | None = None
    flag: str | None = None
    forms: list[str] = []
    unless: list[str] = []
    languages: list[str] = []
    note: str = ""

    def all_patterns(self) -> list[str]:
        return [self.pattern, *self.forms, *self.unless]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file of the lexicon."""

    language: str
    entries: list[_Written]


@dataclass(frozen=True)
class Entry:
    """An entry, checked against the codebook, its patterns ready.

    Attributes
    ----------
    id : str
        Shown as evidence.
    category, flag : str, optional
        What it gives: exactly one of them.
    patterns : tuple of Pattern
        One of them is enough.
    unless : tuple of Pattern
        None of them may be in the same text.
    languages : frozenset of str
        Languages and varieties of posts in which it counts; empty for all.
    """

    id: str
    category: str | None
    flag: str | None
    patterns: tuple[Pattern, ...]
    unless: tuple[Pattern, ...]
    languages: frozenset[str]


@dataclass(frozen=True)
class Lexicon:
    """The entries of a case and the codebook that they follow."""

    codebook: Codebook
    entries: tuple[Entry, ...]

    @classmethod
    def read(cls, folder: Path, codebook: Codebook) -> Lexicon:
        """Read every ``*.yml`` of a folder, in the order of names, and check it.

        Raises
        ------
        CaseError
            When there is none, or naming the file, the entry and what is wrong with it.
        """
        files = sorted(folder.glob("*.yml"))
        if not files:
            raise CaseError(
                "there is no file of words", "write one such as sq.yml there", file=folder
            )
        entries: dict[str, Entry] = {}
        for path in files:
            written = read_yaml(path, _File)
            if written.language != path.stem:
                raise CaseError(
                    "the language is not that of the file's name - at `$.language`",
                    f"write {path.stem}, or rename the file",
                    file=path,
                )
            folded = fold_patterns(
                pattern for entry in written.entries for pattern in entry.all_patterns()
            )
            for entry in written.entries:
                if entry.id in entries:
                    raise CaseError(
                        f"the id {entry.id} stands twice in the lexicon",
                        "give every entry an id of its own",
                        file=path,
                    )
                entries[entry.id] = _checked(entry, codebook, folded, path)
        return cls(codebook, tuple(entries.values()))


def _checked(entry: _Written, codebook: Codebook, folded: Mapping[str, str], path: Path) -> Entry:
    if (entry.category is None) == (entry.flag is None):
        raise CaseError(
            f"the entry {entry.id} has not exactly one of category and flag",
            "keep one of them",
            file=path,
        )
    known = codebook.flag_ids if entry.category is None else codebook.category_ids
    if (entry.category or entry.flag) not in known:
        what = "category" if entry.flag is None else "flag"
        raise CaseError(
            f"the entry {entry.id} names a {what} that the codebook does not have",
            f"use one of {', '.join(known)}" if known else "add it to the codebook",
            file=path,
        )
    return Entry(
        id=entry.id,
        category=entry.category,
        flag=entry.flag,
        patterns=_compiled([entry.pattern, *entry.forms], entry.id, folded, path),
        unless=_compiled(entry.unless, entry.id, folded, path),
        languages=frozenset(entry.languages),
    )


def _compiled(
    written: Iterable[str], entry: str, folded: Mapping[str, str], path: Path
) -> tuple[Pattern, ...]:
    try:
        return tuple(compile_pattern(pattern, folded[pattern]) for pattern in written)
    except PatternError as error:
        raise CaseError(
            f"a pattern of the entry {entry} {error}",
            "see docs/lexicon.md",
            file=path,
        ) from None
