"""Charts and tables to take away: in the formats of a newsroom, in each language of the case."""

from __future__ import annotations

import threading
from functools import lru_cache
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from tefter.case import Case
from tefter.charts import Picture, load
from tefter.desk.glance import Glance
from tefter.desk.visit import case_of, note, run_of
from tefter.errors import TefterError
from tefter.findings import read_tables
from tefter.publish.drawing import picture_in
from tefter.publish.explaining import Explained
from tefter.publish.material import read_material
from tefter.publish.words import Words, spoken
from tefter.report.fragment import chart_fragment, table_fragment
from tefter.report.tables import as_cells, as_html

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
}
"""Kinds of file that are shown; executed notebooks are not among them."""

QUIET = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""Policy of what is no page: a picture opened on its own runs nothing."""

KEPT = 32
"""Charts drawn in another language that are kept for the next format asked for."""

DRAWING = threading.Lock()
"""One chart at a time: a newsroom's machine is for its editors too."""


def languages_of(case: Case, run: Glance) -> list[str]:
    """Return the languages of charts and tables: the run's own, then the case's."""
    return list(dict.fromkeys([run.language, *spoken(case.file.languages)]))


def language_asked(request: Request, case: Case, run: Glance) -> str:
    """Return the language that the address asks for; the run's own by default.

    Raises
    ------
    HTTPException
        404, where it is none of the case.
    """
    asked = request.query_params.get("in", run.language)
    if asked not in languages_of(case, run):
        raise HTTPException(404)
    return asked


def take(request: Request) -> Response:
    """Give a chart or table in the format of a newsroom, as a download."""
    case = case_of(request)
    run = run_of(request, case)
    language = language_asked(request, case, run)
    kind, name = request.path_params["kind"], request.path_params["name"]
    form = request.path_params["form"]
    stem, _, size = name.partition("@")
    there = {"charts": run.charts, "tables": run.tables}.get(kind, [])
    if stem not in there or not _offered(kind, form, size):
        raise HTTPException(404)
    report = case.reports / run.name
    # The same numbers in every language, and drawn by the run itself in its own.
    left = form == "csv" or (language == run.language and form != "html" and size != "1x")
    try:
        content = None if left else _made(report, run, kind, stem, form, size, language)
    except (KeyError, ValueError, TefterError):
        raise HTTPException(409) from None  # a file of the run was changed since
    told = "" if form == "csv" or language == run.language else f"-{language}"
    file = f"{name}{told}.{form}"
    note(request, "downloaded", case=case.name, run=run.name, file=file)
    headers = {
        "Content-Disposition": f'attachment; filename="{case.name}-{file}"',
        "Content-Security-Policy": QUIET,
    }
    media = TYPES[f".{form}"]
    if content is not None:
        return Response(content, media_type=media, headers=headers)
    left_there = inside(report, f"{kind}/{stem}.{form}")
    return FileResponse(left_there, media_type=media, headers=headers)


def inside(folder: Path, path: str) -> Path:
    """Return a file of a folder, and none to which a changed list or a link leads outside it.

    Raises
    ------
    HTTPException
        404, where there is none.
    """
    found = folder / path
    if not found.resolve().is_relative_to(folder.resolve()) or not found.is_file():
        raise HTTPException(404)
    return found


def _offered(kind: str, form: str, size: str) -> bool:
    if kind == "tables":
        return form in {"csv", "html"} and not size
    return form in {"svg", "csv", "html", "png"} and size in (
        {"", "1x", "2x"} if form == "png" else {""}
    )


def _made(
    report: Path, run: Glance, kind: str, stem: str, form: str, size: str, language: str
) -> bytes:
    """Make what the run did not leave as a file."""
    if kind == "tables":
        return _table(report, stem, language, own=language == run.language).encode()
    if language == run.language:
        picture = load(report / "charts", stem)
    else:
        with DRAWING:
            picture, language = _drawn(report, run.digest, stem, language)
    if form == "html":
        return chart_fragment(picture, language).encode()
    return (
        picture.standing_alone().encode()
        if form == "svg"
        else picture.png(scale=1 if size == "1x" else 2)
    )


@lru_cache(maxsize=KEPT)
def _drawn(report: Path, _digest: str, name: str, language: str) -> tuple[Picture, str]:
    """Draw a chart of a run in a language; as the run left it where it cannot be drawn again."""
    picked = picture_in(read_material(report), name, language)
    return picked.picture, picked.language


def _table(report: Path, name: str, language: str, *, own: bool) -> str:
    table = read_tables(report / "tables")[name]
    if own:
        html = as_html(as_cells(table.frame, language), table.title)
        return table_fragment(table.title, table.caption, html, language)
    told = Explained(read_material(report), Words(language)).table(table)
    return table_fragment(told.called, told.caption, told.html, language)
