"""What a classifier sees of a text: its words, pairs of words, and pieces of words, by number.

Each piece becomes a number by hashing, so a model holds weights of numbers and not one word of a
post: it may be given away without giving away what people wrote.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from tefter.cleaning.folding import bare_letters

Bits = NDArray[np.uint64]

VERSION = 2
"""Changes when the same text gets other numbers: a model of another version is refused."""

BITS = 22
"""Two to this power numbers for each kind of piece: a corpus of 20,000 posts fills a tenth."""

PIECES = range(2, 6)
"""Letters in a piece of a word. Pieces beat words on abusive posts, whose spelling varies (Z.
Waseem and D. Hovy, 2016, *Hateful Symbols or Hateful People?*, NAACL SRW, with one to four)."""

LINK = r"https?://\S+|www\.\S+|[\[<](?:url|link)[\]>]"
HANDLE = r"@[\w.]+|[\[<](?:user|username|mention)[\]>]"
"""Published corpora write ``[USER]`` and ``[URL]`` where they took a handle or a link out."""

SIGN = r"([^\p{L}\p{N}\p{M}\s'’_])"

SPACE, NEWLINE = 32, 10
ODD = np.uint64(0x9E3779B97F4A7C15)


def prepare(texts: pl.Series) -> pl.Series:
    """Write texts in one spelling, without what names somebody.

    Lower case of NFKC, Serbian and Macedonian Cyrillic as Latin, no marks on letters; a link is
    ``url``, a handle ``user``, and every digit 0, so that no number is learned by heart. Signs and
    emoji stay: they say much.

    Parameters
    ----------
    texts : polars.Series of String
    """
    plain = texts.fill_null("").str.normalize("NFKC").str.to_lowercase()
    plain = plain.str.replace_all(LINK, " url ").str.replace_all(HANDLE, " user ")
    plain = plain.str.replace_all(r"\d", "0").str.replace_many(bare_letters())
    return plain.str.replace_all(r"\s+", " ").str.strip_chars(" ")


def words(prepared: pl.Series) -> csr_matrix:
    """Count words and pairs of neighbouring words; a sign or emoji is a word of its own.

    Parameters
    ----------
    prepared : polars.Series of String
        As ``prepare`` gives them.

    Returns
    -------
    scipy.sparse.csr_matrix
        A row a text, a column a number.
    """
    apart = prepared.str.replace_all(SIGN, " $1 ").str.replace_all(" +", " ").str.strip_chars(" ")
    letters = _letters(apart)
    edge = (letters == SPACE) | (letters == NEWLINE)
    row = np.cumsum(letters == NEWLINE)
    starts = np.flatnonzero(~edge & np.concatenate([[True], edge[:-1]]))
    if not len(starts):
        return _counts([], [], len(prepared))
    inside = np.flatnonzero(~edge)
    first = np.searchsorted(inside, starts)
    lengths = np.diff(np.append(first, len(inside)))
    place = np.arange(len(inside)) - np.repeat(first, lengths)
    word = np.add.reduceat(letters[inside] * _powers(int(lengths.max()))[place], first)
    row = row[starts]
    together = row[1:] == row[:-1]
    pairs = (_mixed(word[:-1]) * ODD + word[1:])[together]
    return _counts(
        [row, row[1:][together]],
        [word * ODD + np.uint64(1), pairs * ODD + np.uint64(2)],
        len(prepared),
    )


def pieces(prepared: pl.Series) -> csr_matrix:
    """Count runs of two to four letters within a word, its edges being letters too.

    Parameters
    ----------
    prepared : polars.Series of String
        As ``prepare`` gives them.

    Returns
    -------
    scipy.sparse.csr_matrix
        A row a text, a column a number.
    """
    letters = _letters(prepared)
    row = np.cumsum(letters == NEWLINE)
    space, newline = letters == SPACE, letters == NEWLINE
    rows, hashes = [], []
    for length in PIECES:
        windows = len(letters) - length + 1
        if windows < 1:
            continue
        run: Bits = np.full(windows, length, dtype=np.uint64)
        whole = np.ones(windows, dtype=bool)
        for place in range(length):
            run = run * ODD + letters[place : place + windows]
            whole &= ~newline[place : place + windows]
            if 0 < place < length - 1:
                whole &= ~space[place : place + windows]
        rows.append(row[:windows][whole])
        hashes.append(run[whole])
    return _counts(rows, hashes, len(prepared))


def _letters(texts: pl.Series) -> Bits:
    """Return the letters of all texts in one array, a line a text, a space at both ends."""
    joined = "\n".join(f" {text} " for text in texts)
    return np.frombuffer(joined.encode("utf-32-le"), dtype="<u4").astype(np.uint64)


def _powers(most: int) -> Bits:
    return np.cumprod(np.append(np.uint64(1), np.full(most, ODD)), dtype=np.uint64)


def _mixed(values: Bits) -> Bits:
    """Spread numbers over all bits.

    The finalizer of SplitMix64 (G. L. Steele, D. Lea, C. H. Flood, 2014, *Fast splittable
    pseudorandom number generators*, OOPSLA).
    """
    mixed = values ^ (values >> np.uint64(30))
    mixed = mixed * np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(27)
    mixed = mixed * np.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> np.uint64(31)
    return mixed


def _counts(rows: Iterable[NDArray[np.int64]], hashes: Iterable[Bits], texts: int) -> csr_matrix:
    row = np.concatenate([*rows, np.zeros(0, dtype=np.int64)])
    hashed = np.concatenate([*hashes, np.zeros(0, dtype=np.uint64)])
    column = (_mixed(hashed) & np.uint64((1 << BITS) - 1)).astype(np.int32)
    counts = csr_matrix(
        (np.ones(len(column), dtype=np.float32), (row.astype(np.int32), column)),
        shape=(texts, 1 << BITS),
    )
    counts.sum_duplicates()
    return counts
