"""What a later capture no longer shows.

Not seen is not removed. A post is missing from a later capture when it was deleted by its author,
taken down by the platform, set to private, or simply not loaded. Only what the later capture was
looking at is judged, and why a post is missing is never in the data. A pinned post may make a
capture seem to reach further back than it did: look at the account before you write of it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import polars as pl

from tefter.frames import UTC, require
from tefter.links.sessions import sessions

# A later capture looked at the same accounts when it saw at least this share of them again.
SAME_SET = 0.5

POSTS_NOT_SEEN: dict[str, Any] = {
    "post_uid": pl.String,
    "platform": pl.String,
    "account_id": pl.String,
    "posted_at": UTC,
    "last_seen_at": UTC,
    "not_seen_at": UTC,
    "basis": pl.String,
}
ACCOUNTS_EMPTIED: dict[str, Any] = {
    "account_id": pl.String,
    "platform": pl.String,
    "account_name": pl.String,
    "posts": pl.Int64,
    "last_seen_at": UTC,
    "not_seen_at": UTC,
}


def _as(schema: dict[str, Any]) -> list[pl.Expr]:
    return [pl.col(name).cast(dtype) for name, dtype in schema.items()]


def disappeared(
    posts: pl.DataFrame, gap: timedelta = timedelta(days=7)
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the posts that a later capture no longer shows, and the accounts that lost them all.

    Captures of a platform are gathered into sessions: a pause longer than ``gap`` begins a new
    one. A post that no session shows any more is judged by each session after the one that last
    saw it

    - on the ``account`` (on Telegram: the chat), where the session shows posts of it at least as
      old: then it reached far enough back to show this one;
    - on the ``set``, where the session shows nothing of the account, but at least half of the
      accounts of the session that last saw the post: then it looked at the same accounts. A
      Telegram chat of which it shows nothing was more likely not exported, and is not judged.

    The first session that should have shown it counts, also where a later one looked elsewhere.
    Anything else is not judged and not returned, nor is a post without time of capture, nor
    anything on a platform captured in one session only.

    Parameters
    ----------
    posts : polars.DataFrame
        ``frames.POSTS`` as they were read, one row a capture.
    gap : datetime.timedelta
        The longest pause inside one session.

    Returns
    -------
    posts : polars.DataFrame
        ``post_uid``, ``platform``, ``account_id``, ``posted_at``, ``last_seen_at``, ``not_seen_at``
        (when the first session that no longer shows it began) and ``basis`` (``account`` or
        ``set``), sorted by ``post_uid``.
    accounts : polars.DataFrame
        Accounts of which every post ever seen is among those: ``account_id``, ``platform``,
        ``account_name``, ``posts`` (Int64, how many had been seen), ``last_seen_at`` and
        ``not_seen_at`` (when the last of them was missed), sorted by ``account_id``.
    """
    needed = ("post_uid", "platform", "chat_id", "account_id", "account_name")
    require(posts, (*needed, "posted_at", "captured_at"), "disappeared")
    timed = posts.select(
        *needed, "posted_at", "captured_at", place=pl.coalesce("chat_id", "account_id")
    ).drop_nulls("captured_at")
    seen = (
        sessions(timed, gap)
        .drop_nulls("place")
        .with_columns(until=pl.col("session").max().over("post_uid"))
    )
    looks: int = seen.select(pl.col("session").max().fill_null(0)).item()
    gone = (
        pl.concat(
            [
                pl.DataFrame(schema=POSTS_NOT_SEEN),
                *(_missed(seen, look) for look in range(1, looks + 1)),
            ]
        )
        .sort("post_uid", "not_seen_at")
        .unique("post_uid", keep="first", maintain_order=True)
    )
    return gone, _emptied(seen, gone)


def _missed(seen: pl.DataFrame, look: int) -> pl.DataFrame:
    """Return the posts that this session should have shown, and neither it nor a later one did."""
    now = seen.filter(pl.col("session") == look)
    began = now.group_by("platform").agg(not_seen_at=pl.col("captured_at").min())
    reach = now.group_by("platform", "place").agg(
        oldest=pl.col("posted_at").min(), shown=pl.lit(True)
    )
    on_account = pl.col("shown") & (pl.col("posted_at") >= pl.col("oldest"))
    on_set = ~pl.col("shown") & pl.col("chat_id").is_null() & (pl.col("kept") >= SAME_SET)
    return (
        seen.filter(pl.col("until") < look)
        .sort("captured_at", "post_uid", "account_name", nulls_last=False)
        .unique("post_uid", keep="last", maintain_order=True)
        .rename({"captured_at": "last_seen_at"})
        .join(began, on="platform")
        .join(reach, on=["platform", "place"], how="left")
        .join(_share_kept(seen, look), on=["platform", "session"], how="left")
        .with_columns(pl.col("shown").fill_null(False))
        .with_columns(
            basis=pl.when(on_account).then(pl.lit("account")).when(on_set).then(pl.lit("set"))
        )
        .drop_nulls("basis")
        .select(_as(POSTS_NOT_SEEN))
    )


def _share_kept(seen: pl.DataFrame, look: int) -> pl.DataFrame:
    """Return ``kept`` for each session before: which share of its accounts this one saw again."""
    accounts = (
        seen.drop_nulls("account_id")
        .filter(pl.col("session") <= look)
        .select("platform", "session", "account_id")
        .unique()
    )
    now = accounts.filter(pl.col("session") == look).select(
        "platform", "account_id", again=pl.lit(1.0)
    )
    return (
        accounts.join(now, on=["platform", "account_id"], how="left")
        .group_by("platform", "session")
        .agg(kept=pl.col("again").fill_null(0.0).mean())
    )


def _emptied(seen: pl.DataFrame, gone: pl.DataFrame) -> pl.DataFrame:
    return (
        seen.drop_nulls("account_id")
        .sort("captured_at", "post_uid", "account_name", nulls_last=False)
        .unique("post_uid", keep="last", maintain_order=True)
        .join(gone.select("post_uid", "not_seen_at"), on="post_uid", how="left")
        .group_by("platform", "account_id", maintain_order=True)
        .agg(
            pl.col("account_name").drop_nulls().last(),
            pl.len().alias("posts"),
            pl.col("captured_at").max().alias("last_seen_at"),
            pl.col("not_seen_at").max(),
            all_gone=pl.col("not_seen_at").is_not_null().all(),
        )
        .filter("all_gone")
        .select(_as(ACCOUNTS_EMPTIED))
        .sort("account_id", "platform")
    )
