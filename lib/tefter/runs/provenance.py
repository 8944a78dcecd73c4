"""What a run was made from and what it made, so that anyone can check it a year later."""

from __future__ import annotations

import hashlib
import os
import platform
import subprocess
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import distributions
from pathlib import Path
from types import MappingProxyType
from typing import Any

import msgspec

from tefter import __version__, disk
from tefter.case import Case
from tefter.custody import MANIFEST, UNKNOWN, Entry, digest, entries, manifest_digest, unknown
from tefter.disk import is_plain, listed
from tefter.disk.listing import EMPTY
from tefter.errors import CustodyError, RunError
from tefter.runs.blocks import Blocks, blocks_of, first_difference
from tefter.runs.differences import Difference, compare_digests
from tefter.runs.register import enter, register_of, registered
from tefter.runs.stated import Manifest, Stated

PROVENANCE = "provenance.json"

BLOCKS = "blocks.json"
"""Digests of the blocks of every file of a run and of every input, to say where one differs."""

VERSION = 2
"""Of ``provenance.json``. Since 2 it is registered, and states the manifest and empty folders."""

IN_DIGEST = ("charts/", "tables/", "numbers.json")
"""What the content digest covers: all that states a number. Executed notebooks and pages carry
times and the run's name; their own digests are kept beside it."""


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
    files = listed(report).files
    return {name: digest(path) for name, path in files.items() if name != PROVENANCE}


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
    inputs = list(inputs)
    held = listed(case.reports / run)
    _write_blocks(
        case.reports / run,
        held.files,
        {entry.file: case.raw / entry.file for entry in inputs},
    )
    files = file_digests(case.reports / run)
    return {
        "provenance": VERSION,
        "case": case.name,
        "run": run,
        "synthetic": case.file.synthetic,
        "outcome": dict(outcome),
        "content_digest": content_digest(files),
        "inputs": [
            {"file": e.file, "size": e.size, "sha256": e.sha256, "added_at": e.added_at}
            for e in inputs
        ],
        "manifest": {"lines": len(inputs), "sha256": manifest_digest(case.raw, len(inputs))},
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
        "empty_folders": [name for name, what in held.others.items() if what == EMPTY],
    }


def _write_blocks(report: Path, files: Mapping[str, Path], inputs: Mapping[str, Path]) -> None:
    kept = {
        "files": {name: blocks_of(path) for name, path in files.items() if name != BLOCKS},
        # One that went away meanwhile is no reason to lose the run.
        "inputs": {name: blocks_of(path) for name, path in inputs.items() if is_plain(path)},
    }
    disk.write(report / BLOCKS, msgspec.json.encode(kept) + b"\n")


def write(report: Path, provenance: Mapping[str, Any]) -> Path:
    """Write ``provenance.json``, whole or not at all, and register the run."""
    path = report / PROVENANCE
    content = msgspec.json.format(msgspec.json.encode(provenance), indent=2) + b"\n"
    enter(report, content, msgspec.convert(provenance["manifest"], Manifest))
    disk.write(path, content)
    return path


def read(report: Path) -> dict[str, Any]:
    """Read the provenance of a run.

    Raises
    ------
    RunError
        When the folder holds none, or it cannot be read.
    """
    path = report / PROVENANCE
    if not os.path.lexists(path):
        raise RunError(
            "is not a run: it has no provenance.json", "name a folder in reports/", file=report
        )
    if not is_plain(path):
        raise RunError("is not a plain file", "get the run back from a backup", file=path)
    try:
        found: dict[str, Any] = msgspec.json.decode(path.read_bytes(), type=dict[str, Any])
        msgspec.convert(found, Stated)
    except msgspec.ValidationError as error:
        raise RunError(
            f"does not state what a run states ({error})",
            "get it back from a backup, or run the case again",
            file=path,
        ) from None
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        raise RunError(
            "cannot be read", "get it back from a backup, or run the case again", file=path
        ) from None
    return found


def verify(
    report: Path, raw: Path | None = None, *, against: Path | None = None
) -> list[Difference]:
    """Compare a run with its provenance, and that with the register of runs.

    Parameters
    ----------
    report : path
        The run's folder.
    raw : path, optional
        ``data/raw/<case>/``, to compare the inputs too.
    against : path, optional
        A folder with copies of what the run was, such as a backup of it or of the raw files. Where
        a copy is what the file was, it tells the first byte that differs; so do the files of the
        case's other runs.

    Returns
    -------
    list of Difference
        Empty when everything there is a plain file of the run and unchanged, nothing was added,
        the provenance is the one that was registered, the content digest is that of the files,
        every input is the one that was used, and the manifest begins as it did then. A run from
        before there was a register is compared without it.

    Raises
    ------
    RunError
        When the folder is no run, or the register was changed.
    """
    provenance = read(report)
    stated: dict[str, str] = provenance["files"]
    held = listed(report)
    found = {name: digest(path) for name, path in held.files.items() if name != PROVENANCE}
    empty = provenance.get("empty_folders")
    others = {
        name: what
        for name, what in held.others.items()
        # Runs from before they were noted may have had some.
        if what != EMPTY or (empty is not None and name not in empty)
    }
    differences = _provenance_differs(report, provenance, in_project=raw is not None)
    compared = compare_digests(stated, found, others, added="was added after the run")
    kept = _kept_blocks(report)
    beside = [one for one in sorted(report.resolve().parent.iterdir()) if one.name != report.name]
    copies = [*([against] if against else []), *beside]
    for difference in compared:
        name = difference.file
        if name in stated and name in found:
            places = [folder / name for folder in copies]
            place = first_difference(
                report / name, stated[name], kept.get("files", {}).get(name), places
            )
            difference = Difference(name, difference.what, place)  # noqa: PLW2901
        differences.append(difference)
    if content_digest(stated) != provenance["content_digest"]:
        differences.append(Difference(PROVENANCE, "states a content digest that is not its files'"))
    if raw is not None:
        differences += _inputs_differ(provenance, raw, kept.get("inputs", {}), against)
    return differences


def is_registered(report: Path) -> bool:
    """Whether a register at hand tells what a run's provenance was."""
    return registered(report) is not None


def _provenance_differs(
    report: Path, provenance: Mapping[str, Any], *, in_project: bool
) -> list[Difference]:
    line = registered(report)
    path = report / PROVENANCE
    if line is None:
        register = register_of(report)
        if provenance.get("provenance", 1) != 1 and (in_project or register.exists()):
            return [Difference(PROVENANCE, f"is not registered in {register.name}")]
        return []
    if digest(path) == line.sha256:
        return []
    return [
        Difference(
            PROVENANCE,
            "is not what was registered when the run was made",
            first_difference(path, line.sha256, line.blocks),
        )
    ]


def _inputs_differ(
    provenance: Mapping[str, Any],
    raw: Path,
    blocks: Mapping[str, Blocks],
    against: Path | None,
) -> list[Difference]:
    differences = []
    for entry in provenance["inputs"]:
        name = Path(entry["file"]).name
        path = raw / name
        if not is_plain(path):
            differences.append(Difference(name, "is no longer in data/raw"))
        elif digest(path) != entry["sha256"]:
            copies = [against / name] if against else []
            place = first_difference(path, entry["sha256"], blocks.get(name), copies)
            differences.append(Difference(name, "in data/raw is not what the run used", place))
    manifest = provenance.get("manifest")
    if manifest and manifest_digest(raw, manifest["lines"]) != manifest["sha256"]:
        differences.append(Difference(MANIFEST, "does not begin as it did when the run was made"))
    else:
        # What was added since the run must hold too: the next run is made from it.
        try:
            strays = unknown(raw, {entry.file for entry in entries(raw)})
            differences += [Difference(name, f"in data/raw {UNKNOWN}") for name in strays]
        except CustodyError as fault:
            differences.append(Difference(MANIFEST, f"does not hold: {fault.sentence()[:-1]}"))
    return differences


def _kept_blocks(report: Path) -> dict[str, dict[str, Blocks]]:
    """Return the digests of blocks that a run left; none where it has none, or they are damaged."""
    try:
        content = (report / BLOCKS).read_bytes() if is_plain(report / BLOCKS) else b"{}"
        return msgspec.json.decode(content, type=dict[str, dict[str, Blocks]])
    except (msgspec.DecodeError, UnicodeDecodeError):
        return {}
