"""Captures that belong together: one look at the posts, however long it took."""

from __future__ import annotations

from datetime import timedelta

import polars as pl


def sessions(posts: pl.DataFrame, gap: timedelta) -> pl.DataFrame:
    """Add ``session``: captures of a platform with no pause longer than ``gap`` between them.

    Parameters
    ----------
    posts : polars.DataFrame
        ``platform`` and ``captured_at`` (no nulls), one row a capture.
    gap : datetime.timedelta
        The longest pause inside one session.

    Returns
    -------
    polars.DataFrame
        The same rows with ``session`` Int64, counted from 0 on each platform.
    """
    times = posts.select("platform", "captured_at").unique().sort("platform", "captured_at")
    pause = pl.col("captured_at").diff().over("platform") > gap
    numbered = times.with_columns(
        session=pause.fill_null(False).cast(pl.Int64).cum_sum().over("platform")
    )
    return posts.join(numbered, on=["platform", "captured_at"], nulls_equal=True)
