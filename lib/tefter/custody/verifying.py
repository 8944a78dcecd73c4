"""Whether what is in custody is still what it was."""

from __future__ import annotations

from collections.abc import Set
from pathlib import Path

from tefter.custody.manifest import MANIFEST, SUMS, Entry, digest, entries
from tefter.disk import is_plain, listed, locks
from tefter.disk.writing import PARTIAL
from tefter.errors import CustodyError

LOCK = ".lock"
UNKNOWN = "is not in the manifest"
OURS = {MANIFEST, SUMS, LOCK, f"{LOCK}{locks.HOLDER}"}
"""What may lie in ``data/raw/<case>/`` beside the files in custody."""


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
        if not is_plain(path):
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
    for name in unknown(raw, names | tolerate):
        raise CustodyError(
            f"lies in data/raw but {UNKNOWN}",
            "take it into custody with tefter add, or move it away",
            file=name,
        )
    return found


def unknown(raw: Path, names: Set[str]) -> list[str]:
    """Return what lies in the folder and is no plain file of these names, nor one of ours."""
    if not raw.is_dir():
        return []
    held = listed(raw)
    ours = {name for name in held.files if name in OURS | names or _partial(name)}
    return sorted({*held.files, *held.others} - ours)


def _partial(name: str) -> bool:
    return name.startswith(".") and name.endswith(PARTIAL) and "/" not in name
