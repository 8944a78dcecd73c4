"""From a path to the files to read: the file itself, or the members of an archive.

What a file is, is decided by its first bytes, never by its name. Archives are never unpacked to
disk under names of their own, so no path inside one can reach a file of ours.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from tefter.errors import SourceError, printable
from tefter.sources import magic
from tefter.sources.records import Reject
from tefter.sources.streams import Budget, Disk, byte_stream, gunzip, spooled, unzstd

MOST_MEMBERS = 500_000
"""Members. A folder export of a busy group holds some 10^5 photos; a bomb holds more."""

DEEPEST = 2
"""Archives inside one another: an archive, and an archive in it (a .gz in a .zip)."""

_OF_THE_SYSTEM = ("__MACOSX/",)
_HIDDEN = (".DS_Store", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True)
class Member:
    """One file to read.

    Attributes
    ----------
    name : str
        Name for ``source_file``: ``archive.zip/inner.json`` inside an archive.
    number : int
        Its place in the archive, counted from 1.
    stream : binary stream
        Its bytes, unpacked; a ``streams.ByteStream``.
    disk : Disk
        The file on disk, which knows how far it has been read.
    inside : bool
        Whether it comes from an archive, where media and pages beside the data are usual.
    refused : Reject, optional
        Why it may not be opened at all.
    """

    name: str
    number: int
    stream: IO[bytes]
    disk: Disk
    inside: bool = False
    refused: Reject | None = None


def open_all(path: Path, name: str | None = None) -> Iterator[Member]:
    """Open a file and every member of it if it is an archive (zip, gzip, Zstandard).

    Parameters
    ----------
    path : path
        The file.
    name : str, optional
        Name for ``source_file``, where the file's own would not be unique.

    Yields
    ------
    Member
        Each with a stream that is open until the next is asked for.

    Raises
    ------
    SourceError
        When the path is not a readable file, is empty, is an archive of a kind that cannot be
        opened, or is damaged.
    """
    name = name or printable(path.name)
    if path.is_dir():
        raise SourceError(
            "is a folder, not a file", "name the export inside it, or zip it", file=path
        )
    try:
        if path.exists() and not path.is_file():
            raise SourceError("is not a regular file", "name an export", file=path)
        disk = Disk(path)
        disk.open().close()
    except OSError as error:
        what = "does not exist" if isinstance(error, FileNotFoundError) else "cannot be opened"
        raise SourceError(what, "check its name and permissions", file=path) from error
    if disk.total == 0:
        raise SourceError("is empty", "export it again", file=path)
    budget = Budget(name, disk.total)
    yield from _unpack(_Packed(name, 1, disk.open, disk, budget, packed=False, depth=0))


@dataclass(frozen=True)
class _Packed:
    """Bytes that may be an archive."""

    name: str
    number: int
    again: Callable[[], IO[bytes]]
    disk: Disk
    budget: Budget
    packed: bool
    depth: int
    inside: bool = False

    def stream(self) -> IO[bytes]:
        return byte_stream(self.name, self.again, self.budget if self.packed else None)


def _unpack(source: _Packed) -> Iterator[Member]:
    with source.stream() as stream:
        head = _read_exactly(stream, magic.HEAD)
        stream.seek(0)
        if magic.is_gzip(head) or magic.is_zstd(head):
            _not_too_deep(source)
            opener = gunzip if magic.is_gzip(head) else unzstd
            yield from _unpack(
                _Packed(
                    source.name,
                    source.number,
                    lambda: opener(source.stream()),
                    source.disk,
                    source.budget,
                    packed=True,
                    depth=source.depth + 1,
                    inside=source.inside,
                )
            )
        elif magic.is_zip(head):
            with source.again() if not source.packed else spooled(stream) as file:
                yield from _unzip(source, file)
        else:
            yield Member(source.name, source.number, stream, source.disk, source.inside)


def _unzip(source: _Packed, file: IO[bytes]) -> Iterator[Member]:
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise SourceError(
            "is a zip archive without a readable list of its members",
            "get it again from where it came",
            file=source.name,
        ) from error
    with archive:
        names = set(archive.namelist())
        if "[Content_Types].xml" in names:
            if "xl/workbook.xml" not in names:
                raise SourceError(
                    "is an Office document, not an export", "add a table (XLSX)", file=source.name
                )
            yield Member(source.name, source.number, source.stream(), source.disk, source.inside)
            return
        if "mimetype" in names and "content.xml" in names:
            raise SourceError("is an OpenDocument file", "save it as XLSX or CSV", file=source.name)
        _not_too_deep(source)
        if len(names) > MOST_MEMBERS:
            raise SourceError(
                f"is an archive of more than {MOST_MEMBERS} members",
                "unpack it and add the export inside",
                file=source.name,
            )
        given: Counter[str] = Counter()
        for number, info in enumerate(archive.infolist(), start=1):
            if info.is_dir() or _is_of_the_system(info.filename):
                continue
            # An archive may hold two members of one path: each needs a name of its own.
            name = f"{source.name}/{printable(info.filename)}"
            given[name] += 1
            if given[name] > 1:
                name = f"{name} ({given[name]})"
            yield from _open_member(source, archive, number, info, name)


def _open_member(
    source: _Packed, archive: zipfile.ZipFile, number: int, info: zipfile.ZipInfo, name: str
) -> Iterator[Member]:
    def again() -> IO[bytes]:
        return archive.open(info)

    if not is_safe(info.filename):
        nothing = byte_stream(source.name, io.BytesIO)
        refused = Reject("unsafe_path", "an archive member leads out of the archive")
        yield Member(source.name, number, nothing, source.disk, inside=True, refused=refused)
        return
    inner = _Packed(
        name,
        number,
        again,
        source.disk,
        source.budget,
        packed=True,
        depth=source.depth + 1,
        inside=True,
    )
    try:
        yield from _unpack(inner)
    except SourceError as error:
        # One bad member does not hide the others.
        yield Member(name, number, byte_stream(name, _raising(error)), source.disk, inside=True)


def _raising(error: SourceError) -> Callable[[], IO[bytes]]:
    def again() -> IO[bytes]:
        raise error

    return again


def is_safe(member: str) -> bool:
    r"""Tell whether the path of an archive member stays inside the archive.

    Examples
    --------
    >>> is_safe("chats/result.json")
    True
    >>> is_safe("../../etc/passwd") or is_safe("/etc/passwd") or is_safe("C:\\a.json")
    False
    """
    path = PurePosixPath(member.replace("\\", "/"))
    return not (path.is_absolute() or ".." in path.parts or "\0" in member or ":" in member[:2])


def _is_of_the_system(member: str) -> bool:
    name = PurePosixPath(member).name
    return member.startswith(_OF_THE_SYSTEM) or name in _HIDDEN or name.startswith("._")


def _not_too_deep(source: _Packed) -> None:
    if source.depth >= DEEPEST:
        raise SourceError(
            f"is packed more than {DEEPEST} times", "unpack it by hand", file=source.name
        )


def _read_exactly(stream: IO[bytes], size: int) -> bytes:
    parts = []
    while size > 0 and (part := stream.read(size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
