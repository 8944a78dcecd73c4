"""Times as platforms write them: seconds or milliseconds since 1970, or ISO 8601."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from tefter.values import Unreadable

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
LATEST = datetime(2100, 1, 1, tzinfo=UTC)
"""A time outside of these is a mistake: no platform is older, and no post is from the future."""

MILLISECONDS = 100_000_000_000
"""From here on a number counts milliseconds: as seconds it would be the year 5138."""


def from_epoch(value: object, field: str) -> datetime | None:
    """Return the time of a number of seconds or milliseconds since 1970; None for none.

    Raises
    ------
    Unreadable
        ``bad_time`` when it is no number, or a time outside of ``EARLIEST`` to ``LATEST``.
    """
    if value is None or value == "":
        return None
    try:
        if isinstance(value, bool):
            raise ValueError
        number = int(value) if isinstance(value, int) else float(str(value))
        if abs(number) >= MILLISECONDS:
            number /= 1000
        time = datetime.fromtimestamp(number, UTC)
    except (ValueError, OverflowError, OSError):
        raise Unreadable("bad_time", f"{field} is no number of seconds since 1970") from None
    return _plausible(time, field)


def from_iso(value: object, field: str, time_zone: str | None = None) -> datetime | None:
    """Return the time of an ISO 8601 text in UTC; None for none.

    A time without an offset is taken in ``time_zone``; in the hour that the end of summer time
    repeats, as the first of the two.

    Raises
    ------
    Unreadable
        ``bad_time`` when it is no such text, is implausible, or has no offset and no
        ``time_zone`` is given.
    """
    if value is None or value == "":
        return None
    try:
        time = datetime.fromisoformat(str(value).strip())
        if time.tzinfo is None:
            if time_zone is None:
                raise Unreadable("bad_time", f"{field} has no time zone")
            time = time.replace(tzinfo=ZoneInfo(time_zone))
        time = time.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable("bad_time", f"{field} is no time such as 2024-03-06T10:20:00Z") from None
    return _plausible(time, field)


def _plausible(time: datetime, field: str) -> datetime:
    if not EARLIEST <= time < LATEST:
        raise Unreadable("bad_time", f"{field} lies outside of 1990 to 2100")
    return time
