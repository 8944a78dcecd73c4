"""Times as machines write them: epoch seconds or milliseconds, and ISO 8601."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from tefter.values import Unreadable

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
LATEST = datetime(2100, 1, 1, tzinfo=UTC)
"""No post is older than the web or younger than this project: such a time is a mistake."""

MILLISECONDS_FROM = 10**11
"""As seconds this is the year 5138, as milliseconds 1973: no real time can be taken for both."""

NUMBER = re.compile(r"-?\d{1,17}(?:\.\d+)?")
LARGEST = 10**17
"""The first whole number with more digits than that."""


def from_epoch(value: object, field: str) -> datetime | None:
    """Read seconds or milliseconds since 1970, told apart by their size.

    Parameters
    ----------
    value : object
        An integer, a float or text of a number; ``None`` and blank text mean not known.
    field : str
        Name of the field, for the message.

    Returns
    -------
    datetime or None
        Aware, in UTC, to the microsecond.

    Raises
    ------
    Unreadable
        ``bad_time`` when it is no number or not between 1990 and 2100.
    """
    if value is None:
        return None
    if type(value) is int and abs(value) < LARGEST:
        size = 1_000 if abs(value) >= MILLISECONDS_FROM else 1_000_000
        return within_range(_after_epoch(value * size, field), field)
    text = str(value).strip()
    if not text:
        return None
    if isinstance(value, bool) or not NUMBER.fullmatch(text) or not text.isascii():
        raise Unreadable("bad_time", f"{field} is not a number of seconds or milliseconds")
    number = Decimal(text)
    microseconds = number * (1000 if abs(number) >= MILLISECONDS_FROM else 1_000_000)
    return within_range(_after_epoch(int(microseconds), field), field)


def _after_epoch(microseconds: int, field: str) -> datetime:
    try:
        return EPOCH + timedelta(microseconds=microseconds)
    except OverflowError:
        raise Unreadable("bad_time", f"{field} is not between 1990 and 2100") from None


def from_iso(value: object, field: str, time_zone: str | None = None) -> datetime | None:
    """Read a time in ISO 8601, with a space or a T between date and time.

    Parameters
    ----------
    value : object
        Text; ``None`` and blank text mean not known. A ``datetime`` passes.
    field : str
        Name of the field, for the message.
    time_zone : str, optional
        IANA zone of times written without an offset; see ``in_zone``. Without it such a time
        cannot be read.

    Returns
    -------
    datetime or None
        Aware, in UTC.

    Raises
    ------
    Unreadable
        ``bad_time`` when it is no such time, lacks both offset and zone, or is not between 1990
        and 2100.
    """
    if isinstance(value, datetime):
        time = value
    elif value is None:
        return None
    elif isinstance(value, str):
        text = value.strip().removesuffix(" UTC")
        if not text:
            return None
        if text != value.strip():
            text += "+00:00"
        try:
            time = datetime.fromisoformat(text)
        except ValueError:
            raise Unreadable("bad_time", f"{field} is not a time in ISO 8601") from None
    else:
        raise Unreadable("bad_time", f"{field} is not a time in ISO 8601")
    if time.tzinfo is None:
        if time_zone is None:
            raise Unreadable(
                "bad_time", f"{field} has no time zone; state time_zone for this file in case.yml"
            )
        return within_range(in_zone(time, time_zone), field)
    try:
        return within_range(time.astimezone(UTC), field)
    except OverflowError:
        raise Unreadable("bad_time", f"{field} is not between 1990 and 2100") from None


def in_zone(naive: datetime, time_zone: str) -> datetime:
    """Take a time without a zone as local time of a zone, and return it in UTC.

    An hour that the clocks repeat in autumn is taken as the first of the two. An hour that they
    skip in spring is shifted forward by the hour skipped. Both are what PEP 495 prescribes for
    ``fold=0``.

    Parameters
    ----------
    naive : datetime
        Without ``tzinfo``.
    time_zone : str
        IANA name, such as ``Europe/Skopje``.
    """
    try:
        return naive.replace(tzinfo=_zone(time_zone), fold=0).astimezone(UTC)
    except OverflowError:
        raise Unreadable("bad_time", "the time is not between 1990 and 2100") from None


def within_range(time: datetime, field: str) -> datetime:
    """Return the time, or raise ``Unreadable`` when it is not between 1990 and 2100."""
    if not EARLIEST <= time < LATEST:
        raise Unreadable("bad_time", f"{field} is not between 1990 and 2100")
    return time


@lru_cache(maxsize=64)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
