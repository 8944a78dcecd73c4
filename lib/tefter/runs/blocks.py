"""Where a file first differs from what it was, when the file that it was is gone.

Beside the digest of a whole file those of its blocks are kept, which tell the first block that
differs. The byte itself is told where the kept digests determine it, or a second copy of the file
is at hand. Only the digest of the whole says whether a file has changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from pathlib import Path
from typing import BinaryIO

import msgspec

from tefter.custody import digest
from tefter.disk import is_plain

SMALLEST = 1024
"""Bytes of a block, at least."""

MOST = 4096
"""Blocks of a file, about: of a larger file the blocks are larger."""

SHORT = 8
"""Bytes of a block's digest: the first of its SHA-256. It finds a place and proves nothing."""


class Blocks(msgspec.Struct, frozen=True):
    """Digests of a file's blocks.

    Attributes
    ----------
    size : int
        Bytes of the file, from which the size of its blocks follows.
    digests : str
        One after the other, hexadecimal.
    """

    size: int
    digests: str


class Place(msgspec.Struct, frozen=True):
    """The first byte that differs, counted from 0: one byte, or one of ``first`` to ``last``."""

    first: int
    last: int

    def __str__(self) -> str:
        """Say it as in a sentence."""
        if self.first == self.last:
            return f"first at byte {self.first:,}"
        return f"first in bytes {self.first:,} to {self.last:,}"


def blocks_of(path: Path) -> Blocks:
    """Return the digests of a file's blocks."""
    size = path.stat().st_size
    with path.open("rb") as stream:
        return Blocks(size, "".join(_short(block) for block in _read(stream, _length(size))))


def blocks_in(content: bytes) -> Blocks:
    """Return the digests of the blocks of what is about to be written."""
    length = _length(len(content))
    starts = range(0, len(content), length)
    return Blocks(len(content), "".join(_short(content[at : at + length]) for at in starts))


def first_difference(
    path: Path, sha256: str, was: Blocks | None, copies: Iterable[Path] = ()
) -> Place | None:
    """Return where a changed file first differs; None where nothing at hand tells it.

    Parameters
    ----------
    path : path
        A plain file that is not what it was.
    sha256 : str
        Digest of what it was.
    was : Blocks, optional
        Those of what it was.
    copies : iterable of path
        Files that may be what it was, such as the same file of another run: the first one that has
        its digest is compared with byte by byte.
    """
    for copy in copies:
        if is_plain(copy) and digest(copy) == sha256:
            return _compared(path, copy)
    return None if was is None else _located(path, was)


def _compared(path: Path, copy: Path) -> Place:
    with path.open("rb") as one, copy.open("rb") as other:
        at = 0
        for here, there in zip_longest(_read(one, 1 << 20), _read(other, 1 << 20), fillvalue=b""):
            if here != there:
                at += _agree(here, there)
                break
            at += len(here)
    return Place(at, at)


def _agree(here: bytes, there: bytes) -> int:
    """Return how many bytes two contents begin with alike."""
    alike = zip(here, there, strict=False)
    return next((at for at, (a, b) in enumerate(alike) if a != b), min(len(here), len(there)))


def _located(path: Path, was: Blocks) -> Place | None:
    length = _length(was.size)
    stated = [was.digests[at : at + 2 * SHORT] for at in range(0, len(was.digests), 2 * SHORT)]
    at = 0
    with path.open("rb") as stream:
        for short in stated:
            block = stream.read(min(length, was.size - at))
            if _short(block) != short:
                return _inside(block, short, at, min(length, was.size - at))
            at += len(block)
        more = stream.read(1)
    # Alike to its end: it has grown. Otherwise the blocks do not fit the file that they were of.
    return Place(at, at) if more and at == was.size else None


def _inside(block: bytes, short: str, start: int, length: int) -> Place:
    if not block:  # cut off between two blocks
        return Place(start, start)
    if len(block) < length:  # cut off: changed before, or at its end
        return Place(start, start + len(block))
    changed = _one_byte(block, short) if len(block) <= SMALLEST else None
    if changed is not None:
        return Place(start + changed, start + changed)
    return Place(start, start + len(block) - 1)


def _one_byte(block: bytes, short: str) -> int | None:
    """Return where one byte was changed, found by trying every byte in every place."""
    stated = bytes.fromhex(short)
    for at in range(len(block)):
        before = hashlib.sha256(block[:at])
        after = block[at + 1 :]
        for value in range(256):
            tried = before.copy()
            tried.update(value.to_bytes() + after)
            if tried.digest()[:SHORT] == stated:
                return at
    return None


def _length(size: int) -> int:
    length = SMALLEST
    while length * MOST < size:
        length *= 2
    return length


def _short(block: bytes) -> str:
    return hashlib.sha256(block).hexdigest()[: 2 * SHORT]


def _read(stream: BinaryIO, length: int) -> Iterator[bytes]:
    while block := stream.read(length):
        yield block
