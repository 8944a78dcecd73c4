"""What a text says in its own words, without what is put to it when it is shared."""

from __future__ import annotations

import polars as pl

from tefter.cleaning.folding import fold

APART = r"(?i)(?:https?://|www\.|t\.me/|tg://)\S+|[#@][\w.]+"
"""Links, hashtags and mentions: added and changed when a text is copied."""


def own_words(texts: pl.Series) -> pl.Series:
    """Return what texts say in their own words, folded for comparison.

    Links, hashtags and mentions are set aside, as they are added and changed when a text is
    copied. So are case, script, marks over letters, letters written twice, punctuation and emoji
    (``folding.fold``).

    Parameters
    ----------
    texts : polars.Series of String
        Such as ``text_clean``.

    Returns
    -------
    polars.Series of String
        Words with one space between them; empty where there is none.
    """
    return fold(texts.str.replace_all(APART, " ")).str.strip_chars()
