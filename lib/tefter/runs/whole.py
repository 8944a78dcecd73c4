"""The whole way of a case: from raw files, through the notebooks, to the report."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import msgspec

from tefter import custody
from tefter.case import Case
from tefter.disk import is_plain
from tefter.errors import CaseError, CustodyError, RunError, TefterError
from tefter.report import write_pages
from tefter.runs import provenance
from tefter.runs.alive import being_made
from tefter.runs.execute import NotebookFailedError, execute
from tefter.runs.kept import KEPT, Kept, MadeList, Places, key_of, made_since
from tefter.runs.kernel import RunKernelManager, lent
from tefter.runs.parameters import Parameter, Value, declared
from tefter.runs.reading import reading_failures
from tefter.runs.register import check_custody
from tefter.runs.workspace import MADE_BY, Workspace

NOTEBOOKS = ("1-clean", "2-locate", "3-code", "4-findings", "5-methodology")
"""The way of the data, in order."""

Progress = Callable[[str, int, int], None]
"""Called with the step's name, how far it is, and how far it goes."""


Prepare = Callable[[Workspace, Mapping[str, Value]], object]
"""Makes frames of a run before its notebooks begin."""


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
    kept : dict of str to str
        Notebooks that were not executed, because an earlier run had made the same of the same, and
        that run.
    """

    run: str
    report: Path
    content_digest: str
    failures: list[str]
    kept: dict[str, str]


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
    fresh: bool = False,
    prepare: Prepare | None = None,
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
    fresh : bool
        Make everything anew, also what an earlier run made of the same.
    prepare : callable, optional
        Makes frames before the notebooks that would make them begin, as ``engine.prefill`` does;
        given the workspace and the parameters.

    Returns
    -------
    Done
        Where the report is.

    Raises
    ------
    CustodyError
        When a raw file is changed, missing or unknown, or there is none, or they are not those of
        the run before: nothing ran. When one goes away meanwhile.
    NotebookFailedError
        When a notebook stopped. What was made until then is kept, with its provenance.
    """
    notebooks = notebooks_of(case.project)
    parameters = declared(notebooks)
    progress("checking custody", 0, 1)
    check_custody(case)
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
    kept: dict[str, str] = {}
    with being_made(case, run):
        try:
            way = _Way(case, run, parameters, used, inputs, progress, prepare)
            try:
                kept = way.go(notebooks, fresh=fresh)
            finally:
                _check_there(case, inputs)
            progress("writing the report", 0, 1)
            write_pages(report)
            progress("writing the report", 1, 1)
            outcome = {"status": "finished"}
        except Exception as error:
            outcome = _stopped(error)
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
                kept=kept,
            )
            provenance.write(report, described)
    failures = reading_failures(Workspace(case, run))
    return Done(run, report, str(described["content_digest"]), failures, kept)


def _check_there(case: Case, inputs: Sequence[custody.Entry]) -> None:
    """Refuse a run whose raw files went away meanwhile: what it would say of them is not theirs."""
    for entry in inputs:
        if not is_plain(case.raw / entry.file):
            raise CustodyError(
                "went away from data/raw while the run was made",
                "bring it back from a backup, and run again",
                file=entry.file,
            )


def _stopped(error: Exception) -> dict[str, object]:
    """Say why a run failed; never what an error of a library says, which may quote a record."""
    if isinstance(error, NotebookFailedError):
        where = {"notebook": error.notebook, "cell": error.cell}
        return {"status": "failed", **where, "reason": error.sentence()}
    if isinstance(error, TefterError):
        return {"status": "failed", "reason": error.sentence()}
    if isinstance(error, OSError) and error.errno:
        return {"status": "failed", "reason": os.strerror(error.errno).lower()}
    return {
        "status": "failed",
        "reason": f"it stopped at a defect of Tefter: {type(error).__name__}",
    }


class _Way:
    """One run on its way through the notebooks."""

    def __init__(
        self,
        case: Case,
        run: str,
        parameters: Mapping[str, Parameter],
        used: Mapping[str, Value],
        inputs: Sequence[custody.Entry],
        progress: Progress,
        prepare: Prepare | None,
    ) -> None:
        self._case = case
        self._run = run
        self._parameters = parameters
        self._used = used
        self._inputs = inputs
        self._progress = progress
        self._prepare = prepare
        self._workspace = Workspace(case, run)
        self._places = Places(self._workspace.processed, self._workspace.report)
        self._store = Kept(case)

    def go(self, notebooks: Sequence[Path], *, fresh: bool) -> dict[str, str]:
        """Execute what is not kept; return what was, and in which run it was made."""
        keys = self._keys(notebooks)
        kept: dict[str, str] = {}
        left = list(notebooks)
        while left and not fresh and left[0].stem in keys:
            made = self._store.take(keys[left[0].stem], self._places)
            if made is None:
                break
            self._progress(f"{made.notebook} (kept from {made.run})", 1, 1)
            kept[made.notebook] = made.run
            left.pop(0)
        if len(left) == len(notebooks) and self._prepare is not None:
            self._prepare(self._workspace, self._used)
            both, left = left[:2], left[2:]
            self._at_once(both, keys)
        with lent() as kernel:
            for notebook in left:
                before = self._places.state()
                self._execute(notebook, kernel)
                if notebook.stem in keys:
                    made = made_since(before, self._places, notebook.stem, self._run)
                    self._store.keep(keys[notebook.stem], made, self._places)
        return kept

    def _at_once(self, notebooks: Sequence[Path], keys: Mapping[str, str]) -> None:
        """Execute notebooks whose frames are there, so that none waits for another."""
        with ThreadPoolExecutor(len(notebooks)) as threads:
            list(threads.map(self._execute, notebooks))
        second = notebooks[1].stem
        made = made_since({}, self._places, notebooks[0].stem, self._run)
        later = {name for name, maker in MADE_BY.items() if maker == second}
        of_second = [
            file
            for file in made.files
            if file.path.removesuffix(".parquet") in later or Path(file.path).stem == second
        ]
        of_first = [file for file in made.files if file not in of_second]
        for name, files in ((notebooks[0].stem, of_first), (second, of_second)):
            self._store.keep(keys[name], MadeList(name, self._run, files), self._places)

    def _keys(self, notebooks: Sequence[Path]) -> dict[str, str]:
        keys: dict[str, str] = {}
        before = ""
        for notebook in notebooks:
            if notebook.stem in KEPT:
                before = keys[notebook.stem] = key_of(
                    notebook,
                    before,
                    case=self._case,
                    inputs=self._inputs,
                    parameters=self._own(notebook),
                )
        return keys

    def _own(self, notebook: Path) -> dict[str, Value]:
        return {
            key: value
            for key, value in self._used.items()
            if notebook.stem in self._parameters[key].notebooks
        }

    def _execute(self, notebook: Path, kernel: RunKernelManager | None = None) -> None:
        execute(
            notebook,
            self._case.reports / self._run / "notebooks" / notebook.name,
            {"case": self._case.name, "run": self._run, **self._own(notebook)},
            self._case.project,
            progress=partial(self._progress, notebook.stem),
            kernel=kernel,
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
