"""What the captions of tables have in common."""

from __future__ import annotations

import polars as pl

from tefter.findings.data import Data

COUNTRY = "Country, ISO 3166 alpha-2, Kosovo XK; `unknown` where it could not be told"
WITHHELD = "Whether the row is withheld because too few posts stand behind it"
SMALL = "Counts under {minimum} are withheld."


def with_country(posts: pl.DataFrame) -> pl.DataFrame:
    """Return posts with ``unknown`` where the country could not be told."""
    return posts.with_columns(pl.col("country").fill_null("unknown"))


def what(data: Data) -> str:
    """Say which posts a table counts."""
    names = {"tiktok": "TikTok", "telegram": "Telegram", "instagram": "Instagram"}
    return f"{names.get(data.studied_platform, 'All')} posts, each counted once."


def small(data: Data) -> str:
    """Say from which number on a count is shown."""
    return SMALL.format(minimum=data.minimum)
