"""Files that are written whole or not at all, and lines that are added whole or not at all."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PARTIAL = ".partial"
"""End of the name of a file that is being written. It begins with a dot, and is short: a name as
long as a file system allows has no room for an ending."""


@contextmanager
def written(path: Path, *, settled: bool = True) -> Iterator[Path]:
    """Give a path beside ``path`` to write to; it takes that name when all went well.

    Parameters
    ----------
    path : path
        The file; one that is there is replaced.
    settled : bool
        Have it on disk before it gets its name, so that it outlives a power cut. Not for what can
        be made again.
    """
    beside = path.with_name(f".{uuid.uuid4().hex}{PARTIAL}")
    try:
        yield beside
        if settled:
            settle(beside)
        beside.replace(path)
        if settled:
            settle(path.parent)
    finally:
        beside.unlink(missing_ok=True)


def write(path: Path, content: bytes, *, settled: bool = True) -> None:
    """Write a file, whole or not at all."""
    with written(path, settled=settled) as beside:
        beside.write_bytes(content)


def settle(path: Path) -> None:
    """Return when a file's content, or the names in a folder, are on disk.

    Source: Linux manual, fsync(2), on the entry in the folder.
    """
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def append(file: int, content: bytes) -> None:
    """Add to the end of an open file, all or nothing, and return when it is on disk.

    Parameters
    ----------
    file : int
        Descriptor, opened for appending; the caller holds its lock.

    Raises
    ------
    OSError
        When there is no room; the file is then as it was.
    """
    size = os.fstat(file).st_size
    try:
        left = memoryview(content)
        while left:
            left = left[os.write(file, left) :]
        os.fsync(file)
    except BaseException:
        os.ftruncate(file, size)
        raise
