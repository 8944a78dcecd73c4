"""How far a job is: written by its process, read by the desk, and the time that is left."""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from tefter.disk import write

PROGRESS = "progress.json"
LOG = "log.ndjson"

KEPT = re.compile(r"(.+) \(kept from (.+)\)")
"""How ``run_case`` names a step that an earlier run had made of the same, with that run."""


class Step(msgspec.Struct):
    """One step: when it began and ended (seconds since 1970; 0 for not yet), how far it is.

    ``kept`` is the earlier run from which it was taken over; empty where it was done.
    """

    name: str
    began: float
    ended: float = 0.0
    done: int = 0
    total: int | None = 0
    kept: str = ""


class Progress(msgspec.Struct):
    """How far a job is.

    Attributes
    ----------
    steps : list of Step
        Those that have begun, in order.
    run : str
        Name of the run, once it has one.
    outcome : str
        ``finished``, ``failed`` or ``cancelled``; empty until then.
    said : str
        One sentence where it did not finish.
    notes : list of str
        Sentences for the person who waits, such as files that could not be read.
    """

    steps: list[Step] = []
    run: str = ""
    outcome: str = ""
    said: str = ""
    notes: list[str] = []

    def seconds(self) -> dict[str, float]:
        """Return how long each step took that ended, and was not taken over."""
        return {
            step.name: round(step.ended - step.began, 3)
            for step in self.steps
            if step.ended and not step.kept
        }


class Writer:
    """Keeps the progress of a job in its folder, whole at any time.

    Parameters
    ----------
    folder : path
        Folder of the job.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._log = folder / LOG
        self.progress = Progress()
        self._write()

    def step(self, name: str, done: int, total: int | None) -> None:
        """Take what ``run_case`` tells of itself."""
        kept = KEPT.fullmatch(name)
        if kept:
            self._take_over(*kept.groups())
            return
        steps = self.progress.steps
        if not steps or steps[-1].name != name:
            self._end_step()
            steps.append(Step(name, time.time()))
            self.log("step", step=name)
        if total and done and done != steps[-1].done:
            self.log("at", step=name, done=done, total=total)
        steps[-1].done, steps[-1].total = done, total
        self._write()

    def named(self, run: str) -> None:
        """Take the name of the run."""
        self.progress.run = run
        self.log("named", run=run)
        self._write()

    def end(self, outcome: str, said: str = "", notes: Sequence[str] = ()) -> None:
        """Say how it ended."""
        if outcome == "finished":
            self._end_step()
        self.progress.outcome = outcome
        self.progress.said = said
        self.progress.notes = list(notes)
        self.log(outcome)
        self._write()

    def log(self, what: str, **details: Any) -> None:
        """Add a line to the job's log: never a word of a record."""
        line = msgspec.json.encode({"at": time.time(), "what": what, **details})
        with self._log.open("ab") as stream:
            stream.write(line + b"\n")

    def _take_over(self, name: str, run: str) -> None:
        self._end_step()
        at = time.time()
        self.progress.steps.append(Step(name, at, at, 1, 1, run))
        self.log("kept", step=name, run=run)
        self._write()

    def _end_step(self) -> None:
        if self.progress.steps and not self.progress.steps[-1].ended:
            self.progress.steps[-1].ended = time.time()

    def _write(self) -> None:
        write(self._folder / PROGRESS, msgspec.json.encode(self.progress), settled=False)


def read(folder: Path) -> Progress:
    """Return how far a job is; nothing yet where its process has not begun."""
    try:
        found = msgspec.json.decode((folder / PROGRESS).read_bytes(), type=Progress)
    except (OSError, msgspec.DecodeError):
        return Progress()
    for step in found.steps:  # as they were written until November 2026
        if kept := KEPT.fullmatch(step.name):
            step.name, step.kept = kept.groups()
    return found


def read_log(folder: Path, most: int = 500) -> list[dict[str, Any]]:
    """Return the last lines of a job's log; a line that a kill cut off is left out."""
    try:
        lines = (folder / LOG).read_bytes().splitlines()[-most:]
    except OSError:
        return []
    found = []
    for line in lines:
        try:
            found.append(msgspec.json.decode(line, type=dict[str, Any]))
        except msgspec.DecodeError:
            continue
    return found


def current(progress: Progress, names: Sequence[str]) -> str:
    """Return the step at which a job is; empty before its first.

    After a step that was taken over it is the next: a kernel has to start before that one begins.
    """
    if not progress.steps:
        return ""
    last = progress.steps[-1]
    if not last.ended or last.name not in names:
        return last.name
    return [*names[names.index(last.name) + 1 :], last.name][0]


def expected(earlier: Sequence[Mapping[str, float]], most: int = 5) -> dict[str, float]:
    """Return how long each step may take: the median of the last few jobs that did it.

    Parameters
    ----------
    earlier : sequence of mapping
        Seconds of each step, the newest job first. A step that was taken over is not in it.
    most : int
        How many of them count.
    """
    names = dict.fromkeys(name for one in earlier for name in one)
    return {
        name: statistics.median([one[name] for one in earlier if name in one][:most])
        for name in names
    }


def time_left(
    progress: Progress, names: Sequence[str], usual: Mapping[str, float], at: float
) -> float | None:
    """Estimate the seconds that are left; None where no earlier job tells.

    It is None too where earlier jobs do not tell of one step: all of them had it taken over.

    A step that takes longer than usual is taken to end now, so the estimate may stand still, but
    it does not grow without reason.

    Parameters
    ----------
    names : sequence of str
        All steps, in order.
    usual : mapping of str to float
        From ``expected``.
    at : float
        The time, in seconds since 1970.
    """
    begun = {step.name: step for step in progress.steps}
    left = 0.0
    for name in names:
        step = begun.get(name)
        if step is not None and step.ended:
            continue
        if name not in usual:
            return None
        left += usual[name] if step is None else max(0.0, usual[name] - (at - step.began))
    return left


def part_done(progress: Progress, names: Sequence[str], usual: Mapping[str, float]) -> float:
    """Return which part of the work is done, from 0 to 1, steps weighted by their usual time."""
    weights = {name: usual.get(name, 0.0) if usual else 1.0 for name in names}
    whole = sum(weights.values()) or 1.0
    done = 0.0
    for step in progress.steps:
        share = 1.0 if step.ended else (step.done / step.total if step.total else 0.0)
        done += weights.get(step.name, 0.0) * min(share, 1.0)
    return min(done / whole, 1.0)
