"""The cases, and the runs of one: what each says at a glance."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from tefter.case import Case
from tefter.desk import progress
from tefter.desk.form import shown_value
from tefter.desk.glance import Glance, case_names, glance, run_names, title_of, verdicts
from tefter.desk.queue import OPEN, Job
from tefter.desk.visit import Desk, case_of, desk_of, page, words_of
from tefter.desk.words import Words
from tefter.errors import TefterError
from tefter.report.index import HEADLINE
from tefter.runs.parameters import Parameter
from tefter.runs.whole import parameters_of

CUT = ("date_from", "date_to", "countries")
"""Parameters with which a run looks at a part of its case only."""

SHOWN = 50
"""Runs of a case on one page."""


def cases(request: Request) -> Response:
    """Show every case with its last run."""
    desk, words = desk_of(request), words_of(request)
    shown: list[dict[str, Any]] = []
    for name in case_names(desk.project):
        try:
            case = Case(desk.project, name)
        except TefterError as error:
            shown.append({"name": name, "title": name, "error": error.sentence()})
            continue
        names = run_names(case)
        last = next((run for one in names if (run := glance(case, one)).whole), None)
        shown.append(
            {
                "name": name,
                "title": title_of(case, words.language),
                "synthetic": case.file.synthetic,
                "error": "",
                "runs": len(names),
                "last": last,
                "headline": headline(last, words) if last else [],
                "cut": cut(last, words) if last else [],
                "open": desk.queue.list(case=name, states=OPEN),
            }
        )
    return page(request, "cases.html", cases=shown)


def one_case(request: Request) -> Response:
    """Show the runs of a case."""
    desk, words = desk_of(request), words_of(request)
    case = case_of(request)
    parameters = parameters_of(case.project)
    jobs = desk.queue.list(case=case.name, kind="run")
    makers = {job.run: job for job in jobs if job.run}
    # Until a job has ended, its run's name stands in its folder only.
    going = {run_being_made(desk, job) for job in jobs if job.is_open}
    runs = []
    names = [name for name in run_names(case) if name not in going]
    for name in names[:SHOWN]:
        run = glance(case, name)
        runs.append(
            {
                "run": run,
                "maker": makers.get(name),
                "state": state_of(run, makers.get(name)),
                "headline": headline(run, words),
                "changed": changed(run, parameters, words),
                "claims": claims_line(case, run, words),
            }
        )
    return page(
        request,
        "case.html",
        case=case,
        title=title_of(case, words.language),
        runs=runs,
        more=max(0, len(names) - SHOWN),
        comparable=sum(glance(case, name).whole for name in names),
        open=desk.queue.list(case=case.name, states=OPEN),
        exports=exports_of(case),
    )


def run_being_made(desk: Desk, job: Job) -> str:
    """Return the name of the run that an open job makes; empty where it has none yet."""
    return progress.read(desk.places.of_job(job.number)).run


def exports_of(case: Case) -> int:
    """Return how many files are in the case's folder of raw data."""
    manifest = case.raw / "manifest.jsonl"
    return len(manifest.read_bytes().splitlines()) if manifest.exists() else 0


def headline(run: Glance, words: Words) -> list[tuple[str, str]]:
    """Return the main numbers of a run, each with what it counts."""
    return [(words.may(f"finding.{name}", HEADLINE[name]), value) for name, value in run.headline]


def changed(run: Glance, parameters: dict[str, Parameter], words: Words) -> list[tuple[str, str]]:
    """Return the parameters of a run that are not the default, as people read them."""
    return [
        _spoken(name, value, words)
        for name, value in run.parameters.items()
        if name not in parameters or parameters[name].default != value
    ]


def cut(run: Glance, words: Words) -> list[tuple[str, str]]:
    """Return the days and countries to which a run keeps, as people read them; empty for all."""
    chosen = {name: run.parameters[name] for name in CUT if run.parameters.get(name)}
    return [_spoken(name, value, words) for name, value in chosen.items()]


def run_label(run: Glance, asked: list[tuple[str, str]], words: Words) -> str:
    """Return a run in one line: when it was, and what it was asked."""
    settings = "; ".join(f"{label}: {value or words('none_given')}" for label, value in asked)
    return f"{words.time(run.started_at) or run.name} · {settings or words('as_usual')}"


def state_of(run: Glance, maker: Job | None) -> str:
    """Return how a run ended: a run that somebody cancelled did not fail."""
    if run.state == "failed" and maker is not None and maker.state == "cancelled":
        return "cancelled"
    return run.state


def _spoken(name: str, value: object, words: Words) -> tuple[str, str]:
    label = words.may(f"parameter.{name}", name.replace("_", " "))
    return label, shown_value(value, words)


def claims_line(case: Case, run: Glance, words: Words) -> dict[str, Any] | None:
    """Return in one line how the stories stand with a run; None where there is nothing to say."""
    try:
        found = verdicts(case, run)
    except (TefterError, OSError, KeyError) as error:
        said = error.sentence() if isinstance(error, TefterError) else words("claims_unreadable")
        return {"passes": False, "text": said, "stories": [], "language": "en"}
    if not found:
        return None
    numbers, hold = sum(one.numbers for one in found), sum(one.hold for one in found)
    passes = all(one.passes for one in found)
    text = words("claims_hold", n=numbers) if passes else words("claims_some", hold=hold, n=numbers)
    return {"passes": passes, "text": text, "stories": found, "language": words.language}
