"""Tables that are worked out from libraries and our own lists: once on a machine, not each time.

Which languages have a word, or which town has a name, takes seconds to work out and is the same
until the code or a library changes. What is kept holds nothing of any case.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

PACKAGE = Path(__file__).resolve().parent
Array = npt.NDArray[Any]

VERSIONS = 3
"""How many versions of a table stay on disk, so that two environments do not undo each other."""


def prepared_frames(
    name: str,
    make: Callable[[], tuple[pl.DataFrame, ...]],
    *,
    rooms: tuple[str, ...],
    libraries: tuple[str, ...],
) -> tuple[pl.DataFrame, ...]:
    """Return frames that only code and libraries decide, from disk where they are there.

    Parameters
    ----------
    name : str
        What they are.
    make : callable
        Works them out.
    rooms, libraries : tuple of str
        Rooms of ``tefter``, and distributions, of which a change may change the frames.

    Notes
    -----
    Kept in ``$XDG_CACHE_HOME/tefter``, by default ``~/.cache/tefter`` (XDG Base Directory
    Specification 0.8), as Arrow files named by a digest of everything that decides them: written
    beside and renamed, so that two processes never see half a file. Where the folder cannot be
    written to, or a file cannot be read, they are worked out again.
    """
    folder = _folder(name, rooms, libraries)
    if folder is None:
        return make()
    kept = sorted(folder.glob("*.arrow"))
    try:
        if kept:
            return tuple(pl.read_ipc(path) for path in kept)
    except (OSError, pl.exceptions.PolarsError):
        pass
    made = make()

    def write(to: Path) -> None:
        for place, one in enumerate(made):
            one.rechunk().write_ipc(to / f"{place:02d}.arrow", compression="uncompressed")

    _keep(folder, write)
    return made


def prepared_arrays(
    name: str,
    make: Callable[[], tuple[Array, ...]],
    *,
    rooms: tuple[str, ...],
    libraries: tuple[str, ...],
) -> tuple[Array, ...]:
    """Return arrays in the same way; they are mapped, so that processes share their memory."""
    folder = _folder(name, rooms, libraries)
    if folder is None:
        return make()
    kept = sorted(folder.glob("*.npy"))
    try:
        if kept:
            return tuple(np.load(path, mmap_mode="r", allow_pickle=False) for path in kept)
    except (OSError, ValueError):
        pass
    made = make()

    def write(to: Path) -> None:
        for place, one in enumerate(made):
            np.save(to / f"{place:02d}.npy", one, allow_pickle=False)

    _keep(folder, write)
    return made


def _keep(folder: Path, write: Callable[[Path], None]) -> None:
    """Write into a folder beside, and rename it; one that somebody else has made since stays."""
    try:
        if folder.exists():  # It could not be read.
            shutil.rmtree(folder)
        folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".") as beside:
            whole = Path(beside) / "whole"
            whole.mkdir()
            write(whole)
            whole.rename(folder)
        name = folder.name.rpartition("-")[0]
        others = [
            one for one in folder.parent.glob(f"{name}-*") if one.name[len(name) + 1 :].isalnum()
        ]
        for old in sorted(others, key=lambda one: one.stat().st_mtime)[:-VERSIONS]:
            shutil.rmtree(old, ignore_errors=True)
    except OSError:
        return


def _folder(name: str, rooms: tuple[str, ...], libraries: tuple[str, ...]) -> Path | None:
    stated = Path(os.environ.get("XDG_CACHE_HOME", ""))
    try:
        base = stated if stated.is_absolute() else Path.home() / ".cache"
    except RuntimeError:
        return None
    decided = hashlib.sha256(name.encode())
    for room in rooms:
        decided.update(room_digest(room).encode())
    for library in ("polars", "numpy", *libraries):
        decided.update(f"{library} {version(library)}\n".encode())
    return base / "tefter" / f"{name}-{decided.hexdigest()[:32]}"


@cache
def room_digest(room: str) -> str:
    """Return a digest of all files of a room: its code, and its lists."""
    at = PACKAGE / room
    files = sorted(at.rglob("*")) if at.is_dir() else [at.with_suffix(".py")]
    found = hashlib.sha256()
    for path in files:
        if path.is_file() and "__pycache__" not in path.parts:
            found.update(f"{path.relative_to(PACKAGE).as_posix()}\0".encode())
            found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()
