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
    """Return the posts that the last capture no longer shows, and the accounts that it shows empty.

    Captures of a platform are gathered into sessions: a pause longer than ``gap`` begins a new
    one. The last session is compared with all before it. A post seen before and not in the last
    session is judged

    - on the ``account`` (on Telegram: the chat), where the last session shows posts of it at least
      as old: then it reached far enough back to show this one;
    - on the ``set``, where the last session shows nothing of the account, but at least half of the
      accounts of the session that last saw it: then it looked at the same accounts. A Telegram
      chat of which it shows nothing was more likely not exported, and is not judged.

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
        (when the last session began) and ``basis`` (``account`` or ``set``), sorted by
        ``post_uid``.
    accounts : polars.DataFrame
        Accounts of which every post seen before was judged and none was seen again, nor any new
        one: ``account_id``, ``platform``, ``account_name``, ``posts`` (Int64, how many had been
        seen), ``last_seen_at`` and ``not_seen_at``, sorted by ``account_id``.
    """
    needed = ("post_uid", "platform", "chat_id", "account_id", "account_name")
    require(posts, (*needed, "posted_at", "captured_at"), "disappeared")
    timed = posts.select(
        *needed, "posted_at", "captured_at", place=pl.coalesce("chat_id", "account_id")
    ).drop_nulls(("captured_at", "place"))
    seen = sessions(timed, gap).with_columns(last=pl.col("session").max().over("platform"))
    now = seen.filter(pl.col("session") == pl.col("last"))
    began = now.group_by("platform").agg(not_seen_at=pl.col("captured_at").min())
    before = (
        seen.filter(pl.col("session") < pl.col("last"))
        .sort("captured_at", "post_uid", "account_name", nulls_last=False)
        .unique("post_uid", keep="last", maintain_order=True)
        .join(began, on="platform")
        .rename({"captured_at": "last_seen_at"})
    )
    reach = now.group_by("platform", "place").agg(
        oldest=pl.col("posted_at").min(), shown=pl.lit(True)
    )
    kept = _share_kept(seen)
    judged = (
        before.join(reach, on=["platform", "place"], how="left")
        .join(kept, on=["platform", "session"], how="left")
        .with_columns(
            again=pl.col("post_uid").is_in(now["post_uid"].implode()),
            shown=pl.col("shown").fill_null(False),
        )
        .with_columns(
            basis=pl.when(pl.col("shown") & (pl.col("posted_at") >= pl.col("oldest")))
            .then(pl.lit("account"))
            .when(~pl.col("shown") & pl.col("chat_id").is_null() & (pl.col("kept") >= SAME_SET))
            .then(pl.lit("set"))
        )
    )
    gone = (
        judged.filter(~pl.col("again") & pl.col("basis").is_not_null())
        .select(_as(POSTS_NOT_SEEN))
        .sort("post_uid")
    )
    return gone, _emptied(judged, now)


def _share_kept(seen: pl.DataFrame) -> pl.DataFrame:
    """Return ``kept`` for each session: which share of its accounts the last session saw again."""
    accounts = seen.filter(pl.col("account_id").is_not_null()).select(
        "platform", "session", "last", "account_id"
    )
    now = accounts.filter(pl.col("session") == pl.col("last")).select("platform", "account_id")
    return (
        accounts.unique()
        .join(
            now.unique().with_columns(again=pl.lit(1.0)), on=["platform", "account_id"], how="left"
        )
        .group_by("platform", "session")
        .agg(kept=pl.col("again").fill_null(0.0).mean())
    )


def _emptied(judged: pl.DataFrame, now: pl.DataFrame) -> pl.DataFrame:
    present = now.filter(pl.col("account_id").is_not_null()).select("platform", "account_id")
    return (
        judged.filter(pl.col("account_id").is_not_null())
        .group_by("platform", "account_id", maintain_order=True)
        .agg(
            pl.col("account_name").drop_nulls().last(),
            pl.len().alias("posts"),
            pl.col("last_seen_at").max(),
            pl.col("not_seen_at").first(),
            all_gone=(~pl.col("again") & pl.col("basis").is_not_null()).all(),
        )
        .join(present.unique(), on=["platform", "account_id"], how="anti")
        .filter("all_gone")
        .select(_as(ACCOUNTS_EMPTIED))
        .sort("account_id", "platform")
    )
