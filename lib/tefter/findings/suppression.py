"""Small cells: which counts of a table may not be published, alone or by subtraction."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

HIDDEN = "hidden"
"""Name of the column that says that the counts of a row are withheld."""

WHOLE = ""
"""Stands for the whole table in ``totals``."""


def withhold(
    table: pl.DataFrame,
    count: str,
    measures: Sequence[str] = (),
    *,
    minimum: int = 3,
    totals: Sequence[str] = (),
) -> pl.DataFrame:
    """Withhold counts from 1 to under ``minimum``, and enough others to keep them withheld.

    Where a total is published too, a single withheld cell is found by subtraction. So wherever
    exactly one cell of a total is withheld, or those withheld together hold fewer than
    ``minimum``, the smallest other cell that is not zero goes as well; where all others are zero,
    a zero goes.

    Parameters
    ----------
    table : polars.DataFrame
        An aggregate, one row a cell. Where two cells are equally small, the first goes: keep the
        order the same in tables that are published together.
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
    Complementary suppression, in its simplest form: A. Hundepool et al. (2012), *Statistical
    Disclosure Control*, chapter 4, Wiley.
    """
    small = pl.col(count).is_between(1, minimum - 1).fill_null(False)
    marked = table.with_columns(small.alias(HIDDEN))
    while True:
        more = next(
            (found for way in totals if (found := _exposed(marked, count, way, minimum)).any()),
            None,
        )
        if more is None:
            break
        marked = marked.with_columns((pl.col(HIDDEN) | more).alias(HIDDEN))
    return marked.with_columns(
        pl.when(~pl.col(HIDDEN)).then(pl.col(name)).alias(name) for name in (count, *measures)
    )


def _exposed(table: pl.DataFrame, count: str, way: str, minimum: int) -> pl.Series:
    """Mark, in every total that gives a withheld cell away, the next cell to withhold."""
    group = pl.lit(0) if way == WHOLE else pl.col(way)
    withheld = pl.col(count).filter(pl.col(HIDDEN))
    few = (withheld.len() == 1) | ((withheld.sum() < minimum) & (withheld.min() > 0))
    exposed = (withheld.len() > 0) & few
    is_open = ~pl.col(HIDDEN)
    size = pl.when(pl.col(count) > 0).then(pl.col(count)).otherwise(pl.col(count).max() + 1)
    next_one = pl.when(is_open).then(size).rank("ordinal") == 1
    chosen = exposed.over(group) & next_one.over(group)
    return table.select(chosen.fill_null(False).cast(pl.Boolean).alias(HIDDEN)).to_series()
