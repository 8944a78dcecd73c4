"""Codes from any table: one line a code, or one column a coder."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from tefter.coding.agreement.distances import SETS, Level
from tefter.coding.agreement.ratings import AgreementError, Code, Ratings, shown
from tefter.sources import read_table

UNIT = ("unit", "post_uid", "post_id", "post", "item", "item_id", "unit_id", "id", "document")
CODER = ("coder", "annotator", "rater", "judge", "observer", "coder_id", "annotator_id", "rater_id")
CODE = ("code", "category", "categories", "label", "rating", "value", "annotation", "choice")
GROUP = ("language", "variety", "country", "platform")
"""How tables call these columns; the first that is there counts. Group columns are no coders."""


@dataclass(frozen=True)
class Columns:
    """Which columns of a table hold what; what is not named is recognised.

    Attributes
    ----------
    unit, coder, code : str, optional
        Names of columns. Where ``coder`` and ``code`` are known a line is one code, else every
        column that is neither the unit nor a group is a coder.
    by : tuple of str
        Columns to measure each group of.
    """

    unit: str | None = None
    coder: str | None = None
    code: str | None = None
    by: tuple[str, ...] = ()


def read_ratings(
    path: Path,
    columns: Columns | None = None,
    *,
    level: Level = "nominal",
    codes: Sequence[str] | None = None,
    missing: Sequence[str] = (),
) -> Ratings:
    """Read codes from a table.

    Parameters
    ----------
    path : path
        CSV, TSV, XLSX, Parquet or JSON with one object a record.
    columns : Columns, optional
        Which column holds what.
    level : str
        Interval and ratio codes must be numbers; a masi or jaccard code is a set of names
        separated by ``;`` or ``|``.
    codes : sequence of str, optional
        Every code that may be given, in order. Ordinal codes that are no numbers need it.
    missing : sequence of str
        What stands for a code that was not given, besides an empty cell: ``*``, ``NA``.

    Raises
    ------
    AgreementError
        When a column is missing, a line is cut off, a code is unknown or no number, or a coder
        coded a unit twice.
    SourceError
        When the file is no table.
    """
    table = read_table(path)
    if table.unread:
        raise AgreementError(
            "some lines do not have the cells of the header, as where a file is half-written",
            f"complete or delete them: {sum(table.unread.values())}",
            file=path,
        )
    try:
        return _ratings(table.frame, columns or Columns(), level, codes, missing)
    except AgreementError as error:
        raise AgreementError(error.what, error.remedy, file=path) from None


def _ratings(
    frame: pl.DataFrame,
    columns: Columns,
    level: Level,
    codes: Sequence[str] | None,
    missing: Sequence[str],
) -> Ratings:
    named = _named(frame, columns)
    unit, coder, code, by = named.unit, named.coder, named.code, named.by
    numbered = frame.with_row_index("line").with_columns(
        pl.col("line").cast(pl.String) if unit is None else pl.col(unit).alias("line")
    )
    if coder is not None and code is not None:
        long = numbered.select("line", pl.col(coder).alias("coder"), pl.col(code).alias("code"))
    else:
        coders = [name for name in frame.columns if name != unit and name not in {*by, *GROUP}]
        long = numbered.unpivot(coders, index="line", variable_name="coder", value_name="code")
    if long["line"].null_count() or long["coder"].null_count():
        raise AgreementError("a line names no unit or no coder", "complete or delete it")
    empty = {"", *missing}
    rows = [
        (one, who, None if cell is None or cell.strip() in empty else _code(cell, level, one, who))
        for one, who, cell in long.iter_rows()
    ]
    values = None if codes is None else [_code(one, level, "", "") for one in codes]
    if level in SETS:
        _check_sets(rows, codes)
        values = None
    if level == "ordinal" and values is None and not _numbers(rows):
        raise AgreementError("the order of the codes is not known", "name them: --codes low,high")
    groups = {
        name: dict(numbered.select("line", pl.col(name)).unique("line").iter_rows()) for name in by
    }
    return Ratings.of(rows, values, groups)


def _named(frame: pl.DataFrame, columns: Columns) -> Columns:
    """Return the columns as they are named or recognised."""
    folded = {name.strip().lower(): name for name in reversed(frame.columns)}
    for name in (columns.unit, columns.coder, columns.code, *columns.by):
        if name is not None and name not in frame.columns:
            raise AgreementError(
                f"there is no column {name!r}", f"choose one of {', '.join(frame.columns)}"
            )

    def known(names: tuple[str, ...]) -> str | None:
        return next((folded[name] for name in names if name in folded), None)

    coder = columns.coder or known(CODER)
    code = columns.code or (known(CODE) if coder else None)
    if coder and not code:
        raise AgreementError("it is not known which column holds the code", "name it: --code NAME")
    unit = columns.unit or known(UNIT)
    if unit is None and coder:
        raise AgreementError("it is not known which column holds the unit", "name it: --unit NAME")
    if unit is None and frame.width > 1 and _names_rows(frame):
        unit = frame.columns[0]
    return Columns(unit, coder, code, columns.by)


def _names_rows(frame: pl.DataFrame) -> bool:
    """Tell whether the first column names the lines: no value twice, none in another column."""
    first, *others = frame.get_columns()
    if first.null_count() or first.n_unique() < len(first):
        return False
    given = {cell for column in others for cell in column.drop_nulls()}
    return given.isdisjoint(first)


def _code(cell: str, level: Level, unit: str, coder: str) -> Code:
    cell = cell.strip()
    if level in SETS:
        return frozenset(one.strip() for one in cell.replace("|", ";").split(";") if one.strip())
    try:
        number = float(cell)
    except ValueError:
        number = math.nan
    if level in {"interval", "ratio"}:
        if not math.isfinite(number):
            raise AgreementError(
                f"{shown(coder)} gave {shown(unit)} a code that is no number",
                "mend it, or name what stands for a missing code: --missing NA",
            )
        if level == "ratio" and number < 0:
            raise AgreementError(
                f"{shown(coder)} gave {shown(unit)} a code below zero, where no ratio scale goes",
                "choose --level interval",
            )
        return number
    return number if level == "ordinal" and math.isfinite(number) else cell


def _numbers(rows: Sequence[tuple[str, str, Code | None]]) -> bool:
    return all(isinstance(code, float) for _, _, code in rows if code is not None)


def _check_sets(rows: Sequence[tuple[str, str, Code | None]], codes: Sequence[str] | None) -> None:
    for unit, coder, code in rows:
        odd = sorted(code - set(codes)) if codes and isinstance(code, frozenset) else []
        if odd:
            raise AgreementError(
                f"{shown(coder)} gave {shown(unit)} the code {shown(odd[0])}, which is not in "
                "the codebook",
                f"use {', '.join(codes or ())}",
            )
