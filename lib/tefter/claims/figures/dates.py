"""Dates in a text: with the name of the month, or in digits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from tefter.claims.figures.figure import Figure
from tefter.claims.figures.vocabulary import Vocabulary, key
from tefter.values.months import ROMAN, folded, month_names

NAME = re.compile(r"[^\W\d_]+")
DAY_BEFORE = re.compile(
    r"(?<![\d.,/])(\d{1,2})(?:\.|st|nd|rd|th|-të|-ти)?(?:\s+of)?\s*$", re.IGNORECASE
)
DAY_AFTER = re.compile(r"\.?\s+(\d{1,2})(?:st|nd|rd|th)?\b(?!\s?[%.,]?\d)")
YEAR_AFTER = re.compile(r"\s+(\d{4})(?!\d)")
ISO = re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)")
NUMERIC = re.compile(
    r"(?<![\d.,/])(?P<one>\d{1,2})(?P<mark>[./]) ?(?P<two>\d{1,2})(?P=mark) ?(?P<year>\d{4})(?!\d)"
)
FURTHEST_WEEKDAY = 30
"""Characters before a date in which its weekday is looked for."""

LAST_DAY = 31
LAST_MONTH = 12


def date_figures(text: str, words: Vocabulary) -> Iterator[Figure]:
    """Yield every date, as far as it is written: day, month and year, or two of them.

    A year on its own is a figure of ``digits``; the name of a month on its own is no number.

    Parameters
    ----------
    text : str
        Plain text.
    words : Vocabulary
        Words of its language.
    """
    for figure in _dates(text, words):
        weekday = None if figure.day is None else _weekday(text, figure, words)
        yield replace(figure, weekday=weekday)


def _weekday(text: str, date: Figure, words: Vocabulary) -> int | None:
    """Return the weekday beside a date: "Friday, 14 September", "14 September (Friday)"."""
    start = max(0, date.start - FURTHEST_WEEKDAY)
    before = words.weekday_before.search(text, start, date.start)
    found = before or words.weekday_after.match(text, date.end)
    return words.weekdays[key(found[1])] if found else None


def _dates(text: str, words: Vocabulary) -> Iterator[Figure]:
    for found in ISO.finditer(text):
        yield from _checked(text, *found.span(), *map(int, found.group("year", "month", "day")))
    for found in NUMERIC.finditer(text):
        day, month = int(found["one"]), int(found["two"])
        if month > LAST_MONTH and words.name == "en":
            day, month = month, day
        yield from _checked(text, *found.span(), int(found["year"]), month, day)
    names = month_names()
    for found in NAME.finditer(text):
        month = names.get(folded(found[0]), 0)
        if month and folded(found[0]) not in ROMAN:
            yield from _named(text, found, month, words)


def _named(text: str, found: re.Match[str], month: int, words: Vocabulary) -> Iterator[Figure]:
    if words.months_are_capitalised and not found[0][0].isupper():
        return
    start, end = found.span()
    day: int | None = None
    if before := DAY_BEFORE.search(text, max(0, start - 12), start):
        day, start = int(before[1]), before.start()
    elif words.name == "en" and (after := DAY_AFTER.match(text, end)):
        day, end = int(after[1]), after.end()
    year, end = _year(text, end, words)
    if day is not None or year is not None:
        yield from _checked(text, start, end, year, month, day)


def _year(text: str, end: int, words: Vocabulary) -> tuple[int | None, int]:
    """Return the year that follows a month, and where it ends."""
    filler = words.year_filler.match(text, end + (text[end : end + 1] in {".", ","}))
    found = YEAR_AFTER.match(text, filler.end()) if filler else None
    return (int(found[1]), found.end()) if found else (None, end)


def _checked(
    text: str, start: int, end: int, year: int | None, month: int, day: int | None
) -> Iterator[Figure]:
    if 1 <= month <= LAST_MONTH and (day is None or 1 <= day <= LAST_DAY):
        yield Figure(start, end, text[start:end], "date", year=year, month=month, day=day)
