"""Findings about TikTok posts that appear again in Telegram."""

from __future__ import annotations

from math import isnan

import polars as pl

from tefter.findings.captions import in_cut
from tefter.findings.data import Data
from tefter.findings.finding import Finding, finding, identifiers
from tefter.findings.words import count, number

SHARED = 'posts where platform = "tiktok" that a post where platform = "telegram"'
BY_TEXT = ("text", "near_text", "text_part")
DAY = 86_400


@finding
def posts_shared_in_telegram(data: Data) -> Finding:
    """Count the TikTok posts that Telegram messages link to."""
    linked = _linked(data)
    rows = identifiers(linked["post_uid"].unique())
    return Finding(
        value=len(rows) if _both(data) else None,
        unit="posts",
        filter=f"{SHARED} links to",
        rows=rows,
        sentence=f"{count(len(rows), 'TikTok post')} {'was' if len(rows) == 1 else 'were'} shared "
        f"again in Telegram, {count(linked.height, 'time')} in all, told by the link."
        if _both(data)
        else _not_both(data),
    )


@finding
def times_shared_in_telegram(data: Data) -> Finding:
    """Count how often Telegram messages link to TikTok posts."""
    linked = _linked(data)
    return Finding(
        value=linked.height if _both(data) else None,
        unit="times",
        filter=f"pairs of {SHARED} links to, and that post",
        rows=_pairs(linked),
        sentence=f"Telegram messages link to TikTok posts {count(linked.height, 'time')}; a "
        "message that links to two posts counts twice."
        if _both(data)
        else _not_both(data),
    )


@finding
def posts_shared_by_text(data: Data) -> Finding:
    """Count the TikTok posts whose text stands in Telegram, without a link to them."""
    found = data.shared_in_telegram
    linked = found.filter(pl.col("kind") == "link")["post_uid"].unique()
    again = found.filter(
        pl.col("kind").is_in(BY_TEXT) & ~pl.col("post_uid").is_in(linked.implode())
    )
    rows = identifiers(again["post_uid"].unique())
    later = again.filter(~without_direction())["post_uid"]
    undirected = len(set(rows) - set(later))
    told = (
        f" For {number(undirected)} of them the times do not tell which came first."
        if undirected
        else ""
    )
    return Finding(
        value=len(rows) if _both(data) else None,
        unit="posts",
        filter=f"{SHARED} not known to be earlier repeats in the same or nearly the same words, "
        "and none links to",
        rows=rows,
        sentence=f"The text of {count(len(rows), 'more TikTok post')} stands in Telegram "
        f"{'too' if undirected else 'later on'}, in the same or nearly the same words, without a "
        f"link.{told} Where several posts share a text, the earliest is counted; that the one was "
        "taken from the other is not in the data."
        if _both(data)
        else _not_both(data),
    )


@finding
def median_sharing_lag(data: Data) -> Finding:
    """Say after how many days TikTok posts appear again in Telegram, in the middle."""
    days = pl.col("lag").dt.total_seconds() / DAY
    pairs = data.shared_in_telegram.filter(
        pl.col("lag") >= pl.duration(seconds=0), ~without_direction()
    )
    lags = pairs.select(days.alias("days"))["days"]
    # Whole days: the seconds of one lag tell which two posts it is, to whoever has them.
    value = _whole(lags.median())
    low, high = map(_whole, _interval_of_median(lags))
    told = (
        f" (95% interval {low} to {high}). The interval is for chance alone."
        if low is not None
        else "."
    )
    return Finding(
        value=value,
        unit="days",
        low=low,
        high=high,
        filter=f"median of the lags of pairs of {SHARED} repeats later, or links to, told by any "
        "evidence",
        rows=_pairs(pairs),
        sentence=f"Half of the {count(pairs.height, 'time')} a TikTok post appears again in "
        f"Telegram, it is within about {count(value, 'day')} of posting{told}"
        if value is not None
        else "No TikTok post is known to appear again in Telegram with the times of both, so this "
        "is not known.",
    )


def without_direction() -> pl.Expr:
    """Return whether nothing tells which post of a pair came first: no link, and no two times.

    Returns
    -------
    polars.Expr
        Boolean, of the columns ``kind`` and ``precedes`` of ``links.across_platforms``.
    """
    return (pl.col("kind") != "link") & (pl.col("precedes").fill_null("same_time") == "same_time")


def _interval_of_median(values: pl.Series) -> tuple[float | None, float | None]:
    """Return the 95% interval of the median by ranks; None where there are too few values.

    The ends are values themselves, chosen by the binomial distribution: W. J. Conover (1999),
    *Practical Nonparametric Statistics*, 3rd edition, section 3.2, as in scipy's ``quantile_test``.
    """
    if values.is_empty():
        return None, None
    from scipy import stats  # noqa: PLC0415  slow to import

    interval = stats.quantile_test(values.to_numpy(), p=0.5).confidence_interval(0.95)
    low, high = float(interval.low), float(interval.high)
    return (low, high) if not (isnan(low) or isnan(high)) else (None, None)


def _whole(days: object) -> int | None:
    return round(days) if isinstance(days, float) else None


def _linked(data: Data) -> pl.DataFrame:
    return data.shared_in_telegram.filter(pl.col("kind") == "link")


def _pairs(shared: pl.DataFrame) -> tuple[str, ...]:
    named = pl.format("{} in {}", "post_uid", "shared_in_uid")
    return identifiers(shared.select(named).to_series())


def _both(data: Data) -> bool:
    """Whether there is something to tell: a cut by country leaves pairs, but no messages."""
    telegram = data.of_platform("telegram").height or data.shared_in_telegram.height
    return bool(data.of_platform("tiktok").height and telegram)


def _not_both(data: Data) -> str:
    return f"There are not posts of both platforms{in_cut(data)}, so this is not known."
