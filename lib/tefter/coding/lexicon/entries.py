"""The lexicon: words and rules of editors, one file a language. ``docs/lexicon.md`` explains it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from tefter.case import read_yaml
from tefter.coding.codebook import Codebook
from tefter.coding.lexicon.files import WrittenContext, WrittenEntry, WrittenFile
from tefter.coding.lexicon.patterns import (
    LEAST_LETTERS,
    Pattern,
    PatternError,
    compile_pattern,
    fold_patterns,
)
from tefter.errors import CaseError
from tefter.language import CODES


@dataclass(frozen=True)
class Context:
    """Words that change what a term near them means, such as those of negation.

    Attributes
    ----------
    id : str
        As the entries name it; unique in its file.
    words : tuple of Pattern
        One of them is enough.
    before, after : int
        How many words before and after a term they reach to it, within its sentence.
    """

    id: str
    words: tuple[Pattern, ...]
    before: int
    after: int


@dataclass(frozen=True)
class Entry:
    """An entry, checked against the codebook, its patterns ready.

    Attributes
    ----------
    id : str
        Shown as evidence.
    language : str
        Of its file: its words are taken apart as that language does.
    category, flag : str, optional
        What it gives: exactly one of them.
    patterns : tuple of Pattern
        One of them is enough.
    unless : tuple of Pattern
        None of them may be in the same text.
    near : tuple of Pattern
        One of them must stand ``within`` so many words of the pattern; empty for no such rule.
    within : int
        Words between the pattern and ``near``.
    unless_near : tuple of Context
        Where one of their words reaches the pattern, that place does not count.
    unless_quoted : bool
        Whether the pattern between quotation marks does not count.
    languages : frozenset of str
        Languages and varieties of posts in which it counts; empty for all.
    """

    id: str
    language: str
    category: str | None
    flag: str | None
    patterns: tuple[Pattern, ...]
    unless: tuple[Pattern, ...]
    near: tuple[Pattern, ...]
    within: int
    unless_near: tuple[Context, ...]
    unless_quoted: bool
    languages: frozenset[str]
    note: str

    @property
    def in_context(self) -> bool:
        """Whether words around the pattern decide, so that the text must be taken apart."""
        return bool(self.near or self.unless_near or self.unless_quoted)


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
            written = read_yaml(path, WrittenFile)
            if written.language != path.stem.partition("-")[0]:
                raise CaseError(
                    "the language is not that of the file's name - at `$.language`",
                    f"write {path.stem.partition('-')[0]}, or rename the file",
                    file=path,
                )
            for entry in _Checking(path, codebook, written).entries():
                if entry.id in entries:
                    raise CaseError(
                        f"the id {entry.id} stands twice in the lexicon",
                        "give every entry an id of its own",
                        file=path,
                    )
                entries[entry.id] = entry
        return cls(codebook, tuple(entries.values()))

    def table(self) -> pl.DataFrame:
        """Return the entries as a table for editors.

        Returns
        -------
        polars.DataFrame
            ``entry``, ``language``, ``kind`` (category or flag), ``code``, ``patterns`` and
            ``rules`` (one a line) and ``note``, all String.
        """
        columns = ("entry", "language", "kind", "code", "patterns", "rules", "note")
        rows = [
            (
                entry.id,
                entry.language,
                "flag" if entry.flag else "category",
                entry.flag or entry.category,
                _lines(entry.patterns),
                "\n".join(_rules(entry)),
                entry.note,
            )
            for entry in self.entries
        ]
        return pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")


def _lines(patterns: Iterable[Pattern]) -> str:
    return "\n".join(pattern.written for pattern in patterns)


def _rules(entry: Entry) -> Iterable[str]:
    for pattern in entry.unless:
        yield f"unless {pattern.written}"
    for pattern in entry.near:
        yield f"near {pattern.written}, within {entry.within} words"
    for context in entry.unless_near:
        yield f"unless near words of {context.id}"
    if entry.unless_quoted:
        yield "unless quoted"
    if entry.languages:
        yield f"only in {', '.join(sorted(entry.languages))}"


class _Checking:
    """One file on its way from what an editor wrote to what is looked for."""

    def __init__(self, path: Path, codebook: Codebook, written: WrittenFile) -> None:
        self.path, self.codebook, self.written = path, codebook, written
        self.folded: Mapping[str, str] = fold_patterns(written.patterns())

    def entries(self) -> Iterable[Entry]:
        contexts = {context.id: self._context(context) for context in self.written.contexts}
        if len(contexts) < len(self.written.contexts):
            raise CaseError(
                "two contexts have the same id - at `$.contexts`",
                "give every context an id of its own",
                file=self.path,
            )
        for entry in self.written.entries:
            yield self._entry(entry, contexts)

    def _context(self, written: WrittenContext) -> Context:
        words = self._compiled(written.words, f"the context {written.id}", least=1)
        return Context(written.id, words, written.before, written.after)

    def _entry(self, written: WrittenEntry, contexts: Mapping[str, Context]) -> Entry:
        self._check_code(written)
        unknown = [name for name in written.unless_near if name not in contexts]
        if unknown:
            raise CaseError(
                f"the entry {written.id} names a context that the file does not have: {unknown[0]}",
                "add it under contexts, or mend the name",
                file=self.path,
            )
        strange = sorted(set(written.languages) - CODES)
        if strange:
            raise CaseError(
                f"the entry {written.id} counts in a language that no post is said to be in: "
                f"{strange[0]}",
                f"use codes such as {', '.join(sorted(CODES - {'und'})[:6])}",
                file=self.path,
            )
        who = f"the entry {written.id}"
        return Entry(
            id=written.id,
            language=self.written.language,
            category=written.category,
            flag=written.flag,
            patterns=self._compiled([written.pattern, *written.forms], who),
            unless=self._compiled(written.unless, who),
            near=self._compiled(written.near, who, least=1),
            within=written.within,
            unless_near=tuple(contexts[name] for name in written.unless_near),
            unless_quoted=written.unless_quoted,
            languages=frozenset(written.languages),
            note=written.note,
        )

    def _check_code(self, entry: WrittenEntry) -> None:
        if (entry.category is None) == (entry.flag is None):
            raise CaseError(
                f"the entry {entry.id} has not exactly one of category and flag",
                "keep one of them",
                file=self.path,
            )
        known = self.codebook.flag_ids if entry.category is None else self.codebook.category_ids
        if (entry.category or entry.flag) not in known:
            what = "category" if entry.flag is None else "flag"
            raise CaseError(
                f"the entry {entry.id} names a {what} that the codebook does not have",
                f"use one of {', '.join(known)}" if known else "add it to the codebook",
                file=self.path,
            )

    def _compiled(
        self, written: Iterable[str], who: str, least: int = LEAST_LETTERS
    ) -> tuple[Pattern, ...]:
        try:
            return tuple(compile_pattern(one, self.folded[one], least) for one in written)
        except PatternError as error:
            raise CaseError(
                f"a pattern of {who} {error}", "see docs/lexicon.md", file=self.path
            ) from None
