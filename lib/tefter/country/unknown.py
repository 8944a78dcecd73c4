"""Why a country is unknown."""

from __future__ import annotations

import polars as pl

from tefter.country.locate import evidence_rows
from tefter.country.pool import pool

NO_SIGNAL = "no signal"
CONTRADICTED = "signals contradict each other"
ELSEWHERE = "elsewhere, and not clear where"
WEAK = "signals too weak"


def unknown_reason(located: pl.DataFrame) -> pl.Series:
    """Say of every row without a country why it has none.

    Parameters
    ----------
    located : polars.DataFrame
        With ``country`` and ``country_evidence``, as ``add_country`` and ``locate_accounts`` give
        them.

    Returns
    -------
    polars.Series of String
        ``reason``: *no signal*; *signals contradict each other*: two of region, telephone and
        profile name different countries; *elsewhere, and not clear where*: more likely than not
        it is none of the eight; *signals too weak*; null where there is a country.

    Notes
    -----
    The evidence holds all that the decision rested on, so it is pooled anew.
    """
    pooled = pool(evidence_rows(located)).drop("country")
    rows = located.select("country").with_columns(row=pl.int_range(pl.len(), dtype=pl.Int64))
    told = rows.join(pooled, on="row", how="left", maintain_order="left")
    return told.select(
        reason=pl.when(pl.col("country").is_not_null())
        .then(pl.lit(None, pl.String))
        .when(pl.col("confidence").is_null())
        .then(pl.lit(NO_SIGNAL))
        .when("contradicted")
        .then(pl.lit(CONTRADICTED))
        .when(pl.col("elsewhere") > 1 / 2)
        .then(pl.lit(ELSEWHERE))
        .otherwise(pl.lit(WEAK))
    )["reason"]
