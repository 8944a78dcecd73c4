"""A table of shares for any columns, for a look between the steps."""

from __future__ import annotations

import polars as pl

from tefter.privacy import suppress_small_cells
from tefter.privacy.release import WHOLE


def share_table(posts: pl.DataFrame, *columns: str, minimum: int = 3) -> pl.DataFrame:
    """Count posts by the values of some columns, unknown included.

    Parameters
    ----------
    posts : polars.DataFrame
        Any frame of posts.
    columns : str
        Columns with few values, none of them personal.
    minimum : int
        Smallest count to show.

    Returns
    -------
    polars.DataFrame
        The columns as text (``unknown`` where null), ``posts``, ``share`` of all posts and
        ``hidden``, the largest first.
    """
    counted = (
        posts.group_by(pl.col(name).cast(pl.String).fill_null("unknown") for name in columns)
        .agg(pl.len().cast(pl.Int64).alias("posts"))
        .with_columns((pl.col("posts") / posts.height).alias("share"))
        .sort(columns)
    )
    return suppress_small_cells(counted, "posts", ["share"], minimum=minimum, totals=[WHOLE]).sort(
        "posts", *columns, descending=[True, *[False] * len(columns)], nulls_last=True
    )
