"""What cleaning found, as one small table."""

from __future__ import annotations

import polars as pl


def cleaning_table(posts: pl.DataFrame) -> pl.DataFrame:
    """Count, for each platform, what cleaning did to the posts and found in them.

    Parameters
    ----------
    posts : polars.DataFrame
        Posts after cleaning and privacy.

    Returns
    -------
    polars.DataFrame
        ``platform``, ``posts``, ``captured_again``, ``text_mended``, ``copies`` (exactly the text
        of an earlier post), ``near_copies`` and ``with_personal_data``, all Int64.
    """
    counts = {
        "posts": pl.len(),
        "captured_again": (pl.col("captures") > 1).sum(),
        "text_mended": (pl.col("text_repairs").list.len() > 0).sum(),
        "copies": pl.col("duplicate_of").is_not_null().sum(),
        "near_copies": pl.col("near_duplicate_of").is_not_null().sum(),
        "with_personal_data": (pl.col("personal_data").list.len() > 0).sum(),
    }
    return (
        posts.group_by("platform")
        .agg(expression.cast(pl.Int64).alias(name) for name, expression in counts.items())
        .sort("platform")
    )
