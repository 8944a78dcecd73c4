"""What was done at the desk: one line for each action, only ever added to."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from tefter.desk.masking import shown
from tefter.desk.queue import now

LONGEST = 300
"""Letters of one value: a line is written in one piece, and a log is no place for texts."""

DIGESTS = frozenset({"sha256", "digest"})
"""Names of values that are a SHA-256: ten of its digits in a row look like a telephone number."""

DIGEST = re.compile(r"[0-9a-f]{64}")


class Audit:
    """The log of a project's desk.

    Parameters
    ----------
    path : path
        An NDJSON file; made if missing.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def note(self, who: str, what: str, **about: Any) -> None:
        """Add a line: when, who, what, and what about.

        Values that are text are masked, also inside lists and mappings: a file's name, say, or a
        parameter may have a telephone number in it.
        """
        masked = {name: _masked(name, value) for name, value in about.items()}
        line = msgspec.json.encode({"at": now(), "who": who, "what": what, **masked}) + b"\n"
        # One write to a file opened for appending: lines of two editors do not mix.
        descriptor = os.open(self._path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            size = os.fstat(descriptor).st_size
            torn = size > 0 and os.pread(descriptor, 1, size - 1) != b"\n"
            os.write(descriptor, b"\n" + line if torn else line)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def last(self, most: int = 200) -> list[dict[str, Any]]:
        """Return the newest lines first."""
        if not self._path.exists():
            return []
        lines = self._path.read_bytes().splitlines()[-most:]
        return [one for line in reversed(lines) if (one := _read(line)) is not None]


def _read(line: bytes) -> dict[str, Any] | None:
    try:
        return msgspec.json.decode(line, type=dict[str, Any])
    except (msgspec.DecodeError, UnicodeDecodeError):  # cut off when power went
        return None


def _masked(name: str, value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _masked(str(key), one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_masked(name, one) for one in value]
    if not isinstance(value, str):
        return value
    if name in DIGESTS and DIGEST.fullmatch(value):
        return value
    return shown(value)[:LONGEST]
