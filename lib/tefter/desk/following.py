"""Following a job: the queue, how far each is, its log, calling it off, asking for it again."""

from __future__ import annotations

import secrets
import time
from typing import Any

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from tefter.case import Case
from tefter.desk import progress
from tefter.desk.cases import cut, run_label
from tefter.desk.form import shown_value
from tefter.desk.glance import case_names, glance, title_of
from tefter.desk.job import READING
from tefter.desk.masking import shown
from tefter.desk.publishing import items_shown, read_checklist
from tefter.desk.queue import OPEN, Job, State
from tefter.desk.visit import Desk, Fields, desk_of, go, note, page, who, words_of
from tefter.desk.words import Words
from tefter.errors import TefterError
from tefter.runs.whole import NOTEBOOKS
from tefter.sources import REASONS

STEPS = {
    "run": ("checking custody", *NOTEBOOKS, "writing the report"),
    "read": ("reading",),
    "check": ("checklist",),
    "publish": ("checklist", "publishing"),
}
"""The steps of a job, in order."""

AGAIN: tuple[State, ...] = ("failed", "cancelled", "crashed")
"""States in which a job may be asked for again: nothing came of it."""

REMEMBERED = 50
"""Earlier jobs among which those are sought that did a step, to estimate the time left."""


def jobs(request: Request) -> Response:
    """Show the queue, and what became of earlier jobs."""
    desk, words = desk_of(request), words_of(request)
    listed = desk.queue.list(most=100)
    return page(
        request,
        "jobs.html",
        open=[_row(desk, job, words) for job in reversed(listed) if job.is_open],
        ended=[_row(desk, job, words) for job in listed if not job.is_open],
    )


def job(request: Request) -> Response:
    """Show one job."""
    found = _job_of(request)
    return page(
        request,
        "job.html",
        again=request.query_params.get("again") == "1",
        there=request.query_params.get("there") == "1",
        **_shown(request, found),
    )


def part(request: Request) -> Response:
    """Give the part of a job's page that changes."""
    return page(request, "job_part.html", **_shown(request, _job_of(request)))


def cancel(request: Request, _fields: Fields) -> Response:
    """Call a job off."""
    found = _job_of(request)
    if desk_of(request).queue.cancel(found.number, who(request)):
        note(request, "called off", case=found.case, job=found.number)
    return go(f"/jobs/{found.number}")


def again(request: Request, fields: Fields) -> Response:
    """Ask once more for what a job was asked for."""
    desk, found = desk_of(request), _job_of(request)
    if not _may_again(found):
        raise HTTPException(409)
    ticket = (list(fields.get("ticket", ())) or [secrets.token_urlsafe(12)])[-1]
    if found.case not in case_names(desk.project):
        raise HTTPException(404)
    made, new = desk.queue.ask(found.kind, found.case, found.asked, who=who(request), ticket=ticket)
    if new:
        note(request, "asked again", case=found.case, job=made.number, earlier=found.number)
    return go(f"/jobs/{made.number}" + ("" if new else "?again=1"))


def _may_again(found: Job) -> bool:
    # A signature is for one publication, and is its signer's: no other may use it again.
    return found.kind != "publish" and found.state in AGAIN


def _job_of(request: Request) -> Job:
    found = desk_of(request).queue.get(int(request.path_params["number"]))
    if found is None:
        raise HTTPException(404)
    return found


def _row(desk: Desk, found: Job, words: Words) -> dict[str, Any]:
    return {"job": found, "asked": _asked(desk, found, words)}


def _asked(desk: Desk, found: Job, words: Words) -> list[tuple[str, str]]:
    if found.kind in {"check", "publish"}:
        return [(words("run"), _run_of(desk, found, words))]
    if found.kind == "read":
        lists = ((words("files"), "files"), (words("known_files"), "known"))
        return [
            (called, ", ".join(shown(str(one)) for one in found.asked[name]))
            for called, name in lists
            if found.asked.get(name)
        ]
    return [
        (words.may(f"parameter.{name}", name.replace("_", " ")), shown_value(value, words))
        for name, value in found.asked.items()
    ]


def _run_of(desk: Desk, found: Job, words: Words) -> str:
    """Return the run that a checklist is of: its name, when it was, and of which part."""
    name = str(found.asked["run"])
    if found.case not in case_names(desk.project):
        return name
    try:
        run = glance(Case(desk.project, found.case), name)
    except TefterError:  # its case.yml cannot be read now; the queue is there all the same
        return name
    return f"{run_label(run, cut(run, words), words)} ({name})" if run.sealed else name


def _shown(request: Request, found: Job) -> dict[str, Any]:
    desk, words = desk_of(request), words_of(request)
    folder = desk.places.of_job(found.number)
    far = progress.read(folder)
    names = STEPS[found.kind]
    usual = _usual(desk, found)
    left = progress.time_left(far, names, usual, time.time()) if found.state == "running" else None
    at = progress.current(far, names) if found.state == "running" else ""
    return {
        "job": found,
        "title": _title(desk, found, words),
        "asked_pairs": _asked(desk, found, words),
        "steps": [_step(name, far, at, found, words) for name in names],
        "percent": 100
        if found.state == "finished"
        else round(100 * progress.part_done(far, names, usual)),
        "left": "" if left is None else words.span(left),
        "status": _status(found, words.may(f"step.{at}", at), words),
        "before": _before(desk, found),
        "notes": far.notes,
        "said": shown(found.said) if found.said else "",
        "lines": [_line(one, words) for one in progress.read_log(folder)],
        "reading": _reading(folder / READING) if found.state == "finished" else None,
        "items": items_shown(
            read_checklist(folder),
            words,
            f"/cases/{found.case}/runs/{found.asked.get('run', '')}",
        ),
        "run": found.run or far.run or found.asked.get("run", ""),
        "may_again": _may_again(found),
        "ticket": secrets.token_urlsafe(12),
    }


def _step(name: str, far: progress.Progress, at: str, found: Job, words: Words) -> dict[str, str]:
    step = next((one for one in far.steps if one.name == name), None)
    took, about = "", ""
    if step is not None and step.kept:
        state, about = "kept", step.kept
    elif step is not None and step.ended:
        state, took = "done", words.span(step.ended - step.began)
    elif name == at:
        state = "now"
    elif found.is_open:
        state = "ahead"
    else:
        state = "unreached" if step is None else "stopped"
    said = words(f"step_{state}", run=about)
    return {"name": words(f"step.{name}"), "state": state, "said": said, "took": took}


def _title(desk: Desk, found: Job, words: Words) -> str:
    if found.case not in case_names(desk.project):
        return found.case
    try:
        return title_of(Case(desk.project, found.case), words.language)
    except TefterError:  # its case.yml cannot be read now; the job goes on all the same
        return found.case


def _usual(desk: Desk, found: Job) -> dict[str, float]:
    """Return how long each step took in the last runs of the case; readings differ too much."""
    if found.kind != "run":
        return {}
    earlier = desk.queue.list(case=found.case, kind="run", states=("finished",), most=REMEMBERED)
    return progress.expected([one.steps for one in earlier if one.number != found.number])


def _before(desk: Desk, found: Job) -> int:
    """Return how many jobs of its kind are before one that waits."""
    if found.state != "waiting":
        return 0
    before = desk.queue.list(kind=found.kind, states=OPEN)
    return sum(one.number < found.number for one in before)


def _status(found: Job, now: str, words: Words) -> str:
    """Return the sentence that a screen reader is told when it changes."""
    if found.state == "running":
        if found.cancelled_at:
            return words("status_stopping")
        return words("status_running", step=now) if now else words("status_begins")
    if found.state == "cancelled":
        return words("status_cancelled", who=found.cancelled_by)
    return words(f"status_{found.state}")


def _line(line: dict[str, Any], words: Words) -> tuple[str, str]:
    at, what = words.clock(float(line["at"])), str(line["what"])
    step = words.may(f"step.{line.get('step', '')}", str(line.get("step", "")))
    if what == "at":
        return at, words("log_at", step=step, done=line["done"], total=line["total"])
    return at, words(f"log_{what}", step=step, run=line.get("run", ""))


def _reading(path: Any) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = msgspec.json.decode(path.read_bytes())
    except (OSError, msgspec.DecodeError):
        return None
    for file in found["files"]:
        file["source_file"] = shown(file["source_file"])
        file["rejected"] = [
            (reason, count, file["first"].get(reason), REASONS[reason])
            for reason, count in file["reasons"].items()
        ]
    found["failures"] = [shown(one) for one in found["failures"]]
    return found
