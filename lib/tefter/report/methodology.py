"""methodology.html: the executed methodology notebook as a page that readers can trust."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import nbformat
from markdown_it import MarkdownIt
from markupsafe import Markup

from tefter.charts.chart import SCHEMA
from tefter.charts.notebook import VEGALITE
from tefter.errors import RunError
from tefter.report.page import Drawn, data_address, render
from tefter.report.tables import TABLE, as_html

PNG = b"\x89PNG\r\n\x1a\n"
ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


def write_methodology(
    notebook_path: Path, folder: Path, *, case_title: str, synthetic: bool, run: str
) -> Path:
    """Write ``methodology.html`` from an executed notebook.

    Prose is Markdown with HTML switched off. Code stands folded. Of outputs, only those that
    cannot carry markup are shown: our own tables, charts, PNG pictures and plain text. HTML,
    JavaScript and SVG of a notebook are never trusted; error output is left out, as it names
    places on the machine.

    Parameters
    ----------
    notebook_path : path
        The executed notebook.
    folder : path
        Folder of the run.
    case_title, synthetic, run
        As for ``write_index``.

    Raises
    ------
    RunError
        When the file is no notebook.
    """
    cells, charts = read_cells(notebook_path)
    page = render(
        "methodology.html",
        charts,
        case_title=case_title,
        synthetic=synthetic,
        run=run,
        cells=cells,
    )
    path = folder / "methodology.html"
    path.write_bytes(page)
    return path


def read_cells(notebook_path: Path) -> tuple[list[dict[str, Any]], list[Drawn]]:
    """Return what of an executed notebook may stand on a page: its cells, and their charts.

    Each cell is a mapping with ``prose`` (and its Markdown as ``source``), or with ``code`` and
    ``outputs``; of these each has one of ``chart``, ``table`` (with its ``caption`` and ``cells``),
    ``image``, ``prose`` (with its ``source``) and ``plain``.

    Raises
    ------
    RunError
        When the file is no notebook.
    """
    try:
        notebook = nbformat.read(notebook_path, as_version=4)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, nbformat.reader.NotJSONError) as error:
        raise RunError("is not a notebook", "run the case again", file=notebook_path) from error
    charts: list[Drawn] = []
    cells = [_cell(cell, charts) for cell in notebook.cells]
    return [cell for cell in cells if cell], charts


def _cell(cell: Any, charts: list[Drawn]) -> dict[str, Any]:
    if cell.cell_type == "markdown":
        return {"prose": prose(cell.source), "source": cell.source}
    if cell.cell_type == "code":
        outputs = [one for output in cell.outputs for one in _output(output, charts)]
        return {"code": cell.source, "outputs": outputs} if cell.source or outputs else {}
    return {}


def prose(text: str) -> Markup:
    """Return Markdown as HTML; HTML in it stays text, and ``javascript:`` is no link.

    Pictures are left out: the page could not load them.
    """
    parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    return Markup(parser.render(text))  # noqa: S704  made by markdown-it with HTML off


def _output(output: Any, charts: list[Drawn]) -> Iterator[dict[str, Any]]:
    if output.output_type == "stream":
        if output.name == "stdout":
            yield {"plain": _plain(output.text)}
        return
    if output.output_type == "error":
        yield {"plain": f"This cell stopped: {output.ename}"}
        return
    data: Mapping[str, Any] = output.data
    if TABLE in data:
        table = data[TABLE]
        caption = str(table.get("caption", ""))
        cells = _checked(table)
        yield {"table": as_html(cells, caption), "caption": caption, "cells": cells}
    elif VEGALITE in data and "image/png" in data:
        words = output.metadata.get("tefter", {})
        png = _png(data["image/png"])
        if png:
            spec = {**data[VEGALITE], "$schema": SCHEMA}
            spec.pop("title", None)
            drawn = Drawn(
                name=f"chart-{len(charts) + 1}",
                title=str(words.get("title", "")),
                caption="",
                alt=str(words.get("alt", "")),
                image=png,
                narrow_image=png,
                spec=spec,
                narrow_spec=words.get("narrow") or spec,
            )
            charts.append(drawn)
            yield {"chart": drawn}
    elif "image/png" in data:
        png = _png(data["image/png"])
        alt = output.metadata.get("image/png", {})
        if png:
            yield {"image": png, "alt": str(alt.get("alt", "")) if isinstance(alt, dict) else ""}
    elif "text/markdown" in data:
        source = str(data["text/markdown"])
        yield {"prose": prose(source), "source": source}
    elif "text/plain" in data:
        yield {"plain": _plain(str(data["text/plain"]))}


def _png(encoded: object) -> str | None:
    """Return a ``data:`` address, or None where the output is no PNG."""
    try:
        content = base64.b64decode("".join(str(encoded).split()), validate=True)
    except (binascii.Error, ValueError):
        return None
    return data_address("image/png", content) if content.startswith(PNG) else None


def _checked(table: Mapping[str, Any]) -> dict[str, Any]:
    """Return a table's cells as text, whatever the notebook holds."""
    columns = [str(name) for name in table.get("columns", [])]
    numeric = [bool(one) for one in table.get("numeric", [])]
    return {
        "columns": columns,
        "numeric": (numeric + [False] * len(columns))[: len(columns)],
        "rows": [[str(cell) for cell in row] for row in table.get("rows", [])],
        "omitted": int(table.get("omitted", 0)),
    }


def _plain(text: str) -> str:
    return ANSI.sub("", text)


__all__ = ["prose", "read_cells", "write_methodology"]
