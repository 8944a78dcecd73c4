"""Findings about time between captures: what disappeared, and what was shared again."""

from __future__ import annotations

import polars as pl

from tefter.findings.data import Data
from tefter.findings.finding import Finding, finding, identifiers
from tefter.findings.words import count, number

ONE_CAPTURE = "No post was captured twice, so nothing can be said about what disappeared."


@finding
def posts_not_seen_again(data: Data) -> Finding:
    """Count the posts that a later capture no longer shows."""
    rows = identifiers(data.gone_posts["post_uid"].unique())
    known = data.captured_more_than_once
    return Finding(
        value=len(rows) if known else None,
        unit="posts",
        filter="posts that a later capture no longer shows",
        rows=rows,
        sentence=f"{count(len(rows), 'post')} of the first capture "
        f"{'was' if len(rows) == 1 else 'were'} not seen again in a later one. Why is not in the "
        "data: deleted, hidden or removed look alike."
        if known
        else ONE_CAPTURE,
    )


@finding
def accounts_emptied(data: Data) -> Finding:
    """Count the accounts of which a later capture shows no post at all."""
    rows = identifiers(data.gone_accounts["account_id"].unique())
    known = data.captured_more_than_once or data.gone_accounts.height > 0
    return Finding(
        value=len(rows) if known else None,
        unit="accounts",
        filter="accounts of which a later capture shows no post",
        rows=rows,
        sentence=f"{count(len(rows), 'account')} {'was' if len(rows) == 1 else 'were'} empty in a "
        "later capture: none of the posts seen before was there. By whom they were removed is not "
        "in the data."
        if known
        else ONE_CAPTURE,
    )


@finding
def posts_shared_in_telegram(data: Data) -> Finding:
    """Count the TikTok posts that Telegram messages link to."""
    in_telegram = data.shared_in_telegram.filter(pl.col("kind") == "link")
    rows = identifiers(in_telegram["post_uid"].unique())
    times = in_telegram.height
    known = data.of_platform("telegram").height > 0 and data.of_platform("tiktok").height > 0
    return Finding(
        value=len(rows) if known else None,
        unit="posts",
        filter='posts where platform = "tiktok" that a post where platform = "telegram" links to',
        rows=rows,
        sentence=f"{count(len(rows), 'TikTok post')} {'was' if len(rows) == 1 else 'were'} shared "
        f"again in Telegram, {number(times)} times in all, told by the link."
        if known
        else "There are not posts of both platforms, so this is not known.",
    )
