"""What earlier runs of a case made, kept so that nothing is made twice.

A notebook is a function of its inputs: the raw files, its parameters, what editors decided, the
code and the libraries, and the notebooks before it. A digest of all these names what it made. Where
that is there already, the notebook is not executed again.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from tefter.case import Case
from tefter.custody import Entry, digest
from tefter.runs import provenance
from tefter.runs.parameters import Value
from tefter.runs.workspace import PREFILLED

FOLDER = ".kept"
"""Below ``data/processed/<case>/``: it holds personal data as the frames do, never goes to git."""

LIST = "made.json"

MOST_BYTES = 20 * 10**9
"""What is kept of one case, at most; beyond it, what was used longest ago is removed."""

KEPT = ("1-clean", "2-locate", "3-code")
"""The notebooks whose work is kept: those that work on all posts. The others draw on aggregates,
and write the run's name."""

NEVER_READ = ("claims.yml", "corrections.yml", "README.md", "story*.md", "publish*")
"""Decisions that none of these notebooks reads: a story may be mended without recomputing."""

NOT_BEFORE_CODING = ("codebook.yml", "lexicon/*", "annotations*", "annotations/*", "coding/*")
"""Decisions that ``1-clean`` and ``2-locate`` do not read, so that a changed codebook recomputes
coding alone. ``tests/whole`` watches which files they open."""


OF_THE_RUN = frozenset({provenance.PROVENANCE, PREFILLED})
"""Files that say how a run was made. Another run is made another way."""


class MadeFile(msgspec.Struct, frozen=True):
    """A file that a notebook made: where it belongs, its size and its digest."""

    place: str
    path: str
    size: int
    sha256: str


class MadeList(msgspec.Struct, frozen=True):
    """What one entry holds, and in which run it was made."""

    notebook: str
    run: str
    files: list[MadeFile]


@dataclass(frozen=True)
class Places:
    """The two folders of a run into which a notebook writes."""

    processed: Path
    report: Path

    def all(self) -> dict[str, Path]:
        """Return them by name."""
        return {"processed": self.processed, "report": self.report}

    def state(self) -> dict[tuple[str, str], tuple[int, int]]:
        """Return size and time of every file, to see later which ones are new."""
        found = {}
        for place, folder in self.all().items():
            for path in folder.rglob("*"):
                if path.is_file() and not path.is_symlink():
                    status = path.stat()
                    name = path.relative_to(folder).as_posix()
                    found[place, name] = (status.st_size, status.st_mtime_ns)
        return found


class Kept:
    """The entries of one case.

    Parameters
    ----------
    case : Case
        The case.
    most : int
        Bytes, at most.
    """

    def __init__(self, case: Case, most: int = MOST_BYTES) -> None:
        self.folder = case.processed / FOLDER
        self._most = most

    def take(self, key: str, to: Places) -> MadeList | None:
        """Put what an entry holds into a run; None where there is none, or it is not as it was.

        Frames are linked, not copied: every writer of ours replaces a file and changes none.
        """
        entry = self.folder / key
        made = _listed(entry)
        if made is None:
            return None
        try:
            if any(digest(entry / file.place / file.path) != file.sha256 for file in made.files):
                # A disk that changed a bit would give other numbers, and nobody would know.
                shutil.rmtree(entry, ignore_errors=True)
                return None
            for file in made.files:
                target = to.all()[file.place] / file.path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.unlink(missing_ok=True)
                _same(entry / file.place / file.path, target, link=file.place == "processed")
            os.utime(entry)
        except FileNotFoundError:  # Another run has just made room.
            return None
        return made

    def keep(self, key: str, made: MadeList, of: Places) -> None:
        """Keep what a notebook made, whole or not at all; what is there already stays.

        Where there is no room nothing is kept, and the run goes on.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=self.folder, prefix=".") as beside:
                whole = Path(beside) / "whole"
                for file in made.files:
                    target = whole / file.place / file.path
                    target.parent.mkdir(parents=True, exist_ok=True)
                    source = of.all()[file.place] / file.path
                    _same(source, target, link=file.place == "processed")
                    _settle(target)
                (whole / LIST).write_bytes(msgspec.json.encode(made))
                _settle(whole / LIST)
                if _listed(self.folder / key) is None:
                    shutil.rmtree(self.folder / key, ignore_errors=True)
                    whole.rename(self.folder / key)
            self.make_room()
        except OSError:
            return

    def entries(self) -> list[tuple[str, MadeList, int]]:
        """Return key, list and bytes of each entry, the one used longest ago first."""
        if not self.folder.is_dir():
            return []
        aged = sorted(
            (path for path in self.folder.iterdir() if not path.name.startswith(".")),
            key=lambda path: path.stat().st_mtime,
        )
        listed = [(path.name, _listed(path)) for path in aged]
        return [
            (name, made, sum(file.size for file in made.files)) for name, made in listed if made
        ]

    def make_room(self) -> None:
        """Remove what was used longest ago, until no more than the bound is left."""
        entries = self.entries()
        held = sum(size for _, _, size in entries)
        for key, _, size in entries:
            if held <= self._most:
                return
            shutil.rmtree(self.folder / key, ignore_errors=True)
            held -= size

    def clear(self) -> None:
        """Remove all of it."""
        shutil.rmtree(self.folder, ignore_errors=True)


def key_of(
    notebook: Path,
    before: str,
    *,
    case: Case,
    inputs: Sequence[Entry],
    parameters: Mapping[str, Value],
) -> str:
    """Return the digest of everything that decides what a notebook makes.

    Parameters
    ----------
    notebook : path
        One of ``KEPT``.
    before : str
        Key of the notebook before it.
    case, inputs, parameters
        Of the run. ``parameters`` are the notebook's own, without the run's name.
    """
    decided: dict[str, Any] = {
        "before": before,
        "notebook": digest(notebook),
        "parameters": dict(sorted(parameters.items())),
        "inputs": sorted((entry.file, entry.sha256) for entry in inputs),
        "decisions": decisions_of(case, notebook.stem),
        "code": provenance.package_digest(),
        "packages": provenance.package_versions(),
        "python": platform.python_version(),
        "machine": platform.machine(),
    }
    written = json.dumps(decided, sort_keys=True, ensure_ascii=False).encode()
    return hashlib.sha256(written).hexdigest()


def decisions_of(case: Case, notebook: str) -> dict[str, str]:
    """Return the digests of the decisions that a notebook may read."""
    left_out: Iterable[str] = NEVER_READ
    if notebook in {"1-clean", "2-locate"}:
        left_out = (*NEVER_READ, *NOT_BEFORE_CODING)
    return {
        name: value
        for name, value in provenance.decision_digests(case).items()
        if not any(Path(name).match(pattern) for pattern in left_out)
        and not any(
            name.startswith(pattern.removesuffix("*"))
            for pattern in left_out
            if pattern.endswith("/*")
        )
    }


def made_since(
    before: Mapping[tuple[str, str], tuple[int, int]], places: Places, notebook: str, run: str
) -> MadeList:
    """Return the files that were written since ``before``."""
    now = places.state()
    files = [
        MadeFile(place, path, size, digest(places.all()[place] / path))
        for (place, path), (size, _) in sorted(now.items())
        if before.get((place, path)) != now[place, path] and Path(path).name not in OF_THE_RUN
    ]
    return MadeList(notebook, run, files)


def _listed(entry: Path) -> MadeList | None:
    """Read what an entry holds; None where it is not there, or not as it was written."""
    try:
        made = msgspec.json.decode((entry / LIST).read_bytes(), type=MadeList)
        whole = all(
            (entry / file.place / file.path).stat().st_size == file.size for file in made.files
        )
    except (OSError, msgspec.DecodeError):
        return None
    return made if whole else None


def _same(source: Path, target: Path, *, link: bool) -> None:
    if link:
        try:
            os.link(source, target)
        except FileNotFoundError:
            raise
        except OSError:  # a file system without links
            pass
        else:
            return
    shutil.copy2(source, target)


def _settle(path: Path) -> None:
    """Have a file on disk before its folder gets its name: power may go at any time."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
