"""Whether a run is being made now.

A folder of a run without provenance belongs to a run that was killed, or to one that goes on. Only
a lock tells the two apart, however the run was started and however it ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tefter.case import Case
from tefter.disk import locks

FOLDER = ".alive"
"""Below ``data/processed/<case>/``: a report holds nothing that is not its own."""


@contextmanager
def being_made(case: Case, run: str) -> Iterator[None]:
    """Have a run's lock for the time of a block."""
    path = _lock(case, run)
    path.parent.mkdir(parents=True, exist_ok=True)
    with locks.alone(path, f"making the run {run}"):
        try:
            yield
        finally:
            path.unlink(missing_ok=True)


def is_being_made(case: Case, run: str) -> bool:
    """Whether a living process makes this run."""
    return locks.is_held(_lock(case, run))


def _lock(case: Case, run: str) -> Path:
    return case.processed / FOLDER / run
