"""One spelling for what is looked for and where, so that no disguise of letters hides a value."""

from __future__ import annotations

import re
import unicodedata

import polars as pl

UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe0f\ufeff]")
NO_WORD = r"[^\p{L}\p{N}]+"
NO_DIGIT = re.compile(r"\D+")
NUMBER = re.compile(r"(?<![\w+])\+?\(?\d(?:[\s./()\-\u2010-\u2015]{0,3}\d){6,17}(?!\w)")
"""Digits as people part those of a telephone number. The E.164 standard allows 15 of them."""


def folded(text: str) -> str:
    """Return a text in one spelling: compatibility form, no case, no unseen letters, one space."""
    plain = UNSEEN.sub("", unicodedata.normalize("NFKC", text)).casefold()
    return " ".join(plain.split())


def digits_of(text: str) -> str:
    """Return the digits of a text, and nothing else."""
    return NO_DIGIT.sub("", text)


def words_alone(texts: pl.Series) -> pl.Series:
    """Return folded texts as their words alone, with a space before and after each."""
    return (" " + texts + " ").str.replace_all(NO_WORD, " ")


def words_of_text(text: str) -> list[str]:
    """Return the words of a folded text."""
    return str(words_alone(pl.Series([text]))[0]).split()
