"""The publishable tables about hashtags. One may name a person: only released ones have names."""

from __future__ import annotations

import polars as pl

from tefter.findings.captions import small, what
from tefter.findings.data import Data
from tefter.findings.table import Table
from tefter.links import hashtag_communities, hashtag_counts, hashtag_pairs

TOP = 25
"""Rows of the table of the most used hashtags."""

NAME = (
    "The hashtag where an editor released its name in `case.yml`; else `hashtag` and its rank by "
    "posts, the same in all tables of a run"
)


def top_hashtags(data: Data) -> Table:
    """Count posts, accounts and views of the hashtags used most."""
    counts = _named(data, hashtag_counts(data.studied)).filter(pl.col("posts") >= data.minimum)
    few = pl.col("accounts") < data.minimum
    return Table(
        "top_hashtags",
        "Hashtags used most",
        counts.head(TOP).with_columns(
            accounts=pl.when(~few).then("accounts"),
        ),
        f"{what(data)} The {TOP} hashtags with most posts. {small(data)} Views are those of all "
        "posts with the hashtag; a post with two hashtags is in both rows.",
        {
            "hashtag": NAME,
            "posts": "Posts with it",
            "accounts": f"Accounts that made them; empty where fewer than {data.minimum}",
            "views": "Sum of their views at the last capture; empty where none is known",
        },
    )


def hashtag_nodes(data: Data) -> Table:
    """Give every hashtag that is used often enough, and its community in the network."""
    communities = hashtag_communities(hashtag_pairs(data.studied))
    counts = hashtag_counts(data.studied).join(
        communities, on="hashtag", how="left", maintain_order="left"
    )
    frame = _named(data, counts).filter(pl.col("posts") >= data.minimum)
    return Table(
        "hashtag_nodes",
        "Hashtags and their communities",
        frame.select("hashtag", "posts", "community"),
        f"{what(data)} Communities are groups of hashtags that stand together more often than by "
        f"chance (Louvain); another seed may draw a border elsewhere. {small(data)}",
        {
            "hashtag": NAME,
            "posts": "Posts with it",
            "community": "Number of its community, 1 the largest; empty where it has no "
            "significant tie",
        },
    )


def hashtag_ties(data: Data) -> Table:
    """Give every two hashtags that stand together often enough."""
    pairs = hashtag_pairs(data.studied)
    frame = (
        _named(data, _named(data, pairs), "other")
        .filter(pl.col("together") >= data.minimum)
        .select("hashtag", "other", "together", "share", "share_back", "expected", "significant")
    )
    return Table(
        "hashtag_pairs",
        "Hashtags that stand together",
        frame,
        f"{what(data)} Significant: together more often than by chance (Fisher's exact test, false "
        "discoveries held to 5 in 100 by Benjamini and Hochberg) and not by one account alone. "
        f"{small(data)}",
        {
            "hashtag": NAME,
            "other": "Another hashtag, named in the same way",
            "together": "Posts with both",
            "share": "Of the posts with the first, the share with the other too, 0 to 1",
            "share_back": "Of the posts with the other, the share with the first too, 0 to 1",
            "expected": "Posts with both if the two had nothing to do with each other",
            "significant": "Whether they stand together more often than by chance",
        },
    )


def _named(data: Data, frame: pl.DataFrame, column: str = "hashtag") -> pl.DataFrame:
    """Put the rank in place of every hashtag whose name is not released."""
    ranked = hashtag_counts(data.studied)["hashtag"].to_list()
    names = {
        tag: tag if tag in data.public_hashtags else f"hashtag {rank}"
        for rank, tag in enumerate(ranked, 1)
    }
    return frame.with_columns(
        pl.col(column).replace_strict(names, return_dtype=pl.String, default=None)
    )
