"""The account with most posts, of whom several findings speak."""

from __future__ import annotations

import polars as pl

from tefter.findings.data import Data
from tefter.findings.words import number


def most_active(data: Data) -> tuple[pl.DataFrame, int]:
    """Return the posts of the account with most posts; none where it made too few to be told.

    Of several accounts with as many posts, it is the one whose posts were seen most.

    Returns
    -------
    polars.DataFrame, int
        Its posts, and how many accounts made as many.
    """
    posts = data.studied.drop_nulls("account_id")
    ranking = (
        posts.group_by("account_id")
        .agg(pl.len().alias("posts"), pl.col("views").sum())
        .sort("posts", "views", "account_id", descending=[True, True, False])
        .filter(pl.col("posts") >= data.minimum)
    )
    top = posts.filter(pl.col("account_id").is_in(ranking["account_id"].head(1).to_list()))
    return top, ranking.filter(pl.col("posts") == top.height).height


def most_posts(equals: int) -> str:
    """Name the account with most posts, where so many made as many."""
    if equals > 1:
        return f"Of {number(equals)} accounts with as many posts, most of all, the one seen most"
    return "The account with most posts"


def nobody(data: Data) -> str:
    """Say why no account is told of."""
    if data.studied["account_id"].count():
        return f"No account made {number(data.minimum)} posts or more, so this is not told of one."
    return "The account of no post is known."
