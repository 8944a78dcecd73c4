"""A run: its report opened in place, and its files."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from tefter.charts import load
from tefter.desk.cases import changed, claims_line, headline, run_being_made, state_of
from tefter.desk.glance import title_of
from tefter.desk.masking import shown
from tefter.desk.taking import QUIET, TYPES, inside, language_asked, languages_of
from tefter.desk.visit import (
    case_of,
    desk_of,
    named_case,
    named_run,
    page,
    run_of,
    words_of,
)
from tefter.errors import TefterError
from tefter.findings import read_tables
from tefter.publish.words import Words
from tefter.runs.whole import parameters_of

SHOWN = ("charts/", "tables/")
PAGES = frozenset(
    {"index.html", "methodology.html", "numbers.json", "provenance.json", "claims.json"}
)


def one_run(request: Request) -> Response:
    """Show a run."""
    case, words = case_of(request), words_of(request)
    run = run_of(request, case)
    charts = [_chart(case.reports / run.name, name) for name in run.charts]
    tables = read_tables(case.reports / run.name / "tables") if run.tables else {}
    desk = desk_of(request)
    jobs = desk.queue.list(case=case.name, kind="run")
    maker = next(
        (
            job
            for job in jobs
            if run.name == (run_being_made(desk, job) if job.is_open else job.run)
        ),
        None,
    )
    return page(
        request,
        "run.html",
        case=case,
        title=title_of(case, words.language),
        run=run,
        reason=shown(run.reason),
        maker=maker,
        state_now=state_of(run, maker),
        headline=headline(run, words),
        changed=changed(run, parameters_of(case.project), words),
        claims=claims_line(case, run, words),
        charts=charts,
        tables=[(name, tables[name].title) for name in run.tables if name in tables],
        kept=desk.address_of(case, run.name),
        drawn_in=language_asked(request, case, run),
        spoken=[(one, Words(one)("language_name")) for one in languages_of(case, run)],
    )


def _chart(report: Path, name: str) -> dict[str, str]:
    try:
        picture = load(report / "charts", name)
    except (TefterError, ValueError, KeyError):
        return {"name": name, "title": name.replace("_", " "), "alt": ""}
    return {"name": name, "title": picture.title, "alt": picture.alt}


def kept(request: Request) -> Response:
    """Give a file that a run left, to a frame or a picture of the desk."""
    desk = desk_of(request)
    name, run_name = desk.opened(request.path_params["sealed"])
    case = named_case(desk, name)
    run = named_run(case, run_name)
    path = request.path_params["path"]
    # Only what the run's own provenance lists, so no path leads anywhere else.
    known = path in run.files or path == "provenance.json"
    if not known or not (path in PAGES or path.startswith(SHOWN)):
        raise HTTPException(404)
    kind = TYPES.get(PurePosixPath(path).suffix)
    if kind is None:
        raise HTTPException(404)
    headers = {} if path.endswith(".html") else {"Content-Security-Policy": QUIET}
    return FileResponse(inside(case.reports / run.name, path), media_type=kind, headers=headers)
