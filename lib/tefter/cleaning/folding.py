"""One spelling for the many ways in which people type a word, as ``docs/lexicon.md`` lists them."""

from __future__ import annotations

import string
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache

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
NOT_PLAIN = "[^a-z0-9 ]"
SIGNS = "„“”‘’«»–—€"
LAST_LATIN = 0x1F00
"""End of the blocks of Latin and Cyrillic letters in use (Unicode, Latin Extended Additional)."""

SETTLED = "".join(
    chr(code)
    for first, last in ((0xC0, 0x24F), (0x400, 0x45F))
    for code in range(first, last + 1)
    if unicodedata.normalize("NFKC", chr(code)) == chr(code)
)
UNSETTLED = rf"[^\x00-\x7f{SETTLED}{SIGNS}\x{{1F300}}-\x{{1FAFF}}]"
"""Signs that NFKC may change: most texts have none, and NFKC is the slowest step."""

DOUBLED = [2 * letter for letter in string.ascii_lowercase]


SLICE = 5_000
"""Texts that one core folds at a time: few enough to share the work out evenly."""


def fold(texts: pl.Series) -> pl.Series:
    """Fold texts to words in one spelling, each with one space before and after it.

    Lower case of NFKC, Cyrillic to Latin, no marks over or under letters, no letter of the Latin
    alphabet twice in a row, and one space in place of everything that is no letter or digit.

    Parameters
    ----------
    texts : polars.Series of String

    Returns
    -------
    polars.Series of String
        Such as ``" kako prepoznati "``; one space where there is no word.
    """
    return in_slices(texts, _folded, SLICE)


def in_slices(texts: pl.Series, change: Callable[[pl.Series], pl.Series], size: int) -> pl.Series:
    """Change a column slice by slice on every core.

    Polars works on one column of text with one core, and lets go of Python while it does.

    Parameters
    ----------
    texts : polars.Series of String
    change : callable
        A pure function of each text.
    size : int
        Texts in a slice.
    """
    slices = [texts.slice(start, size) for start in range(0, max(1, len(texts)), size)]
    if len(slices) == 1:
        return change(texts)
    with ThreadPoolExecutor(pl.thread_pool_size()) as pool:
        return pl.concat(list(pool.map(change, slices)))


def _folded(texts: pl.Series) -> pl.Series:
    plain = _where(texts.str.contains(UNSETTLED), texts, _nfkc).str.to_lowercase()
    plain = plain.str.replace_many(_table())
    plain = _where(plain.str.contains(NOT_PLAIN), plain, _by_rule)
    plain = _where(plain.str.contains_any(DOUBLED), plain, _once)
    words = plain.str.replace_all(" {2,}", " ").str.strip_chars(" ")
    return words.to_frame("words").select(
        pl.when(pl.col("words") == "").then(pl.lit(" ")).otherwise(pl.format(" {} ", "words"))
    )["literal"]


def _where(hit: pl.Series, texts: pl.Series, change: Callable[[pl.Series], pl.Series]) -> pl.Series:
    """Change the texts that need it: most need no slow step."""
    rows = hit.fill_null(False).arg_true()
    if not len(rows):
        return texts
    return texts.clone().scatter(rows, change(texts.gather(rows)))


def _nfkc(texts: pl.Series) -> pl.Series:
    return texts.str.normalize("NFKC")


def _by_rule(texts: pl.Series) -> pl.Series:
    """Take out signs and take off marks by Unicode's own rules, for what the table lacks."""
    words = texts.str.replace_all(NO_WORD, " ")
    return _where(words.str.contains(NOT_PLAIN), words, _decomposed)


def _decomposed(texts: pl.Series) -> pl.Series:
    return texts.str.normalize("NFD").str.replace_all(r"\p{Mn}+", "")


def _once(texts: pl.Series) -> pl.Series:
    for letter in string.ascii_lowercase:
        texts = texts.str.replace_all(f"{letter}{{2,}}", letter)
    return texts


@cache
def _table() -> dict[str, str]:
    """Return what most texts need, in one pass: letters to bare Latin ones, signs to spaces."""
    signs = string.punctuation + string.whitespace.replace(" ", "") + SIGNS
    return bare_letters() | dict.fromkeys(signs, " ")


@cache
def bare_letters() -> dict[str, str]:
    """Return lower-case letters with marks, and Cyrillic ones, to what people type instead."""
    letters = map(chr, range(0x80, LAST_LATIN))
    bare = {letter: plain for letter in letters if (plain := _bare(letter))}
    latin = {
        letter: "".join(PLAIN.get(one, bare.get(one, one)) for one in written)
        for letter, written in LATIN.items()
    }
    return bare | PLAIN | latin


def _bare(letter: str) -> str | None:
    """Return the ASCII letter that a letter is without its marks, if it is one."""
    parts = unicodedata.normalize("NFD", letter)
    left = "".join(part for part in parts if unicodedata.category(part) != "Mn")
    alone = len(left) == 1 and left.isascii() and left.isalpha() and letter.islower()
    return left if alone else None
