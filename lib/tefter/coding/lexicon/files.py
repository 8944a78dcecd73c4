"""A file of the lexicon as an editor writes it. ``docs/lexicon.md`` explains every field."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, TypeAlias

import msgspec

EntryId: TypeAlias = Annotated[str, msgspec.Meta(pattern="^[a-z0-9]+(-[a-z0-9]+)*$")]
Reach: TypeAlias = Annotated[int, msgspec.Meta(ge=0, le=20)]


class WrittenContext(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words that change what a term near them means."""

    id: EntryId
    words: Annotated[list[str], msgspec.Meta(min_length=1)]
    before: Reach = 3
    after: Reach = 0


class WrittenEntry(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True
):
    """An entry."""

    id: EntryId
    pattern: str
    category: str | None = None
    flag: str | None = None
    forms: list[str] = []
    unless: list[str] = []
    near: list[str] = []
    within: Reach = 5
    unless_near: list[str] = []
    unless_quoted: bool = False
    languages: list[str] = []
    note: str = ""


class WrittenFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A file: its language, its contexts, its entries."""

    language: str
    entries: list[WrittenEntry]
    contexts: list[WrittenContext] = []

    def patterns(self) -> Iterator[str]:
        """Return everything in it that is a pattern."""
        for context in self.contexts:
            yield from context.words
        for entry in self.entries:
            yield entry.pattern
            yield from (*entry.forms, *entry.unless, *entry.near)
