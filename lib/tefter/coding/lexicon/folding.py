"""One spelling for the many ways in which people type a word, as ``docs/lexicon.md`` lists them."""

from __future__ import annotations

import string

import polars as pl

LATIN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "ђ": "đ", "ѓ": "gj", "е": "e", "ѐ": "e",
    "ж": "ž", "з": "z", "ѕ": "dz", "и": "i", "ѝ": "i", "ј": "j", "к": "k", "л": "l", "љ": "lj",
    "м": "m", "н": "n", "њ": "nj", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "ћ": "ć",
    "ќ": "kj", "у": "u", "ф": "f", "х": "h", "ц": "c", "ч": "č", "џ": "dž", "ш": "š",
}  # fmt: skip
"""Serbian, Montenegrin and Macedonian Cyrillic letter by letter: the Serbian alphabets (ISO 9 gives
đ, lj, nj and dž other letters), and for ѓ, ќ, ѕ the Macedonian passport spelling."""

PLAIN = {"đ": "dj", "ß": "ss"}
"""Letters whose mark Unicode does not take apart from them."""

NO_WORD = r"[^\p{L}\p{N}\p{M}]+"


def fold(text: pl.Expr) -> pl.Expr:
    """Fold texts to words in one spelling, each with one space before and after it.

    Lower case of NFKC, Cyrillic to Latin, no marks over or under letters, no letter of the Latin
    alphabet twice in a row, and one space in place of everything that is no letter or digit.

    Parameters
    ----------
    text : polars.Expr of String

    Returns
    -------
    polars.Expr of String
        Such as ``" kako prepoznati "``; one space where there is no word.
    """
    plain = text.str.normalize("NFKC").str.to_lowercase()
    plain = plain.str.replace_many(LATIN).str.replace_many(PLAIN)
    plain = plain.str.normalize("NFD").str.replace_all(r"\p{Mn}+", "")
    for letter in string.ascii_lowercase:
        plain = plain.str.replace_all(f"{letter}{{2,}}", letter)
    return pl.concat_str(
        pl.lit(" "), plain.str.replace_all(NO_WORD, " ").str.strip_chars(" "), pl.lit(" ")
    ).str.replace_all(r" {2,}", " ")
