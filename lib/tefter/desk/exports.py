"""The exports of a case: what is in custody, and adding to it."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from tefter import custody
from tefter.case import Case
from tefter.custody import Entry
from tefter.desk.glance import title_of
from tefter.desk.masking import shown
from tefter.desk.queue import Job
from tefter.desk.uploads import UploadError, arriving, receive
from tefter.desk.visit import case_of, check_form, desk_of, go, note, page, who, words_of
from tefter.errors import TefterError
from tefter.runs.register import check_custody

LONGEST_ORIGIN = 500


def exports(request: Request) -> Response:
    """Show what is in custody, and the form to add to it."""
    return _page(request, case_of(request))


async def add(request: Request) -> Response:
    """Take files into custody, and have them read to say what is in them."""
    case = await run_in_threadpool(case_of, request)
    desk, words = desk_of(request), words_of(request)
    with arriving(desk.places.incoming) as folder:
        origin = ""
        try:
            upload = await receive(request, folder, desk.largest)
            check_form(request, upload.fields.get("csrf", ""))
            origin = " ".join(upload.fields.get("origin", "").split())[:LONGEST_ORIGIN]
            if not upload.files:
                raise UploadError(words("error_no_file").rstrip("."))
            if not origin:
                return await run_in_threadpool(_page, request, case, words("error_origin"))
            added, known = await run_in_threadpool(
                _take_in, case, upload.files, origin, who(request)
            )
        except (UploadError, TefterError) as error:
            note(request, "was refused an upload", case=case.name, why=error.sentence())
            return await run_in_threadpool(_page, request, case, error.sentence(), origin)
    if not added:
        earlier = await run_in_threadpool(_reading_of, request, case, known)
        if earlier is not None:
            return go(f"/jobs/{earlier.number}?there=1")
        said = words("error_in_custody")
        return await run_in_threadpool(_page, request, case, said, origin)
    for entry in added:
        note(
            request,
            "added an export",
            case=case.name,
            file=entry.file,
            size=entry.size,
            sha256=entry.sha256,
        )
    job, _ = desk.queue.ask(
        "read",
        case.name,
        {"files": [entry.file for entry in added], "known": known},
        who=who(request),
        ticket=_ticket(case, added),
    )
    return go(f"/jobs/{job.number}")


def _take_in(case: Case, files: list[Path], origin: str, by: str) -> tuple[list[Entry], list[str]]:
    """Take files into custody; return those that are new, and names of those that were there."""
    check_custody(case)
    there = {entry.file for entry in custody.entries(case.raw)}
    entries = custody.add(case.raw, files, origin=origin, added_by=by)
    new = [entry for entry in entries if entry.file not in there]
    return new, [entry.file for entry in entries if entry.file in there]


def _reading_of(request: Request, case: Case, names: list[str]) -> Job | None:
    """Return the last reading of just these files, such as of the same upload sent twice."""
    asked = desk_of(request).queue.list(case=case.name, kind="read")
    return next((job for job in asked if sorted(job.asked["files"]) == sorted(names)), None)


def _ticket(case: Case, added: list[Entry]) -> str:
    """Return the ticket of a reading: of case and files, for two cases may have one export."""
    named = [case.name, *(f"{entry.sha256} {entry.file}" for entry in added)]
    return hashlib.sha256("\n".join(named).encode()).hexdigest()


def _page(request: Request, case: Case, error: str = "", origin: str = "") -> Response:
    entries: list[dict[str, Any]] = []
    broken = ""
    try:
        entries = [
            {"entry": one, "file": shown(one.file), "origin": shown(one.origin)}
            for one in reversed(custody.entries(case.raw))
        ]
    except TefterError as problem:
        broken = problem.sentence()
    desk, words = desk_of(request), words_of(request)
    return page(
        request,
        "exports.html",
        422 if error else 200,
        case=case,
        title=title_of(case, words.language),
        entries=entries,
        broken=broken,
        error=error,
        origin=origin,
        largest=f"{desk.largest / 1e9:.3g} GB",
    )
