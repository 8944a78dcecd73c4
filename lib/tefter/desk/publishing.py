"""Publishing a run: the checklist that fills itself in, and the person who signs it."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from tefter.case import Case
from tefter.desk.glance import title_of
from tefter.desk.job import CHECKLIST, site_of
from tefter.desk.masking import shown
from tefter.desk.queue import Job
from tefter.desk.taking import QUIET, TYPES
from tefter.desk.visit import (
    Fields,
    case_of,
    desk_of,
    field,
    go,
    named_case,
    note,
    page,
    run_of,
    who,
    words_of,
)
from tefter.desk.words import Words
from tefter.errors import TefterError
from tefter.publish import Item, is_published, read_seal

SITE_TYPES = TYPES | {
    ".css": "text/css; charset=utf-8",
    ".cff": "text/plain; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".md": "text/plain; charset=utf-8",
    ".zip": "application/zip",
}


COMMAND = "tefter claims"
"""In a remedy: the command that says which numbers do not hold. The page of the run does too."""


def ask(request: Request) -> Response:
    """Show the checklist of a run as it was last filled in, and what is published now."""
    return _page(request)


def check(request: Request, fields: Fields) -> Response:
    """Have the checklist filled in."""
    case = case_of(request)
    run = run_of(request, case)
    if not run.whole:
        raise HTTPException(409)
    return _ask_for(request, "check", case, {"run": run.name}, fields)


def sign(request: Request, fields: Fields) -> Response:
    """Publish, if the person who is logged in signs with the name by which the desk knows them."""
    case, words = case_of(request), words_of(request)
    run = run_of(request, case)
    signer = " ".join(field(fields, "signed_by").split())
    found = _checked(request, case, run.name)
    if not found or not all(item.holds for item in found[1]):
        raise HTTPException(409)
    if field(fields, "answer") != "yes":
        return _page(request, words("error_answer"), fields)
    if signer != who(request):
        return _page(request, words("error_signer", name=who(request)), fields)
    asked = {"run": run.name, "signed_by": signer, "digest": run.digest}
    return _ask_for(request, "publish", case, asked, fields)


def _ask_for(
    request: Request, kind: Any, case: Case, asked: dict[str, Any], fields: Fields
) -> Response:
    ticket = field(fields, "ticket") or secrets.token_urlsafe(12)
    job, new = desk_of(request).queue.ask(kind, case.name, asked, who=who(request), ticket=ticket)
    if new:
        what = "signed the checklist" if kind == "publish" else "asked for the checklist"
        note(request, what, case=case.name, run=asked["run"], job=job.number)
    return go(f"/jobs/{job.number}" + ("" if new else "?again=1"))


def _page(request: Request, error: str = "", fields: Fields | None = None) -> Response:
    desk, words = desk_of(request), words_of(request)
    case = case_of(request)
    run = run_of(request, case)
    found = _checked(request, case, run.name)
    return page(
        request,
        "publish.html",
        422 if error else 200,
        case=case,
        title=title_of(case, words.language),
        run=run,
        error=error,
        answered=field(fields or {}, "answer") == "yes",
        signed_by=field(fields or {}, "signed_by"),
        items=items_shown(found[1], words, f"/cases/{case.name}/runs/{run.name}") if found else [],
        ready=found is not None and all(item.holds for item in found[1]),
        filled_in=found[0].ended_at if found else "",
        published=_published(case),
        site=desk.site_address(case),
        folder=f"sites/{case.name}/",
        tickets=(secrets.token_urlsafe(12), secrets.token_urlsafe(12)),
    )


def items_shown(items: list[Item], words: Words, run: str) -> list[dict[str, Any]]:
    """Return the lines of a checklist as they are shown; reasons are English.

    Parameters
    ----------
    run : str
        Address of the run: a remedy that is a command of the terminal becomes a link to it.
    """
    return [
        {
            "holds": item.holds,
            "title": words.may(f"check.{item.name}", item.title),
            "reason": shown(item.reason),
            "remedy": "" if COMMAND in item.remedy else shown(item.remedy),
            "link": f"{run}#claims" if COMMAND in item.remedy and not item.holds else "",
        }
        for item in items
    ]


def read_items(folder: Path) -> list[Item]:
    """Return the checklist that a job filled in; empty where it did not."""
    try:
        return msgspec.json.decode((folder / CHECKLIST).read_bytes(), type=list[Item])
    except (OSError, msgspec.DecodeError):
        return []


def _checked(request: Request, case: Case, run: str) -> tuple[Job, list[Item]] | None:
    """Return the last checklist of a run that was filled in, with its job."""
    desk = desk_of(request)
    for job in desk.queue.list(case=case.name, kind="check", states=("finished",)):
        if job.asked["run"] == run:
            items = read_items(desk.places.of_job(job.number))
            return (job, items) if items else None
    return None


def _published(case: Case) -> dict[str, Any] | None:
    folder = site_of(case)
    try:
        return dict(read_seal(folder)) if is_published(folder) else None
    except TefterError:
        return None


def site(request: Request) -> Response:
    """Show the site that the desk published, as its readers will see it."""
    desk = desk_of(request)
    name, _ = desk.opened(request.path_params["sealed"])
    folder = site_of(named_case(desk, name))
    path = request.path_params["path"] or "index.html"
    if path.endswith("/"):
        path += "index.html"
    try:
        known = path in read_seal(folder)["files"]
    except TefterError:
        known = False
    kind = SITE_TYPES.get(Path(path).suffix)
    if not known or kind is None:
        raise HTTPException(404)
    headers = {} if path.endswith(".html") else {"Content-Security-Policy": QUIET}
    return FileResponse(folder / path, media_type=kind, headers=headers)
