"""A run: its report opened in place, its files, and what can be taken away."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from tefter.charts import load
from tefter.desk.cases import changed, claims_line, headline, run_being_made, state_of
from tefter.desk.glance import title_of
from tefter.desk.visit import (
    case_of,
    desk_of,
    named_case,
    named_run,
    note,
    page,
    run_of,
    words_of,
)
from tefter.errors import TefterError
from tefter.findings import read_tables
from tefter.report.fragment import chart_fragment, table_fragment
from tefter.runs.whole import parameters_of

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
}
"""Kinds of file that are shown; executed notebooks are not among them."""

SHOWN = ("charts/", "tables/")
PAGES = frozenset(
    {"index.html", "methodology.html", "numbers.json", "provenance.json", "claims.json"}
)

QUIET = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""Policy of what is no page: a picture opened on its own runs nothing."""


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
        maker=maker,
        state_now=state_of(run, maker),
        headline=headline(run, words),
        changed=changed(run, parameters_of(case.project), words),
        claims=claims_line(case, run, words),
        charts=charts,
        tables=[(name, tables[name].title) for name in run.tables if name in tables],
        kept=desk.address_of(case, run.name),
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
    return FileResponse(case.reports / run.name / path, media_type=kind, headers=headers)


def take(request: Request) -> Response:
    """Give a chart or table in the format of a newsroom, as a download."""
    case = case_of(request)
    run = run_of(request, case)
    kind, name = request.path_params["kind"], request.path_params["name"]
    form = request.path_params["form"]
    stem, _, size = name.partition("@")
    there = {"charts": run.charts, "tables": run.tables}.get(kind, [])
    if stem not in there:
        raise HTTPException(404)
    report = case.reports / run.name
    try:
        content = _made(report, kind, stem, form, size)
    except (KeyError, ValueError):
        raise HTTPException(409) from None  # a file of the run was changed since
    note(request, "downloaded", case=case.name, run=run.name, file=f"{name}.{form}")
    headers = {
        "Content-Disposition": f'attachment; filename="{case.name}-{name}.{form}"',
        "Content-Security-Policy": QUIET,
    }
    media = TYPES[f".{form}"]
    if content is not None:
        return Response(content, media_type=media, headers=headers)
    return FileResponse(report / kind / f"{stem}.{form}", media_type=media, headers=headers)


def _made(report: Path, kind: str, stem: str, form: str, size: str) -> bytes | None:
    """Make what the run did not leave as a file; None where it did."""
    content: bytes | None = None
    if kind == "tables":
        if form == "html" and not size:
            content = table_fragment(read_tables(report / "tables")[stem]).encode()
        elif form != "csv" or size:
            raise HTTPException(404)
    elif form == "html" and not size:
        content = chart_fragment(load(report / "charts", stem)).encode()
    elif form == "png" and size == "1x":
        content = load(report / "charts", stem).png(scale=1)
    elif form not in {"svg", "png", "csv"} or size not in {"", "2x"}:
        raise HTTPException(404)
    return content
