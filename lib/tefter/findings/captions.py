"""What the captions of tables have in common."""

from __future__ import annotations

import polars as pl

from tefter.findings.data import Data, with_country
from tefter.privacy import suppress_small_cells
from tefter.privacy.release import HIDDEN, WHOLE

COUNTRY = "Country, ISO 3166 alpha-2, Kosovo XK; `unknown` where it could not be told"
WITHHELD = "Whether the row is withheld because too few posts stand behind it"
SMALL = "Counts under {minimum} are withheld."


def withheld_countries(data: Data) -> set[str]:
    """Return the countries, ``unknown`` among them, whose number of posts the tables withhold."""
    counts = (
        with_country(data.studied).group_by("country").agg(pl.len().cast(pl.Int64).alias("posts"))
    )
    shown = suppress_small_cells(counts.sort("country"), minimum=data.minimum, totals=[WHOLE])
    return set(shown.filter(HIDDEN)["country"])


def in_cut(data: Data) -> str:
    """Say to what the data was cut; empty where it was not."""
    return f" in this cut of the data ({data.scope})" if data.scope else ""


def absent(data: Data, noun: str) -> str:
    """Say that there is none of something, and whether that is because the data was cut."""
    where = f"is{in_cut(data)}" if data.scope else "was read"
    return f"No {noun} {where}, so this is not known."


def what(data: Data) -> str:
    """Say which posts a table counts."""
    names = {"tiktok": "TikTok", "telegram": "Telegram", "instagram": "Instagram"}
    return f"{names.get(data.studied_platform, 'All')} posts, each counted once."


def small(data: Data) -> str:
    """Say from which number on a count is shown."""
    return SMALL.format(minimum=data.minimum)
