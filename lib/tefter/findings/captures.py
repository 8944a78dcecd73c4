"""Findings about time between captures: what was seen again, and what disappeared."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from tefter.findings.data import Data
from tefter.findings.finding import Finding, finding, identifiers
from tefter.findings.words import count, number, percent
from tefter.links import survival

YEAR = 365
HALF = 0.5

ONE_CAPTURE = "No post was captured twice, so nothing can be said about what disappeared."

FEW = "The number is too small to publish, or would tell one that is."


@finding
def posts_not_seen_again(data: Data) -> Finding:
    """Count the posts that a later capture no longer shows."""
    rows = identifiers(data.gone_posts["post_uid"].unique())
    known = data.captured_more_than_once
    return Finding(
        value=len(rows) if known else None,
        unit="posts",
        filter="posts that a later capture should have shown, and that it and all after it did not",
        rows=rows,
        sentence=f"{count(len(rows), 'post')} {'was' if len(rows) == 1 else 'were'} seen in one "
        "capture and gone from a later one that should have shown "
        f"{'it' if len(rows) == 1 else 'them'}. Why is not in the data: deleted, hidden or removed "
        "look alike."
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
        filter="accounts of which every post seen is gone from a later capture",
        rows=rows,
        sentence=f"{count(len(rows), 'account')} {'was' if len(rows) == 1 else 'were'} empty in a "
        "later capture: none of the posts seen before was there. By whom they were removed is not "
        "in the data."
        if known
        else ONE_CAPTURE,
    )


@finding
def posts_captured_again(data: Data) -> Finding:
    """Count the posts that more than one capture shows."""
    rows = identifiers(data.studied.filter(pl.col("captures") > 1)["post_uid"])
    known = data.studied["captures"].count() > 0
    rest = data.studied.height - len(rows)
    withheld = 0 < len(rows) < data.minimum or 0 < rest < data.minimum
    return Finding(
        value=len(rows) if known and not withheld else None,
        unit="posts",
        filter=f'posts where platform = "{data.studied_platform}" and captures > 1',
        rows=() if withheld else rows,
        sentence=FEW
        if known and withheld
        else f"{number(len(rows))} of {count(data.studied.height, 'post')} "
        f"{'was' if len(rows) == 1 else 'were'} captured more than once."
        if known
        else ONE_CAPTURE,
    )


@finding
def survival_of_posts(data: Data) -> Iterator[Finding]:
    """Say which share of posts was still to be seen, and when half of them were gone."""
    ours = data.lifetimes.filter(pl.col("platform") == data.studied_platform)
    followed = ours.filter(pl.col("days") > 0)
    few = 0 < followed["gone"].sum() < data.minimum
    curve = survival(followed.clear() if few else followed)
    rows = () if few else identifiers(followed["post_uid"])
    where = f'posts where platform = "{data.studied_platform}", from when each was first captured'
    within = curve.filter(pl.col("days") <= YEAR).tail(1)
    longest: float = min(followed.select(pl.col("days").max().fill_null(0)).item(), YEAR)
    last = next(within.iter_rows(named=True), None)
    ends = (
        ""
        if last is None or last["low"] is None
        else (f" (95% interval {percent(last['low'])} to {percent(last['high'])})")
    )
    yield Finding(
        name="still_seen_share",
        value=last["share"] if last else None,
        unit="share",
        low=last["low"] if last else None,
        high=last["high"] if last else None,
        filter=f"{where}, {longest:.0f} days later (Kaplan and Meier)",
        rows=rows,
        sentence=f"{percent(last['share'])} of the posts{ends} were still to be seen "
        f"{count(round(longest), 'day')} after they were first captured. Not seen is not removed, "
        "and what was gone before the first capture is in no data. The interval is for chance "
        "alone."
        if last
        else FEW
        if few
        else ONE_CAPTURE,
    )
    half = next(iter(curve.filter(pl.col("share") <= HALF)["days"]), None)
    yield Finding(
        name="median_survival",
        value=half,
        unit="days",
        filter=f"{where}, until half of them were gone (Kaplan and Meier)",
        rows=rows if half is not None else (),
        sentence=f"Half of the posts were gone {half:.0f} days after they were first captured."
        if half is not None
        else "The posts were not followed until half of them were gone, so this is not known."
        if last
        else FEW
        if few
        else ONE_CAPTURE,
    )
