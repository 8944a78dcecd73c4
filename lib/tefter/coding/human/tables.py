"""Codes as a table for other tools, and from them: one line a code."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from tefter.coding.human.decisions import COLUMNS, KINDS
from tefter.coding.human.exchange import Incoming
from tefter.coding.human.journal import AnnotationError
from tefter.privacy import safe_csv
from tefter.sources import read_table

NAMES: dict[str, tuple[str, ...]] = {
    "post_uid": ("post_uid", "unit", "post"),
    "coder": ("coder", "annotator", "rater"),
    "categories": ("categories", "category", "code", "codes"),
    "flags": ("flags", "flag"),
    "coded_at": ("coded_at", "created_at"),
    "version": ("codebook_version", "version"),
    "decision": ("decision",),
}
"""How tables call what we need; ``annotator`` and ``created_at`` are Label Studio's CSV."""


def write_codes(
    annotations: pl.DataFrame, path: Path, texts: Mapping[str, str | None] | None = None
) -> None:
    """Write annotations as a CSV, one line a code, with no text unless masked texts are given.

    Parameters
    ----------
    annotations : polars.DataFrame
        As ``read_annotations`` gives it.
    path : path
        Where to.
    texts : mapping, optional
        Masked text of each post, for a column ``text``.
    """
    table = annotations.with_columns(
        pl.col("categories", "flags").list.join("; "),
        pl.col("coded_at").dt.strftime("%Y-%m-%dT%H:%M:%SZ"),
    ).select(COLUMNS)
    if texts is not None:
        shown = [texts.get(post) for post in table["post_uid"]]
        table = table.with_columns(pl.Series("text", shown, dtype=pl.String))
    safe_csv(table, path)


def read_codes(path: Path, *, coder: str | None = None) -> Iterator[Incoming]:
    """Read codes from any table with a column of posts, of coders and of categories.

    Several codes in a cell are separated by ``;``, ``|`` or ``,``, or stand in a JSON list or in
    Label Studio's ``{"choices": […]}``. An empty cell of a coded line is *cannot tell*.

    Parameters
    ----------
    path : path
        The table.
    coder : str, optional
        Who coded, where no column says it.

    Raises
    ------
    AnnotationError
        When a column is missing or a line cannot be read.
    SourceError
        When the file is no table.
    """
    table = read_table(path)
    if table.unread:
        raise AnnotationError(
            "some lines do not have the cells of the header, as where a file is half-written",
            f"complete or delete them: {sum(table.unread.values())}",
            file=path,
        )
    folded = {name.strip().lower(): name for name in reversed(table.frame.columns)}
    found = {
        what: next((folded[name] for name in names if name in folded), None)
        for what, names in NAMES.items()
    }
    needed = ("post_uid", "categories") if coder else ("post_uid", "coder", "categories")
    lacking = [what for what in needed if found[what] is None]
    if lacking:
        raise AnnotationError(
            f"there is no column for {' and '.join(lacking)}",
            "name the columns post_uid, coder and categories",
            file=path,
        )
    for number, row in enumerate(table.frame.iter_rows(named=True), start=1):
        cells = {
            what: "" if name is None else (row[name] or "").strip() for what, name in found.items()
        }
        cells["coder"] = cells["coder"] or coder or ""
        try:
            yield _incoming(cells, number)
        except ValueError:
            raise AnnotationError(
                "a time, a list or the decision in the line cannot be read",
                "write 2024-03-06T09:30:00Z, separate codes by ;, and of decisions write one of "
                f"{', '.join(KINDS)}, or nothing",
                file=path,
                record=number,
            ) from None


def _incoming(cells: Mapping[str, str], number: int) -> Incoming:
    categories = _several(cells["categories"])
    told = next((kind for kind in KINDS if kind == cells["decision"]), None)
    if cells["decision"] and told is None:
        raise ValueError("no decision")
    when = datetime.fromisoformat(cells["coded_at"]) if cells["coded_at"] else None
    if when is not None:
        when = when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
    return Incoming(
        record=number,
        post_uid=cells["post_uid"],
        coder=cells["coder"],
        categories=categories,
        flags=_several(cells["flags"]),
        coded_at=when,
        version=cells["version"] or None,
        kind=told or ("coded" if categories else "cannot_tell"),
    )


def _several(cell: str) -> tuple[str, ...]:
    if cell.startswith(("[", "{")):
        loaded = json.loads(cell)
        listed = loaded.get("choices") if isinstance(loaded, dict) else loaded
        if not isinstance(listed, list):
            raise ValueError("no list")
        return tuple(map(str, listed))
    for separator in ";|,":
        cell = cell.replace(separator, "\n")
    return tuple(name.strip() for name in cell.splitlines() if name.strip())
