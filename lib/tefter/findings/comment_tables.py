"""The publishable table about comments."""

from __future__ import annotations

import polars as pl

from tefter.findings.captions import WITHHELD, small, what
from tefter.findings.data import Data
from tefter.findings.table import Table
from tefter.privacy import suppress_small_cells
from tefter.privacy.release import HIDDEN, WHOLE

STARTS = (0, 1, 10, 100, 1_000, 10_000)
"""Where a class of numbers of comments begins: none, then one class for each power of ten."""


def comments_per_post(data: Data) -> Table:
    """Show how many posts have how many comments, as the platform counts them."""
    classes = pl.DataFrame(
        {
            "comments_from": STARTS,
            "comments_to": [*(start - 1 for start in STARTS[1:]), None],
        },
        schema={"comments_from": pl.Int64, "comments_to": pl.Int64},
    )
    found = (
        data.studied.select(comments_from=pl.col("comments"))
        .drop_nulls()
        .sort("comments_from")
        .join_asof(classes.select("comments_from", start="comments_from"), on="comments_from")
        .group_by(comments_from="start")
        .agg(pl.len().cast(pl.Int64).alias("posts"))
    )
    highest = found["comments_from"].max()
    frame = (
        classes.filter(pl.col("comments_from") <= (-1 if highest is None else highest))
        .join(found, on="comments_from", how="left", maintain_order="left")
        .with_columns(pl.col("posts").fill_null(0))
    )
    return Table(
        "comments_per_post",
        "Posts by number of comments",
        suppress_small_cells(frame, "posts", minimum=data.minimum, totals=[WHOLE]),
        f"{what(data)} Comments as the platform counted them at the last capture. {small(data)}",
        {
            "comments_from": "Fewest comments of a post in this class",
            "comments_to": "Most comments; empty where there is no upper end",
            "posts": "Posts with that many",
            HIDDEN: WITHHELD,
        },
    )
