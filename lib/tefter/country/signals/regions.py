"""The region that a platform declares, for a post, its account, and the account's other posts."""

from __future__ import annotations

import polars as pl

from tefter.country.names import is_country
from tefter.country.signals.rows import WHO, no_rows
from tefter.country.weights import (
    ACCOUNT_REGION,
    FEW_POSTS,
    OTHER_POSTS_REGION,
    POST_REGION,
    REGION_OF_ACCOUNT,
    REGION_OF_OTHER_POSTS,
    REGION_OF_POST,
    REGION_OF_POSTS,
)

AS_KOSOVO = ("KS", "XKX", "KOS")
"""Codes that platforms and statistics give Kosovo, as ISO 3166 has assigned none."""


def post_region(posts: pl.DataFrame) -> pl.DataFrame:
    """Take the region that the platform declares for the post itself."""
    declared = _declared(posts)
    return _signal(declared.with_columns(strength=pl.lit(POST_REGION)), REGION_OF_POST)


def account_region(posts: pl.DataFrame, profiles: pl.DataFrame) -> pl.DataFrame:
    """Take the region that the account's own records declare, where they all declare the same.

    Parameters
    ----------
    posts : polars.DataFrame
        Not looked at.
    profiles : polars.DataFrame
        As ``profiles.profiles_of`` gives them.
    """
    alone = (
        profiles.select("regions")
        .with_columns(row=pl.int_range(pl.len(), dtype=pl.Int64))
        .explode("regions", empty_as_null=True)
        .with_columns(region=region(pl.col("regions")))
        .drop_nulls("region")
        .unique(["row", "region"], maintain_order=True)
        .filter(pl.len().over("row") == 1)
    )
    return _signal(alone.with_columns(strength=pl.lit(ACCOUNT_REGION)), REGION_OF_ACCOUNT)


def other_posts_region(posts: pl.DataFrame) -> pl.DataFrame:
    """Take the regions of the account's other posts, where a post declares none or another.

    Beside a post's own region they do not count, but show whether its account travels.
    """
    own = posts.select(*WHO, own=region(pl.col("declared_region"))).with_columns(
        row=pl.int_range(pl.len(), dtype=pl.Int64)
    )
    said = own.join(_regions(posts), on=WHO, maintain_order="left")
    other = pl.col("own").is_null() | (pl.col("own") != pl.col("region"))
    return _signal(said.filter(other), REGION_OF_OTHER_POSTS)


def posts_region(posts: pl.DataFrame, profiles: pl.DataFrame) -> pl.DataFrame:
    """Take the regions of all posts of an account.

    Counts of posts are squared before they are shared out: a few posts made on a journey say less
    than their number.
    """
    rows = profiles.select(WHO).with_columns(row=pl.int_range(pl.len(), dtype=pl.Int64))
    said = rows.join(_regions(posts), on=WHO, maintain_order="left")
    return _signal(said, REGION_OF_POSTS)


def region(code: pl.Expr) -> pl.Expr:
    """Return a declared region in capitals, null where it is no country."""
    capital = code.str.strip_chars().str.to_uppercase().replace(dict.fromkeys(AS_KOSOVO, "XK"))
    return pl.when(
        capital.map_batches(
            lambda codes: pl.Series(
                [code is not None and is_country(code) for code in codes], dtype=pl.Boolean
            ),
            return_dtype=pl.Boolean,
        )
    ).then(capital)


def _declared(posts: pl.DataFrame) -> pl.DataFrame:
    return (
        posts.select(region=region(pl.col("declared_region")))
        .with_columns(row=pl.int_range(pl.len(), dtype=pl.Int64))
        .drop_nulls("region")
    )


def _regions(posts: pl.DataFrame) -> pl.DataFrame:
    """Return for accounts ``region``, ``share`` of each and ``strength``, by number of posts."""
    counted = (
        posts.select(*WHO, region=region(pl.col("declared_region")))
        .drop_nulls(["region", "account_id"])
        .group_by(*WHO, "region")
        .agg(count=pl.len().cast(pl.Float64))
        .sort(*WHO, "region")
    )
    square = pl.col("count") ** 2
    return counted.with_columns(
        share=square / square.sum().over(WHO),
        strength=OTHER_POSTS_REGION - FEW_POSTS / pl.col("count").sum().over(WHO),
    )


def _signal(declared: pl.DataFrame, signal: str) -> pl.DataFrame:
    if declared.is_empty():
        return no_rows()
    shared = declared if "share" in declared.columns else declared.with_columns(share=pl.lit(1.0))
    # Regions are counted, not told: none of them weighs more for being outside the eight.
    return shared.select(
        pl.col("row").cast(pl.Int64),
        pl.lit(signal).alias("signal"),
        pl.col("region").alias("value"),
        pl.col("region").alias("country"),
        weight=pl.col("strength") * pl.col("share"),
    )
