"""What a run says at a glance: its state, its main numbers, and how a story stands with it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path, PurePosixPath
from stat import S_ISREG
from typing import Any

import msgspec

from tefter.case import Case, read_case_file
from tefter.claims import CLAIMS, check_story, read_claims, read_story
from tefter.custody import digest
from tefter.errors import CaseError, RunError, TefterError
from tefter.findings import read_numbers
from tefter.report.index import HEADLINE
from tefter.report.tables import value_text
from tefter.runs import provenance
from tefter.runs.alive import is_being_made
from tefter.runs.workspace import BY_HAND, RUN_NAME

NUMBERS = "numbers.json"
TOP = 4
"""Main numbers in a list of runs."""


class Glance(msgspec.Struct, frozen=True, kw_only=True):
    """A run at a glance.

    Attributes
    ----------
    name : str
        Its name.
    state : str
        ``finished``, ``failed``, or where its provenance is missing ``running`` or ``broken``: it
        goes on, or was killed; ``altered`` where a file is not as the run left it.
    reason : str
        Why it failed.
    started_at, ended_at : str
        ISO 8601 in UTC.
    digest : str
        Content digest.
    parameters : dict
        Every parameter with its value.
    headline : list of (str, str)
        Name of a finding and its value as text.
    charts, tables : list of str
        Names of what it left.
    language : str
        Of the titles of charts and tables.
    files : dict of str to str
        Digest of every file by its path in the run.
    """

    name: str
    state: str
    reason: str = ""
    started_at: str = ""
    ended_at: str = ""
    digest: str = ""
    parameters: dict[str, Any] = {}
    headline: list[tuple[str, str]] = []
    charts: list[str] = []
    tables: list[str] = []
    language: str = "en"
    files: dict[str, str] = {}

    @property
    def whole(self) -> bool:
        """Whether it finished."""
        return self.state == "finished"

    @property
    def sealed(self) -> bool:
        """Whether it ended, and left what it is known by."""
        return self.state in {"finished", "failed"}


class Verdicts(msgspec.Struct, frozen=True):
    """How a story stands with a run.

    ``failing`` are the numbers that do not hold or are bound to nothing: line, what the story says,
    what the data say.
    """

    story: str
    numbers: int
    hold: int
    differ: int
    unbound: int
    gone: int
    failing: tuple[tuple[int, str, str], ...] = ()

    @property
    def passes(self) -> bool:
        """Whether every number holds or is exempt, and every claim is in the story."""
        return not (self.differ or self.unbound or self.gone)


def case_names(project: Path) -> list[str]:
    """Return the names of the cases of a project."""
    return sorted(path.parent.name for path in (project / "cases").glob("*/case.yml"))


def title_of(case: Case, language: str) -> str:
    """Return the title of a case in a language, or in English, or its first."""
    titles = case.file.title
    return titles.get(language) or titles.get("en") or next(iter(titles.values()))


def run_names(case: Case) -> list[str]:
    """Return the names of the folders of runs, newest first."""
    if not case.reports.is_dir():
        return []
    found = [
        path.name
        for path in case.reports.iterdir()
        if path.is_dir() and path.name != BY_HAND and RUN_NAME.fullmatch(path.name)
    ]
    return sorted(found, reverse=True)


def glance(case: Case, name: str) -> Glance:
    """Look at a run."""
    report = case.reports / name
    path = report / provenance.PROVENANCE
    try:
        stamp = path.stat().st_mtime_ns
    except OSError:
        return Glance(name=name, state="running" if is_being_made(case, name) else "broken")
    try:
        found = _glance(report, stamp)
    except (KeyError, TypeError, ValueError, AttributeError):
        return Glance(name=name, state="altered")
    if found.sealed and not all(_as_left(report, file, sha) for file, sha in found.files.items()):
        return Glance(name=name, state="altered", started_at=found.started_at)
    return found


def _as_left(report: Path, file: str, sha256: str) -> bool:
    """Whether a file is as the run left it; a name that leads outside is none of its files."""
    if ".." in PurePosixPath(file).parts or file.startswith("/"):
        return False
    path = report / file
    try:
        stated = path.lstat()
    except OSError:
        return False
    if not S_ISREG(stated.st_mode):
        return False
    return _digest_of(path, stated.st_size, stated.st_mtime_ns) == sha256


@lru_cache(maxsize=100_000)
def _digest_of(path: Path, _size: int, _time: int) -> str:
    return digest(path)


@lru_cache(maxsize=512)
def _glance(report: Path, _stamp: int) -> Glance:
    try:
        stated = provenance.read(report)
    except RunError:
        return Glance(name=report.name, state="broken")
    outcome: Mapping[str, Any] = stated.get("outcome") or {}
    files: dict[str, str] = stated["files"]
    about = _about(report)
    return Glance(
        name=report.name,
        state="finished" if outcome.get("status") == "finished" else "failed",
        reason=str(outcome.get("reason", "")),
        started_at=str(stated.get("started_at", "")),
        ended_at=str(stated.get("ended_at", "")),
        digest=str(stated["content_digest"]),
        parameters=dict(stated.get("parameters") or {}),
        headline=_headline(report),
        charts=_charts(about, files),
        tables=_stems(files, "tables/", ".csv"),
        language=str(about.get("language") or "en"),
        files=files,
    )


def _stems(files: Mapping[str, str], folder: str, ending: str) -> list[str]:
    return [
        name.removeprefix(folder).removesuffix(ending)
        for name in files
        if name.startswith(folder) and name.endswith(ending)
    ]


def _about(report: Path) -> dict[str, Any]:
    """Return what the report says of itself; empty where it has not been written."""
    try:
        about = json.loads((report / "report.json").read_bytes())
    except (OSError, ValueError):
        return {}
    return about if isinstance(about, dict) else {}


def _charts(about: Mapping[str, Any], files: Mapping[str, str]) -> list[str]:
    """Return the charts in the order of the report, and after them those it does not show."""
    there = _stems(files, "charts/", ".json")
    shown = about.get("charts", [])
    return [*(name for name in shown if name in there), *(n for n in there if n not in shown)]


def _headline(report: Path) -> list[tuple[str, str]]:
    try:
        known = {one["name"]: one for one in read_numbers(report / NUMBERS)}
    except (OSError, ValueError, KeyError, TefterError):
        return []
    return [
        (name, value_text(known[name]["value"], known[name]["unit"]))
        for name in HEADLINE
        if name in known and known[name]["value"] is not None
    ][:TOP]


def verdicts(case: Case, run: Glance) -> list[Verdicts]:
    """Check the stories of a case against a run, as stories and claims are now.

    Raises
    ------
    CaseError
        When ``claims.yml`` or a story cannot be read.
    """
    book = case.folder / CLAIMS
    if not run.whole or not book.exists():
        return []
    read = ("case.yml", CLAIMS, *_story_names(book, book.stat().st_mtime_ns))
    stamps = tuple(
        (name, (case.folder / name).stat().st_mtime_ns)
        for name in read
        if (case.folder / name).is_file()
    )
    return _verdicts(case.folder, case.reports / run.name, run.digest, stamps)


@lru_cache(maxsize=64)
def _story_names(book: Path, _stamp: int) -> tuple[str, ...]:
    return tuple(read_claims(book).stories)


@lru_cache(maxsize=512)
def _verdicts(
    folder: Path, report: Path, _digest: str, _stamps: tuple[tuple[str, int], ...]
) -> list[Verdicts]:
    read_case_file(folder / "case.yml")
    numbers = read_numbers(report / NUMBERS)
    found = []
    for name, claims in read_claims(folder / CLAIMS).stories.items():
        if not (folder / name).exists():
            raise CaseError("is missing", "write it, or take it out of claims.yml", file=name)
        checked = check_story(read_story(folder / name), claims, numbers)
        found.append(
            Verdicts(
                name,
                len(checked.verdicts),
                checked.count("holds") + checked.count("exempt"),
                checked.count("does not hold"),
                checked.count("bound to nothing"),
                len(checked.gone),
                tuple(
                    (one.line, one.text, one.actual)
                    for one in checked.verdicts
                    if one.status in {"does not hold", "bound to nothing"}
                ),
            )
        )
    return found
