"""Where a run, or a person working by hand, finds the frames of a case and leaves new ones."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec

import polars as pl

from tefter.case import Case, find_project
from tefter.disk import written
from tefter.errors import RunError
from tefter.privacy.notebook import install
from tefter.privacy.reveal import Revealed, reveal

P = ParamSpec("P")

BY_HAND = "by-hand"
"""Name of the workspace of a person who runs the notebooks in JupyterLab."""

RUN_NAME = re.compile(r"[0-9A-Za-z]+([.-][0-9A-Za-z]+)*")

MADE_BY = {
    "read/posts": "1-clean",
    "cleaned": "1-clean",
    "observations": "1-clean",
    "spoken": "2-locate",
    "located": "2-locate",
    "coded": "3-code",
    "annotations": "3-code",
    "agreement": "3-code",
    "machine_quality": "3-code",
    "finding_rows": "4-findings",
}


PREFILLED = "prefilled.json"
"""Names of the frames that an engine made for this very run before its notebooks began."""


class Workspace:
    """The folders of one run of one case.

    Parameters
    ----------
    case : Case
        The case.
    run : str
        Name of the run; empty for work by hand.

    Attributes
    ----------
    case : Case
        The case.
    run : str
        Name of the run, ``by-hand`` when none was given.
    processed : path
        Parquet between the steps; full of personal data, never published.
    report : path
        What the run leaves for people.
    """

    def __init__(self, case: Case, run: str = "") -> None:
        name = run or BY_HAND
        if not RUN_NAME.fullmatch(name):
            raise RunError(
                "the name of a run is letters and digits joined by hyphens or dots",
                "use the name of a folder in reports/",
            )
        self.case = case
        self.run = name
        self.processed = case.processed / name
        self.report = case.reports / name

    def write(self, name: str, frame: pl.DataFrame) -> pl.DataFrame:
        """Keep a frame for the next step, whole or not at all, and hand it back."""
        path = self._path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        with written(path, settled=False) as beside:
            frame.write_parquet(beside, compression="zstd", statistics=True)
        return frame

    def keep(
        self, name: str, stage: Callable[P, pl.DataFrame], *args: P.args, **kwargs: P.kwargs
    ) -> pl.DataFrame:
        """Return the frame that an engine made for this run; else make it, and keep it.

        Parameters
        ----------
        name : str
            What it is called here.
        stage : callable
            Makes it, of the other arguments.
        """
        if name in self.prefilled:
            return self.read(name)
        return self.write(name, stage(*args, **kwargs))

    @property
    def prefilled(self) -> list[str]:
        """Names of the frames that an engine made for this run, with its own parameters."""
        path = self.processed / PREFILLED
        found: list[str] = json.loads(path.read_text("utf-8")) if path.exists() else []
        return found

    def read(self, name: str) -> pl.DataFrame:
        """Read a frame that an earlier step kept.

        Raises
        ------
        RunError
            When there is none: naming the notebook that makes it.
        """
        path = self._path(name)
        if not path.exists():
            maker = MADE_BY.get(name, "1-clean")
            raise RunError(f"there is no {name} in this workspace yet", f"run {maker} first")
        return pl.read_parquet(path)

    def reveal(self, frame: pl.DataFrame, why: str) -> Revealed:
        """Show a frame unmasked; who looked, when and why goes to ``cases/CASE/reveals.csv``."""
        return reveal(frame, why, self.case.folder / "reveals.csv")

    def _path(self, name: str) -> Path:
        return self.processed / f"{name}.parquet"


def open_workspace(case: str, run: str = "") -> Workspace:
    """Open the workspace of a case from anywhere inside the project.

    In a notebook, frames are shown masked from here on, and errors without words from the data.

    Parameters
    ----------
    case : str
        Name of the case.
    run : str, optional
        Name of the run; empty for work by hand; ``latest`` for the last run that finished.

    Raises
    ------
    CaseError, RunError
        When there is no such project, case or run.
    """
    install()
    opened = Case(find_project(), case)
    return Workspace(opened, latest(opened) if run == "latest" else run)


def latest(case: Case) -> str:
    """Return the name of the last run of a case that finished.

    Raises
    ------
    RunError
        When there is none.
    """
    finished = sorted(
        # Both: a run that was killed between its pages and its provenance is not whole.
        (
            path.parent
            for path in case.reports.glob("*/index.html")
            if path.parent.name != BY_HAND and path.with_name("provenance.json").exists()
        ),
        key=os.path.basename,
    )
    if not finished:
        raise RunError(f"the case {case.name} has no finished run yet", "run tefter run first")
    return finished[-1].name
