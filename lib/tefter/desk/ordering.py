"""Asking for a run: the form, and what becomes of it."""

from __future__ import annotations

import secrets

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from tefter.case import Case
from tefter.desk.cases import exports_of
from tefter.desk.form import Given, as_given, fields, read_form
from tefter.desk.glance import title_of
from tefter.desk.visit import (
    Fields,
    case_of,
    desk_of,
    field,
    go,
    named_run,
    note,
    page,
    who,
    words_of,
)
from tefter.errors import ParameterError
from tefter.runs.parameters import INTERNAL
from tefter.runs.whole import parameters_of

TICKET = "ticket"


def ask(request: Request) -> Response:
    """Show the form, filled with the defaults or with the parameters of an earlier run."""
    case = case_of(request)
    given = None
    earlier = request.query_params.get("like", "")
    if earlier:
        used = named_run(case, earlier).parameters
        known = parameters_of(case.project)
        given = as_given({k: v for k, v in used.items() if k in known and k not in INTERNAL})
    return _form(request, case, given)


def take(request: Request, sent: Fields) -> Response:
    """Put the run into the queue, or say beside each field what is wrong with it."""
    case, desk, words = case_of(request), desk_of(request), words_of(request)
    ticket = field(sent, TICKET)
    given = {name: values for name, values in sent.items() if name != TICKET}
    if not ticket:
        raise HTTPException(400)
    try:
        values, errors = read_form(
            parameters_of(case.project), given, case.file.countries, words, case.folder
        )
    except ParameterError as error:
        raise HTTPException(400, error.sentence()) from None
    if errors:
        return _form(request, case, given, errors)
    job, new = desk.queue.ask("run", case.name, values, who=who(request), ticket=ticket)
    if new:
        note(request, "asked for a run", case=case.name, job=job.number, parameters=values)
        return go(f"/jobs/{job.number}")
    note(request, "asked for a run that was asked for", case=case.name, job=job.number)
    return go(f"/jobs/{job.number}?again=1")


def _form(
    request: Request, case: Case, given: Given | None, errors: dict[str, str] | None = None
) -> Response:
    words = words_of(request)
    shown = list(
        fields(
            parameters_of(case.project),
            case.file.countries,
            words,
            given=given,
            errors=errors,
        )
    )
    return page(
        request,
        "ask.html",
        422 if errors else 200,
        case=case,
        title=title_of(case, words.language),
        fields=shown,
        errors=errors or {},
        ticket=secrets.token_urlsafe(12),
        exports=exports_of(case),
    )
