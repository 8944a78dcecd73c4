"""Which raw file came in when, its digest, and whether it is still what it was.

Every case has one append-only manifest, ``data/raw/<case>/manifest.jsonl``. Each line names the
digest of the line before it, so that a line cannot be changed or taken out without a trace.
"""

from __future__ import annotations

import fcntl
import getpass
import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from tefter.errors import CustodyError, printable

MANIFEST = "manifest.jsonl"
LOCK = ".lock"
READ_ONLY = 0o444
CHUNK = 1 << 20

Progress = Callable[[str, int, int], None]
"""Called with the file's name, bytes done, bytes in all."""


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One line of the manifest.

    Attributes
    ----------
    file : str
        Name of the copy in ``data/raw/<case>/``.
    size : int
        Bytes.
    sha256 : str
        Digest of the content, hexadecimal.
    added_at : str
        When it was taken into custody, ISO 8601 in UTC.
    added_by : str
        Who did it.
    origin : str
        Where it came from, in that person's words.
    previous : str
        SHA-256 of the manifest line before this one; empty on the first.
    """

    file: str
    size: int
    sha256: str
    added_at: str
    added_by: str
    origin: str
    previous: str


def add(
    raw: Path,
    files: Sequence[Path],
    *,
    origin: str,
    added_by: str | None = None,
    added_at: datetime | None = None,
    progress: Progress | None = None,
) -> list[Entry]:
    """Take files into custody: copy, make read-only, record.

    Each file is whole in the folder and in the manifest, or in neither; adding a file again is
    harmless, also after an interruption.

    Parameters
    ----------
    raw : path
        ``data/raw/<case>/``; made if missing.
    files : sequence of path
        Plain files.
    origin : str
        Where they came from, such as "Zeeschuimer, search for #tag, by A. B.".
    added_by : str, optional
        Who; by default the name of the account on this machine.
    added_at : datetime, optional
        When, aware; by default now.
    progress : callable, optional
        Told about every chunk copied.

    Returns
    -------
    list of Entry
        One for each file, also for those that were in custody before.

    Raises
    ------
    CustodyError
        When a file is not one that can be added, when another file of that name is in custody, or
        when what is in custody already is not as the manifest says.
    """
    for file in files:
        _check_addable(file)
    raw.mkdir(parents=True, exist_ok=True)
    with _locked(raw):
        _clear_leftovers(raw)
        known = {entry.file: entry for entry in verify(raw, tolerate={f.name for f in files})}
        # All or none: what is refused must not have taken in half of what was given.
        for file in files:
            if file.name in known:
                _check_same(file, known[file.name])
        added: list[Entry] = []
        for file in files:
            entry = known.get(file.name)
            if entry is None:
                size, sha256 = _take_in(raw, file, progress)
                when = (added_at or datetime.now(UTC)).astimezone(UTC)
                entry = Entry(
                    file=file.name,
                    size=size,
                    sha256=sha256,
                    added_at=when.strftime("%Y-%m-%dT%H:%M:%SZ"),
                    added_by=added_by or getpass.getuser(),
                    origin=origin,
                    previous=_last_line_digest(raw / MANIFEST),
                )
                _append(raw / MANIFEST, entry)
                known[entry.file] = entry
            elif entry in added:  # given twice
                _check_same(file, entry)
            added.append(entry)
        return added


def _check_same(file: Path, entry: Entry) -> None:
    if digest(file) != entry.sha256:
        raise CustodyError(
            "another file of this name is in custody, and raw files are never replaced",
            "rename the new one, for example with the date of its capture",
            file=file,
        )


def entries(raw: Path) -> list[Entry]:
    """Read the manifest and check its chain of digests.

    Raises
    ------
    CustodyError
        When a line cannot be read or does not follow from the one before it.
    """
    manifest = raw / MANIFEST
    if not manifest.exists():
        return []
    found = []
    previous = ""
    for number, line in enumerate(manifest.read_bytes().splitlines(), start=1):
        try:
            entry = msgspec.json.decode(line, type=Entry)
        except (msgspec.DecodeError, UnicodeDecodeError):
            raise CustodyError(
                "the line cannot be read",
                "restore the manifest from a backup; if only its last line is cut off, delete that "
                "line and add the file again",
                file=manifest,
                record=number,
            ) from None
        if entry.previous != previous:
            raise CustodyError(
                "the line does not follow from the one before it, so the manifest was changed",
                "restore the manifest from a backup",
                file=manifest,
                record=number,
            )
        previous = hashlib.sha256(line).hexdigest()
        found.append(entry)
    return found


def verify(raw: Path, *, tolerate: set[str] | frozenset[str] = frozenset()) -> list[Entry]:
    """Check that every file in custody is there, unchanged, and that no other file is.

    Parameters
    ----------
    raw : path
        ``data/raw/<case>/``.
    tolerate : set of str
        Names that may lie there without being in the manifest, as an interrupted ``add`` leaves
        them.

    Returns
    -------
    list of Entry
        The manifest.

    Raises
    ------
    CustodyError
        Naming the first file that is missing, changed or unknown.
    """
    found = entries(raw)
    names = {entry.file for entry in found}
    for entry in found:
        path = raw / entry.file
        if not path.is_file() or path.is_symlink():
            raise CustodyError(
                "is in the manifest but not in data/raw",
                "bring the file back from a backup",
                file=entry.file,
            )
        if path.stat().st_size != entry.size or digest(path) != entry.sha256:
            raise CustodyError(
                "has changed since it was taken into custody",
                "bring the original back from a backup; to work on a changed file, add it under "
                "another name",
                file=entry.file,
            )
    if raw.is_dir():
        for path in sorted(raw.iterdir()):
            ours = path.name in {MANIFEST, LOCK} or path.name.endswith(".partial")
            if not ours and path.name not in names and path.name not in tolerate:
                raise CustodyError(
                    "lies in data/raw but is not in the manifest",
                    "take it into custody with tefter add, or move it away",
                    file=path,
                )
    return found


def digest(path: Path) -> str:
    """Return the SHA-256 of a file's content, hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _check_addable(file: Path) -> None:
    if not file.exists():
        raise CustodyError("does not exist", "check the name", file=file)
    if file.is_dir():
        raise CustodyError("is a folder", "name the files in it", file=file)
    if not file.is_file():
        raise CustodyError("is not a plain file", "name a file", file=file)
    if file.stat().st_size == 0:
        raise CustodyError("is empty", "export it again", file=file)
    hidden = file.name.startswith(".") or file.name == MANIFEST or file.name.endswith(".partial")
    if hidden or printable(file.name) != file.name:
        raise CustodyError(
            "has a name that cannot be kept in data/raw",
            "rename it: no control characters, no dot at the start, not manifest.jsonl",
            file=file,
        )


def _take_in(raw: Path, file: Path, progress: Progress | None) -> tuple[int, str]:
    target = raw / file.name
    if target.exists() and file.resolve() == target.resolve():
        size, sha256 = target.stat().st_size, digest(target)
    else:
        size, sha256 = _copy(file, target, progress)
    target.chmod(READ_ONLY)
    return size, sha256


def _last_line_digest(manifest: Path) -> str:
    lines = manifest.read_bytes().splitlines() if manifest.exists() else []
    return hashlib.sha256(lines[-1]).hexdigest() if lines else ""


def _append(manifest: Path, entry: Entry) -> None:
    with manifest.open("ab") as stream:
        stream.write(msgspec.json.encode(entry) + b"\n")
        stream.flush()
        os.fsync(stream.fileno())


def _copy(file: Path, target: Path, progress: Progress | None) -> tuple[int, str]:
    """Copy through a partial file, so that the target is whole or absent."""
    partial = target.with_name(f".{target.name}.partial")
    total = file.stat().st_size
    sha256 = hashlib.sha256()
    done = 0
    with file.open("rb") as source, partial.open("wb") as copy:
        while chunk := source.read(CHUNK):
            sha256.update(chunk)
            copy.write(chunk)
            done += len(chunk)
            if progress:
                progress(file.name, done, total)
        copy.flush()
        os.fsync(copy.fileno())
    if digest(partial) != sha256.hexdigest():
        partial.unlink()
        raise CustodyError("was not copied faithfully", "check the disk", file=file)
    partial.replace(target)
    return done, sha256.hexdigest()


def _clear_leftovers(raw: Path) -> None:
    for leftover in raw.glob(".*.partial"):
        with suppress(FileNotFoundError):
            leftover.unlink()


@contextmanager
def _locked(raw: Path) -> Iterator[None]:
    """Let one ``add`` at a time write to a case; another waits."""
    with (raw / LOCK).open("w") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield
