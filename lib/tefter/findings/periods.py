"""Periods long enough that a count by country and period may be published."""

from __future__ import annotations

import polars as pl

from tefter.privacy import suppress_small_cells
from tefter.privacy.release import WHOLE

LENGTHS = {"1mo": 1, "1q": 3, "1y": 12}
"""Polars' name of a period to its length in months."""

SEVERAL = "several"
"""Stands where a country would, for the posts of all withheld cells of a period."""

TOLERATED = 0.25
"""Share of posts that may stand in withheld cells before a longer period is taken."""


def by_period(posts: pl.DataFrame, minimum: int) -> tuple[pl.DataFrame, int]:
    """Count posts by country and period: months if they can be published, else longer ones.

    Parameters
    ----------
    posts : polars.DataFrame
        With ``posted_at`` and ``country``, none of which is null in ``country``.
    minimum : int
        Smallest cell to publish.

    Returns
    -------
    polars.DataFrame, int
        ``period`` Date, ``months`` Int64, ``country``, ``posts``, ``hidden``; and the length of
        the period in months. Every country has a row for every period; the posts of a period's
        withheld cells stand together under the country ``several``, withheld too where they are
        few.

    Notes
    -----
    Making categories coarser before withholding cells is global recoding: A. Hundepool et al.
    (2012), *Statistical Disclosure Control*, chapter 3, Wiley.
    """
    known = posts.drop_nulls("posted_at")
    counted, months = _count(known, "1mo", minimum), 1
    for every, length in LENGTHS.items():
        counted, months = _count(known, every, minimum), length
        published = counted.filter(pl.col("country") != SEVERAL)["posts"].sum()
        if known.height == 0 or published >= (1 - TOLERATED) * known.height:
            break
    return (
        counted.with_columns(pl.lit(months, pl.Int64).alias("months")).select(
            "period", "months", "country", "posts", "hidden"
        ),
        months,
    )


def _count(posts: pl.DataFrame, every: str, minimum: int) -> pl.DataFrame:
    period = pl.col("posted_at").dt.date().dt.truncate(every).alias("period")
    found = posts.group_by(period, "country").agg(pl.len().cast(pl.Int64).alias("posts"))
    all_periods = (
        found.select(pl.col("period").unique().sort()).upsample("period", every=every)
        if found.height
        else found.select("period")
    )
    frame = (
        all_periods.join(found.select("country").unique(), how="cross")
        .join(found, on=["period", "country"], how="left")
        .with_columns(pl.col("posts").fill_null(0))
        .sort("period", "country")
    )
    table = suppress_small_cells(frame, "posts", minimum=minimum, totals=["period", "country"])
    withheld = pl.col("hidden")
    pooled = (
        frame.with_columns(table["hidden"])
        .group_by("period")
        .agg(pl.col("posts").filter(withheld).sum(), withheld.any().alias("any"))
        .with_columns(pl.lit(SEVERAL).alias("country"), pl.lit(False).alias("hidden"))
    )
    # Without any withheld cell there is no such row, or every chart would have an empty one.
    if not pooled["any"].any():
        return table
    # A pool can be small itself; then it goes, with another one, as the sum of all is published.
    shown = suppress_small_cells(
        pooled.filter("any").drop("hidden", "any"), "posts", minimum=minimum, totals=[WHOLE]
    )
    empty = pooled.filter(~pl.col("any"))
    return pl.concat([table, *(one.select(table.columns) for one in (shown, empty))]).sort(
        "period", "country"
    )
