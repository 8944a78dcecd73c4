"""Wrong figures of every kind, written as a story would write them."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from datetime import date

from babel.dates import format_date
from babel.numbers import format_decimal
from tests.claims.generated import words

from tefter.claims.figures import Figure

FRACTIONS = {
    "en": ["half", "two thirds", "a quarter", "four fifths", "nine tenths"],
    "sq": ["gjysma", "dy të tretat", "një e katërta", "katër të pestat"],
    "mk": ["половина", "две третини", "една четвртина", "четири петтини"],
    "bs": ["polovina", "dvije trećine", "četvrtina", "četiri petine"],
    "sr": ["половина", "две трећине", "четвртина", "четири петине"],
    "sl": ["polovica", "dve tretjini", "četrtina", "štiri petine"],
}
RANKS = ["first", "second", "third", "fourth", "fifth", "21st"]
MAGNITUDES = ["Dozens", "Thousands", "Millions"]
SPELLED_BY = {"bs": "hr"}
"""CLDR's rules for Bosnian are not right; the words are the Croatian ones but for thousands."""

MISTAKES = (1, -1, 10, -10, 100)


@dataclasses.dataclass(frozen=True)
class Plant:
    """One wrong figure: what stands in the story in place of what, and which kind it is."""

    kind: str
    old: str
    new: str


def wrong_figures(figure: Figure, kind: str, language: str) -> Iterator[Plant]:
    """Yield wrong figures for one that is right; none says the same as it."""
    for new in _wrong(figure, kind, language):
        if new.casefold() != figure.text.casefold():
            yield Plant(kind, figure.text, new)


def _wrong(figure: Figure, kind: str, language: str) -> Iterator[str]:
    if figure.form == "date":
        yield from _dates(figure, language)
    elif kind == "fraction" or (figure.form == "share" and not _digits(figure)):
        yield from (one for one in FRACTIONS[language] if _root(one) not in figure.text.casefold())
    elif figure.form == "ordinal":
        yield from RANKS
    elif figure.form == "magnitude":
        yield from MAGNITUDES
    elif _digits(figure):
        yield from _in_digits(figure, language)
    else:
        yield from _in_words(figure, language)


def _digits(figure: Figure) -> str:
    found = re.match(r"\d[\d.,\u00a0 ]*\d|\d", figure.text)
    return found[0] if found else ""


def _root(words_: str) -> str:
    return words_.rsplit(maxsplit=1)[-1]


def _in_digits(figure: Figure, language: str) -> Iterator[str]:
    """Change a digit, turn two round, lose one, add one: the slips of a keyboard."""
    written = _digits(figure)
    rest = figure.text[len(written) :]
    for place, digit in enumerate(written):
        if digit.isdigit():
            changed = str((int(digit) + 1) % 10)
            yield f"{written[:place]}{changed}{written[place + 1 :]}{rest}"
            after = written[place + 1 : place + 2]
            if after.isdigit() and after != digit:
                yield f"{written[:place]}{after}{digit}{written[place + 2 :]}{rest}"
    if written.isdigit():
        yield f"{written}0{rest}"
        if len(written) > 1:
            yield f"{written[:-1]}{rest}"
        if not rest and figure.value is not None:
            yield words(SPELLED_BY.get(language, language), int(figure.value) + 1)
            yield format_decimal(int(figure.value) * 1001, locale=language)


def _in_words(figure: Figure, language: str) -> Iterator[str]:
    value = int(figure.value or 0)
    scale = next((one for one in (10**6, 10**3) if value >= one and value % one == 0), 1)
    tail = figure.text.rpartition(" ")[2] if scale > 1 else ""
    for mistake in MISTAKES:
        other = value // scale + mistake
        if other > 2:
            spelled = words(SPELLED_BY.get(language, language), other)
            yield f"{spelled} {tail}".strip()
            yield f"{other} {tail}".strip()


def _dates(figure: Figure, language: str) -> Iterator[str]:
    year, month, day = figure.year or 2020, figure.month or 1, figure.day
    pattern = "MMMM yyyy" if day is None else "d MMMM yyyy"
    for years, months in ((1, 0), (-1, 0), (0, 1), (0, -1), (0, 6)):
        other = date(year + years, (month - 1 + months) % 12 + 1, day or 1)
        yield format_date(other, pattern, locale=language)
    if day is not None:
        yield format_date(date(year, month, day % 28 + 1), pattern, locale=language)
