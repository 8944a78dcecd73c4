"""The whole way of a case: from raw files, through the notebooks, to the report."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import msgspec

from tefter import custody
from tefter.case import Case
from tefter.errors import CaseError, RunError
from tefter.report import write_pages
from tefter.runs import provenance
from tefter.runs.execute import NotebookFailedError, execute
from tefter.runs.parameters import Parameter, Value, declared
from tefter.runs.reading import reading_failures
from tefter.runs.workspace import Workspace

NOTEBOOKS = ("1-clean", "2-locate", "3-code", "4-findings", "5-methodology")
"""The way of the data, in order."""

Progress = Callable[[str, int, int], None]
"""Called with the step's name, how far it is, and how far it goes."""


class Done(msgspec.Struct, frozen=True):
    """A run that finished.

    Attributes
    ----------
    run : str
        Its name.
    report : path
        Its folder.
    content_digest : str
        Of all that it left.
    failures : list of str
        A sentence for each raw file that could not be read, or not to its end.
    """

    run: str
    report: Path
    content_digest: str
    failures: list[str]


def notebooks_of(project: Path) -> list[Path]:
    """Return the notebooks of the way, in order.

    Raises
    ------
    CaseError
        When one is missing.
    """
    found = [project / "notebooks" / f"{name}.ipynb" for name in NOTEBOOKS]
    for notebook in found:
        if not notebook.exists():
            raise CaseError("is missing", "get it back from git", file=notebook)
    return found


def parameters_of(project: Path) -> dict[str, Parameter]:
    """Return the parameters that a run of this project takes, by name."""
    return declared(notebooks_of(project))


def run_case(
    case: Case,
    values: Mapping[str, Value],
    *,
    name: str | None = None,
    progress: Progress = lambda *_: None,
    named: Callable[[str], None] = lambda _: None,
) -> Done:
    """Run a case the whole way into ``reports/<case>/<run>/``.

    Parameters
    ----------
    case : Case
        The case.
    values : mapping
        Parameters from ``parameters.read_values``; the others keep their defaults.
    name : str, optional
        Name of the run; by default the time at which it began.
    progress : callable, optional
        Told what is being done, and how far it is.
    named : callable, optional
        Told the name of the run as soon as its folder is there.

    Returns
    -------
    Done
        Where the report is.

    Raises
    ------
    CustodyError
        When a raw file is changed, missing or unknown, or there is none: nothing ran.
    NotebookFailedError
        When a notebook stopped. What was made until then is kept, with its provenance.
    """
    notebooks = notebooks_of(case.project)
    parameters = declared(notebooks)
    progress("checking custody", 0, 1)
    inputs = custody.verify(case.raw)
    if not inputs:
        raise RunError(
            f"the case {case.name} has no raw files", f"add some with tefter add {case.name} FILE"
        )
    progress("checking custody", 1, 1)
    started = _now()
    run = name or _free_name(case, started)
    report = case.reports / run
    if name:
        report.mkdir(parents=True)
    named(run)
    used = {
        key: values.get(key, parameter.default)
        for key, parameter in parameters.items()
        if key not in {"case", "run"}
    }
    outcome: dict[str, object] = {"status": "failed", "reason": "it was interrupted"}
    try:
        _execute_all(case, run, notebooks, parameters, used, progress)
        progress("writing the report", 0, 1)
        write_pages(report)
        progress("writing the report", 1, 1)
        outcome = {"status": "finished"}
    except NotebookFailedError as error:
        outcome = {
            "status": "failed",
            "notebook": error.notebook,
            "cell": error.cell,
            "reason": error.sentence(),
        }
        raise
    finally:
        described = provenance.describe(
            case,
            run,
            inputs=inputs,
            parameters=used,
            started=started,
            ended=_now(),
            outcome=outcome,
        )
        provenance.write(report, described)
    failures = reading_failures(Workspace(case, run))
    return Done(run, report, str(described["content_digest"]), failures)


def _execute_all(
    case: Case,
    run: str,
    notebooks: Sequence[Path],
    parameters: Mapping[str, Parameter],
    used: Mapping[str, Value],
    progress: Progress,
) -> None:
    for notebook in notebooks:
        own = {
            key: value for key, value in used.items() if notebook.stem in parameters[key].notebooks
        }
        execute(
            notebook,
            case.reports / run / "notebooks" / notebook.name,
            {"case": case.name, "run": run, **own},
            case.project,
            progress=partial(progress, notebook.stem),
        )


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _free_name(case: Case, started: str) -> str:
    """Name a run by the time it began, so that runs sort by age, and make its folder.

    Two in one second differ, also where two programs start them: whoever makes a folder has it.
    """
    base = started.replace(":", "")
    name, count = base, 1
    while True:
        try:
            (case.reports / name).mkdir(parents=True)
        except FileExistsError:
            count += 1
            name = f"{base}-{count}"
        else:
            return name
