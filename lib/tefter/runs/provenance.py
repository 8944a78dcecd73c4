"""What a run was made from and what it made, so that anyone can check it a year later."""

from __future__ import annotations

import hashlib
import platform
import subprocess
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import distributions
from pathlib import Path
from types import MappingProxyType
from typing import Any

import msgspec

from tefter import __version__
from tefter.case import Case
from tefter.custody import Entry, digest
from tefter.errors import RunError

PROVENANCE = "provenance.json"

IN_DIGEST = ("charts/", "tables/", "numbers.json")
"""What the content digest covers: all that states a number. Executed notebooks and pages carry
times and the run's name; their own digests are kept beside it."""


class Difference(msgspec.Struct, frozen=True):
    """One thing in which a run is not what its provenance says."""

    file: str
    what: str


def package_digest() -> str:
    """Return one digest over the package's sources."""
    return joined_digest({name: digest(path) for name, path in _package()})


def _package() -> list[tuple[str, Path]]:
    package = Path(__file__).resolve().parents[1]
    return [(f"lib/tefter/{path.relative_to(package)}", path) for path in _sources(package)]


def code_digest(project: Path) -> str:
    """Return one digest over the package's sources and the notebooks."""
    sources = _package()
    notebooks = project / "notebooks"
    sources += [(f"notebooks/{path.name}", path) for path in sorted(notebooks.glob("*.ipynb"))]
    return joined_digest({name: digest(path) for name, path in sources})


def _sources(package: Path) -> list[Path]:
    return sorted(
        path for path in package.rglob("*") if path.is_file() and "__pycache__" not in path.parts
    )


def decision_digests(case: Case) -> dict[str, str]:
    """Return the digest of every file in which editors decided: ``cases/<case>/``.

    A hidden file decides nothing: an editor's program or a lock left it there.
    """
    found = {path.relative_to(case.folder): path for path in sorted(case.folder.rglob("*"))}
    return {
        name.as_posix(): digest(path)
        for name, path in found.items()
        if path.is_file() and not any(part.startswith(".") for part in name.parts)
    }


def git_state(project: Path) -> dict[str, Any]:
    """Return the commit and whether the tree differs from it; nulls where git cannot tell."""

    def ask(*words: str) -> str | None:
        try:
            done = subprocess.run(  # noqa: S603  fixed words, no shell
                ["git", "-C", str(project), *words],  # noqa: S607
                capture_output=True,
                text=True,
                timeout=20,
                check=True,
            )
        except (OSError, subprocess.SubprocessError):
            return None
        return done.stdout.strip()

    commit = ask("rev-parse", "HEAD")
    changed = ask("status", "--porcelain") if commit else None
    return {"commit": commit, "changed": None if changed is None else bool(changed)}


@cache
def package_versions() -> dict[str, str]:
    """Return the version of every installed distribution, by name; asked once in a process."""
    found = {dist.metadata["Name"].lower(): dist.version for dist in distributions()}
    return dict(sorted(found.items()))


def joined_digest(digests: Mapping[str, str]) -> str:
    """Return one SHA-256 over names and digests, in the order of the names."""
    lines = "".join(f"{value}  {name}\n" for name, value in sorted(digests.items()))
    return hashlib.sha256(lines.encode()).hexdigest()


def file_digests(report: Path) -> dict[str, str]:
    """Return the digest of every file of a run but its provenance, by path inside the run."""
    return {
        path.relative_to(report).as_posix(): digest(path)
        for path in sorted(report.rglob("*"))
        if path.is_file() and path.relative_to(report).as_posix() != PROVENANCE
    }


def content_digest(files: Mapping[str, str]) -> str:
    """Return the digest over those files of a run that state a number."""
    return joined_digest(
        {name: value for name, value in files.items() if name.startswith(IN_DIGEST)}
    )


def describe(
    case: Case,
    run: str,
    *,
    inputs: Iterable[Entry],
    parameters: Mapping[str, Any],
    started: str,
    ended: str,
    outcome: Mapping[str, Any],
    kept: Mapping[str, str] = MappingProxyType({}),
) -> dict[str, Any]:
    """Return the provenance of a run whose files are all written.

    Parameters
    ----------
    inputs : iterable of Entry
        The manifest of the raw files.
    parameters : mapping
        Every parameter with the value that was used, defaults included.
    started, ended : str
        ISO 8601 in UTC.
    outcome : mapping
        ``status`` (finished, failed) and, where it failed, ``notebook``, ``cell``, ``reason``.
    kept : mapping
        Notebooks that were not executed again, and the run that made the same of the same.
    """
    files = file_digests(case.reports / run)
    return {
        "case": case.name,
        "run": run,
        "synthetic": case.file.synthetic,
        "outcome": dict(outcome),
        "content_digest": content_digest(files),
        "inputs": [
            {"file": e.file, "size": e.size, "sha256": e.sha256, "added_at": e.added_at}
            for e in inputs
        ],
        "decisions": decision_digests(case),
        "parameters": dict(parameters),
        "kept": dict(kept),
        "tefter": __version__,
        "code": {"sha256": code_digest(case.project), **git_state(case.project)},
        "python": platform.python_version(),
        "platform": f"{platform.system()} {platform.machine()}",
        "packages": package_versions(),
        "started_at": started,
        "ended_at": ended,
        "files": files,
    }


def write(report: Path, provenance: Mapping[str, Any]) -> Path:
    """Write ``provenance.json``, whole or not at all."""
    path = report / PROVENANCE
    partial = path.with_name(f".{path.name}.partial")
    partial.write_bytes(msgspec.json.format(msgspec.json.encode(provenance), indent=2) + b"\n")
    partial.replace(path)
    return path


def read(report: Path) -> dict[str, Any]:
    """Read the provenance of a run.

    Raises
    ------
    RunError
        When the folder holds none, or it cannot be read.
    """
    path = report / PROVENANCE
    try:
        found: dict[str, Any] = msgspec.json.decode(path.read_bytes(), type=dict[str, Any])
        if not isinstance(found["files"], dict) or not isinstance(found["content_digest"], str):
            raise KeyError
    except OSError:
        raise RunError(
            "is not a run: it has no provenance.json", "name a folder in reports/", file=report
        ) from None
    except (msgspec.DecodeError, UnicodeDecodeError, KeyError):
        raise RunError("cannot be read", "run the case again", file=path) from None
    return found


def compare_digests(
    stated: Mapping[str, str], found: Mapping[str, str], *, added: str
) -> list[Difference]:
    """Compare the digests that a folder should have with those that it has.

    Parameters
    ----------
    stated, found : mapping
        Name of a file to its SHA-256.
    added : str
        What is said of a file that is found and not stated.
    """
    differences = [
        Difference(name, "is missing" if name not in found else "has changed")
        for name in sorted(stated)
        if found.get(name) != stated[name]
    ]
    return differences + [Difference(name, added) for name in sorted(found.keys() - stated.keys())]


def verify(report: Path, raw: Path | None = None) -> list[Difference]:
    """Compare a run with its provenance.

    Parameters
    ----------
    report : path
        The run's folder.
    raw : path, optional
        ``data/raw/<case>/``, to compare the inputs too.

    Returns
    -------
    list of Difference
        Empty when every file is there and unchanged, no file was added, the content digest is
        that of the files, and every input that is at hand is the one that was used.

    Raises
    ------
    RunError
        When the folder is no run.
    """
    provenance = read(report)
    stated: dict[str, str] = provenance["files"]
    found = file_digests(report)
    differences = compare_digests(stated, found, added="was added after the run")
    if content_digest(stated) != provenance["content_digest"]:
        differences.append(Difference(PROVENANCE, "states a content digest that is not its files'"))
    if raw is None:
        return differences
    for entry in provenance["inputs"]:
        path = raw / Path(entry["file"]).name
        if not path.exists():
            differences.append(Difference(entry["file"], "is no longer in data/raw"))
        elif digest(path) != entry["sha256"]:
            differences.append(Difference(entry["file"], "in data/raw is not what the run used"))
    return differences
