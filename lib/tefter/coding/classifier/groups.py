"""Posts that must not be on both sides of a test: of one account, or of nearly one text."""

from __future__ import annotations

import numpy as np
import polars as pl
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from tefter.cleaning.duplicates import SHORTEST, alike
from tefter.cleaning.words import own_words

COPIES = ("duplicate_of", "near_duplicate_of")

PATTERN = 0.8
"""Jaccard similarity of shingles from which two texts are written to one pattern: that from which
``cleaning`` calls them nearly the same."""


def groups(posts: pl.DataFrame) -> pl.Series:
    """Return a number for each post, the same for posts that tell of each other.

    Posts of one account on one platform are one group; so are a post and the posts that have its
    text or nearly so, also where only a name differs, and whatever these are grouped with. A post
    without an account stands alone, unless it is a copy.

    Parameters
    ----------
    posts : polars.DataFrame
        With ``post_uid``; ``platform`` and ``account_id``, ``duplicate_of``, ``near_duplicate_of``
        and ``text_clean`` where they are known.
    """
    rows = posts.with_row_index("row")
    copies = [column for column in COPIES if column in posts.columns]
    named = pl.concat(
        [rows.select("row", name=column).drop_nulls() for column in ("post_uid", *copies)]
    )
    # Tied by the post that they name, whether it is here or not.
    ties = [_alike(named, ["name"])]
    if "account_id" in posts.columns:
        account = [name for name in posts.columns if name in {"platform", "account_id"}]
        ties.append(_alike(rows.drop_nulls("account_id"), account))
    if "text_clean" in posts.columns:
        ties.append(_alike(rows.filter(pl.col("text_clean").str.len_bytes() > 0), ["text_clean"]))
        ties.append(_similar(rows))
    pairs = pl.concat([pl.DataFrame(schema={"one": pl.UInt32, "other": pl.UInt32}), *ties])
    graph = coo_matrix(
        (np.ones(pairs.height), (pairs["one"].to_numpy(), pairs["other"].to_numpy())),
        shape=(posts.height, posts.height),
    )
    return pl.Series("group", connected_components(graph, directed=False)[1], dtype=pl.Int64)


def _alike(rows: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
    """Tie each post to the first that has the same in some columns."""
    return rows.select(one="row", other=pl.col("row").first().over(columns))


def _similar(rows: pl.DataFrame) -> pl.DataFrame:
    """Tie posts written to one pattern: a model that has seen one of them knows the others."""
    worded = rows.select("row", words=own_words(rows["text_clean"])).filter(
        pl.col("words").str.len_chars() >= SHORTEST
    )
    chained = alike(worded["words"], PATTERN)
    return chained.select(
        one=worded["row"].gather(chained["first"]), other=worded["row"].gather(chained["second"])
    )
