"""Telegram week by week."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from tefter.frames import require
from tefter.links.telegram.members import MemberCount, members_by_week
from tefter.privacy import exposes

WEEKS: dict[str, Any] = {
    "week": pl.Date,
    "messages": pl.Int64,
    "replies": pl.Int64,
    "requests": pl.Int64,
    "personal_data": pl.Int64,
    "members": pl.Int64,
}


def telegram_weeks(
    posts: pl.DataFrame,
    events: pl.DataFrame,
    *,
    stated: Sequence[MemberCount] = (),
    request_flag: str = "information_requested",
    time_zone: str = "UTC",
) -> pl.DataFrame:
    """Count what was written in Telegram in each week, and carry the members along.

    Parameters
    ----------
    posts : polars.DataFrame
        Coded posts; only those of Telegram are counted: ``platform``, ``posted_at``, ``reply_to``,
        ``flags`` and ``personal_data``.
    events : polars.DataFrame
        ``frames.EVENTS``.
    stated : sequence of MemberCount
        Members as a person states them.
    request_flag : str
        Flag of the codebook that marks a call for information about a person.
    time_zone : str
        IANA zone in which a week begins on Monday.

    Returns
    -------
    polars.DataFrame
        One row for every week from the first message to the last, also those without any:
        ``week`` Date (Monday); ``messages``, ``replies`` (answers to another message),
        ``requests`` (null where no post was looked at for flags), ``personal_data`` (messages that
        expose somebody, as ``privacy.exposes`` tells) and ``members`` Int64. Messages without a
        time are in no week.
    """
    require(
        posts, ("platform", "posted_at", "reply_to", "flags", "personal_data"), "telegram_weeks"
    )
    ours = posts.filter(pl.col("platform") == "telegram").drop_nulls("posted_at")
    local = pl.col("posted_at").dt.convert_time_zone(time_zone).dt.date().dt.truncate("1w")
    counts = (
        ours.group_by(week=local)
        .agg(
            pl.len().alias("messages"),
            pl.col("reply_to").count().alias("replies"),
            pl.when(pl.col("flags").count() > 0)
            .then(pl.col("flags").list.contains(request_flag).sum())
            .alias("requests"),
            exposes().sum().alias("personal_data"),
        )
        .sort("week")
    )
    counted = ("messages", "replies", "requests", "personal_data")
    if counts.height:
        empty = pl.col("messages").is_null()
        counts = counts.upsample("week", every="1w").with_columns(
            pl.when(empty).then(0).otherwise(pl.col(name)).alias(name) for name in counted
        )
    chats = events.filter(pl.col("platform") == "telegram")
    return members_by_week(counts, chats, stated, time_zone).select(
        pl.col(name).cast(dtype) for name, dtype in WEEKS.items()
    )
