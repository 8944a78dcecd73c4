"""All that is in a folder, also what is no plain file. No link is followed."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import msgspec

KINDS = {
    stat.S_IFLNK: "a symbolic link",
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFDIR: "a folder",
}
EMPTY = "an empty folder"


class Listed(msgspec.Struct, frozen=True):
    """What a folder holds, by path inside it with slashes, in order.

    Attributes
    ----------
    files : dict of str to path
        Plain files.
    others : dict of str to str
        What is no plain file, and what it is. A folder that holds something is not in it.
    """

    files: dict[str, Path]
    others: dict[str, str]


def listed(folder: Path) -> Listed:
    """Return all that is in a folder and the folders in it.

    Raises
    ------
    OSError
        When a folder in it cannot be read.
    """
    files: dict[str, Path] = {}
    others: dict[str, str] = {}
    for top, folders, names in os.walk(folder, onerror=_refuse):
        for name in sorted([*folders, *names]):
            path = Path(top, name)
            kind = stat.S_IFMT(path.lstat().st_mode)
            inside = path.relative_to(folder).as_posix()
            if kind == stat.S_IFREG:
                files[inside] = path
            elif kind != stat.S_IFDIR:
                others[inside] = KINDS.get(kind, "a device")
            elif not any(path.iterdir()):
                others[inside] = EMPTY
    return Listed(dict(sorted(files.items())), dict(sorted(others.items())))


def is_plain(path: Path) -> bool:
    """Whether a path is a plain file, and no link to one."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def _refuse(error: OSError) -> None:
    raise error
