"""What may leave the newsroom: columns, counts and cells."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

import polars as pl

from tefter.disk import written
from tefter.frames import COLUMNS
from tefter.privacy.protection import protected

HIDDEN = "hidden"
"""Name of the column that says that the counts of a row are withheld."""

WHOLE = ""
"""Stands for the whole table in ``totals``."""

FORMULA = r"(^|[\t\r\n;,|\"])(\s*)([=+\-@＝＋－＠])"
"""Where a spreadsheet may begin a formula: OWASP, *CSV Injection*; also after what it may take for
the end of a cell."""


def publishable(frame: pl.DataFrame, aggregates: Collection[str] = ()) -> pl.DataFrame:
    """Keep what may be published: columns that the data dictionary calls open, and aggregates.

    Parameters
    ----------
    frame : polars.DataFrame
        Any frame.
    aggregates : collection of str
        Columns that the caller computed over several posts, such as ``posts`` or ``share``.

    Returns
    -------
    polars.DataFrame
        Without every column that is personal, text, or not known and not named.

    Raises
    ------
    ValueError
        When an aggregate has the name of a column that may not be published.
    """
    closed = [name for name in aggregates if name in COLUMNS and COLUMNS[name].exposure != "open"]
    if closed:
        raise ValueError(f"not to be published under any name: {', '.join(closed)}")
    return frame.select(name for name in frame.columns if name in aggregates or _is_open(name))


def _is_open(name: str) -> bool:
    return name in COLUMNS and COLUMNS[name].exposure == "open"


def suppress_small_cells(
    table: pl.DataFrame,
    count: str = "posts",
    measures: Sequence[str] = (),
    *,
    minimum: int = 3,
    totals: Sequence[str] = (),
) -> pl.DataFrame:
    """Withhold counts from 1 to under ``minimum``, and others that would give them away.

    Where a total is published too, a single withheld cell is found by subtraction. So wherever
    exactly one cell of a total is withheld, or those withheld together hold fewer than
    ``minimum``, the smallest other cell that is not zero goes as well; where all others are zero,
    a zero goes. Where totals are published in more than one way, cells are then withheld until
    all of these together do not tell a small cell from 0, nor from ``minimum`` (``protection``).
    Where no other cell is left, the total itself says too much, and whoever publishes it has to
    withhold it.

    Parameters
    ----------
    table : polars.DataFrame
        An aggregate, one row a cell. Of two equally small cells the first goes: keep the order the
        same in tables that are published together.
    count : str
        Integer column with the number of posts behind a row. Zero is not small: nobody is in it.
    measures : sequence of str
        Other columns that were made from the same posts and go with them.
    minimum : int
        Smallest count to publish.
    totals : sequence of str
        Columns by whose values totals are published; ``WHOLE`` where that of all rows is.

    Returns
    -------
    polars.DataFrame
        The same rows; withheld values are null, and ``hidden`` Boolean says which.

    Notes
    -----
    Primary and complementary suppression: A. Hundepool et al. (2012), *Statistical Disclosure
    Control*, chapter 4, Wiley. First rows and columns one by one, which is enough for one way of
    adding up; then against the system of equations of all totals.
    """
    small = pl.col(count).is_between(1, minimum - 1).fill_null(False)
    marked = table.with_columns(small.alias(HIDDEN))
    while True:
        more = [found for way in totals if (found := _exposed(marked, count, way, minimum)).any()]
        if not more:
            break
        marked = marked.with_columns((pl.col(HIDDEN) | more[0]).alias(HIDDEN))
    if len(totals) > 1 and marked[HIDDEN].any():
        groups = marked.select(
            (pl.lit(0) if way == WHOLE else pl.col(way)).alias(way or "whole") for way in totals
        )
        marked = marked.with_columns(protected(marked[count], marked[HIDDEN], groups, minimum))
    return marked.with_columns(
        pl.when(~pl.col(HIDDEN)).then(pl.col(name)).alias(name) for name in (count, *measures)
    )


def _exposed(table: pl.DataFrame, count: str, way: str, minimum: int) -> pl.Series:
    """Mark, in every total that gives a withheld cell away, the next cell to withhold."""
    group = pl.lit(0) if way == WHOLE else pl.col(way)
    withheld = pl.col(count).filter(pl.col(HIDDEN))
    few = (withheld.len() == 1) | ((withheld.sum() < minimum) & (withheld.min() > 0))
    size = pl.when(pl.col(count) > 0).then(pl.col(count)).otherwise(pl.col(count).max() + 1)
    following = pl.when(~pl.col(HIDDEN)).then(size).rank("ordinal") == 1
    chosen = ((withheld.len() > 0) & few).over(group) & following.over(group)
    return table.select(chosen.fill_null(False).alias(HIDDEN)).to_series()


def safe_csv(frame: pl.DataFrame, path: Path) -> None:
    """Write a CSV whose cells no spreadsheet takes for formulas, whole or not at all.

    Parameters
    ----------
    frame : polars.DataFrame
        What is publishable. A list of strings becomes one cell, joined by ``; ``. An apostrophe
        goes before ``=``, ``+``, ``-`` or ``@`` where text begins with it; numbers stay numbers.
    path : path
        Where to; UTF-8.

    Raises
    ------
    ValueError
        When a column has a type that a table cannot hold.
    """
    nested = [
        name
        for name, dtype in frame.schema.items()
        if dtype.is_nested() and dtype != pl.List(pl.String)
    ]
    if nested:
        raise ValueError(f"a table cannot hold {', '.join(nested)}")
    joined = frame.with_columns(
        pl.col(pl.List(pl.String)).list.join("; "), pl.col(pl.Categorical, pl.Enum).cast(pl.String)
    )
    safe = joined.with_columns(pl.col(pl.String).str.replace_all(FORMULA, "${1}${2}'${3}"))
    safe.columns = pl.Series(safe.columns).str.replace_all(FORMULA, "${1}${2}'${3}").to_list()
    with written(path, settled=False) as beside:
        safe.write_csv(beside)
