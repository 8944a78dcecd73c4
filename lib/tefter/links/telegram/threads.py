"""Which messages answer which, also across a channel and its discussion group."""

from __future__ import annotations

from typing import Any

import polars as pl

from tefter.frames import UTC, require

THREADS: dict[str, Any] = {
    "root_uid": pl.String,
    "chat_id": pl.String,
    "posted_at": UTC,
    "replies": pl.Int64,
    "accounts": pl.Int64,
    "depth": pl.Int64,
    "last_reply_at": UTC,
    "channel_post_uid": pl.String,
}
LINKS_OF_A_CHAIN = 1_000
"""Longer chains of answers are cut there; a circle, which only a damaged export has, ends so."""


def threads(posts: pl.DataFrame) -> pl.DataFrame:
    """Return the threads of Telegram: a message, and all that answers it or one of its answers.

    A channel's discussion group holds a copy of every channel post, forwarded by Telegram itself;
    readers' comments answer that copy. Where both chats are in the data, the copy is led back to
    the channel's post, so that the comments are told of it.

    Parameters
    ----------
    posts : polars.DataFrame
        Cleaned posts; only those of Telegram: ``post_uid``, ``platform``, ``chat_id``,
        ``chat_name``, ``account_id``, ``posted_at``, ``text_clean``, ``reply_to`` and
        ``forwarded_from``.

    Returns
    -------
    polars.DataFrame
        One row for every message that is answered and answers none, or whose own question is not
        in the export: ``root_uid``; ``chat_id``; ``posted_at``; ``replies`` and ``accounts`` (of
        those who answer) Int64; ``depth`` Int64 of the longest chain; ``last_reply_at``;
        ``channel_post_uid`` (null where the message is no such copy, or the channel is not in the
        data). Most answers first.

    Notes
    -----
    Discussion groups: https://core.telegram.org/api/discussion. Exports do not carry the link
    between copy and post; it is told from ``forwarded_from`` naming the channel, the same text,
    and a forward within a day.
    """
    columns = ("post_uid", "platform", "chat_id", "account_id", "posted_at", "reply_to")
    require(posts, (*columns, "chat_name", "text_clean", "forwarded_from"), "threads")
    ours = posts.filter(pl.col("platform") == "telegram")
    answers = ours.select("post_uid", "account_id", "posted_at", parent="reply_to").drop_nulls(
        "parent"
    )
    above = answers.select(pl.col("post_uid").alias("parent"), pl.col("parent").alias("next"))
    climbing = answers.select("post_uid", "account_id", "posted_at", "parent").with_columns(
        depth=pl.lit(1, pl.Int64)
    )
    arrived = [climbing.clear()]
    for _ in range(LINKS_OF_A_CHAIN):
        if climbing.is_empty():
            break
        step = climbing.join(above, on="parent", how="left")
        arrived.append(step.filter(pl.col("next").is_null()).drop("next"))
        climbing = (
            step.drop_nulls("next")
            .drop("parent")
            .rename({"next": "parent"})
            .with_columns(pl.col("depth") + 1)
            .select(climbing.columns)
        )
    found = (
        pl.concat(arrived)
        .group_by(root_uid="parent")
        .agg(
            pl.len().alias("replies"),
            pl.col("account_id").drop_nulls().n_unique().alias("accounts"),
            pl.col("depth").max(),
            last_reply_at=pl.col("posted_at").max(),
        )
        .join(ours.select("chat_id", "posted_at", root_uid="post_uid"), on="root_uid", how="left")
        .join(channel_posts(ours), on="root_uid", how="left")
    )
    return found.select(pl.col(name).cast(dtype) for name, dtype in THREADS.items()).sort(
        "replies", "root_uid", descending=[True, False]
    )


def channel_posts(posts: pl.DataFrame) -> pl.DataFrame:
    """Return ``root_uid`` (the copy in a group) and ``channel_post_uid`` (the channel's own post).

    Parameters
    ----------
    posts : polars.DataFrame
        Of Telegram.
    """
    copies = posts.filter(
        pl.col("forwarded_from").is_not_null() & pl.col("text_clean").is_not_null()
    ).select(
        "text_clean",
        root_uid="post_uid",
        copied_at="posted_at",
        group="chat_id",
        channel=pl.col("forwarded_from").str.strip_prefix("channel"),
    )
    own = posts.filter(pl.col("forwarded_from").is_null()).select(
        "text_clean",
        "chat_id",
        "chat_name",
        channel_post_uid="post_uid",
        published_at="posted_at",
    )
    after = pl.col("copied_at") - pl.col("published_at")
    return (
        copies.join(own, on="text_clean")
        .filter(
            (pl.col("channel") == pl.col("chat_id")) | (pl.col("channel") == pl.col("chat_name")),
            pl.col("group").ne_missing(pl.col("chat_id")),
            after.is_between(pl.duration(seconds=0), pl.duration(days=1)),
        )
        .sort("root_uid", "published_at", "channel_post_uid", descending=[False, True, False])
        .unique("root_uid", keep="first", maintain_order=True)
        .select("root_uid", "channel_post_uid")
    )
