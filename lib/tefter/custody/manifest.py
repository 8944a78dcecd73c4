"""The manifest of a case: append-only, chained, and sealed as a whole."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

import msgspec

from tefter.disk import append, is_plain, settle, write
from tefter.errors import CustodyError

MANIFEST = "manifest.jsonl"
SUMS = "manifest.sha256"
"""The manifest's digest when a file was last added, as ``sha256sum --check`` reads it. Cases from
before it was kept have none until the next file is added."""


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


def entries(raw: Path) -> list[Entry]:
    """Read the manifest and check its chain of digests.

    Raises
    ------
    CustodyError
        When a line cannot be read, does not follow from the one before it, names no file of the
        folder or one that another line names.
    """
    manifest = raw / MANIFEST
    content = content_of(raw)
    found: list[Entry] = []
    names: set[str] = set()
    previous = ""
    for number, line in enumerate(content.splitlines(keepends=True), start=1):
        if not line.endswith(b"\n"):
            raise CustodyError(
                "the last line was cut off while it was written",
                "add that file again with tefter add, which mends the manifest"
                if _may_be_cut(raw, content)
                else "restore the manifest from a backup; where there is none, delete that line "
                "and add its file again",
                file=manifest,
                record=number,
            )
        try:
            entry = msgspec.json.decode(line, type=Entry)
        except (msgspec.DecodeError, UnicodeDecodeError):
            raise CustodyError(
                "the line cannot be read",
                "restore the manifest from a backup",
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
        if entry.file in names or Path(entry.file).name != entry.file:
            raise CustodyError(
                "the line names a file twice or one elsewhere, which tefter add never writes",
                "restore the manifest from a backup",
                file=manifest,
                record=number,
            )
        previous = line_digest(line.rstrip(b"\n"))
        names.add(entry.file)
        found.append(entry)
    if not _begins_as_sealed(raw, content):
        raise CustodyError(
            "is not what it was when a file was last added: a line was changed or taken out",
            f"restore it from a backup, with {SUMS}",
            file=manifest,
        )
    return found


def record(raw: Path, new: Sequence[Entry]) -> None:
    """Add lines to the manifest, all or none, and state its new digest.

    Raises
    ------
    OSError
        When there is no room; the manifest is then as it was.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW
    file = os.open(raw / MANIFEST, flags, 0o644)
    try:
        append(file, b"".join(msgspec.json.encode(entry) + b"\n" for entry in new))
    finally:
        os.close(file)
    settle(raw)
    seal(raw)


def seal(raw: Path) -> None:
    """State the manifest's digest in the file beside it."""
    stated = hashlib.sha256(content_of(raw)).hexdigest()
    if _sealed(raw) != stated:
        write(raw / SUMS, f"{stated}  {MANIFEST}\n".encode())


def mend(raw: Path) -> None:
    """Cut off what a killed ``add`` left of its last line; never a line that was whole once."""
    content = content_of(raw)
    if _may_be_cut(raw, content):
        os.truncate(raw / MANIFEST, len(_whole(content)))


def manifest_digest(raw: Path, lines: int) -> str:
    """Return the SHA-256 of the first lines of a manifest, hexadecimal."""
    return hashlib.sha256(b"".join(content_of(raw).splitlines(keepends=True)[:lines])).hexdigest()


def content_of(raw: Path) -> bytes:
    """Return a manifest as it lies there; nothing where there is none yet."""
    manifest = raw / MANIFEST
    if not os.path.lexists(manifest):
        return b""
    if not is_plain(manifest):
        raise CustodyError("is not a plain file", "restore it from a backup", file=manifest)
    return manifest.read_bytes()


def line_digest(line: bytes) -> str:
    """Return the digest by which the next line names a line."""
    return hashlib.sha256(line).hexdigest()


def _sealed(raw: Path) -> str | None:
    sums = raw / SUMS
    if not os.path.lexists(sums):
        return None
    if not is_plain(sums):
        raise CustodyError("is not a plain file", "restore it from a backup", file=sums)
    return sums.read_text("utf-8", "replace").partition(" ")[0]


def _begins_as_sealed(raw: Path, content: bytes) -> bool:
    """Whether the lines that were there when a file was last added are there still.

    Lines may follow: an ``add`` that was killed had written them and not their digest.
    """
    sealed = _sealed(raw)
    so_far = hashlib.sha256()
    digests = {so_far.hexdigest()}
    for line in content.splitlines(keepends=True):
        so_far.update(line)
        digests.add(so_far.hexdigest())
    return sealed is None or sealed in digests


def _whole(content: bytes) -> bytes:
    return content[: content.rfind(b"\n") + 1]


def _may_be_cut(raw: Path, content: bytes) -> bool:
    """Whether a last line is torn, and the seal tells that it never was whole."""
    whole = _whole(content)
    sealed = _sealed(raw) is not None and _begins_as_sealed(raw, whole)
    return whole != content and sealed


def digest(path: Path) -> str:
    """Return the SHA-256 of a file's content, hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
