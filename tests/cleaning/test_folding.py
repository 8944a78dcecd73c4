"""One spelling for the many ways in which people type a word."""

from __future__ import annotations

import re
import unicodedata

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tefter.cleaning.folding import LATIN, NO_WORD, fold, in_slices

LETTERS = "aabbccčćdđeëgjklnoprsštuzžßáñ абвгдђѓѐжзѕијклљњопћќуцчџшй.!„“#@_-…½ﬁ\u0301\n😂"


def by_the_book(text):
    """The steps of docs/lexicon.md, one by one."""
    plain = unicodedata.normalize("NFKC", text).lower()
    plain = "".join(LATIN.get(letter, letter) for letter in plain)
    plain = plain.replace("đ", "dj").replace("ß", "ss")
    plain = unicodedata.normalize("NFD", plain)
    plain = "".join(letter for letter in plain if unicodedata.category(letter) != "Mn")
    plain = re.sub(r"([a-z])\1+", r"\1", plain)
    words = pl.Series([plain]).str.replace_all(NO_WORD, " ")[0].strip(" ")
    return f" {words} " if words else " "


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Zmaaaajka!", " zmajka "),
        ("ЗМАЈКА", " zmajka "),
        ("këngëtarja", " kengetarja "),
        ("đak, ђак, djak", " djak djak djak "),
        ("#nezmajka_ks", " nezmajka ks "),
        ("[emri]", " emri "),
        ("😂 !", " "),
        ("", " "),
    ],
)
def test_words_are_folded_to_one_spelling(written, folded):
    assert fold(pl.Series([written]))[0] == folded


@given(st.text(alphabet=LETTERS, max_size=30))
def test_the_fast_way_gives_what_the_steps_give_one_by_one(text):
    assert fold(pl.Series([text], dtype=pl.String))[0] == by_the_book(text)


def test_a_missing_text_stays_missing():
    assert fold(pl.Series([None, "ab"], dtype=pl.String)).to_list() == [None, " ab "]


def test_slices_do_not_change_what_comes_out():
    texts = pl.Series([f"Tekst {number}" for number in range(25)])
    assert in_slices(texts, fold, 4).to_list() == fold(texts).to_list()
