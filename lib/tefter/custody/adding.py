"""Taking files into custody: copied, read-only, recorded; all of them or none."""

from __future__ import annotations

import getpass
import hashlib
import os
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import msgspec

from tefter.custody.manifest import Entry, content_of, digest, line_digest, mend, record, seal
from tefter.custody.verifying import LOCK, OURS, verify
from tefter.disk import is_plain, locks, settle, written
from tefter.disk.writing import PARTIAL
from tefter.errors import CustodyError, printable

READ_ONLY = 0o444
CHUNK = 1 << 20

IN_CUSTODY = "another file of this name is in custody, and raw files are never replaced"

Progress = Callable[[str, int, int], None]
"""Called with the file's name, bytes done, bytes in all."""


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

    All of them, or none: what stops half-way is not in the folder nor in the manifest. Where the
    process was killed between the two, adding the same files again completes it; adding a file
    that is in custody is harmless.

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
        When a file is not one that can be added, when another file of that name is in custody or
        was given too, or when what is in custody already is not as the manifest says.
    """
    for file in files:
        _check_addable(file)
    raw.mkdir(parents=True, exist_ok=True)
    with locks.alone(raw / LOCK, f"adding files to {raw.name}"):
        _clear_leftovers(raw)
        mend(raw)
        known = {entry.file: entry for entry in verify(raw, tolerate={f.name for f in files})}
        for file in files:
            if file.name in known:
                _check_same(file, known[file.name].sha256, IN_CUSTODY)
        taken, copied = _take_in(raw, [file for file in files if file.name not in known], progress)
        when = (added_at or datetime.now(UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        who = added_by or getpass.getuser()
        seal(raw)
        lines = content_of(raw).splitlines()
        previous = line_digest(lines[-1]) if lines else ""
        new = []
        for name, (size, sha256) in taken.items():
            entry = Entry(
                file=name,
                size=size,
                sha256=sha256,
                added_at=when,
                added_by=who,
                origin=origin,
                previous=previous,
            )
            previous = line_digest(msgspec.json.encode(entry))
            new.append(entry)
        if new:
            try:
                record(raw, new)
            except OSError:
                _give_back(raw, copied)
                raise
        known |= {entry.file: entry for entry in new}
        return [known[file.name] for file in files]


def _check_same(file: Path, sha256: str, otherwise: str) -> None:
    if digest(file) != sha256:
        raise CustodyError(
            otherwise, "rename this one, for example with the date of its capture", file=file
        )


def _check_addable(file: Path) -> None:
    if not file.exists():
        raise CustodyError("does not exist", "check the name", file=file)
    if file.is_dir():
        raise CustodyError("is a folder", "name the files in it", file=file)
    if not file.is_file():
        raise CustodyError("is not a plain file", "name a file", file=file)
    if file.stat().st_size == 0:
        raise CustodyError("is empty", "export it again", file=file)
    hidden = file.name.startswith(".") or file.name in OURS
    if hidden or printable(file.name) != file.name:
        raise CustodyError(
            "has a name that cannot be kept in data/raw",
            "rename it: no control characters, no dot at the start, not a name of the manifest",
            file=file,
        )


def _take_in(
    raw: Path, files: Sequence[Path], progress: Progress | None
) -> tuple[dict[str, tuple[int, str]], list[str]]:
    """Copy files beside, and give them their names when all are there and on disk.

    Returns size and digest by name, and the names of those that are copies made now.
    """
    taken: dict[str, tuple[int, str]] = {}
    copied = []
    with ExitStack() as whole:
        for file in files:
            target = raw / file.name
            if file.name in taken:  # given twice
                _check_same(file, taken[file.name][1], "another file of this name was given too")
            elif os.path.lexists(target):  # an add was killed, or somebody put it there
                taken[file.name] = target.stat().st_size, digest(target)
                _check_same(file, taken[file.name][1], "another file of this name is in data/raw")
                target.chmod(READ_ONLY)
                settle(target)
            else:
                copy = whole.enter_context(written(target))
                taken[file.name] = _copy(file, copy, progress)
                copy.chmod(READ_ONLY)
                copied.append(file.name)
    return taken, copied


def _copy(file: Path, to: Path, progress: Progress | None) -> tuple[int, str]:
    sha256 = hashlib.sha256()
    done = 0
    with _source(file) as source, to.open("wb") as copy:
        total = os.fstat(source.fileno()).st_size
        while chunk := source.read(CHUNK):
            sha256.update(chunk)
            copy.write(chunk)
            done += len(chunk)
            if progress:
                progress(file.name, done, total)
    if digest(to) != sha256.hexdigest():
        raise CustodyError("was not copied faithfully", "check the disk", file=file)
    return done, sha256.hexdigest()


def _source(file: Path) -> BinaryIO:
    try:
        return file.open("rb")
    except FileNotFoundError:
        raise CustodyError(
            "went away before it was copied", "bring it back, and add all of them again", file=file
        ) from None


def _give_back(raw: Path, copied: Sequence[str]) -> None:
    """Take copies out again that could not be recorded."""
    for name in copied:
        (raw / name).unlink()


def _clear_leftovers(raw: Path) -> None:
    for leftover in raw.glob(f".*{PARTIAL}"):
        if is_plain(leftover):
            leftover.unlink(missing_ok=True)
