"""Invented frames for every chart, and every chart drawn from them by one call."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache

import polars as pl

from tefter import charts
from tefter.charts import Chart, Origin

ORIGIN = Origin("Invented posts", date(2023, 12, 1), synthetic=True)
LANGUAGES = ("en", "sq", "mk", "bs", "hr", "sr", "cnr", "sl")
REGION = ("RS", "XK", "AL", "BA", "MK", "HR", "ME", "SI")

CATEGORIES = {
    "attack": "Direct attack on a named woman",
    "double": "Double standard",
    "blame": "Blames the victim",
}


def _months() -> pl.DataFrame:
    periods = [date(2022, month, 1) for month in (1, 4, 7, 10)]
    return pl.DataFrame(
        [
            {
                "period": period,
                "months": 3,
                "country": country,
                "posts": None if (number + at) % 7 == 6 else 3 + (5 * number + 7 * at) % 19,
            }
            for number, country in enumerate([*REGION, "unknown"])
            for at, period in enumerate(periods)
        ],
        schema_overrides={"months": pl.Int64},
    )


VIEWS = pl.DataFrame(
    {
        "country": [*REGION, "unknown"],
        "posts": [142, 80, 70, 50, 40, 20, 10, None, 9],
        "views": [
            12_300_000,
            7_000_000,
            5_500_000,
            3_100_000,
            1_900_000,
            500_000,
            300_000,
            None,
            1_200_000,
        ],
    }
)

FRAMES: dict[str, tuple[pl.DataFrame, ...]] = {
    "posts_by_month_and_country": (_months(),),
    "views_by_country": (VIEWS,),
    "views_map": (VIEWS,),
    "category_shares": (
        pl.DataFrame(
            {
                "category": ["attack", "double", "blame", "not coded"],
                "posts": [318, 61, 30, 18],
                "share": [0.745, 0.143, 0.07, 0.042],
                "low": [0.70, 0.11, 0.05, 0.03],
                "high": [0.784, 0.18, 0.10, 0.07],
            }
        ),
    ),
    "category_by_country": (
        pl.DataFrame(
            [
                {
                    "country": country,
                    "category": category,
                    "posts": None if number + at == 7 else 40 - 4 * number - 9 * at // 2,
                    "share": None if number + at == 7 else 0.8 / (1 + 2 * at),
                }
                for number, country in enumerate([*REGION[:6], "unknown"])
                for at, category in enumerate(["attack", "double", "blame"])
            ]
        ),
    ),
    "concentration_by_account": (
        pl.DataFrame(
            {
                "rank": [1, 2, 3, 4, 5, 6],
                "accounts": [1, 1, 1, 1, 1, 38],
                "posts": [142, 60, 40, 30, 20, 135],
                "cumulative_share": [0.333, 0.473, 0.567, 0.637, 0.684, 1.0],
            }
        ),
    ),
    "cumulative_views": (
        pl.DataFrame(
            {
                "month": [date(2021 + n // 12, 1 + n % 12, 1) for n in range(30)],
                "posts": [4 + 12 * n for n in range(30)],
                "views": [None] + [1_000_000 * n + n**4 for n in range(1, 30)],
            }
        ),
    ),
    "reliability": (
        pl.DataFrame(
            {
                "posts": [10, 30, 90],
                "confidence": [0.6, 0.85, 1.0],
                "share_right": [0.5, 0.8, 1.0],
                "low": [0.24, 0.63, 0.96],
                "high": [0.76, 0.9, 1.0],
            }
        ),
    ),
    "comments_per_post": (
        pl.DataFrame(
            {
                "comments_from": [0, 1, 10, 100, 1_000, 10_000],
                "comments_to": [0, 9, 99, 999, 9_999, None],
                "posts": [31, 104, 207, 78, 4, None],
            }
        ),
    ),
    "hashtag_network": (
        pl.DataFrame(
            {
                "hashtag": [f"oznaka{n}" if n % 4 else f"hashtag {n}" for n in range(1, 25)],
                "posts": [200 - 8 * n for n in range(24)],
                "community": [None if n == 23 else 1 + n % 4 for n in range(24)],
            }
        ),
        pl.DataFrame(
            [
                {
                    "hashtag": f"oznaka{one}" if one % 4 else f"hashtag {one}",
                    "other": f"oznaka{two}" if two % 4 else f"hashtag {two}",
                    "together": 90 - 3 * one - two,
                    "significant": one != 2,
                }
                for one in range(1, 22)
                for two in (one + 1, one + 4, one + 8)
                if two <= 24 and (one + two) % 3
            ]
        ),
    ),
    "sharing_flow": (
        pl.DataFrame(
            {
                "country": [*REGION, "unknown"],
                "posts": [142, 90, 70, 50, 40, 20, 10, None, 9],
                "shared": [24, 11, 6, 4, 3, 0, None, None, None],
                "share": [0.169, 0.122, 0.086, 0.08, 0.075, 0.0, None, None, None],
                "low": [0.117, 0.07, 0.04, 0.032, 0.026, 0.0, None, None, None],
                "high": [0.239, 0.205, 0.175, 0.188, 0.199, 0.161, None, None, None],
            }
        ),
    ),
    "sharing_lag": (
        pl.DataFrame(
            [
                {
                    "lag_from": low,
                    "lag_to": high,
                    "matches": None if many - 5 * at in {1, 2} else max(0, many - 5 * at),
                    "kind": kind,
                }
                for at, kind in enumerate(["link", "text", "near_text", "sound"])
                for low, high, many in (
                    (0.0, 1.0, 31),
                    (1.0, 7.0, 24),
                    (7.0, 30.0, 12),
                    (30.0, 90.0, 6),
                    (90.0, None, 5),
                )
            ]
        ),
    ),
    "survival": (
        pl.DataFrame(
            {
                "days": [7, 14, 30, 45, 61, 75, 92, 120],
                "at_risk": [427, 420, 400, 380, 350, 340, 300, 290],
                "gone": [7, 12, 9, 15, 6, 10, 8, 5],
                "share": [0.98, 0.955, 0.934, 0.90, 0.88, 0.854, 0.832, 0.817],
                "low": [None, 0.93, 0.905, 0.866, 0.845, 0.815, 0.79, 0.77],
                "high": [None, 0.971, 0.955, 0.925, 0.908, 0.885, 0.866, 0.854],
            }
        ),
    ),
    "hour_by_weekday": (
        pl.DataFrame(
            [
                {
                    "weekday": day,
                    "hour": hour,
                    "posts": None
                    if 0 < (many := (hour * day + hour // 6 * 5) % 14 * (hour > 6)) < 3
                    else many,
                }
                for day in range(1, 8)
                for hour in range(24)
            ]
        ),
    ),
    "exposure_by_week": (
        pl.DataFrame(
            [
                {
                    "week": date(2023, 1, 2) + timedelta(weeks=n),
                    "messages": 400 + 57 * (n % 9) + 10 * n,
                    "replies": 100 + n,
                    "requests": None if n % 11 == 4 else 12 + n % 7 * 3,
                    "personal_data": None if n % 13 == 5 else 5 + n * n % 17,
                    "members": 60_000 + 900 * n if n > 4 else None,
                }
                for n in range(48)
            ]
        ),
    ),
}
"""Name of each chart to the frames it takes."""

LABELLED = {"category_shares", "category_by_country"}
"""Charts that take the words of the codebook."""


def draw(name: str, *frames: pl.DataFrame, language: str = "en") -> Chart:
    """Draw a chart from these frames, or from the invented ones, once."""
    return _draw(name, frames, language) if frames else _drawn(name, language)


@cache
def _drawn(name: str, language: str) -> Chart:
    return _draw(name, FRAMES[name], language)


def _draw(name: str, frames: tuple[pl.DataFrame, ...], language: str) -> Chart:
    make: Callable[..., Chart] = getattr(charts, name)
    more = {"labels": CATEGORIES} if name in LABELLED else {}
    return make(*frames, ORIGIN, language=language, **more)
