"""From a few hashtags that an editor knows to those that belong to them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from tefter.frames import require
from tefter.links.hashtags.counts import used
from tefter.links.significance import FALSE_DISCOVERIES, adjusted, by_chance
from tefter.values.tags import fold

GROWN: dict[str, Any] = {
    "hashtag": pl.String,
    "round": pl.Int64,
    "posts": pl.Int64,
    "together": pl.Int64,
    "share": pl.Float64,
    "expected": pl.Float64,
    "q_value": pl.Float64,
    "reason": pl.String,
}


def grow(
    posts: pl.DataFrame,
    seeds: Sequence[str],
    *,
    rounds: int = 3,
    share: float = 0.5,
    minimum: int = 3,
) -> pl.DataFrame:
    """Find the hashtags that go with some known ones, round after round.

    In each round every other hashtag is compared with the posts that carry one of those found so
    far. It joins them when at least ``share`` of its own posts are among these, at least
    ``minimum`` of them, and more than by chance. What joins is a proposal: an editor looks at each
    before it is searched for.

    Parameters
    ----------
    posts : polars.DataFrame
        One row a post: ``post_uid``, ``account_id`` and ``hashtags``.
    seeds : sequence of str
        Hashtags to begin with, with or without #, in any case.
    rounds : int
        How often to look again; fewer where nothing joins any more.
    share : float
        Share of a hashtag's own posts, 0 to 1. A hashtag that is used everywhere, such as one
        that asks for reach, has a low one and stays out.
    minimum : int
        Posts with the hashtag and one of those found so far.

    Returns
    -------
    polars.DataFrame
        ``hashtag``; ``round`` Int64, 0 for a seed; ``posts`` with it and ``together`` with one
        found before, Int64; ``share``, ``expected`` and ``q_value`` Float64; ``reason`` String.
        By round, then most often together. A seed that no post has stands there with 0 posts.

    Notes
    -----
    The test is Fisher's exact one, one-sided, with the false discoveries of each round held to 5
    in 100 (``tefter.links.significance``). Snowball sampling of search words: G. King, P. Lam,
    M. E. Roberts (2017), *Computer-assisted keyword and document set discovery*,
    doi:10.1111/ajps.12291, from where the advice comes to leave the last word to a person.
    """
    require(posts, ("post_uid", "account_id", "hashtags"), "grow")
    tags = used(posts)
    whole = tags["post_uid"].n_unique()
    counts = tags.group_by("hashtag").agg(pl.len().cast(pl.Int64).alias("posts"))
    known = list(dict.fromkeys(filter(None, (fold(seed.lstrip("#")) for seed in seeds))))
    first = (
        pl.DataFrame({"hashtag": known}, schema={"hashtag": pl.String})
        .join(counts, on="hashtag", how="left", maintain_order="left")
        .with_columns(
            pl.col("posts").fill_null(0),
            pl.lit(0, pl.Int64).alias("round"),
            reason=pl.lit("given at the beginning"),
        )
    )
    grown = [_shaped(first)]
    for number in range(1, rounds + 1):
        joined = _joining(tags, counts, known, whole, share, minimum)
        if joined.is_empty():
            break
        grown.append(_shaped(joined.with_columns(pl.lit(number, pl.Int64).alias("round"))))
        known += joined["hashtag"].to_list()
    return pl.concat(grown)


def _joining(
    tags: pl.DataFrame,
    counts: pl.DataFrame,
    known: Sequence[str],
    whole: int,
    share: float,
    minimum: int,
) -> pl.DataFrame:
    among = tags.filter(pl.col("hashtag").is_in(known)).select("post_uid").unique()
    beside = (
        tags.join(among, on="post_uid", how="semi")
        .filter(~pl.col("hashtag").is_in(known))
        .group_by("hashtag")
        .agg(pl.len().cast(pl.Int64).alias("together"))
        .join(counts, on="hashtag")
        .sort("together", "hashtag", descending=[True, False])
    )
    those = pl.Series("those", [among.height] * beside.height, dtype=pl.Int64)
    p_value = by_chance(beside["together"], beside["posts"], those, whole)
    tested = counts.filter(~pl.col("hashtag").is_in(known)).height
    part = pl.col("together") / pl.col("posts")
    return (
        beside.with_columns(
            adjusted(p_value, tested),
            share=part,
            expected=pl.col("posts") * among.height / max(whole, 1),
        )
        .filter(
            pl.col("share") >= share,
            pl.col("together") >= minimum,
            pl.col("q_value") <= FALSE_DISCOVERIES,
        )
        .with_columns(
            reason=pl.format(
                "{} of its {} posts carry one found before; {} would by chance",
                "together",
                "posts",
                pl.col("expected").round(1),
            )
        )
    )


def _shaped(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.select(
        (pl.col(name) if name in frame.columns else pl.lit(None).alias(name)).cast(dtype)
        for name, dtype in GROWN.items()
    )
