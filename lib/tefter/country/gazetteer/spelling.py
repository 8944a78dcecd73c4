"""One spelling for the many in which one name is written, and texts cut into words."""

from __future__ import annotations

import polars as pl

from tefter.language.letters import latin, plain

LONGEST = 5_000
"""Characters of a text that are looked at, from its beginning."""

ASIDE = r"(?:https?://|www\.)\S+|[@#＃][\w.]+"
"""Links, handles and hashtags, which are no words of a text. Hashtags are looked at by
themselves."""

INVISIBLE = r"\p{Cf}|[\x{FE00}-\x{FE0F}]"
"""Format characters, and the selectors behind emoji (*✈️ Oslo*), which count as marks."""

SHORTENED = r"(?i)\b(st|sv)\.\s*"
"""*St. Gallen*: a full stop inside a name."""

INITIALS = r"\b(\p{Lu})\.(\p{Lu})\.(?:(\p{Lu})\.?)?"
"""*U.S.A.*"""

BETWEEN = r"[^\p{L}\p{M}\s'’&-]+|[\r\n]+|\s-+\s"
"""What stands between two parts of a text that are no one phrase: signs, digits, emoji, lines, a
dash; but not *&* (*Bar & Restaurant*)."""

JOINING = r"[-'’&]"
EDGE = "|"
"""Stands for ``BETWEEN`` among the words, so that no name of several words reaches across it."""


def written(words: pl.Expr) -> pl.Expr:
    """Write words in lower-case Latin letters, with the diacritics that they have.

    Cyrillic always has them: *Инђија* is *inđija*, and not *indija*.
    """
    return latin(words.str.to_lowercase()).str.replace_all("ð", "đ", literal=True)


def spelt(words: pl.Expr) -> pl.Expr:
    """Spell words in lower-case Latin letters without diacritics.

    Letters are those of ``tefter.language.letters``; others stay as they are.
    """
    return plain(written(words))


def both_spellings(words: list[str]) -> list[str]:
    """Return words as they are ``written`` and, behind them, as they are ``spelt``."""
    word = pl.col("word")
    frame = pl.DataFrame({"word": words}, schema={"word": pl.String})
    two = frame.select(written(word)), frame.select(spelt(word))
    return pl.concat(two)["word"].unique(maintain_order=True).to_list()


def words_of(texts: pl.Series) -> pl.DataFrame:
    """Cut texts into words.

    Parameters
    ----------
    texts : polars.Series of String
        Texts of any origin; nulls are allowed.

    Returns
    -------
    polars.DataFrame
        A row a word, in order: ``row`` Int64, the text's place; ``word`` String, as ``written``
        gives it, or ``EDGE``; ``capital`` Boolean, whether it was written with a capital.
    """
    text = pl.col("text")
    frame = texts.alias("text").to_frame().with_columns(text.str.head(LONGEST))
    frame = frame.with_columns(row=pl.int_range(pl.len(), dtype=pl.Int64)).filter(
        text.str.contains(r"\p{L}").fill_null(False)
    )
    cut = (
        text.str.normalize("NFKC")
        .str.replace_all(INVISIBLE, "")
        .str.replace_all(ASIDE, f" {EDGE} ")
        .str.replace_all(SHORTENED, "${1} ")
        .str.replace_all(INITIALS, "${1}${2}${3}")
        .str.replace_all(BETWEEN, f" {EDGE} ")
        .str.replace_all(JOINING, " ")
    )
    return (
        frame.select("row", word=cut.str.split(" "))
        .explode("word", empty_as_null=True)
        .with_columns(pl.col("word").str.strip_chars())
        .filter(pl.col("word") != "")
        .select(
            "row", word=written(pl.col("word")), capital=pl.col("word").str.contains(r"^\p{Lu}")
        )
    )
