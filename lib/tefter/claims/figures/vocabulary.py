"""The words for numbers of a language, from its file in ``words/``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, Literal

import yaml

from tefter.errors import ParameterError
from tefter.language.letters import CYRILLIC_OF_LATIN

LANGUAGES = {
    "en": "en",
    "sq": "sq",
    "mk": "mk",
    "bs": "hbs",
    "hr": "hbs",
    "sr": "hbs",
    "cnr": "hbs",
    "sl": "sl",
}
"""Language of a story to the file of its words. Either script of Serbian is read."""

Role = Literal["addend", "hundred", "scale", "group"]

DIGRAPHS = re.compile("|".join(CYRILLIC_OF_LATIN))
"""Longest first, as the table is written."""


@dataclass(frozen=True)
class Term:
    """A word of a cardinal number: what it adds, or what it multiplies."""

    role: Role
    value: int


@dataclass(frozen=True)
class One:
    """The words for one, which are articles and pronouns too, and what makes them a number.

    Attributes
    ----------
    forms : frozenset of str
        The words.
    is_number : bool
        What they are where nothing around them says otherwise.
    unless_after, unless_before, unless_before_number : pattern
        What around them says otherwise; the last only where a number follows.
    """

    forms: frozenset[str]
    is_number: bool
    unless_after: re.Pattern[str]
    unless_before: re.Pattern[str]
    unless_before_number: re.Pattern[str]


@dataclass(frozen=True)
class Vocabulary:
    """What ``words/LANGUAGE.yml`` holds, ready for looking up. The fields are in docs/claims.md."""

    name: str
    decimal: str
    group: str
    ordinal_suffix: re.Pattern[str]
    ordinal_dot: bool
    approximate_suffix: re.Pattern[str]
    months_are_capitalised: bool
    join: frozenset[str]
    join_only_after_hundreds: bool
    cardinals: Mapping[str, Term]
    approximate: Mapping[str, int]
    magnitudes: Mapping[str, int]
    magnitudes_of: Mapping[str, int]
    shorts: Mapping[str, int]
    multiples: Mapping[str, int]
    one: One
    conjunction: re.Pattern[str]
    fractions: Mapping[str, int]
    parts: Mapping[str, int]
    scaled_parts: Mapping[str, int]
    halves: Mapping[str, int]
    every: frozenset[str]
    every_links: frozenset[str]
    in_one_word: bool
    part_links: frozenset[str]
    part_after: frozenset[str]
    half_more: re.Pattern[str]
    half_of: frozenset[str]
    magnitude_of: frozenset[str]
    ordinals: Mapping[str, int]
    percent: re.Pattern[str]
    weekdays: Mapping[str, int]
    weekday_before: re.Pattern[str]
    weekday_after: re.Pattern[str]
    year_filler: re.Pattern[str]
    denial: re.Pattern[str]
    qualifiers: Mapping[str, re.Pattern[str]]
    qualifiers_after: Mapping[str, re.Pattern[str]]

    @cached_property
    def known(self) -> frozenset[str]:
        """Every word that is a number as it stands."""
        tables = (self.cardinals, self.ordinals, self.fractions, self.parts, self.approximate)
        return frozenset(word for table in tables for word in table)


def vocabulary(language: str) -> Vocabulary:
    """Return the words for numbers of a language.

    Parameters
    ----------
    language : str
        One of ``LANGUAGES``; a script may follow, as in ``sr-Latn``.

    Raises
    ------
    ParameterError
        When there is no such language.
    """
    name = LANGUAGES.get(language.partition("-")[0].casefold())
    if name is None:
        raise ParameterError(
            f"numbers cannot be read in the language {language}",
            f"name one of {', '.join(LANGUAGES)}",
        )
    return _read(name)


def key(word: str) -> str:
    """Return a word as it is looked up: composed, in lower case."""
    return unicodedata.normalize("NFC", word).casefold()


@cache
def _read(name: str) -> Vocabulary:
    text = files("tefter.claims.figures").joinpath("words", f"{name}.yml").read_text("utf-8")
    return _Reader(name, yaml.safe_load(text)).vocabulary()


class _Reader:
    """Turns the lists of a file into tables and patterns, in both scripts where there are two."""

    def __init__(self, name: str, given: dict[str, Any]) -> None:
        self.name = name
        self.given = given
        self.adjective = given.get("adjective", "").split()

    def vocabulary(self) -> Vocabulary:
        given = self.given
        one = given["one"]
        both = given.get("conjunction", {"forms": "", "with": ""})
        weekdays = self._table("weekdays")
        names = "|".join(sorted(weekdays, key=len, reverse=True))
        fillers = self._any(given["fillers"].split())
        return Vocabulary(
            name=self.name,
            decimal=given["decimal"],
            group=given["group"],
            ordinal_suffix=_suffixes(given.get("ordinal_suffixes", "").split()),
            ordinal_dot=given.get("ordinal_dot", False),
            approximate_suffix=_suffixes(
                self._scripts(given.get("approximate_suffixes", "").split())
            ),
            months_are_capitalised=given.get("months_are_capitalised", False),
            join=self._set(given["join"]),
            join_only_after_hundreds=given.get("join_only_after_hundreds", False),
            cardinals=dict(self._cardinals()),
            approximate=self._table("approximate"),
            magnitudes=self._table("magnitudes"),
            magnitudes_of=self._table("magnitudes_of"),
            shorts={
                form: int(scale)
                for word, scale in given["shorts"].items()
                for form in self._scripts([word])
            },
            multiples=self._table("multiples"),
            one=One(
                self._set(one["forms"]),
                one["is_number"],
                self._before(one["unless_after"]),
                self._after(one["unless_before"]),
                self._after(one["unless_before_number"]),
            ),
            conjunction=re.compile(
                rf"(?:{self._any(both['forms'].split())})\b[^.,;:!?\n]{{1,60}}?"
                rf"\b(?:{self._any(both['with'].split())})\b",
                re.IGNORECASE,
            ),
            fractions=self._table("fractions"),
            parts=self._table("parts"),
            scaled_parts=self._table("scaled_parts"),
            halves=self._table("halves"),
            every=self._set(given.get("every", "")),
            every_links=self._set(given.get("every_links", "")),
            in_one_word=given.get("in_one_word", False),
            part_links=self._set(given["part_links"]),
            part_after=self._set(given.get("part_after", "")),
            half_more=self._after(given["half_more"]),
            half_of=self._set(given["half_of"]),
            magnitude_of=self._set(given.get("magnitude_of", "")),
            ordinals=self._table("ordinals") | dict(self._fused("ordinals")),
            percent=re.compile(rf"\s?%|[\s-]?(?:{self._any(given['percent'])})\b", re.IGNORECASE),
            weekdays=weekdays,
            weekday_before=re.compile(
                rf"\b({names})\.?,?\s+(?:(?:{self._any(given['weekday_links'].split())})\s+)?$",
                re.IGNORECASE,
            ),
            weekday_after=re.compile(
                rf"\.?(?:\s+\(|,\s+)(?:(?:{fillers})\s+)?({names})(?=[).,;])", re.IGNORECASE
            ),
            year_filler=re.compile(
                rf"(?:\s+(?:{self._any(given['year_fillers'])}))?", re.IGNORECASE
            ),
            # "There were not even more than"; "not only more than" denies nothing.
            denial=re.compile(
                rf"\b(?:{self._any(given['denials'])})\b"
                rf"(?!\s+(?:{self._any(given['unless_denied'])})\b)(?:\s+[^\W\d_]+){{0,3}}\s*$",
                re.IGNORECASE,
            ),
            qualifiers={
                kind: re.compile(
                    rf"\b(?:{self._any(words)})(?:\s+(?:{fillers})){{0,3}}$", re.IGNORECASE
                )
                for kind, words in given["qualifiers"].items()
            },
            qualifiers_after={
                kind: re.compile(
                    rf"(?:[\s-]|,\s)(?:{self._any(words)})\b"
                    rf"(?!\s+(?:{self._any(given['unless_compared'])}|\d))",
                    re.IGNORECASE,
                )
                for kind, words in given["qualifiers_after"].items()
            },
        )

    def _cardinals(self) -> Iterator[tuple[str, Term]]:
        for form in self.given["one"]["forms"].split():
            yield from ((word, Term("addend", 1)) for word in self._scripts([form]))
        roles: dict[Role, str] = {"scale": "scales", "group": "groups", "addend": "cardinals"}
        for role, table in roles.items():
            for word, value in self._table(table).items():
                yield word, Term(role, value)
        for word in self._set(self.given["hundred"]):
            yield word, Term("hundred", 100)
        for word, value in self._fused("cardinals"):
            yield word, Term("addend", value)

    def _fused(self, table: str) -> Iterator[tuple[str, int]]:
        """Slovenian writes the unit first and all in one word: ``petindvajset``."""
        fused = self.given.get("fused")
        if fused is None:
            return
        for tens, value in self._table(table).items():
            if value in range(20, 100, 10):
                for unit, word in fused["units"].items():
                    yield f"{word}{fused['link']}{tens}", value + unit

    def _table(self, name: str) -> dict[str, int]:
        listed: dict[int, str] = self.given.get(name, {})
        table: dict[str, int] = {}
        for value, forms in listed.items():
            for form in self._scripts(self._forms(forms)):
                # The first to claim a form keeps it: Serbian šesto is 600 before it is sixth.
                table.setdefault(form, value)
        return table

    def _set(self, forms: str) -> frozenset[str]:
        return frozenset(self._scripts(self._forms(forms)))

    def _forms(self, words: str) -> Iterator[str]:
        """Write out ``stem|ending|ending`` and ``stem~``, which takes the adjective's endings."""
        for word in words.split():
            if word.endswith("~"):
                yield from (word[:-1] + ending for ending in self.adjective)
            else:
                stem, *endings = word.split("|")
                yield from (stem + ending for ending in endings or [""])

    def _scripts(self, words: Iterable[str]) -> list[str]:
        forms = [key(word) for word in words]
        if self.given.get("cyrillic"):
            forms += [_cyrillic(word) for word in forms]
        return forms

    def _any(self, phrases: list[str]) -> str:
        spelled = sorted(self._scripts(phrases), key=len, reverse=True)
        return "|".join(re.escape(one).replace(r"\ ", r"\s+") for one in spelled) or "(?!)"

    def _before(self, phrases: list[str]) -> re.Pattern[str]:
        return re.compile(rf"\b(?:{self._any(phrases)})\s+$", re.IGNORECASE)

    def _after(self, phrases: list[str]) -> re.Pattern[str]:
        return re.compile(rf"\s+(?:{self._any(phrases)})\b", re.IGNORECASE)


def _suffixes(suffixes: list[str]) -> re.Pattern[str]:
    written = "|".join(re.escape(one).replace(r"\-", "[-\u2010\u2011]") for one in suffixes)
    return re.compile(rf"(?:{written or '(?!)'})\b", re.IGNORECASE)


def _cyrillic(word: str) -> str:
    return DIGRAPHS.sub(lambda found: CYRILLIC_OF_LATIN[found[0]], word)
