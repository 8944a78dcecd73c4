"""What accounts say of themselves, one row an account."""

from __future__ import annotations

import polars as pl

from tefter.country.signals.rows import WHO
from tefter.frames import ACCOUNTS, COLUMNS, require

LONGEST = 2_000
"""Characters of a bio or name that are looked at, from its beginning. Platforms allow 300 at
most."""


OPTIONAL = (
    "text_clean",
    "text",
    "hashtags",
    "posted_at",
    "language",
    "language_confidence",
    "variety",
)
"""Columns of posts that are used where they are."""


def readable(posts: pl.DataFrame, who: str) -> pl.DataFrame:
    """Return posts with every optional column in the type of the data dictionary.

    Parameters
    ----------
    posts : polars.DataFrame
        Those without any value, of type Null, become empty ones.
    who : str
        The stage, for the message.

    Raises
    ------
    FrameError
        When a column has another type, naming it.
    """
    empty = [name for name in OPTIONAL if posts.schema.get(name) == pl.Null]
    typed = posts.with_columns(pl.col(name).cast(COLUMNS[name].dtype) for name in empty)
    require(typed, [name for name in OPTIONAL if name in typed.columns], who)
    return typed


def profiles_of(posts: pl.DataFrame, accounts: pl.DataFrame | None) -> pl.DataFrame:
    """Return the profile of every account that has a post.

    Parameters
    ----------
    posts : polars.DataFrame
        With ``platform`` and ``account_id``. Posts of no account have no profile.
    accounts : polars.DataFrame, optional
        Frame ``ACCOUNTS``, in which one account may have several rows.

    Returns
    -------
    polars.DataFrame
        ``platform``, ``account_id``, sorted; ``bio`` and ``display_name`` as last seen, null where
        none is known; ``regions`` List[String], those that the account's own records declare. What
        was read off posts is the posts'.

    Raises
    ------
    FrameError
        When ``accounts`` lacks a column that is needed.
    """
    known = ACCOUNTS.empty() if accounts is None else accounts
    require(
        known,
        (*WHO, "display_name", "bio", "declared_region", "captured_at", "own_record"),
        "profiles_of",
    )
    seen = posts.select(WHO).drop_nulls("account_id").unique().sort(WHO)
    last = (
        known.sort("captured_at", "source_file", nulls_last=False, maintain_order=True)
        if "source_file" in known.columns
        else known.sort("captured_at", nulls_last=False, maintain_order=True)
    )
    said = last.group_by(WHO, maintain_order=True).agg(
        pl.col("bio", "display_name").drop_nulls().last().str.head(LONGEST),
        regions=pl.col("declared_region").filter(pl.col("own_record").fill_null(False)),
    )
    return seen.join(said, on=WHO, how="left", nulls_equal=True, maintain_order="left")
