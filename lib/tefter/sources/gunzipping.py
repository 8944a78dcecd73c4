"""A gzip file as far as it can be unpacked: a break costs what stands behind it, nothing before.

The library's own reader unpacks a piece at a time, and where the piece breaks it gives none of it:
eight kilobytes may hold hundreds of posts.
"""

from __future__ import annotations

import gzip
import io
import zlib
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_PIECE = 2**14
_LARGEST = 2**20
_GZIP = 16 + zlib.MAX_WBITS
"""Tells zlib to expect the header and the checksum of gzip (zlib manual, inflateInit2)."""


class Gunzipped(io.RawIOBase):
    """The unpacked bytes of a gzip file, also of several written one after the other (RFC 1952).

    Parameters
    ----------
    packed : binary stream
        The file.

    Notes
    -----
    Reading raises ``EOFError`` where the file ends too early, ``zlib.error`` where it is damaged,
    and ``gzip.BadGzipFile`` where something else follows, each after all that could be unpacked.
    """

    def __init__(self, packed: IO[bytes]) -> None:
        self._packed = packed
        self._input = b""
        self._member: zlib._Decompress | None = None
        self._begun = False
        self._ready = b""
        self._fault: zlib.error | None = None

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Fill the buffer with what comes next; 0 at the end."""
        view = memoryview(buffer)
        if not self._ready:
            self._ready = self._next()
        size = min(len(view), len(self._ready))
        view[:size] = self._ready[:size]
        self._ready = self._ready[size:]
        return size

    def close(self) -> None:
        """Close the file, too."""
        self._packed.close()
        super().close()

    def _next(self) -> bytes:
        while True:
            if self._fault is not None:
                raise self._fault
            if not self._input:
                self._input = self._packed.read(_PIECE)
                if not self._input:
                    return self._last()
            member = self._member or self._open()
            if member is not None and (unpacked := self._unpack(member)):
                return unpacked

    def _open(self) -> zlib._Decompress | None:
        if self._begun:
            # Padding behind a member, which tapes and some programs write.
            self._input = self._input.lstrip(b"\0")
            if not self._input:
                return None
            if self._input[:1] != b"\x1f":
                raise gzip.BadGzipFile("something else follows")
        self._begun = True
        self._member = zlib.decompressobj(_GZIP)
        return self._member

    def _unpack(self, member: zlib._Decompress) -> bytes:
        before = member.copy()
        try:
            unpacked = member.decompress(self._input, _LARGEST)
        except zlib.error as fault:
            self._fault = fault
            return _before_the_break(before, self._input)
        self._input = member.unconsumed_tail
        if member.eof:
            self._input = member.unused_data
            self._member = None
        return unpacked

    def _last(self) -> bytes:
        if self._member is None:
            return b""
        unpacked = self._member.decompress(b"", _LARGEST)
        if not unpacked and not self._member.eof:
            raise EOFError
        return unpacked


def _before_the_break(member: zlib._Decompress, packed: bytes) -> bytes:
    """Unpack byte by byte what one piece holds before it breaks."""
    unpacked = b""
    for at in range(len(packed)):
        try:
            unpacked += member.decompress(packed[at : at + 1])
        except zlib.error:
            break
    return unpacked
