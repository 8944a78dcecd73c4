"""Bytes from a file or an archive, bounded, rewindable, with every fault turned into a sentence."""

from __future__ import annotations

import io
import lzma
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

import pyarrow as pa

from tefter.errors import SourceError
from tefter.sources.gunzipping import Gunzipped

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

LARGEST_UNPACKED = 20 * 2**30
"""Bytes. Ten times the largest export of one chat that we have seen described (2 GB)."""

FREE_OF_RATIO = 100 * 2**20
"""Bytes that any archive may unpack to, whatever its ratio: memory and disk bear that."""

LARGEST_RATIO = 200
"""Times. Exports of posts pack to a tenth or a thirtieth of their size, zeros to 1/1030
(deflate's limit is 1032:1, zlib's technical notes, https://zlib.net/zlib_tech.html)."""

_PIECE = 2**14


class BrokenFileError(SourceError):
    """The file cannot be read any further; what was read before stays.

    Attributes
    ----------
    reason : str
        The reject that stands for the lost rest: one of ``records.REASONS``.
    """

    reason = "damaged"

    def because(self, reason: str) -> BrokenFileError:
        """Give another reason than ``damaged``."""
        self.reason = reason
        return self


class Budget:
    """How much one file on disk may unpack to, all its members together.

    Parameters
    ----------
    name : str
        The file's name, for the message.
    packed : int
        Its size on disk in bytes.
    """

    def __init__(self, name: str, packed: int) -> None:
        self.name = name
        self.packed = max(packed, 1)
        self.unpacked = 0

    def spend(self, amount: int) -> None:
        """Count bytes that were unpacked.

        Raises
        ------
        BrokenFileError
            When the file unpacks to more than any real export does.
        """
        self.unpacked += amount
        ratio = self.unpacked / self.packed
        if self.unpacked > LARGEST_UNPACKED or (
            self.unpacked > FREE_OF_RATIO and ratio > LARGEST_RATIO
        ):
            raise BrokenFileError(
                f"the archive unpacks to more than {self.unpacked // 2**20} MB, far beyond any "
                "real export of its size, and was stopped there",
                "unpack it by hand if you trust it, and add the files inside",
                file=self.name,
            ).because("expands_too_far")


class Disk:
    """A file on disk, and how far it has been read, for those who wait.

    Parameters
    ----------
    path : path
        The file.

    Attributes
    ----------
    total : int
        Its size in bytes.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: IO[bytes] | None = None
        self.total = path.stat().st_size

    def open(self) -> IO[bytes]:
        """Open the file from its beginning."""
        self._file = self._path.open("rb")
        return self._file

    @property
    def done(self) -> int:
        """Bytes of the file read so far."""
        return 0 if self._file is None or self._file.closed else self._file.tell()


class ByteStream(io.RawIOBase):
    """Bytes that can be read from the beginning as often as needed, but not sought in.

    Parameters
    ----------
    name : str
        Name for messages.
    again : callable
        Opens the bytes afresh.
    budget : Budget, optional
        What unpacking may cost; None for bytes that are not packed.
    """

    def __init__(
        self, name: str, again: Callable[[], IO[bytes]], budget: Budget | None = None
    ) -> None:
        self.name = name
        self._again = again
        self._budget = budget
        self._inner: IO[bytes] | None = None
        self._given = 0
        self._paid = 0
        self._fault: BrokenFileError | None = None

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Fill the buffer with what comes next; 0 at the end.

        Raises
        ------
        BrokenFileError
            When the bytes are damaged, end too early, or unpack to too much.
        """
        view = memoryview(buffer)
        filled = 0
        try:
            while filled < len(view) and self._fault is None:
                data = self._next(len(view) - filled)
                if not data:
                    break
                view[filled : filled + len(data)] = data
                filled += len(data)
                self._pay(filled)
        except BrokenFileError as fault:
            # What stands before the break is given first.
            self._fault = fault
        if not filled and self._fault is not None:
            raise self._fault
        self._given += filled
        return filled

    def _pay(self, filled: int) -> None:
        # A second pass over the same bytes is not a second cost.
        more = self._given + filled - self._paid
        if self._budget is not None and more > 0:
            self._paid += more
            self._budget.spend(more)

    def _next(self, size: int) -> bytes:
        try:
            if self._inner is None:
                self._inner = self._again()
            # A small piece, and read1 where there is one: a break costs the whole piece.
            reader: Callable[[int], bytes] = getattr(self._inner, "read1", self._inner.read)
            return reader(min(size, _PIECE) if self._budget is not None else size)
        except EOFError as error:
            raise BrokenFileError(
                "the archive ends too early, so its last part is lost",
                "get it again from where it came",
                file=self.name,
            ).because("truncated") from error
        except RuntimeError as error:
            raise BrokenFileError(
                "the archive member is encrypted", "unpack it and add the file", file=self.name
            ) from error
        except NotImplementedError as error:
            raise BrokenFileError(
                "the archive member is packed in a way that Tefter cannot unpack",
                "unpack it and add the file",
                file=self.name,
            ) from error
        except (OSError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, pa.ArrowException) as err:
            truncated = "runcated" in str(err)
            raise BrokenFileError(
                "the file is damaged from here on, so its last part is lost",
                "get it again from where it came",
                file=self.name,
            ).because("truncated" if truncated else "damaged") from err

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Go back to the beginning, the only place that can be sought."""
        if offset or whence:
            raise io.UnsupportedOperation("only seek(0)")
        if self._inner is not None:
            self._inner.close()
        self._inner = None
        self._given = 0
        self._fault = None
        return 0

    def close(self) -> None:
        """Close what lies beneath."""
        if self._inner is not None:
            self._inner.close()
        self._inner = None
        super().close()


def byte_stream(
    name: str, again: Callable[[], IO[bytes]], budget: Budget | None = None
) -> IO[bytes]:
    """Return a ``ByteStream`` as the type that readers of files ask for."""
    return cast("IO[bytes]", ByteStream(name, again, budget))


def gunzip(packed: IO[bytes]) -> IO[bytes]:
    """Return the bytes of a gzip file, also of several written one after the other."""
    return cast("IO[bytes]", Gunzipped(packed))


def unzstd(packed: IO[bytes]) -> IO[bytes]:
    """Return the bytes of a Zstandard file. pyarrow notices a missing end, zstandard does not."""
    reader = pa.CompressedInputStream(pa.PythonFile(packed, mode="r"), "zstd")
    return cast("IO[bytes]", reader)


def spooled(stream: IO[bytes]) -> IO[bytes]:
    """Copy a stream to a nameless temporary file, for readers that must seek.

    Raises
    ------
    BrokenFileError
        As reading the stream does.
    """
    copy = tempfile.TemporaryFile()  # noqa: SIM115  the caller closes it
    try:
        shutil.copyfileobj(stream, copy, 2**20)
    except BaseException:
        copy.close()
        raise
    copy.seek(0)
    return copy
