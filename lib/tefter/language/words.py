"""What of a text is language: its words, without links, handles and emoji."""

from __future__ import annotations

import re

import polars as pl

LINK = r"(?i)\b(?:https?://|www\.)\S+|\b(?:[\w-]+\.)+[a-z]{2,}/\S*"
ADDRESS = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
MENTION = r"@[\w.]+"
HASHTAG = r"[#＃][\w]+"
HUMP = r"(\p{Ll})(\p{Lu}\p{Ll})"
NO_WORD = r"[^\p{L}\p{M}'’-]+"
LONE_SIGNS = r"(?:^|\s)['’-]+(?:\s|$)"
ELONGATED = re.compile(r"(\w)\1{2,}", re.IGNORECASE)

ENOUGH = 8
"""Letters from which something can be said of a language. Set by hand: under it langdetect is
seldom right and often sure."""

MIXED = 0.2
"""Least share of the rarer script of a mixed text: above it, it is more than a name or a brand in
a sentence of the other script. Set by hand."""


def words(texts: pl.Series) -> pl.Series:
    """Return the words of every text in lower case, with single spaces between them.

    Links, e-mail addresses, mentions, digits and emoji are set aside. So are hashtags, which are
    often of another language than the text, unless under ``ENOUGH`` letters are left: then they
    are split at ``_`` and before capitals. A letter written three times or more in a row is
    written once. Lower case, as detectors learn from sentences and take capitals for German.

    Parameters
    ----------
    texts : polars.Series of String
    """
    text = pl.col(texts.name)
    for pattern in (LINK, ADDRESS, MENTION):
        text = text.str.replace_all(pattern, " ")
    untagged = text.str.replace_all(HASHTAG, " ")
    text = pl.when(letter_count(untagged) >= ENOUGH).then(untagged).otherwise(text)
    text = text.str.replace_all(HUMP, "${1} ${2}").str.replace_all(NO_WORD, " ")
    text = text.str.replace_all(LONE_SIGNS, " ").str.strip_chars().str.to_lowercase()
    kept = texts.to_frame().select(text).to_series()
    return pl.Series(
        texts.name,
        [None if text is None else ELONGATED.sub(r"\1", text) for text in kept],
        dtype=pl.String,
    )


def letter_count(text: pl.Expr) -> pl.Expr:
    """Count the letters of a text, of any script."""
    return text.str.count_matches(r"\p{L}")


def script(text: pl.Expr) -> pl.Expr:
    """Tell the script of a text: latn, cyrl, mixed, or none of the two.

    It is mixed where at least ``MIXED`` of its letters are of the rarer one.

    Parameters
    ----------
    text : polars.Expr of String
        Best the words alone, as ``words`` gives them: a link is always Latin.
    """
    latin = text.str.count_matches(r"\p{Latin}")
    cyrillic = text.str.count_matches(r"\p{Cyrillic}")
    both = latin + cyrillic
    return (
        pl.when(both == 0)
        .then(pl.lit("none"))
        .when(pl.min_horizontal(latin, cyrillic) >= MIXED * both)
        .then(pl.lit("mixed"))
        .when(latin > cyrillic)
        .then(pl.lit("latn"))
        .otherwise(pl.lit("cyrl"))
        .fill_null("none")
    )
