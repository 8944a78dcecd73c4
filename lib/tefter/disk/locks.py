"""Locks that the system gives back when a process ends, however it ends; each names its holder.

``flock`` belongs to an open file, which a child can inherit. So a job's lock says whether the job
is alive: better than its process number, which the system uses again. Who holds a lock stands in a
file beside it, which is believed only while the lock is held: what a killed process left there is
written over by the next one.

Source: Linux manual, flock(2).
"""

from __future__ import annotations

import fcntl
import getpass
import logging
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from tefter.errors import TefterError

HOLDER = ".holder"
"""End of the name of the file that says who holds a lock."""

PATIENCE = 1.0
"""Seconds that a process waits without a word: most locks are held for less."""

log = logging.getLogger("tefter")
"""Its warnings reach standard error where nobody has arranged otherwise."""


class Holder(msgspec.Struct, frozen=True):
    """Who holds a lock: account, machine, process, since when (ISO 8601, UTC), and what for."""

    user: str
    host: str
    process: int
    since: str
    purpose: str

    def __str__(self) -> str:
        """Name the holder as in a sentence."""
        return (
            f"{self.user} on {self.host}, process {self.process}, {self.purpose} since {self.since}"
        )


def take(path: Path, purpose: str) -> int | None:
    """Lock a file, and return its descriptor; None where another process has it."""
    descriptor = _opened(path)
    if not _locks(descriptor, fcntl.LOCK_EX):
        os.close(descriptor)
        return None
    _note(path, purpose)
    return descriptor


def is_held(path: Path) -> bool:
    """Whether a living process has the lock."""
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return False
    try:
        # Shared, so that two who look at once do not take each other for who has it.
        return not _locks(descriptor, fcntl.LOCK_SH)
    finally:
        os.close(descriptor)


@contextmanager
def alone(path: Path, purpose: str) -> Iterator[None]:
    """Wait for the lock of a file, and have it for the time of a block."""
    descriptor = _opened(path)
    try:
        with holding(descriptor, path, purpose):
            yield
    finally:
        os.close(descriptor)


@contextmanager
def holding(descriptor: int, path: Path, purpose: str) -> Iterator[None]:
    """Wait for the lock of an open file or folder, and have it for the time of a block.

    Closing the descriptor gives it back.
    """
    wait(descriptor, path)
    _note(path, purpose)
    try:
        yield
    finally:
        with suppress(OSError):
            _beside(path).unlink()


def wait(descriptor: int, path: Path, kind: int = fcntl.LOCK_EX) -> None:
    """Wait for a lock, and say for whom if that takes longer than a moment."""
    if _locks(descriptor, kind):
        return
    word = threading.Timer(PATIENCE, lambda: log.warning("Waiting for %s.", holder_of(path)))
    word.daemon = True
    word.start()
    try:
        fcntl.flock(descriptor, kind)
    finally:
        word.cancel()


def holder_of(path: Path) -> str:
    """Say who holds a lock that is held, as far as that is known."""
    try:
        found = msgspec.json.decode(_beside(path).read_bytes(), type=Holder)
    except (OSError, msgspec.DecodeError):
        return "another process"
    return str(found) if _lives(found) else "another process"


def _lives(holder: Holder) -> bool:
    if holder.host != socket.gethostname():
        return True
    try:
        os.kill(holder.process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _note(path: Path, purpose: str) -> None:
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    holder = Holder(getpass.getuser(), socket.gethostname(), os.getpid(), now, purpose)
    with suppress(OSError):  # Where it cannot be written the lock still holds.
        _beside(path).write_bytes(msgspec.json.encode(holder))


def _beside(path: Path) -> Path:
    return path / HOLDER if path.is_dir() else path.with_name(f".{path.name.lstrip('.')}{HOLDER}")


def _opened(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_NONBLOCK, 0o600)
    except IsADirectoryError:
        raise TefterError(
            "is a folder, and Tefter keeps a lock of this name", "move it away", file=path
        ) from None


def _locks(descriptor: int, kind: int) -> bool:
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
