"""Comparing two runs: what moved, which claims broke."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from tefter.case import Case
from tefter.desk.cases import changed, run_label
from tefter.desk.glance import Glance, glance, run_names, title_of
from tefter.desk.guard import KEPT_POLICY
from tefter.desk.visit import case_of, named_run, note, page, words_of
from tefter.desk.words import Words
from tefter.errors import TefterError
from tefter.runs.compare import Comparison, compare_runs
from tefter.runs.compare_page import comparison_page
from tefter.runs.compare_text import (
    SECTIONS,
    change_text,
    difference_text,
    known,
    overlap_text,
)
from tefter.runs.whole import parameters_of


def compare(request: Request) -> Response:
    """Let an editor choose two runs, and say in what they differ."""
    case, words = case_of(request), words_of(request)
    whole = [run for name in run_names(case) if (run := glance(case, name)).whole]
    names = [run.name for run in whole]
    before, after = (request.query_params.get(name, "") for name in ("before", "after"))
    found, error = None, ""
    if before and after:
        chosen = [named_run(case, name) for name in (before, after)]
        if not all(run.whole for run in chosen):
            altered = any(run.state == "altered" for run in chosen)
            error = words("altered_help" if altered else "compare_whole")
        elif before == after:
            error = words("compare_same")
        else:
            try:
                found = _compared(case, before, after)
                note(request, "compared", case=case.name, before=before, after=after)
            except TefterError as problem:
                error = problem.sentence()
    elif len(names) > 1:
        before, after = names[1], names[0]
    return page(
        request,
        "compare.html",
        case=case,
        title=title_of(case, words.language),
        choices=_choices(case, whole, words),
        before=before,
        after=after,
        error=error,
        found=found,
        broken=[one for one in found.claims if one.before == "holds"] if found else [],
        mended=[one for one in found.claims if one.before != "holds"] if found else [],
        moved=_moved(found) if found else [],
        went_in=_went_in(found) if found else [],
    )


def compare_page(request: Request) -> Response:
    """Show the whole comparison with its charts side by side, as ``tefter compare`` writes it."""
    case = case_of(request)
    before, after = (request.query_params.get(name, "") for name in ("before", "after"))
    if before == after:
        return RedirectResponse(f"/cases/{case.name}/compare", 303)
    if not all(named_run(case, name).whole for name in (before, after)):
        raise HTTPException(409, words_of(request)("compare_whole"))
    try:
        content = comparison_page(
            _compared(case, before, after), case.reports / before, case.reports / after
        )
    except TefterError as error:
        raise HTTPException(409, error.sentence()) from None
    return HTMLResponse(content, headers={"Content-Security-Policy": KEPT_POLICY})


def _choices(case: Case, runs: list[Glance], words: Words) -> list[tuple[str, str]]:
    """Return the names of runs, each with when it was and what it was asked."""
    parameters = parameters_of(case.project)
    return [
        (run.name, f"{run_label(run, changed(run, parameters, words), words)} ({run.name})")
        for run in runs
    ]


def _compared(case: Case, before: str, after: str) -> Comparison:
    return compare_runs(case.reports / before, case.reports / after, case)


def _moved(found: Comparison) -> list[dict[str, str]]:
    return [
        {
            "name": one.name,
            "before": known(one.before, one.unit),
            "after": known(one.after, one.unit),
            "difference": difference_text(one),
            "notes": "; ".join([*([overlap_text(one)] if overlap_text(one) else []), *one.notes]),
        }
        for one in found.numbers
        if not one.stayed
    ]


def _went_in(found: Comparison) -> list[tuple[str, list[str]]]:
    return [
        (name, [change_text(one) for one in getattr(found, name)])
        for name in SECTIONS
        if getattr(found, name)
    ]
