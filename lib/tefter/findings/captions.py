"""What the captions of tables have in common."""

from __future__ import annotations

import polars as pl

from tefter.findings.data import Data
from tefter.privacy import suppress_small_cells
from tefter.privacy.release import HIDDEN, WHOLE

COUNTRY = "Country, ISO 3166 alpha-2, Kosovo XK; `unknown` where it could not be told"
WITHHELD = "Whether the row is withheld because too few posts stand behind it"
SMALL = "Counts under {minimum} are withheld."


def with_country(posts: pl.DataFrame) -> pl.DataFrame:
    """Return posts with ``unknown`` where the country could not be told."""
    return posts.with_columns(pl.col("country").fill_null("unknown"))


def local(data: Data) -> pl.DataFrame:
    """Return the studied posts with their time of posting in the time zone of the case."""
    return data.studied.with_columns(pl.col("posted_at").dt.convert_time_zone(data.time_zone))


def withheld_countries(data: Data) -> set[str]:
    """Return the countries, ``unknown`` among them, whose number of posts the tables withhold."""
    counts = (
        with_country(data.studied).group_by("country").agg(pl.len().cast(pl.Int64).alias("posts"))
    )
    shown = suppress_small_cells(counts.sort("country"), minimum=data.minimum, totals=[WHOLE])
    return set(shown.filter(HIDDEN)["country"])


def what(data: Data) -> str:
    """Say which posts a table counts."""
    names = {"tiktok": "TikTok", "telegram": "Telegram", "instagram": "Instagram"}
    return f"{names.get(data.studied_platform, 'All')} posts, each counted once."


def small(data: Data) -> str:
    """Say from which number on a count is shown."""
    return SMALL.format(minimum=data.minimum)
