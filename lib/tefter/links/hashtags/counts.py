"""How often hashtags are used, and which are used together.

The method is that of Bellingcat's ``tiktok-hashtag-analysis``
(https://github.com/bellingcat/tiktok-hashtag-analysis): for a hashtag, which others stand beside it
and in which share of its posts. What is added is how often that would happen by chance.
"""

from __future__ import annotations

from typing import Any

import polars as pl

from tefter.frames import require
from tefter.links.significance import FALSE_DISCOVERIES, adjusted, by_chance

COUNTS: dict[str, Any] = {
    "hashtag": pl.String,
    "posts": pl.Int64,
    "accounts": pl.Int64,
    "views": pl.Int64,
}
PAIRS: dict[str, Any] = {
    "hashtag": pl.String,
    "other": pl.String,
    "together": pl.Int64,
    "accounts": pl.Int64,
    "share": pl.Float64,
    "share_back": pl.Float64,
    "expected": pl.Float64,
    "p_value": pl.Float64,
    "q_value": pl.Float64,
    "significant": pl.Boolean,
}


def used(posts: pl.DataFrame) -> pl.DataFrame:
    """Return ``post_uid``, ``account_id`` and ``hashtag``: each hashtag of a post once."""
    return (
        posts.select("post_uid", "account_id", hashtag=pl.col("hashtags").list.unique())
        .explode("hashtag")
        .filter(pl.col("hashtag").is_not_null() & (pl.col("hashtag") != ""))
    )


def hashtag_counts(posts: pl.DataFrame) -> pl.DataFrame:
    """Count the posts, accounts and views of every hashtag.

    Parameters
    ----------
    posts : polars.DataFrame
        One row a post: ``post_uid``, ``account_id``, ``views`` and ``hashtags``.

    Returns
    -------
    polars.DataFrame
        ``hashtag`` String, ``posts``, ``accounts`` (those known) and ``views`` (null where not one
        is known), all Int64; most posts first. Personal: a hashtag may name someone.
    """
    require(posts, ("post_uid", "account_id", "views", "hashtags"), "hashtag_counts")
    views = posts.select("post_uid", "views")
    return (
        used(posts)
        .join(views, on="post_uid", how="left")
        .group_by("hashtag")
        .agg(
            pl.len().alias("posts"),
            pl.col("account_id").drop_nulls().n_unique().alias("accounts"),
            pl.when(pl.col("views").count() > 0).then(pl.col("views").sum()).alias("views"),
        )
        .select(pl.col(name).cast(dtype) for name, dtype in COUNTS.items())
        .sort("posts", "hashtag", descending=[True, False])
    )


def hashtag_pairs(posts: pl.DataFrame) -> pl.DataFrame:
    """Count how often two hashtags stand in the same post, and how often they would by chance.

    Parameters
    ----------
    posts : polars.DataFrame
        One row a post: ``post_uid``, ``account_id`` and ``hashtags``. Posts without any hashtag
        are not looked at.

    Returns
    -------
    polars.DataFrame
        One row for every two hashtags that stand in one post at least, ``hashtag`` < ``other``:
        ``together`` and ``accounts`` Int64; ``share`` (of the posts with ``hashtag``, those that
        have ``other`` too) and ``share_back`` (of those with ``other``, those that have
        ``hashtag``) Float64; ``expected`` Float64, the posts with both if the two had nothing to
        do with each other; ``p_value``, ``q_value`` Float64; and ``significant`` Boolean: met more
        often than expected, with at most 5 in 100 false ones among all that are called so, and
        not by one account alone. Most often first.

    Notes
    -----
    Every two hashtags of the posts count as tested, also those that never meet. Posts of one
    account are not independent, which the test cannot know: hence the rule of two accounts.
    """
    require(posts, ("post_uid", "account_id", "hashtags"), "hashtag_pairs")
    tags = used(posts)
    whole = tags["post_uid"].n_unique()
    counts = tags.group_by("hashtag").agg(pl.len().cast(pl.Int64).alias("posts"))
    pairs = (
        tags.join(tags.select("post_uid", other="hashtag"), on="post_uid")
        .filter(pl.col("hashtag") < pl.col("other"))
        .group_by("hashtag", "other")
        .agg(
            pl.len().cast(pl.Int64).alias("together"),
            pl.col("account_id").drop_nulls().n_unique().cast(pl.Int64).alias("accounts"),
        )
        .join(counts, on="hashtag")
        .join(counts.select(other="hashtag", others="posts"), on="other")
        .sort("together", "hashtag", "other", descending=[True, False, False])
    )
    p_value = by_chance(pairs["together"], pairs["posts"], pairs["others"], whole)
    tests = counts.height * (counts.height - 1) // 2
    together = pl.col("together")
    return (
        pairs.with_columns(
            p_value,
            adjusted(p_value, tests),
            share=together / pl.col("posts"),
            share_back=together / pl.col("others"),
            expected=pl.col("posts") * pl.col("others") / max(whole, 1),
        )
        .with_columns(
            significant=(pl.col("q_value") <= FALSE_DISCOVERIES)
            & (together > pl.col("expected"))
            & (pl.col("accounts") != 1)
        )
        .select(pl.col(name).cast(dtype) for name, dtype in PAIRS.items())
    )
