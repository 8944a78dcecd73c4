"""Whether a run is being made now: a lock that the system takes back when its process ends.

A folder of a run without provenance belongs to a run that was killed, or to one that goes on. Only
a lock tells the two apart, however the run was started and however it ends.

Source: Linux manual, flock(2).
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tefter.case import Case

FOLDER = ".alive"
"""Below ``data/processed/<case>/``: a report holds nothing that is not its own."""


@contextmanager
def being_made(case: Case, run: str) -> Iterator[None]:
    """Have a run's lock for the time of a block."""
    path = _lock(case, run)
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        # Whoever looks has it for a moment only.
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        path.unlink(missing_ok=True)
        os.close(descriptor)


def is_being_made(case: Case, run: str) -> bool:
    """Whether a living process makes this run."""
    try:
        descriptor = os.open(_lock(case, run), os.O_RDONLY)
    except FileNotFoundError:
        return False
    try:
        # Shared, so that two who look at once do not take each other for the run.
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


def _lock(case: Case, run: str) -> Path:
    return case.processed / FOLDER / run
