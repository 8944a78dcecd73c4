"""Reading two runs to compare them: only whole ones, and only of one case."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from tefter.errors import RunError
from tefter.findings import read_numbers
from tefter.runs import provenance

NUMBERS = "numbers.json"


class RunFiles(msgspec.Struct, frozen=True):
    """A run as it is compared.

    Attributes
    ----------
    report : path
        Its folder.
    provenance : dict
        What it was made from and what it made.
    numbers : list of dict
        Its findings; empty where it stopped before it made any.
    """

    report: Path
    provenance: dict[str, Any]
    numbers: list[dict[str, Any]]

    @property
    def name(self) -> str:
        """Its name."""
        return str(self.provenance["run"])

    @property
    def files(self) -> Mapping[str, str]:
        """Digest of every file that it left, by path inside the run."""
        files: dict[str, str] = self.provenance["files"]
        return files

    def part(self, name: str) -> Mapping[str, Any]:
        """Return a part of the provenance; an older run may lack it."""
        found = self.provenance.get(name)
        return found if isinstance(found, dict) else {}


def read_run(report: Path) -> RunFiles:
    """Read a run, and hold it to its provenance.

    Raises
    ------
    RunError
        When the folder is no run, or any of its files is not what the run left.
    """
    stated = provenance.read(report)
    differences = provenance.verify(report)
    if differences:
        first, *others = differences
        more = f", and {len(others)} more" if others else ""
        raise RunError(
            f"is damaged: {first.file} {first.what}{more}",
            "run the case again, or name another run",
            file=report,
        )
    path = report / NUMBERS
    try:
        numbers = read_numbers(path) if path.exists() else []
        for name in ("case", "run"):
            stated[name] = str(stated[name])
    except (json.JSONDecodeError, UnicodeDecodeError, KeyError):
        raise RunError("cannot be read", "run the case again", file=path) from None
    return RunFiles(report, stated, numbers)


def read_both(before: Path, after: Path) -> tuple[RunFiles, RunFiles]:
    """Read two runs of one case.

    Raises
    ------
    RunError
        When one of them is damaged, or they are of different cases.
    """
    first, second = read_run(before), read_run(after)
    cases = [str(one.provenance["case"]) for one in (first, second)]
    if cases[0] != cases[1]:
        raise RunError(
            f"the runs are of different cases, {cases[0]} and {cases[1]}",
            "name two runs of one case",
        )
    return first, second
