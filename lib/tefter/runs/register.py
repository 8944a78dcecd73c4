"""The register of a case's runs, beside their folders: what each provenance was when it was made.

``reports/<case>.runs.jsonl`` is append-only, each line naming the digest of the line before it. Who
edits a run, its provenance included, does not reach it in the same stroke. It lies apart from the
raw files too, and states what their manifest was: a folder that went away, or a manifest that was
made anew, is not taken for a beginning.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import msgspec

from tefter.case import Case
from tefter.custody import MANIFEST, manifest_digest
from tefter.disk import append, is_plain, locks, settle
from tefter.errors import CustodyError, RunError
from tefter.runs.blocks import Blocks, blocks_in
from tefter.runs.stated import Manifest

END = ".runs.jsonl"


class Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line of the register.

    Attributes
    ----------
    run : str
        Name of the run.
    sha256 : str
        Digest of its ``provenance.json``, hexadecimal.
    blocks : Blocks
        Of its ``provenance.json``.
    previous : str
        SHA-256 of the line before this one; empty on the first.
    manifest : Manifest, optional
        Of the case's raw files. Lines from before it was kept have none.
    """

    run: str
    sha256: str
    blocks: Blocks
    previous: str
    manifest: Manifest | None = None


def register_of(report: Path) -> Path:
    """Return where the register of a run's case is."""
    folder = report.resolve().parent
    return folder.with_name(f"{folder.name}{END}")


def enter(report: Path, provenance: bytes, manifest: Manifest) -> None:
    """Register a run, before its provenance is written: what is there is always registered.

    Raises
    ------
    OSError
        When there is no room; the register is then as it was.
    """
    path = register_of(report)
    flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW
    file = os.open(path, flags, 0o644)
    try:
        with locks.holding(file, path, "registering a run"):
            content = path.read_bytes()
            whole = content[: content.rfind(b"\n") + 1]
            os.ftruncate(file, len(whole))  # a process was killed while it wrote
            lines = whole.splitlines()
            line = Line(
                report.resolve().name,
                hashlib.sha256(provenance).hexdigest(),
                blocks_in(provenance),
                hashlib.sha256(lines[-1]).hexdigest() if lines else "",
                manifest,
            )
            append(file, msgspec.json.encode(line) + b"\n")
            settle(path.parent)
    finally:
        os.close(file)


def registered(report: Path) -> Line | None:
    """Return what the register says of a run; None where there is no register, or not the run.

    Raises
    ------
    RunError
        When a line of it cannot be read or does not follow from the one before it.
    """
    name = report.resolve().name
    return next((one for one in reversed(_lines(register_of(report))) if one.run == name), None)


def check_custody(case: Case) -> None:
    """Refuse to go on where the raw files are not those of the case's last run, and later ones.

    Exports of a synthetic case are nobody's evidence, and change with the version of Tefter.

    Raises
    ------
    CustodyError
        When the manifest does not begin as it did at the last run.
    RunError
        When the register was changed.
    """
    lines = _lines(register_of(case.reports / "any"))
    last = next((line for line in reversed(lines) if line.manifest), None)
    if last is None or last.manifest is None or case.file.synthetic:
        return
    if not case.raw.is_dir():
        raise CustodyError(
            f"data/raw/{case.name} is gone, and run {last.run} was made from files in it",
            "bring the folder back from a backup, or begin a case of another name",
        )
    if manifest_digest(case.raw, last.manifest.lines) != last.manifest.sha256:
        raise CustodyError(
            f"does not begin as it did when run {last.run} was made",
            "bring it back from a backup, with the files that it names",
            file=case.raw / MANIFEST,
        )


def _lines(path: Path) -> list[Line]:
    if not is_plain(path):
        return []
    found = []
    previous = ""
    for number, line in enumerate(path.read_bytes().splitlines(keepends=True), start=1):
        if not line.endswith(b"\n"):  # being written, or its process was killed
            break
        try:
            entry = msgspec.json.decode(line, type=Line)
        except (msgspec.DecodeError, UnicodeDecodeError):
            entry = None
        if entry is None or entry.previous != previous:
            raise RunError(
                "the line does not follow from the one before it, so the register was changed",
                "restore it from a backup",
                file=path,
                record=number,
            )
        found.append(entry)
        previous = hashlib.sha256(line.rstrip(b"\n")).hexdigest()
    return found
