"""Small tables for people: in a notebook, and on a page, always escaped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeAlias

import polars as pl
from IPython.display import display
from markupsafe import Markup, escape

from tefter.charts.notebook import as_markdown
from tefter.charts.words import place
from tefter.findings import Finding, Table
from tefter.privacy.release import HIDDEN

TABLE = "application/vnd.tefter.table+json"
"""What ``show_table`` leaves in a notebook for the methodology page: plain values, no markup."""

LONGEST = 200
"""Rows. A table to read has no more; the file beside it has all."""

SHARES = frozenset(
    {"share", "low", "high", "cumulative_share", "share_told", "share_right", "confidence"}
)
"""Columns that are parts of one, shown as percentages."""


COEFFICIENTS, ENDS = frozenset({"coefficient", "metric"}), frozenset({"low", "high"})
"""Where a table has one of these columns, the ends of its intervals are no percentages either."""

NUMBER, TEXT = Markup('<td class="number">{}</td>'), Markup("<td>{}</td>")
LEFT = Markup('<td style="text-align: left">{}</td>')
"""JupyterLab aligns every cell to the right, sentences too, unless the cell says otherwise."""


Shown: TypeAlias = pl.DataFrame | Table | Mapping[str, Finding] | Sequence[Mapping[str, Any]]
"""What can be shown: an aggregate, a publishable table, findings, or ``read_numbers`` of them."""


def show_table(table: Shown, caption: str = "") -> None:
    """Show a small aggregate in a notebook, and leave it for the methodology page.

    Every cell is escaped. The output carries plain values besides, from which
    ``write_methodology`` makes its own table: it trusts no HTML of a notebook.

    Parameters
    ----------
    table : polars.DataFrame, Table, findings by name, or what ``read_numbers`` gives
        An aggregate that may be published. Of findings, the name, value, interval and sentence
        are shown.
    caption : str
        What it shows; by default the title and caption of a ``Table``.
    """
    display(table_output(table, caption), raw=True)  # type: ignore[no-untyped-call]


def table_output(table: Shown, caption: str = "") -> dict[str, Any]:
    """Return the MIME bundle that ``show_table`` displays."""
    if isinstance(table, Table):
        frame, caption = table.frame, caption or f"{table.title}. {table.caption}"
    elif isinstance(table, pl.DataFrame):
        frame = table
    else:
        given = table.values() if isinstance(table, Mapping) else table
        frame = findings_frame([vars(one) if isinstance(one, Finding) else one for one in given])
    cells = as_cells(frame)
    return {
        TABLE: {"caption": caption, **cells},
        "text/html": str(as_html(cells, caption, text=LEFT)),
        "text/markdown": _markdown(cells, caption),
        "text/plain": _plain(cells, caption),
    }


def findings_frame(findings: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    """Return findings as a table to read; identifiers of rows are not in it."""
    return pl.DataFrame(
        {
            "name": [one["name"] for one in findings],
            "value": [value_text(one["value"], one["unit"]) for one in findings],
            "interval": [interval_text(one["low"], one["high"], one["unit"]) for one in findings],
            "sentence": [one["sentence"] for one in findings],
        },
        schema=dict.fromkeys(("name", "value", "interval", "sentence"), pl.String),
    )


def as_cells(frame: pl.DataFrame, language: str = "en") -> dict[str, Any]:
    """Return a frame as columns and rows of text, with which columns are numbers.

    ``hidden`` and ``NAME_hidden`` are not columns to read: they turn the empty cells of their row,
    or the one of that name, into ``withheld``.
    """
    shown = frame.head(LONGEST)
    plain = not COEFFICIENTS.isdisjoint(frame.columns)
    names = [name for name in shown.columns if not name.endswith(HIDDEN)]
    rows = [
        [
            "withheld"
            if row[name] is None and (row.get(HIDDEN) or row.get(f"{name}_{HIDDEN}"))
            else cell_text(row[name], "" if plain and name in ENDS else name, language)
            for name in names
        ]
        for row in shown.iter_rows(named=True)
    ]
    return {
        "columns": [name.replace("_", " ") for name in names],
        "numeric": [shown.schema[name].is_numeric() for name in names],
        "rows": rows,
        "omitted": max(0, frame.height - LONGEST),
    }


def cell_text(value: object, column: str, language: str = "en") -> str:
    """Write one value for people; not known is a dash."""
    if value is None:
        return "–"
    if column == "country" and isinstance(value, str):
        return place(value, language)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return f"{100 * value:.1f}%" if column in SHARES else f"{value:,.3g}"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return ", ".join(cell_text(one, "", language) for one in value)
    return str(value)


def value_text(value: object, unit: str) -> str:
    """Write the value of a finding for people."""
    return cell_text(value, "share" if unit == "share" else "")


def interval_text(low: float | None, high: float | None, unit: str) -> str:
    """Write an interval for people; empty where there is none."""
    if low is None or high is None:
        return ""
    return f"{value_text(low, unit)} to {value_text(high, unit)}"


def as_html(
    cells: Mapping[str, Any],
    caption: str,
    *,
    text: Markup = TEXT,
    more: str = "",
    named_in: str = "",
) -> Markup:
    """Return cells as an HTML table, all escaped.

    ``text`` holds a cell that is no number; ``more`` says that there are more rows, if there are;
    ``named_in`` is the language of the names of columns, where it is not that around the table.
    """
    numeric = list(cells["numeric"])
    named = Markup(' lang="{}"').format(named_in) if named_in else ""
    head = Markup("").join(
        Markup('<th scope="col" class="{}"{}>{}</th>').format(
            "number" if number else "text", named, name
        )
        for name, number in zip(cells["columns"], numeric, strict=True)
    )
    body = Markup("\n").join(
        Markup("<tr>{}</tr>").format(
            Markup("").join(
                (NUMBER if number else text).format(cell)
                for cell, number in zip(row, numeric, strict=False)
            )
        )
        for row in cells["rows"]
    )
    omitted = cells["omitted"]
    said = more or f"{omitted} more rows are not shown."
    rest = Markup("<p>{}</p>").format(said) if omitted else Markup("")
    return Markup(
        "<table><caption><span>{}</span></caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table>{}"
    ).format(escape(caption), head, body, rest)


def _markdown(cells: Mapping[str, Any], caption: str) -> str:
    lines = [
        "| " + " | ".join(as_markdown(name) for name in cells["columns"]) + " |",
        "|" + "|".join("---:" if number else "---" for number in cells["numeric"]) + "|",
        *("| " + " | ".join(as_markdown(cell) for cell in row) + " |" for row in cells["rows"]),
    ]
    return f"{as_markdown(caption)}\n\n" + "\n".join(lines)


def _plain(cells: Mapping[str, Any], caption: str) -> str:
    rows = [cells["columns"], *cells["rows"]]
    return "\n".join(
        [caption, *("\t".join(" ".join(cell.split()) for cell in row) for row in rows)]
    )
