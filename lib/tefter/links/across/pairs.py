"""What every way of matching gives, and how the ways are put together: one row a pair."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

PAIR: dict[str, Any] = {"one_uid": pl.String, "other_uid": pl.String}
EVIDENCE: dict[str, Any] = {"kind": pl.String, "measure": pl.Float64, "confidence": pl.Float64}
KINDS = ("link", "media_hash", "text", "near_text", "text_part", "media_look", "sound")
"""The ways in which a pair can be found, the surest first; ``docs/links.md`` explains each."""

SECOND = "telegram"
"""Platform whose post is named second where times do not tell what came first: its messages share
what others post. It is a rule of writing, not a direction: ``precedes`` says that none is known."""

MATCHES: dict[str, Any] = {
    "post_uid": pl.String,
    "shared_in_uid": pl.String,
    "platform": pl.String,
    "shared_in_platform": pl.String,
    "kind": pl.String,
    "confidence": pl.Float64,
    "lag": pl.Duration("us"),
    "precedes": pl.String,
    "evidence": pl.List(pl.Struct(EVIDENCE)),
}


def by_time(posts: pl.DataFrame) -> pl.DataFrame:
    """Sort posts so that the first of several that say the same stands first.

    Parameters
    ----------
    posts : polars.DataFrame
        ``post_uid``, ``platform`` and ``posted_at``.

    Returns
    -------
    polars.DataFrame
        The same rows by time, one without a time last; of one time a message of Telegram after
        the others, then by name.
    """
    return posts.sort(
        "posted_at", pl.col("platform") == SECOND, "post_uid", nulls_last=[True, False, False]
    )


def with_earliest(posts: pl.DataFrame, column: str) -> pl.DataFrame:
    """Pair the earliest post with a value with every post of another platform that has it too.

    So the pairs grow with the posts, and not with their square.

    Parameters
    ----------
    posts : polars.DataFrame
        ``post_uid``, ``platform``, ``posted_at`` and the column, without nulls.
    column : str
        Of text, such as a hash.

    Returns
    -------
    polars.DataFrame
        ``PAIR``: ``one_uid`` is the earliest; a post without a time comes last.
    """
    ordered = by_time(posts.select("post_uid", "platform", "posted_at", column))
    first = ordered.unique(column, keep="first", maintain_order=True)
    return (
        ordered.join(first, on=column, suffix="_first")
        .filter(pl.col("platform") != pl.col("platform_first"))
        .select(one_uid="post_uid_first", other_uid="post_uid")
    )


def united(found: Sequence[pl.DataFrame], posts: pl.DataFrame) -> pl.DataFrame:
    """Put the pairs of all ways together, one row a pair, the surest way first.

    Parameters
    ----------
    found : sequence of polars.DataFrame
        ``PAIR`` and ``EVIDENCE``, of any ways. A link has a direction: ``one_uid`` is linked to.
    posts : polars.DataFrame
        ``post_uid``, ``platform`` and ``posted_at``.

    Returns
    -------
    polars.DataFrame
        ``MATCHES``. ``post_uid`` is the post that a link names; without a link the earlier of the
        two; where a time is not known or both are the same, the one not of Telegram, then the
        first by name. By time of ``shared_in_uid``, then by name.
    """
    rows = pl.concat(
        [pl.DataFrame(schema=PAIR | EVIDENCE), *(one.select(*PAIR, *EVIDENCE) for one in found)]
    )
    linked = pl.col("kind") == "link"
    low = pl.min_horizontal("one_uid", "other_uid")
    high = pl.max_horizontal("one_uid", "other_uid")
    rank = pl.col("kind").replace_strict(
        {kind: place for place, kind in enumerate(KINDS)}, return_dtype=pl.Int64
    )
    pairs = (
        rows.with_columns(rank=rank, low=low, high=high)
        .sort(
            "low", "high", "rank", "confidence", "one_uid", descending=[False] * 3 + [True, False]
        )
        .group_by("low", "high", maintain_order=True)
        .agg(
            pl.col("kind").first(),
            pl.col("confidence").first(),
            pl.col("one_uid").filter(linked).first().alias("named"),
            pl.struct(list(EVIDENCE)).unique(maintain_order=True).alias("evidence"),
        )
    )
    of = posts.select("post_uid", "platform", "posted_at")
    known = pairs.join(
        of.rename({"post_uid": "low", "platform": "p_low", "posted_at": "low_at"}), on="low"
    ).join(of.rename({"post_uid": "high", "platform": "p_high", "posted_at": "high_at"}), on="high")
    turned = (
        pl.when(pl.col("named").is_not_null())
        .then(pl.col("named") == pl.col("high"))
        .when(pl.col("high_at") != pl.col("low_at"))
        .then(pl.col("high_at") < pl.col("low_at"))
        .otherwise((pl.col("p_low") == SECOND) & (pl.col("p_high") != SECOND))
    )

    def either(plain: str, other: str) -> pl.Expr:
        return pl.when("turned").then(other).otherwise(plain)

    lag = pl.col("shared_at") - pl.col("at")
    return (
        known.with_columns(turned=turned)
        .with_columns(
            post_uid=either("low", "high"),
            shared_in_uid=either("high", "low"),
            platform=either("p_low", "p_high"),
            shared_in_platform=either("p_high", "p_low"),
            at=either("low_at", "high_at"),
            shared_at=either("high_at", "low_at"),
        )
        .with_columns(
            lag=lag,
            precedes=pl.when(lag > pl.duration(seconds=0))
            .then(pl.lit("post"))
            .when(lag < pl.duration(seconds=0))
            .then(pl.lit("shared_in"))
            .when(lag.is_not_null())
            .then(pl.lit("same_time")),
        )
        .sort("shared_at", "post_uid", "shared_in_uid")
        .select(pl.col(name).cast(dtype) for name, dtype in MATCHES.items())
    )
