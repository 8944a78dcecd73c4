"""How fast a coder works, and when a break is due."""

from __future__ import annotations

from datetime import datetime, timedelta

AWAY = timedelta(minutes=5)
"""A longer pause between two decisions was a break, or something else; it is not work."""

STRETCH = timedelta(minutes=30)
"""Work without a break after which one is offered. Ours, on the careful side; a case may choose."""

AGAIN = timedelta(minutes=10)
"""After "not now", how much more work before it is offered again."""


class Pace:
    """Time at work in this session: never kept, never shown to anyone else.

    Parameters
    ----------
    now : datetime
        When the session began.
    stretch : timedelta
        Work without a break after which one is offered.
    """

    def __init__(self, now: datetime, stretch: timedelta = STRETCH) -> None:
        self._stretch = stretch
        self._seen = now
        self._worked = timedelta()
        self._unbroken = timedelta()
        self._due = stretch
        self._decided = 0

    def touch(self, now: datetime) -> None:
        """Tell that the coder is at work."""
        passed = max(timedelta(), now - self._seen)
        self._seen = now
        if passed > AWAY:
            self._rest()
        else:
            self._worked += passed
            self._unbroken += passed

    def decided(self) -> None:
        """Tell that a post was decided."""
        self._decided += 1

    def rested(self, now: datetime) -> None:
        """Tell that the coder comes back from a break."""
        self._seen = now
        self._rest()

    def not_now(self) -> None:
        """Tell that the coder was offered a break and goes on."""
        self._due = self._unbroken + AGAIN

    @property
    def break_due(self) -> bool:
        """Whether to offer a break."""
        return self._unbroken >= self._due

    @property
    def posts_per_hour(self) -> int | None:
        """Posts decided in an hour of work; None before there is enough of it to tell."""
        if self._worked < timedelta(minutes=1):
            return None
        return round(self._decided / (self._worked / timedelta(hours=1)))

    def _rest(self) -> None:
        self._unbroken = timedelta()
        self._due = self._stretch
