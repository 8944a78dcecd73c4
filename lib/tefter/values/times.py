"""Times as platforms write them: seconds or milliseconds since 1970, or ISO 8601."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from tefter.values import Unreadable

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
LATEST = datetime(2100, 1, 1, tzinfo=UTC)
"""A time outside of these is a mistake: no platform is older, and no post is from the future."""

MILLISECONDS = 100_000_000_000
"""From here on a number counts milliseconds: as seconds it would be the year 5138."""

START = datetime(1970, 1, 1, tzinfo=UTC)
NUMBER = re.compile(r"\d{1,18}(?:\.\d{1,18})?", re.ASCII)
DATE_AND_TIME = re.compile(r"\d{4}-\d{2}-\d{2}(?:[Tt ]\d{2}:?.*)?", re.ASCII)
SPACE_BEFORE_OFFSET = re.compile(r" (?=[+-]\d|UTC$)")


def from_epoch(value: object, field: str) -> datetime | None:
    """Return the time of a number of seconds or milliseconds since 1970; None for none.

    Microseconds and nanoseconds are refused: as milliseconds they lie beyond 2100.

    Raises
    ------
    Unreadable
        ``bad_time`` when it is no number, or a time outside of ``EARLIEST`` to ``LATEST``.
    """
    if value is None or value == "":
        return None
    text = "" if isinstance(value, bool) else str(value).strip()
    try:
        if isinstance(value, str) and not NUMBER.fullmatch(text):
            raise InvalidOperation
        # Decimal, as a float of milliseconds may round to the microsecond beside.
        number = Decimal(text) * (1_000_000 if abs(Decimal(text)) < MILLISECONDS else 1_000)
        time = START + timedelta(microseconds=int(number))
    except (InvalidOperation, ValueError, OverflowError):
        raise Unreadable(
            "bad_time", f"{field} is no number of seconds or milliseconds since 1970"
        ) from None
    return plausible(time, field)


def from_iso(value: object, field: str, time_zone: str | None = None) -> datetime | None:
    """Return the time of an ISO 8601 text in UTC; None for none.

    The space of Python's and SQL's way of writing stands for the T. A time without an offset is
    taken in ``time_zone``: in the hour that the end of summer time repeats as the first of the
    two, in the hour that its beginning skips with the clock moved on.

    Raises
    ------
    Unreadable
        ``bad_time`` when it is no such text, is implausible, or has no offset and no
        ``time_zone`` is given.
    """
    if value is None or value == "":
        return None
    text = str(value).strip()
    try:
        if not DATE_AND_TIME.fullmatch(text):
            raise ValueError
        time = datetime.fromisoformat(
            re.sub(r" (?=[+-]\d)| ?(?=UTC$)", "", text).replace("UTC", "Z")
        )
        if time.tzinfo is None:
            if time_zone is None:
                raise Unreadable("bad_time", f"{field} has no time zone")
            time = time.replace(tzinfo=ZoneInfo(time_zone))
        time = time.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable("bad_time", f"{field} is no time such as 2024-03-06T10:20:00Z") from None
    return plausible(time, field)


def plausible(time: datetime, field: str) -> datetime:
    """Return the time if it lies within ``EARLIEST`` to ``LATEST``.

    Raises
    ------
    Unreadable
        ``bad_time`` when it does not.
    """
    if not EARLIEST <= time < LATEST:
        raise Unreadable("bad_time", f"{field} lies outside of 1990 to 2100".strip())
    return time
