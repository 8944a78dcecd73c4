"""The words of a post as they are compared across platforms, and which posts have too few."""

from __future__ import annotations

from typing import Any

import polars as pl

from tefter.cleaning.words import own_words

SHORTEST = 20
"""Letters and spaces, folded. A text with less resembles others by chance."""

FEWEST_WORDS = 4
"""Words. Three may be a greeting, or a name and a town."""

GENERIC = 10
"""Accounts of one platform. A text that more of them post names no post in particular."""

WORDING: dict[str, Any] = {
    "post_uid": pl.String,
    "platform": pl.String,
    "posted_at": pl.Datetime("us", "UTC"),
    "words": pl.String,
    "reason": pl.String,
}
REASONS = {
    "no_text": "there is no text",
    "no_own_words": "it has no word that is not a hashtag, a mention or a link",
    "short": f"it has fewer than {SHORTEST} letters or {FEWEST_WORDS} words of its own",
    "generic": f"more than {GENERIC} accounts of one platform post the very same words",
}
"""Why the text of a post is not compared with those of other platforms."""


def wording(posts: pl.DataFrame) -> pl.DataFrame:
    """Return the words by which posts are compared, or why they are not.

    Links, hashtags and mentions are set aside: they are added and dropped when a text is shared
    again. The rest is folded: lower case, Cyrillic to Latin, no marks over letters, no letter
    twice, nothing but letters and digits.

    Parameters
    ----------
    posts : polars.DataFrame
        ``post_uid``, ``platform``, ``posted_at``, ``account_id`` and ``text_clean``.

    Returns
    -------
    polars.DataFrame
        The same rows: ``post_uid``, ``platform``, ``posted_at``, ``words`` String and ``reason``
        (one of ``REASONS``, null where the post is compared).
    """
    own = own_words(posts["text_clean"])
    count = pl.col("words").str.count_matches(" ") + 1
    generic = pl.col("account_id").n_unique().over("platform", "words") > GENERIC
    return (
        posts.select("post_uid", "platform", "posted_at", "account_id", "text_clean")
        .with_columns(own.alias("words"))
        .with_columns(
            reason=pl.when(pl.col("text_clean").fill_null("").str.strip_chars() == "")
            .then(pl.lit("no_text"))
            .when(pl.col("words") == "")
            .then(pl.lit("no_own_words"))
            .when((pl.col("words").str.len_chars() < SHORTEST) | (count < FEWEST_WORDS))
            .then(pl.lit("short"))
            .when(generic)
            .then(pl.lit("generic"))
        )
        .select(pl.col(name).cast(dtype) for name, dtype in WORDING.items())
    )
