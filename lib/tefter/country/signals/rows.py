"""The rows that every signal gives back, and how one weight is spread over several countries."""

from __future__ import annotations

import polars as pl

from tefter.country.names import COUNTRIES
from tefter.country.weights import EMIGRANTS

WHO = ("platform", "account_id")

ROWS = {
    "row": pl.Int64,
    "signal": pl.String,
    "value": pl.String,
    "country": pl.String,
    "weight": pl.Float64,
}


def no_rows() -> pl.DataFrame:
    """Return the rows of a signal that says nothing."""
    return pl.DataFrame(schema=ROWS)


def spread(found: pl.DataFrame, signal: str) -> pl.DataFrame:
    """Spread the strength of a signal over the countries of all that it found in a row.

    Every value counts the same. Where countries of the region and others are named side by side,
    the others count ``EMIGRANTS`` times as much, and "elsewhere" not beside them.

    Parameters
    ----------
    found : polars.DataFrame
        ``row``, ``value``, ``country`` (null for elsewhere), ``share`` (of the value, 0 to 1) and
        ``strength``: the chance that the signal is right.
    signal : str
        Its name in the evidence.
    """
    if found.is_empty():
        return no_rows()
    home = pl.col("country").is_in(COUNTRIES)
    other = (~home).fill_null(False)
    beside = (other.any() & home.any()).over("row")
    pull = pl.col("share") * pl.when(other & beside).then(EMIGRANTS).otherwise(1.0)
    return (
        found.filter(pl.col("country").is_not_null() | ~other.any().over("row"))
        .with_columns(pull=pull)
        .with_columns(weight=pl.col("strength") * pl.col("pull") / pl.col("pull").sum().over("row"))
        .group_by("row", "value", "country", maintain_order=True)
        .agg(pl.col("weight").sum())
        .select(
            pl.col("row").cast(pl.Int64),
            pl.lit(signal).alias("signal"),
            "value",
            "country",
            "weight",
        )
    )


def text_of(posts: pl.DataFrame) -> pl.Series:
    """Return the text of posts: cleaned where it was, as it came otherwise, else nothing."""
    for column in ("text_clean", "text"):
        if column in posts.columns:
            return posts[column].cast(pl.String)
    return pl.Series("text", [None] * posts.height, dtype=pl.String)
