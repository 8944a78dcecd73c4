"""Whether what is in custody is still what it was."""

from __future__ import annotations

from pathlib import Path

from tefter.custody.manifest import MANIFEST, SUMS, Entry, digest, entries
from tefter.disk import is_plain, listed, locks
from tefter.disk.writing import PARTIAL
from tefter.errors import CustodyError

LOCK = ".lock"
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
    if not raw.is_dir():
        return found
    held = listed(raw)
    for name in sorted([*held.files, *held.others]):
        ours = name in held.files and (name in OURS or name in names | tolerate or _partial(name))
        if not ours:
            raise CustodyError(
                "lies in data/raw but is not in the manifest",
                "take it into custody with tefter add, or move it away",
                file=name,
            )
    return found


def _partial(name: str) -> bool:
    return name.startswith(".") and name.endswith(PARTIAL) and "/" not in name
