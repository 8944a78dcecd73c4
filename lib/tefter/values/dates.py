"""Dates as people in the region write them: day first, months by name or number, with dots."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Literal

import polars as pl

from tefter.values import Unreadable
from tefter.values.months import folded, halves_of_the_day, month_names, words_before
from tefter.values.times import from_epoch, from_iso, in_zone, within_range
from tefter.values.written import NOT_KNOWN

Order = Literal["day", "month", "unsure"]

ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:?\d\d.*)?|\d{8}(?:T\d{6}.*)?", re.IGNORECASE)
DIGITS = re.compile(r"\d{9,17}(?:\.\d+)?")
SERIAL = re.compile(r"[2-7]\d{4}(?:[.,]\d+)?")
"""Days since 1900, as spreadsheets count them: the years 1954 to 2119."""

_CLOCK = (
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d)(?:[.,]\d+)?)?"
    r" ?(?P<half>[ap]\.?m\.?)?(?: ?(?:h|c|ч|sati|casova|часа|часова|uhr)\.?)?"
    r"(?: ?(?P<offset>z|utc|gmt|[+-]\d\d:?\d\d))?"
)
_AT = r"(?:(?:u|ob|ne|ora|oren|во|у|at|dne|о|-|–|\|) ?)*"
_TIME = rf"(?:[ ,.t]+{_AT}{_CLOCK})?"
_AFTER_YEAR = r"(?:g|god|godine|г|год|година|године|leta|viti)"
_YEAR = rf"(?P<year>\d{{4}}|(?<!-)\d\d)\.?(?: ?{_AFTER_YEAR}\.?)?"
NUMERIC = re.compile(
    rf"(?P<one>\d{{1,2}})(?P<mark>[./-]) ?(?P<two>\d{{1,2}})(?P=mark) ?{_YEAR}{_TIME}"
)
YEAR_FIRST = re.compile(
    r"(?P<year>\d{4})(?P<mark>[./-]) ?(?P<month>\d{1,2})(?P=mark) ?(?P<day>\d{1,2})\.?" + _TIME
)
_NAME = r"(?P<name>[^\W\d_]+)"
_DAY = r"(?P<day>\d{1,2})(?:\.|st|nd|rd|th)?"
DAY_NAMED = re.compile(rf"{_DAY}[ -]?(?:of )?{_NAME}\.?,?[ -]?{_YEAR}{_TIME}")
MONTH_NAMED = re.compile(rf"{_NAME}\.? {_DAY},? {_YEAR}{_TIME}")
WHOLE = (YEAR_FIRST, NUMERIC, DAY_NAMED)
BEFORE = re.compile(r"([^\W\d_]+)[.,]* *,? ?(?=[^\W_])")

CLOCK = re.compile(
    r"(?<![\d:.])\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?(?: ?[ap]\.?m\b\.?)?"
    r"(?: ?(?:z|utc|gmt)\b)?(?: ?[+-]\d\d:?\d\d(?![\d./]))?"
)
"""A time of day with a colon, wherever it stands: some write it before the date or its year."""

REMARK = re.compile(r" ?\([^()]*\)$")
ZONE_NAMES = {
    re.compile(r" ?\b(?:gmt|utc)(?=[+-]\d)"): " ",
    # Behind a digit only: čet is Thursday.
    re.compile(r"(?<=\d) ?cet\b"): "+0100",
    re.compile(r"(?<=\d) ?cest\b"): "+0200",
}
LONGEST = 100
"""No date has more characters, in words or numbers."""

MONTHS = 12
NOON = 12
CENTURY = 100
FIRST_CENTURY = 2000


@dataclass(frozen=True)
class DateStyle:
    """Whether day or month stands first in the numeric dates of a column.

    Attributes
    ----------
    order : {"day", "month", "unsure"}
        ``unsure`` where the column has dates of both orders.
    note : str
        What was decided, and on which evidence; empty where no date needed it.
    """

    order: Order = "day"
    note: str = ""


class DateEvidence:
    """Gathers what the values of a column say of the order of day and month."""

    def __init__(self) -> None:
        self._day = self._month = self._either = False

    def see(self, text: str | None) -> None:
        """Take in one value; anything that is no numeric date says nothing."""
        found = NUMERIC.fullmatch(_plain(text)) if text else None
        if found is None:
            return
        first, second = int(found["one"]), int(found["two"])
        self._day |= first > MONTHS >= second
        self._month |= second > MONTHS >= first
        self._either |= first <= MONTHS and second <= MONTHS and first != second

    def style(self) -> DateStyle:
        """Return what all values together say."""
        if self._day and self._month:
            return DateStyle("unsure", "some dates have the day first and others the month")
        if self._month:
            return DateStyle("month", "the month stands first: a date has a second number above 12")
        if self._day:
            return DateStyle("day", "the day stands first: a date has a first number above 12")
        if self._either:
            return DateStyle(
                "day", "the day was taken to stand first, as is usual; no date proves it"
            )
        return DateStyle()


def read_date(value: object, style: DateStyle, time_zone: str, field: str) -> datetime | None:
    """Read a date that a person or a machine wrote, in the style of its column.

    Parameters
    ----------
    value : object
        Text, such as ``6. mart 2024.``, ``6.3.2024. u 10:20``, ``03/06/24 10:20 PM``,
        ``2024-03-06T10:20Z``, or seconds or milliseconds since 1970. ``None``, blank text and
        signs such as ``-`` mean not known. A year of two digits is of this century. A date
        without a time of day is its beginning.
    style : DateStyle
        From ``DateEvidence.style``.
    time_zone : str
        IANA zone of times without an offset. An hour that the clocks repeat in autumn is taken
        as the first of the two; one that they skip in spring is shifted forward
        (``times.in_zone``).
    field : str
        Name of the field, for the message.

    Returns
    -------
    datetime or None
        Aware, in UTC.

    Raises
    ------
    Unreadable
        ``bad_time``, with what is wrong: never a guess.
    """
    if isinstance(value, datetime):
        return from_iso(value, field, time_zone)
    if isinstance(value, int | float) or value is None:
        return from_epoch(value, field)
    if not isinstance(value, str):
        raise Unreadable("bad_time", f"{field} is not a date")
    text = value.strip()
    if text.casefold() in NOT_KNOWN:
        return None
    if ISO.fullmatch(text):
        return from_iso(text, field, time_zone)
    if DIGITS.fullmatch(text):
        return from_epoch(text, field)
    return _written(_plain(text), style, time_zone, field)


def style_of(column: pl.Series) -> DateStyle:
    """Return what the values of a column say of the order of day and month."""
    evidence = DateEvidence()
    if column.dtype == pl.String:
        for value in column.drop_nulls().unique(maintain_order=True):
            evidence.see(value)
    return evidence.style()


def read_dates(column: pl.Series, time_zone: str) -> pl.DataFrame:
    """Read a column of dates as people write them.

    Day stands before month, unless the column proves the contrary: a second number above 12 and
    no first one. Where the column contradicts itself, a date that could be two is a problem.

    Parameters
    ----------
    column : polars.Series
        Text, epoch numbers, or dates and times of Polars.
    time_zone : str
        IANA zone of times without an offset; see ``read_date`` for hours that the clocks repeat
        or skip.

    Returns
    -------
    polars.DataFrame
        One row for each value: ``time`` (Datetime, UTC; null where not known or not readable)
        and ``problem`` (String; null where there is none).
    """
    style = style_of(column)
    if column.dtype == pl.Date:
        column = column.cast(pl.Datetime("us"))
    elif column.dtype.is_float():
        column = column.fill_nan(None)
    different = column.unique(maintain_order=True)
    rows = [_row(value, style, time_zone) for value in different]
    seen = pl.DataFrame(
        rows, schema={"time": pl.Datetime("us", "UTC"), "problem": pl.String}, orient="row"
    ).with_columns(different.alias("value"))
    return (
        pl.DataFrame({"value": column})
        .join(seen, on="value", how="left", nulls_equal=True, maintain_order="left")
        .select("time", "problem")
    )


def _row(value: object, style: DateStyle, time_zone: str) -> tuple[datetime | None, str | None]:
    try:
        return read_date(value, style, time_zone, "the date"), None
    except Unreadable as problem:
        return None, problem.detail


def _plain(text: str) -> str:
    if len(text) > LONGEST:
        return ""
    plain = folded(unicodedata.normalize("NFKC", text)).translate(_DASHES)
    plain = REMARK.sub("", " ".join(plain.split())).removeprefix("'")
    plain = _halves().sub(lambda half: f" {halves_of_the_day()[half[1]]}", plain)
    for zone, offset in ZONE_NAMES.items():
        plain = zone.sub(offset, plain)
    plain = _clock_last(plain)
    plain = plain.rstrip(" ,")
    while (word := BEFORE.match(plain)) and word[1] in words_before():
        rest = plain[word.end() :]
        if word[1] in month_names() and not any(form.fullmatch(rest) for form in WHOLE):
            # Albanian ``mar`` is Tuesday and March: it is the month unless another one follows.
            break
        plain = rest
    return plain


@lru_cache(maxsize=1)
def _halves() -> re.Pattern[str]:
    words = sorted(halves_of_the_day(), key=len, reverse=True)
    return re.compile(rf"(?<=\d) ?({'|'.join(map(re.escape, words))})(?!\w)")


def _clock_last(plain: str) -> str:
    """Move a time of day behind the date: ``10:20, 6.3.2024``, ``6 Mar 10:20 +0000 2024``."""
    clock = CLOCK.search(plain)
    if clock is None or clock.end() == len(plain) or not re.search(r"\d", plain[clock.end() :]):
        return plain
    date = f"{plain[: clock.start()].rstrip(' ,')} {plain[clock.end() :].lstrip(' ,')}".strip(" ,")
    return f"{date} {clock[0]}"


_DASHES = str.maketrans({"−": "-", "‑": "-", "\u200e": None, "\u200f": None, "\u200b": None})


def _written(text: str, style: DateStyle, time_zone: str, field: str) -> datetime:
    if found := YEAR_FIRST.fullmatch(text):
        return _time(found, int(found["month"]), int(found["day"]), time_zone, field)
    if found := NUMERIC.fullmatch(text):
        day, month = _ordered(int(found["one"]), int(found["two"]), style, field)
        return _time(found, month, day, time_zone, field)
    if found := DAY_NAMED.fullmatch(text) or MONTH_NAMED.fullmatch(text):
        named = month_names().get(found["name"])
        if named is None:
            raise Unreadable("bad_time", f"{field} has a month name that is not known")
        return _time(found, named, int(found["day"]), time_zone, field)
    if SERIAL.fullmatch(text):
        raise Unreadable(
            "bad_time", f"{field} is a spreadsheet's day number; format the column as a date there"
        )
    raise Unreadable("bad_time", f"{field} is not a date as people or machines write it")


def _ordered(first: int, second: int, style: DateStyle, field: str) -> tuple[int, int]:
    """Return day and month."""
    if first == second or (first > MONTHS >= second):
        return first, second
    if second > MONTHS >= first:
        if style.order == "day":
            raise Unreadable("bad_time", f"{field} has a month above 12")
        return second, first
    if style.order == "unsure":
        raise Unreadable(
            "bad_time", f"{field} is ambiguous: is 03/04 in March or in April?", ambiguous=True
        )
    return (first, second) if style.order == "day" else (second, first)


def _time(found: re.Match[str], month: int, day: int, time_zone: str, field: str) -> datetime:
    parts: dict[str, str | None] = found.groupdict()
    year = int(found["year"])
    hour, half = int(parts["hour"] or 0), (parts["half"] or "")[:1]
    if half and not 1 <= hour <= NOON:
        raise Unreadable("bad_time", f"{field} has no such time of day")
    if half:
        hour = hour % NOON + (NOON if half == "p" else 0)
    try:
        naive = datetime(
            year if year >= CENTURY else FIRST_CENTURY + year,
            month,
            day,
            hour,
            int(parts["minute"] or 0),
            int(parts["second"] or 0),
        )
    except ValueError:
        raise Unreadable("bad_time", f"{field} is a day or an hour that does not exist") from None
    offset = parts["offset"]
    if offset and offset[0] in "+-":
        return within_range(datetime.fromisoformat(f"{naive.isoformat()}{offset}"), field)
    return within_range(in_zone(naive, "UTC" if offset else time_zone), field)
