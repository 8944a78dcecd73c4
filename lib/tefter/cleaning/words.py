"""What a text says in its own words, without what is put to it when it is shared."""

from __future__ import annotations

import polars as pl

APART = r"(?i)(?:https?://|www\.|t\.me/|tg://)\S+|[#@][\w.]+"
"""Links, hashtags and mentions: added and changed when a text is copied."""


def own_words(text: pl.Expr) -> pl.Expr:
    """Return what a text says in its own words, folded for comparison.

    Links, hashtags and mentions are set aside, as they are added and changed when a text is
    copied; so are case, diacritics, punctuation and emoji.

    Parameters
    ----------
    text : polars.Expr
        String, such as ``text_clean``.
    """
    words = text.str.replace_all(APART, " ").str.to_lowercase().str.normalize("NFKD")
    words = words.str.replace_all(r"\p{M}+", "").str.replace_all("đ", "d")
    return words.str.replace_all(r"[^\p{L}\p{N}]+", " ").str.strip_chars()
