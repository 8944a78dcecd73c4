"""How much each account posts, and how unevenly that is spread."""

from __future__ import annotations

from typing import Any

import polars as pl

from tefter.frames import UTC, require

COUNTS = ("views", "likes", "comments", "shares")
TOTALS: dict[str, Any] = {
    "platform": pl.String,
    "account_id": pl.String,
    "posts": pl.Int64,
    **dict.fromkeys(COUNTS, pl.Int64),
    "first_posted_at": UTC,
    "last_posted_at": UTC,
}
CONCENTRATION: dict[str, Any] = {
    "platform": pl.String,
    "accounts": pl.Int64,
    "posts": pl.Int64,
    "gini": pl.Float64,
    "top_share": pl.Float64,
    "top_tenth_share": pl.Float64,
    "accounts_of_half": pl.Int64,
}


def account_totals(posts: pl.DataFrame) -> pl.DataFrame:
    """Add up the posts of every account.

    Parameters
    ----------
    posts : polars.DataFrame
        One row a post: ``platform``, ``account_id``, ``posted_at``, ``views``, ``likes``,
        ``comments`` and ``shares``. Posts whose account is not known are left out.

    Returns
    -------
    polars.DataFrame
        ``platform``, ``account_id``; ``posts`` and the sums of the four counts, Int64 (null where
        none is known); ``first_posted_at`` and ``last_posted_at``. Most posts first. Personal.
    """
    require(posts, ("platform", "account_id", "posted_at", *COUNTS), "account_totals")
    return (
        posts.drop_nulls("account_id")
        .group_by("platform", "account_id")
        .agg(
            pl.len().alias("posts"),
            *(
                pl.when(pl.col(name).count() > 0).then(pl.col(name).sum()).alias(name)
                for name in COUNTS
            ),
            first_posted_at=pl.col("posted_at").min(),
            last_posted_at=pl.col("posted_at").max(),
        )
        .select(pl.col(name).cast(dtype) for name, dtype in TOTALS.items())
        .sort("posts", "platform", "account_id", descending=[True, False, False])
    )


def concentration(totals: pl.DataFrame) -> pl.DataFrame:
    """Say how few accounts make how many of the posts of each platform.

    Parameters
    ----------
    totals : polars.DataFrame
        ``platform`` and ``posts``, one row an account, as ``account_totals`` gives it.

    Returns
    -------
    polars.DataFrame
        ``platform``; ``accounts``, ``posts`` Int64; ``gini`` Float64, 0 where all accounts post
        the same, near 1 where one posts nearly all; ``top_share`` of the posts made by the account
        with most, and ``top_tenth_share`` by the tenth of the accounts with most (at least one),
        Float64; ``accounts_of_half`` Int64, how few make at least half of the posts.

    Notes
    -----
    C. Gini (1912), *Variabilità e mutabilità*; computed from the ranked counts as in
    A. B. Atkinson (1970), doi:10.1016/0022-0531(70)90039-6. Accounts that posted nothing are in no
    export, so the true inequality among all accounts is greater.
    """
    ranked = totals.sort("platform", "posts", descending=[False, True])
    posts, many = pl.col("posts"), pl.len()
    place = pl.int_range(pl.len(), 0, -1)
    return (
        ranked.group_by("platform", maintain_order=True)
        .agg(
            many.alias("accounts"),
            posts.sum().alias("all"),
            gini=2 * (place * posts).sum() / (many * posts.sum()) - (many + 1) / many,
            top_share=posts.first() / posts.sum(),
            top_tenth_share=posts.head((many / 10).ceil().cast(pl.UInt32)).sum() / posts.sum(),
            accounts_of_half=(2 * posts.cum_sum() < posts.sum()).sum() + 1,
        )
        .rename({"all": "posts"})
        .select(pl.col(name).cast(dtype) for name, dtype in CONCENTRATION.items())
    )
