"""How long posts stay to be seen, told from captures."""

from __future__ import annotations

import warnings
from datetime import timedelta
from typing import Any

import numpy as np
import polars as pl

from tefter.frames import UTC, require
from tefter.links.disappearance import disappeared
from tefter.links.sessions import sessions

LIFETIMES: dict[str, Any] = {
    "post_uid": pl.String,
    "platform": pl.String,
    "first_seen_at": UTC,
    "last_seen_at": UTC,
    "not_seen_at": UTC,
    "days": pl.Float64,
    "gone": pl.Boolean,
}
SURVIVAL: dict[str, Any] = {
    "days": pl.Float64,
    "at_risk": pl.Int64,
    "gone": pl.Int64,
    "share": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
}
DAY = 86_400


def lifetimes(posts: pl.DataFrame, gap: timedelta = timedelta(days=7)) -> pl.DataFrame:
    """Return for how long every captured post was seen, and whether it was gone then.

    Time is counted from the session of captures in which a post was first seen, not from when it
    was posted: what was posted and gone before anyone looked is in no capture. A post that a later
    session should have shown, and did not, is gone *by the beginning of that session*; it may have
    gone on any day since it was last seen. A post that is not judged counts until it was last seen.

    Parameters
    ----------
    posts : polars.DataFrame
        ``frames.POSTS`` as they were read, one row a capture. Captures without a time are left out.
    gap : datetime.timedelta
        The longest pause inside one session, as in ``disappeared``.

    Returns
    -------
    polars.DataFrame
        One row a post, by ``post_uid``: ``first_seen_at`` and ``last_seen_at``, the beginnings of
        those sessions; ``not_seen_at``, of the first one that no longer shows it (null where it is
        not gone); ``days`` Float64 from ``first_seen_at`` to ``not_seen_at`` or ``last_seen_at``;
        ``gone`` Boolean.
    """
    needed = ("post_uid", "platform", "chat_id", "account_id", "account_name", "posted_at")
    require(posts, (*needed, "captured_at"), "lifetimes")
    seen = sessions(posts.drop_nulls("captured_at"), gap)
    began = pl.col("captured_at").min().over("platform", "session")
    spans = (
        seen.with_columns(began=began)
        .group_by("post_uid", "platform")
        .agg(first_seen_at=pl.col("began").min(), last_seen_at=pl.col("began").max())
    )
    missed = disappeared(posts, gap)[0].select("post_uid", "not_seen_at")
    until = pl.coalesce("not_seen_at", "last_seen_at") - pl.col("first_seen_at")
    return (
        spans.join(missed, on="post_uid", how="left")
        .with_columns(days=until.dt.total_seconds() / DAY, gone=pl.col("not_seen_at").is_not_null())
        .select(pl.col(name).cast(dtype) for name, dtype in LIFETIMES.items())
        .sort("post_uid", "platform")
    )


def survival(seen: pl.DataFrame, at_least: int = 1) -> pl.DataFrame:
    """Estimate which share of posts is still to be seen so many days after it was first seen.

    Parameters
    ----------
    seen : polars.DataFrame
        ``days`` Float64 and ``gone`` Boolean, one row a post, as ``lifetimes`` gives them.
    at_least : int
        Posts gone in one step of the curve. Where fewer went, their step is put together with the
        next ones: by that later day they were gone too.

    Returns
    -------
    polars.DataFrame
        A row for day 0 and one for each step: ``days`` Float64; ``at_risk`` Int64, posts looked
        for that day; ``gone`` Int64; ``share`` Float64 still to be seen after it; ``low`` and
        ``high`` Float64, its 95% interval, null where it cannot be told (share 0). Without a post
        no row.

    Notes
    -----
    Kaplan and Meier (1958), doi:10.1080/01621459.1958.10501452, with the variance of Greenwood
    (1926) on the log-log scale (Kalbfleisch and Prentice, *The Statistical Analysis of Failure
    Time Data*, 2nd edition, 2002, section 1.4), as in ``scipy.stats.ecdf``. When a post went is
    known only to lie between two captures; putting it at the later one makes the curve fall as
    late as it can, so the true one lies on it or under it.
    """
    known = seen.drop_nulls(["days", "gone"])
    if known.is_empty():
        return pl.DataFrame(schema=SURVIVAL)
    events = _put_together(known.filter("gone")["days"], at_least)
    rest = known.filter(~pl.col("gone"))["days"]
    begin = {"days": 0.0, "at_risk": known.height, "gone": 0, "share": 1.0, "low": 1.0, "high": 1.0}
    if events.is_empty():
        return pl.DataFrame([begin], schema=SURVIVAL)
    from scipy import stats  # noqa: PLC0415  slow to import

    curve = stats.ecdf(stats.CensoredData(uncensored=events.to_numpy(), right=rest.to_numpy())).sf
    with np.errstate(divide="ignore", invalid="ignore"), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="The confidence interval is undefined")
        interval = curve.confidence_interval(0.95, method="log-log")
    steps = (
        pl.DataFrame({"days": events, "one": 1})
        .group_by("days")
        .agg(pl.len().alias("gone"))
        .sort("days")
    )
    whole = pl.concat([events, rest.cast(pl.Float64)])
    drawn = pl.DataFrame(
        {
            "days": curve.quantiles,
            "share": curve.probabilities,
            "low": interval.low.probabilities,
            "high": interval.high.probabilities,
        }
    ).with_columns(pl.col("low", "high").fill_nan(None))
    rows = steps.join(drawn, on="days", how="left", maintain_order="left").with_columns(
        at_risk=pl.Series([(whole >= day).sum() for day in steps["days"]], dtype=pl.Int64)
    )
    shaped = rows.select(pl.col(name).cast(dtype) for name, dtype in SURVIVAL.items())
    return pl.concat([pl.DataFrame([begin], schema=SURVIVAL), shaped])


def _put_together(days: pl.Series, at_least: int) -> pl.Series:
    """Move events to a later step until every step has enough; the last ones join the step before.

    All of the last step, and of what is left over after it, stand at the latest day of all.
    """
    ordered = days.sort().to_list()
    moved: list[float] = []
    start = 0
    for place, day in enumerate(ordered):
        ends = place + 1 == len(ordered) or ordered[place + 1] > day
        if ends and place + 1 - start >= at_least:
            moved += [day] * (place + 1 - start)
            start = place + 1
    left = len(ordered) - start
    if left and moved:
        last = moved[-1]
        moved = [ordered[-1] if day == last else day for day in moved] + [ordered[-1]] * left
    elif left:
        moved = [ordered[-1]] * left
    return pl.Series("days", moved, dtype=pl.Float64)
