"""Comments under posts: how many, by whom, and how many the lexicon matches."""

from __future__ import annotations

from typing import Any

import polars as pl

from tefter.cleaning import normalise
from tefter.coding import Lexicon, code_with_lexicon
from tefter.frames import COMMENTS, require
from tefter.language import add_language

CODED: dict[str, Any] = {
    "comment_uid": pl.String,
    "platform": pl.String,
    "post_uid": pl.String,
    "account_id": pl.String,
    "matched": pl.Boolean,
    "category": pl.String,
    "category_source": pl.String,
    "flags": pl.List(pl.String),
}
VOLUME: dict[str, Any] = {
    "comments": pl.Int64,
    "others": pl.Int64,
    "matched": pl.Int64,
    "share": pl.Float64,
}


def code_comments(comments: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Code comments by the lexicon of the case, each comment once.

    Parameters
    ----------
    comments : polars.DataFrame
        ``frames.COMMENTS``, one row a capture.
    lexicon : Lexicon
        Of the case, made for posts. A comment says less, and more of it is between the lines.

    Returns
    -------
    polars.DataFrame
        One row a comment, as its latest capture has it, by ``comment_uid``: ``platform``,
        ``post_uid``, ``account_id``; ``matched`` Boolean, whether any entry of a category or flag
        counts (null where there is no text); ``category`` and ``category_source`` (lexicon or
        null); ``flags``. A word that counts need not be said in approval: comments that object
        name it too.
    """
    require(comments, COMMENTS.schema, "code_comments")
    once = comments.sort(
        "comment_uid", "captured_at", "source_record", "source_file", nulls_last=False
    ).unique("comment_uid", keep="last", maintain_order=True)
    texts = normalise(once.with_columns(media_text=pl.lit(None, pl.String)))
    coded = code_with_lexicon(add_language(texts), lexicon)
    found = pl.col("category").is_not_null() | (pl.col("flags").list.len() > 0)
    return coded.with_columns(
        matched=pl.when(pl.col("text_clean").is_not_null()).then(found.fill_null(False))
    ).select(pl.col(name).cast(dtype) for name, dtype in CODED.items())


def comment_volume(coded: pl.DataFrame, by: str = "post_uid") -> pl.DataFrame:
    """Count the comments of each post, or of each account.

    Parameters
    ----------
    coded : polars.DataFrame
        From ``code_comments``.
    by : {"post_uid", "account_id"}
        What to count by. Comments where it is not known are left out.

    Returns
    -------
    polars.DataFrame
        The column ``by``; ``comments``; ``others``: accounts that commented the post, or posts
        that the account commented; ``matched`` by the lexicon, Int64; ``share`` matched of those
        with a text, Float64, null where none has. Most comments first. Personal.

    Raises
    ------
    ValueError
        When ``by`` is something else.
    """
    if by not in {"post_uid", "account_id"}:
        raise ValueError("comments are counted by post_uid or account_id")
    other = "account_id" if by == "post_uid" else "post_uid"
    return (
        coded.drop_nulls(by)
        .group_by(by)
        .agg(
            pl.len().alias("comments"),
            pl.col(other).drop_nulls().n_unique().alias("others"),
            pl.col("matched").sum().alias("matched"),
            pl.col("matched").mean().alias("share"),
        )
        .select(by, *(pl.col(name).cast(dtype) for name, dtype in VOLUME.items()))
        .sort("comments", by, descending=[True, False])
    )
