"""Letters of the region from one spelling to another: without diacritics, Cyrillic, Latin."""

from __future__ import annotations

import polars as pl

_DIACRITICS = (
    ("čćčçĉ", "c"),
    ("žźżž", "z"),
    ("šśşșš", "s"),
    ("đďð", "d"),
    ("ëéèêěęēėëé", "e"),
    ("áàâäãåăąā", "a"),
    ("íìîïīı", "i"),
    ("óòôöõőøō", "o"),
    ("úùûüůűū", "u"),
    ("ýÿ", "y"),
    ("ñńňņ", "n"),
    ("řŕ", "r"),
    ("ťțţ", "t"),
    ("ľĺł", "l"),
    ("ğģ", "g"),
)
PLAIN = {letter: to for letters, to in _DIACRITICS for letter in letters}
"""Letters with diacritics to those that people type instead."""

# In this order: digraphs before their letters.
CYRILLIC_OF_LATIN = {
    "lj": "љ", "nj": "њ", "dž": "џ",
    "a": "а", "b": "б", "v": "в", "g": "г", "d": "д", "đ": "ђ", "e": "е", "ž": "ж", "z": "з",
    "i": "и", "j": "ј", "k": "к", "l": "л", "m": "м", "n": "н", "o": "о", "p": "п", "r": "р",
    "s": "с", "t": "т", "ć": "ћ", "u": "у", "f": "ф", "h": "х", "c": "ц", "č": "ч", "š": "ш",
}  # fmt: skip
"""Serbian Latin to Cyrillic, lower case (Pravopis, Vuk's alphabet)."""

LATIN_OF_CYRILLIC = {
    **{to: of for of, to in CYRILLIC_OF_LATIN.items()},
    "ѓ": "gj", "ќ": "kj", "ѕ": "dz", "ѐ": "e", "ѝ": "i",
}  # fmt: skip
"""Serbian and Macedonian Cyrillic to Latin, lower case."""


def plain(text: pl.Expr) -> pl.Expr:
    """Take the diacritics off lower-case Latin letters."""
    return text.str.replace_many(PLAIN)


def cyrillic(text: pl.Expr) -> pl.Expr:
    """Write lower-case Serbian Latin in Cyrillic."""
    return text.str.replace_many(CYRILLIC_OF_LATIN, leftmost=True)


def latin(text: pl.Expr) -> pl.Expr:
    """Write lower-case Serbian or Macedonian Cyrillic in Latin."""
    return text.str.replace_many(LATIN_OF_CYRILLIC)
