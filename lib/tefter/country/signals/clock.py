"""The hours at which an account posts: whether it sleeps when Central Europe does."""

from __future__ import annotations

import numpy as np
import polars as pl

from tefter.country.signals.rows import WHO, no_rows
from tefter.country.weights import CLOCK_ELSEWHERE, CLOCK_HERE

ZONE = "Europe/Belgrade"
"""The zone of all eight countries, so that the hours never tell them apart; and of Germany,
Austria, Italy, Switzerland, France and Sweden too."""

LEAST_POSTS = 50
"""Fewer show no night: at 50 posts, an account that posts evenly has a quiet window of six hours
(``MOST_AT_NIGHT``) less than once in a hundred."""

HOURS, NIGHT = 24, 6
MOST_AT_NIGHT = 0.05
"""Share of posts in the quietest six hours, under which they are a night. A quarter would be
even."""

SLEEP = 4.0
"""Hour around which people sleep, by local time: the middle of 1 to 7."""

FITS, FAR = 2.5, 5.0
"""Hours between the middle of the quiet window and ``SLEEP``: up to the first it fits, from the
second on it does not. People who work at night and users in London or Athens lie between."""


def hours_of_posting(posts: pl.DataFrame, profiles: pl.DataFrame) -> pl.DataFrame:
    """Take the quietest hours of accounts with enough posts.

    Where they do not fit Central European time, they speak for elsewhere; where they do, they speak
    mildly against it. Accounts that post around the clock give no signal.
    """
    if "posted_at" not in posts.columns or profiles.is_empty():
        return no_rows()
    hours = (
        posts.select(*WHO, hour=pl.col("posted_at").dt.convert_time_zone(ZONE).dt.hour())
        .drop_nulls()
        .join(profiles.select(WHO).with_columns(row=pl.int_range(pl.len(), dtype=pl.Int64)), on=WHO)
    )
    counts = np.zeros((profiles.height, HOURS))
    np.add.at(counts, (hours["row"].to_numpy(), hours["hour"].to_numpy()), 1.0)
    posted = counts.sum(axis=1)
    windows = sum(np.roll(counts, -step, axis=1) for step in range(NIGHT))
    quiet = _middle(np.asarray(windows))
    least = np.asarray(windows).min(axis=1)
    night = (posted >= LEAST_POSTS) & (least <= MOST_AT_NIGHT * posted)
    away = np.abs((quiet - SLEEP + HOURS / 2) % HOURS - HOURS / 2)
    told = pl.DataFrame(
        {
            "row": pl.int_range(profiles.height, dtype=pl.Int64, eager=True),
            "from": np.rint(quiet - NIGHT / 2).astype(np.int64) % HOURS,
            "fits": night & (away <= FITS),
            "far": night & (away >= FAR),
        }
    ).filter(pl.col("fits") | pl.col("far"))
    until = (pl.col("from") + NIGHT) % HOURS
    return told.select(
        "row",
        signal=pl.lit("hours of posting"),
        value=pl.format(
            "quiet from {} to {}, Central European time",
            pl.col("from"),
            until,
        ),
        country=pl.lit(None, pl.String),
        weight=pl.when("far").then(CLOCK_ELSEWHERE).otherwise(CLOCK_HERE),
    )


def _middle(
    windows: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Return the middle hour of the quietest windows; of equals, their mean on a circle."""
    quietest = windows == windows.min(axis=1, keepdims=True)
    angle = 2 * np.pi * (np.arange(HOURS) + NIGHT / 2) / HOURS
    mean = (quietest * np.exp(1j * angle)).sum(axis=1)
    return np.asarray(np.angle(mean) % (2 * np.pi) * HOURS / (2 * np.pi))
