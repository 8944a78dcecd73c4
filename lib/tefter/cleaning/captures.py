"""The same post captured more than once: every observation kept, one row for each post."""

from __future__ import annotations

import polars as pl

from tefter.frames import OBSERVATIONS, POSTS, require

# What describes the text: it must come from the capture that the text comes from.
_WITH_TEXT = ("text", "hashtags", "mentions", "urls", "platform_entities")
# What a post does not change: a capture that does not say it does not unsay it.
_LASTING = (
    "platform",
    "post_id",
    "chat_id",
    "account_id",
    "posted_at",
    "media_text",
    "media_kind",
    "sound_id",
    "media_sha256",
    "media_phash",
    "reply_to",
    "forwarded_from",
)
# From the oldest capture to the latest; one without a time counts as the oldest.
_ORDER = ("captured_at", "source_record", "source_file")


def observations(posts: pl.DataFrame) -> pl.DataFrame:
    """Return the counts of every capture of every post.

    Parameters
    ----------
    posts : polars.DataFrame
        ``frames.POSTS``, one row a capture.

    Returns
    -------
    polars.DataFrame
        ``frames.OBSERVATIONS``, by post and time. A post captured once has one row.
    """
    require(posts, OBSERVATIONS.schema, "observations")
    return posts.select(list(OBSERVATIONS.schema)).sort("post_uid", *_ORDER, nulls_last=False)


def latest(posts: pl.DataFrame) -> pl.DataFrame:
    """Return one row for each post: what its latest capture says.

    Counts and names are those of the latest capture. Its text is too, but a text once known is
    not lost: where the latest capture has none, the last one that had it gives the text and what
    was read from it (hashtags, mentions, links, spans). What a post does not change, such as the
    time of posting, is taken from the last capture that says it.

    Parameters
    ----------
    posts : polars.DataFrame
        ``frames.POSTS``, one row a capture, in any order.

    Returns
    -------
    polars.DataFrame
        The same columns with ``first_captured_at`` and ``captures`` (Int64), unique on
        ``post_uid`` and sorted by it. A frame that is so already comes back as it is.

    Notes
    -----
    A null ``captured_at`` counts as the oldest. Captures of the same moment are ordered by
    ``source_record``, then ``source_file``, so the order of the input files does not matter.
    """
    require(posts, POSTS.schema, "latest")
    counted = {
        "captures": pl.lit(1, pl.Int64),
        "first_captured_at": pl.col("captured_at"),
    }
    added = [value.alias(name) for name, value in counted.items() if name not in posts.columns]
    known = pl.col("text").is_not_null()
    has_text = known.any()

    def of(name: str) -> pl.Expr:
        column = pl.col(name)
        if name == "captures":
            return column.sum()
        if name == "first_captured_at":
            return column.min()
        if name in _WITH_TEXT:
            return pl.when(has_text).then(column.filter(known).last()).otherwise(column.last())
        if name in _LASTING:
            return column.drop_nulls().last()
        return column.last()

    every = posts.with_columns(added)
    ordered = every.sort("post_uid", *_ORDER, nulls_last=False, maintain_order=True)
    columns = [name for name in every.columns if name != "post_uid"]
    return (
        ordered.group_by("post_uid", maintain_order=True)
        .agg(of(name).alias(name) for name in columns)
        .select(every.columns)
    )
