"""Signals of where a post comes from, each with the country that it speaks for.

A signal is a function of posts and accounts. It gives back one row for each post that it says
something of: ``row`` (the post's place in the frame), ``signal``, ``value`` (what was seen),
``country`` and ``weight``, the chance that the signal is right when it stands alone.
"""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from tefter.country.names import is_country

Signal = Callable[[pl.DataFrame, pl.DataFrame], pl.DataFrame]

POST, ACCOUNT, OTHER_POSTS = 0.95, 0.8, 0.7
"""Weights, set by hand and not measured. The post's own region outweighs the other two together."""

WHO = ("platform", "account_id")


def post_region(posts: pl.DataFrame, accounts: pl.DataFrame) -> pl.DataFrame:
    """Take the region that the platform declares for the post itself."""
    return _signal(_declared(posts.with_row_index("row")), "declared region of the post", POST)


def account_region(posts: pl.DataFrame, accounts: pl.DataFrame) -> pl.DataFrame:
    """Take the region that the account's own records declare, where they all declare the same."""
    own = _declared(accounts.filter("own_record"))
    found = posts.with_row_index("row").select("row", *WHO).join(_unanimous(own), on=WHO)
    return _signal(found, "declared region of the account", ACCOUNT)


def other_posts_region(posts: pl.DataFrame, accounts: pl.DataFrame) -> pl.DataFrame:
    """Take the region that the account's other posts declare, where they all declare the same."""
    numbered = posts.with_row_index("row")
    regions = (
        _declared(numbered).group_by(*WHO, "region").len("posts").rename({"region": "elsewhere"})
    )
    own = numbered.select("row", *WHO, region=_region())
    others = (
        own.join(regions, on=WHO)
        .with_columns(mine=(pl.col("region") == pl.col("elsewhere")).fill_null(False))
        .filter(pl.col("posts") > pl.col("mine").cast(pl.Int64))
        .drop("region")
        .rename({"elsewhere": "region"})
    )
    alone = others.filter(pl.len().over("row") == 1)
    return _signal(alone, "declared region of the account's other posts", OTHER_POSTS)


SIGNALS: tuple[Signal, ...] = (post_region, account_region, other_posts_region)
"""All signals that are asked."""


def _region() -> pl.Expr:
    """Return the declared region in capitals, null where it is no country."""
    code = pl.col("declared_region").str.strip_chars().str.to_uppercase()
    return pl.when(
        code.map_batches(
            lambda codes: pl.Series([code is not None and is_country(code) for code in codes]),
            return_dtype=pl.Boolean,
        )
    ).then(code)


def _declared(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(region=_region()).filter(pl.col("region").is_not_null())


def _unanimous(declared: pl.DataFrame) -> pl.DataFrame:
    regions = declared.group_by(*WHO).agg(pl.col("region").unique())
    return regions.filter(pl.col("region").list.len() == 1).explode("region")


def _signal(found: pl.DataFrame, signal: str, weight: float) -> pl.DataFrame:
    return found.select(
        pl.col("row").cast(pl.Int64),
        signal=pl.lit(signal),
        value="region",
        country="region",
        weight=pl.lit(weight),
    )
