"""Two runs of a case compared: what went in, and what came out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from tefter.case import Case
from tefter.claims import CLAIMS, Checked, check_story, read_claims, read_story
from tefter.runs.compare_numbers import Moved, moved_numbers
from tefter.runs.compare_reading import RunFiles, read_both


class Change(msgspec.Struct, frozen=True):
    """One thing that differs; empty where a run does not have it."""

    name: str
    before: str
    after: str


class TableChange(msgspec.Struct, frozen=True):
    """A table that differs: how many of its lines only one of the runs has."""

    name: str
    gone: int
    new: int


class VerdictChange(msgspec.Struct, frozen=True):
    """A number of a story whose verdict differs, with what the data say in each run."""

    story: str
    line: int
    says: str
    before: str
    after: str
    actual_before: str
    actual_after: str


class Comparison(msgspec.Struct, frozen=True):
    """Everything in which two runs of one case differ.

    Attributes
    ----------
    case, before, after : str
        The case and the names of the runs.
    synthetic : bool
        Whether the data of either are invented.
    same_content : bool
        Whether all that states a number is the same, byte for byte.
    notes : list of str
        A run that did not finish, with its reason.
    inputs, parameters, decisions, code, packages : list of Change
        What went in. Of inputs, decisions and code the beginning of the SHA-256 is given.
    numbers : list of Moved
        Findings that are not the same.
    findings : int
        How many findings the two runs have together.
    tables : list of TableChange
        Tables that differ.
    charts : dict of str to bool
        Every chart of either run, and whether it differs.
    stories : list of str
        Stories whose claims were checked against both runs.
    claims : list of VerdictChange
        Numbers of these stories whose verdict differs.
    """

    case: str
    before: str
    after: str
    synthetic: bool
    same_content: bool
    notes: list[str]
    inputs: list[Change]
    parameters: list[Change]
    decisions: list[Change]
    code: list[Change]
    packages: list[Change]
    numbers: list[Moved]
    findings: int
    tables: list[TableChange]
    charts: dict[str, bool]
    stories: list[str]
    claims: list[VerdictChange]


def compare_runs(before: Path, after: Path, case: Case | None = None) -> Comparison:
    """Compare two runs.

    Parameters
    ----------
    before, after : path
        Their folders.
    case : Case, optional
        Where it is given and has a ``claims.yml``, its stories are checked against both runs, as
        the stories and claims are today.

    Raises
    ------
    RunError
        When one of them is damaged, or they are of different cases.
    CaseError
        When ``claims.yml`` or a story cannot be read.
    """
    first, second = read_both(before, after)
    stories, claims = _claims(first, second, case)
    names = {str(one["name"]) for run in (first, second) for one in run.numbers}
    return Comparison(
        case=str(first.provenance["case"]),
        before=first.name,
        after=second.name,
        synthetic=any(bool(run.provenance.get("synthetic")) for run in (first, second)),
        same_content=first.provenance["content_digest"] == second.provenance["content_digest"],
        notes=[note for run in (first, second) for note in _unfinished(run)],
        inputs=_changes(_inputs(first), _inputs(second)),
        parameters=_changes(first.part("parameters"), second.part("parameters")),
        decisions=_changes(_decisions(first), _decisions(second)),
        code=_changes(_code(first), _code(second)),
        packages=_changes(first.part("packages"), second.part("packages")),
        numbers=moved_numbers(first.numbers, second.numbers),
        findings=len(names),
        tables=_tables(first, second),
        charts=_charts(first, second),
        stories=stories,
        claims=claims,
    )


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    return [
        Change(name, _text(before.get(name)), _text(after.get(name)))
        for name in sorted({*before, *after})
        if before.get(name) != after.get(name) or (name in before) != (name in after)
    ]


def _text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "none given"
    return "" if value is None else str(value) or "none given"


def _inputs(run: RunFiles) -> dict[str, str]:
    entries: list[dict[str, Any]] = run.provenance.get("inputs") or []
    return {str(one["file"]): f"{one['size']:,} bytes, {_short(one['sha256'])}" for one in entries}


def _decisions(run: RunFiles) -> dict[str, str]:
    """Return the digest of each decision, its kind before its name."""
    decided = run.part("decisions")
    return {f"{_kind(name)}: {name}": _short(digest) for name, digest in decided.items()}


DECISIONS = {
    "case.yml": "case",
    "codebook.yml": "codebook",
    "lexicon/": "lexicon",
    "annotations/": "codes",
    "labels.csv": "labels",
    "claims.yml": "claims",
    "story": "story",
}
"""How a file of ``cases/CASE/`` begins, and what editors decide in it."""


def _kind(name: str) -> str:
    return next((kind for begin, kind in DECISIONS.items() if name.startswith(begin)), "other")


def _code(run: RunFiles) -> dict[str, str]:
    code = run.part("code")
    found = {
        "code": _short(code.get("sha256", "")),
        "commit": _short(code.get("commit") or ""),
        "uncommitted changes": _text(code.get("changed")),
    }
    for name in ("tefter", "python", "platform"):
        found[name] = str(run.provenance.get(name, ""))
    return found


def _short(digest: str) -> str:
    return digest[:SHORT]


SHORT = 12
"""Letters of a digest that a person compares; they differ by chance once in 10^14 pairs."""


def _unfinished(run: RunFiles) -> list[str]:
    outcome = run.part("outcome")
    if outcome.get("status", "finished") == "finished":
        return []
    return [f"Run {run.name} did not finish: {str(outcome.get('reason', '')).rstrip('.')}."]


def _named(run: RunFiles, folder: str, ending: str) -> dict[str, str]:
    """Return the digest of each file of a folder of the run, by its name without the ending."""
    return {
        path.removeprefix(folder).removesuffix(ending): digest
        for path, digest in run.files.items()
        if path.startswith(folder) and path.endswith(ending)
    }


def _tables(before: RunFiles, after: RunFiles) -> list[TableChange]:
    first, second = (_named(run, "tables/", ".csv") for run in (before, after))
    changed = []
    for name in sorted({*first, *second}):
        if first.get(name) != second.get(name):
            old, new = (_lines(run, name) for run in (before, after))
            gone = sum(line not in new for line in old)
            changed.append(TableChange(name, gone, sum(line not in old for line in new)))
    return changed


def _lines(run: RunFiles, table: str) -> list[str]:
    path = run.report / "tables" / f"{table}.csv"
    return path.read_text("utf-8").splitlines()[1:] if path.exists() else []


def _charts(before: RunFiles, after: RunFiles) -> dict[str, bool]:
    first, second = (_named(run, "charts/", ".json") for run in (before, after))
    return {name: first.get(name) != second.get(name) for name in sorted({*first, *second})}


def _claims(
    before: RunFiles, after: RunFiles, case: Case | None
) -> tuple[list[str], list[VerdictChange]]:
    if case is None or not (case.folder / CLAIMS).exists():
        return [], []
    changed: list[VerdictChange] = []
    book = read_claims(case.folder / CLAIMS)
    for name, claims in book.stories.items():
        story = read_story(case.folder / name)
        first, second = (check_story(story, claims, run.numbers) for run in (before, after))
        changed += _verdicts(name, first, second)
    return list(book.stories), changed


def _verdicts(story: str, before: Checked, after: Checked) -> Sequence[VerdictChange]:
    """Compare the verdicts of one story; its numbers are the same, so they come in pairs."""
    return [
        VerdictChange(story, old.line, old.text, old.status, new.status, old.actual, new.actual)
        for old, new in zip(before.verdicts, after.verdicts, strict=True)
        if old.status != new.status
    ]
