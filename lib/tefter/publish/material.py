"""All that a publication is made from: a run, read from its folder, and what editors decided."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tefter.case import Case
from tefter.claims import CLAIMS, Checked, check_story, read_claims, read_story
from tefter.coding import Codebook
from tefter.errors import PublishError
from tefter.findings import Table, read_numbers, read_tables
from tefter.privacy import file_name
from tefter.publish.corrections import CORRECTIONS, Correction, read_corrections
from tefter.runs import provenance
from tefter.runs.provenance import PROVENANCE


@dataclass(frozen=True)
class Material:
    """A run and its case.

    Attributes
    ----------
    case : Case
        The case.
    report : path
        Folder of the run.
    provenance : mapping
        Its ``provenance.json``.
    about : mapping
        Its ``report.json``.
    numbers : tuple of mapping
        Its findings.
    tables : mapping of str to Table
        Its publishable tables.
    charts : tuple of str
        Names of its charts, in the order of the report.
    stories : mapping of str to Checked
        Language to the story in it, with a verdict for each number.
    corrections : tuple of Correction
        The latest first.
    codebook : Codebook
        The codebook.
    """

    case: Case
    report: Path
    provenance: Mapping[str, Any]
    about: Mapping[str, Any]
    numbers: tuple[Mapping[str, Any], ...]
    tables: Mapping[str, Table]
    charts: tuple[str, ...]
    stories: Mapping[str, Checked]
    corrections: tuple[Correction, ...]
    codebook: Codebook

    @property
    def processed(self) -> Path:
        """Where the frames of the run lie, full of personal data."""
        return self.case.processed / self.report.name

    @property
    def inputs(self) -> list[dict[str, Any]]:
        """The raw files of the run, their names as others may see them."""
        return [
            {**one, "file": file_name(one["file"])} for one in self.provenance.get("inputs") or []
        ]

    @property
    def synthetic(self) -> bool:
        """Whether the data is invented."""
        return bool(self.provenance["synthetic"]) or self.case.file.synthetic

    @property
    def minimum(self) -> int:
        """Smallest count that the run's tables may show."""
        return int((self.provenance.get("parameters") or {}).get("minimum_cell", 3))

    def title(self, language: str) -> str:
        """Return the title of the case in a language; in English, or the first, where it lacks."""
        titles = self.case.file.title
        return titles.get(language) or titles.get("en") or next(iter(titles.values()))


def read_material(run: Path) -> Material:
    """Read a run for publication.

    Parameters
    ----------
    run : path
        ``reports/CASE/RUN`` inside its project.

    Raises
    ------
    PublishError
        When it is no run of a case at hand, or did not finish.
    CaseError, RunError
        When a file of the case or run cannot be read.
    """
    report = run.resolve()
    found = provenance.read(report)
    case = Case(_project(report), str(found["case"]))
    if case.reports != report.parent:
        raise PublishError("is not in the reports of its case", "put it back", file=report)
    outcome = found.get("outcome") or {}
    if outcome.get("status", "finished") != "finished":
        raise PublishError("did not finish", "publish a run that did", file=report)
    about = json.loads((report / "report.json").read_bytes())
    numbers = read_numbers(report / "numbers.json")
    return Material(
        case=case,
        report=report,
        provenance=found,
        about=about,
        numbers=tuple(numbers),
        tables=read_tables(report / "tables"),
        charts=tuple(about["charts"]),
        stories=_stories(case, numbers),
        corrections=read_corrections(case.folder / CORRECTIONS),
        codebook=Codebook.read(case.folder / "codebook.yml"),
    )


def _project(report: Path) -> Path:
    try:
        return report.parents[2]
    except IndexError:
        raise PublishError(
            "is not a run of a case",
            f"name reports/CASE/RUN, which holds {PROVENANCE}",
            file=report,
        ) from None


def _stories(case: Case, numbers: list[dict[str, Any]]) -> dict[str, Checked]:
    """Check the story of each language; of two in one language, the first of ``claims.yml``."""
    path = case.folder / CLAIMS
    if not path.exists():
        return {}
    checked: dict[str, Checked] = {}
    for name, claims in read_claims(path).stories.items():
        if claims.language not in checked:
            checked[claims.language] = check_story(read_story(case.folder / name), claims, numbers)
    return checked
