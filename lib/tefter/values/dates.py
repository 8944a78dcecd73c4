"""Dates, as people in the region write them: day first, with dots, or with a month's name.

``6. mart 2024.``, ``06/03/2024 14:05``, ``6 mars 2024``, ``2024-03-06T10:20:00Z`` and
``1709720400`` are read alike. Whether ``06/03/2024`` begins with the day is asked of the column's
other values: it does, unless one of them can only begin with the month.

A time without an offset is taken in the time zone given. Of the hour that the end of summer time
repeats it is the first; in the hour that its beginning skips, the clock is moved on by the
skipped hour. A date without a time of day is the midnight at which that day begins there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from typing import Literal
from zoneinfo import ZoneInfo

import polars as pl

from tefter.values import Unreadable
from tefter.values.months import SMALL_WORDS, halves, months, weekdays
from tefter.values.times import from_epoch, plausible
from tefter.values.writing import how_many, is_nothing, plain

Order = Literal["day-first", "month-first"]

NO_DATE = "not a date"
NO_SUCH_DAY = "no day or hour of the calendar"
AMBIGUOUS = "ambiguous: day and month could change places, and the column contradicts itself"

NUMBERS = re.compile(
    r"(\d{1,2}) ?([./-]) ?(\d{1,2}) ?\2 ?(\d{4}|(?<=[./])\d{2}|(?<=[./] )\d{2})\.?"
)
YEAR_FIRST = re.compile(r"(\d{4})([./-]) ?(\d{1,2})\2 ?(\d{1,2})\.?")
DAY_NAME_YEAR = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[. /-]*([^\W\d_]+)[., /-]+(\d{4})\.?")
NAME_DAY_YEAR = re.compile(r"([^\W\d_]+)[. /-]*(\d{1,2})(?:st|nd|rd|th)?[., /-]+(\d{4})\.?")
YEAR_NAME_DAY = re.compile(r"(\d{4})[. /-]+([^\W\d_]+)[. /-]*(\d{1,2})\.?")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
EPOCH = re.compile(r"\d{9,13}(?:\.\d+)?")
DOTTED_TIME = re.compile(r"(.*\d{4}\.?)[, ]+(\d{1,2})\.(\d{2})(?:\.(\d{2}))?")
ZONES = {"z": 0, "utc": 0, "gmt": 0, "cet": 60, "cest": 120}
"""Minutes that a named zone is ahead of UTC; the region's are CET and CEST."""

CENTURY_TURNS = 69
"""Years of two digits are of this century below it. Source: POSIX, strptime, ``%y``."""


@dataclass(frozen=True)
class DateConvention:
    """How one column orders day and month where it writes both as numbers.

    Attributes
    ----------
    order : {"day-first", "month-first"} or None
        None where the column contradicts itself.
    evidence : str
        One sentence that says how we know, without quoting a value.
    """

    order: Order | None
    evidence: str


def read_dates(
    column: pl.Series, time_zone: str, convention: DateConvention | None = None
) -> pl.DataFrame:
    """Read the dates of a column, as people write them.

    Parameters
    ----------
    column : polars.Series
        Of text, numbers of seconds or milliseconds since 1970, dates or times.
    time_zone : str
        Name in the IANA database, for times without an offset.
    convention : DateConvention, optional
        How the column orders day and month; found by ``date_convention`` where not given.

    Returns
    -------
    polars.DataFrame
        ``time`` Datetime in UTC, null where there is none or it cannot be read, and ``problem``
        String, null where there is none: a clause such as "not a date".
    """
    if convention is None:
        convention = date_convention(column)
    read: dict[object, tuple[datetime | None, str | None]] = {}
    for value in column.unique().to_list():
        try:
            read[value] = (read_date(value, "", time_zone, convention), None)
        except Unreadable as error:
            read[value] = (None, error.detail.strip())
    rows = [read.get(value, (None, None)) for value in column.to_list()]  # NaN equals no key
    return pl.DataFrame(
        rows, schema={"time": pl.Datetime("us", "UTC"), "problem": pl.String}, orient="row"
    )


def date_convention(column: pl.Series | Iterable[object]) -> DateConvention:
    """Tell from a column's values whether dates in numbers begin with the day or the month."""
    first, second = 0, 0
    for text in {plain(value) for value in column if isinstance(value, str)}:
        match = NUMBERS.fullmatch(_parts(text)[0])
        if match:
            one, two = int(match[1]), int(match[3])
            first += one > 12 >= two  # noqa: PLR2004  months of a year
            second += two > 12 >= one  # noqa: PLR2004
    if first and second:
        return DateConvention(
            None,
            f"The column contradicts itself: {how_many(first)} can only begin with the day, "
            f"{how_many(second)} only with the month.",
        )
    if second:
        return DateConvention(
            "month-first", f"Month first: {how_many(second)} cannot begin with the day."
        )
    if first:
        return DateConvention(
            "day-first", f"Day first: {how_many(first)} cannot begin with the month."
        )
    return DateConvention("day-first", "Day first, as the region writes; no value says otherwise.")


def read_date(
    value: object, field: str, time_zone: str, convention: DateConvention
) -> datetime | None:
    """Read one date of a column whose convention is known, in UTC; None where there is none.

    Raises
    ------
    Unreadable
        ``bad_time`` when it is ambiguous, no date, or outside of 1990 to 2100.
    """
    if isinstance(value, date):
        if not isinstance(value, datetime):
            value = datetime(value.year, value.month, value.day)
        return _in_utc(value, field, time_zone)
    if not isinstance(value, str):
        return from_epoch(value, field)
    text = plain(value).removeprefix("'")  # the apostrophe with which Excel marks text
    if is_nothing(text):
        return None
    if EPOCH.fullmatch(text):
        return from_epoch(text, field)
    rest, clock = _parts(text)
    try:
        day = _day(rest, convention)
        if day is None:
            raise Unreadable("bad_time", f"{field} {NO_DATE}".strip())
        time = datetime(*day, tzinfo=clock.zone) + _of_day(clock)
    except (ValueError, OverflowError) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable("bad_time", f"{field} {NO_SUCH_DAY}".strip()) from None
    return _in_utc(time, field, time_zone)


@dataclass(frozen=True)
class Clock:
    """The time of day that stands beside a date, and its offset from UTC."""

    hour: int = 0
    minute: int = 0
    second: int = 0
    microsecond: int = 0
    zone: timezone | None = None


def _of_day(clock: Clock) -> timedelta:
    datetime(2000, 1, 1, clock.hour, clock.minute, clock.second)
    return timedelta(
        hours=clock.hour,
        minutes=clock.minute,
        seconds=clock.second,
        microseconds=clock.microsecond,
    )


def _in_utc(time: datetime, field: str, time_zone: str) -> datetime:
    if time.tzinfo is None:
        time = time.replace(tzinfo=ZoneInfo(time_zone), fold=0)
    try:
        return plausible(time.astimezone(UTC), field)
    except OverflowError:
        raise Unreadable("bad_time", f"{field} {NO_SUCH_DAY}".strip()) from None


def _day(text: str, convention: DateConvention) -> tuple[int, int, int] | None:
    """Return year, month and day of a date without its time."""
    if match := YEAR_FIRST.fullmatch(text):
        return int(match[1]), int(match[3]), int(match[4])
    if match := COMPACT.fullmatch(text):
        return int(match[1]), int(match[2]), int(match[3])
    if match := NUMBERS.fullmatch(text):
        one, two, year = int(match[1]), int(match[3]), _year(match[4])
        if one == two or two > 12:  # noqa: PLR2004
            return year, one, two
        if one > 12:  # noqa: PLR2004
            return year, two, one
        if convention.order is None:
            raise Unreadable("bad_time", AMBIGUOUS)
        return (year, two, one) if convention.order == "day-first" else (year, one, two)
    for pattern, (year_at, name_at, day_at) in (
        (DAY_NAME_YEAR, (3, 2, 1)),
        (NAME_DAY_YEAR, (3, 1, 2)),
        (YEAR_NAME_DAY, (1, 2, 3)),
    ):
        match = pattern.fullmatch(text)
        if match and match[name_at] in months():
            return int(match[year_at]), months()[match[name_at]], int(match[day_at])
    return None


def _year(digits: str) -> int:
    if len(digits) > 2:  # noqa: PLR2004
        return int(digits)
    return int(digits) + (2000 if int(digits) < CENTURY_TURNS else 1900)


@cache
def _clock_pattern() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in sorted(halves(), key=len, reverse=True))
    return re.compile(
        r"(?:(?<=\d)t|(?<![\d:.]))(?P<hour>\d{1,2}):(?P<minute>\d{2})"
        r"(?::(?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?(?![\d:])"
        rf"(?: ?h\b)?(?: ?(?P<half>{words})(?!\w))?"
        rf"(?: ?(?P<name>{'|'.join(ZONES)})(?![a-z]))?"
        r"(?: ?(?P<sign>[+-])(?P<ahead>\d{2}):?(?P<more>\d{2})?(?![\d./]))?"
        r"(?: ?\(.*\))?"
    )


def _parts(text: str) -> tuple[str, Clock]:
    """Part a plain value into its date, without weekday and small words, and its clock."""
    clock = Clock()
    if match := _clock_pattern().search(text):
        clock = _clock(match)
        text = f"{text[: match.start()]} {text[match.end() :]}"
    text = " ".join(
        word
        for word in text.replace(",", " , ").split()
        if word.rstrip(".") not in SMALL_WORDS | weekdays()
    )
    text = text.replace(" ,", ",").strip(" ,")
    if clock == Clock() and (dotted := DOTTED_TIME.fullmatch(text)):
        clock = Clock(int(dotted[2]), int(dotted[3]), int(dotted[4] or 0))
        text = dotted[1]
    return text, clock


def _clock(match: re.Match[str]) -> Clock:
    hour, half = int(match["hour"]), match["half"]
    if half is not None:
        hour = hour % 12 + halves()[half] if 1 <= hour <= 12 else 99  # noqa: PLR2004
    ahead = None
    if match["name"] or match["sign"]:
        minutes = int(match["ahead"] or 0) * 60 + int(match["more"] or 0)
        minutes = -minutes if match["sign"] == "-" else minutes
        ahead = timezone(
            timedelta(minutes=(ZONES[match["name"]] if match["name"] else 0) + minutes)
        )
    return Clock(
        hour,
        int(match["minute"]),
        int(match["second"] or 0),
        int((match["fraction"] or "").ljust(6, "0")[:6]),
        ahead,
    )
