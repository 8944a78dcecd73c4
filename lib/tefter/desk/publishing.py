"""Publishing a run: the checklist that fills itself in, and the person who signs it."""

from __future__ import annotations

import re
import secrets
from pathlib import Path
from typing import Any

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from tefter.case import Case
from tefter.desk.glance import title_of
from tefter.desk.job import CHECKLIST, FilledIn, site_of
from tefter.desk.masking import shown
from tefter.desk.queue import Job
from tefter.desk.taking import QUIET, TYPES, inside
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
from tefter.publish import is_published, read_seal
from tefter.publish.seal import VERSIONS

SITE_TYPES = TYPES | {
    ".jsonld": "application/ld+json",
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
    if not found or not found[1].holds:
        raise HTTPException(409)
    if field(fields, "answer") != "yes":
        return _page(request, words("error_answer"), fields)
    if signer != who(request):
        return _page(request, words("error_signer", name=who(request)), fields)
    asked: dict[str, Any] = {"run": run.name, "signed_by": signer, "digest": run.digest}
    asked |= {"checklist": found[0].number, "words": found[1].words}
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
        items=items_shown(found and found[1], words, f"/cases/{case.name}/runs/{run.name}"),
        ready=found is not None and found[1].holds,
        filled_in=found[0].ended_at if found else "",
        published=_published(case),
        site=desk.site_address(case),
        folder=f"sites/{case.name}/",
        tickets=(secrets.token_urlsafe(12), secrets.token_urlsafe(12)),
    )


def items_shown(filled_in: FilledIn | None, words: Words, run: str) -> list[dict[str, Any]]:
    """Return the lines of a checklist as they are shown; none where it is not filled in.

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
        for item in (filled_in.items if filled_in else [])
    ]


def read_checklist(folder: Path) -> FilledIn | None:
    """Return the checklist that a job filled in; None where it did not."""
    try:
        return msgspec.json.decode((folder / CHECKLIST).read_bytes(), type=FilledIn)
    except (OSError, msgspec.DecodeError):
        return None


def _checked(request: Request, case: Case, run: str) -> tuple[Job, FilledIn] | None:
    """Return the last checklist of a run that was filled in, with its job; each is signed once."""
    desk = desk_of(request)
    signed = {job.asked.get("checklist") for job in desk.queue.list(case=case.name, kind="publish")}
    for job in desk.queue.list(case=case.name, kind="check", states=("finished",)):
        if job.asked["run"] == run:
            found = read_checklist(desk.places.of_job(job.number))
            return (job, found) if found and job.number not in signed else None
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
    known = _is_of_the_site(folder, path)
    kind = SITE_TYPES.get(Path(path).suffix)
    if not known or kind is None:
        raise HTTPException(404)
    headers = {} if path.endswith(".html") else {"Content-Security-Policy": QUIET}
    return FileResponse(inside(folder, path), media_type=kind, headers=headers)


def _is_of_the_site(folder: Path, path: str) -> bool:
    """Whether a seal names a file: that of the site, or of the version in whose folder it lies."""
    earlier = re.fullmatch(rf"{VERSIONS}/(\d+)/(.+)", path)
    if earlier:
        folder, path = folder / VERSIONS / earlier[1], earlier[2]
    try:
        return path in read_seal(folder)["files"]
    except TefterError:
        return False
