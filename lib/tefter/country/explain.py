"""The evidence of a country as a person reads it."""

from __future__ import annotations

import polars as pl

from tefter.country.locate import evidence_rows

ELSEWHERE = "elsewhere"


def explain(located: pl.DataFrame) -> pl.Series:
    """Write the evidence of every row in a line.

    Parameters
    ----------
    located : polars.DataFrame
        With ``country_evidence``, as ``add_country`` and ``locate_accounts`` give it.

    Returns
    -------
    polars.Series of String
        ``evidence``: each signal with what was seen, the countries it speaks for and how much,
        such as ``place in the text: Prizren (XK .45)``; empty where there is none.
    """
    country = pl.col("country").fill_null(ELSEWHERE)
    weight = pl.col("weight").round(2).cast(pl.String).str.strip_prefix("0")
    seen = (
        evidence_rows(located)
        .group_by("row", "signal", "value", maintain_order=True)
        .agg(said=pl.format("{} {}", country, weight).str.join(", "))
        .group_by("row", maintain_order=True)
        .agg(evidence=pl.format("{}: {} ({})", "signal", "value", "said").str.join("; "))
    )
    rows = pl.DataFrame({"row": pl.int_range(located.height, dtype=pl.Int64, eager=True)})
    told = rows.join(seen, on="row", how="left", maintain_order="left")
    return told["evidence"].fill_null("")
