"""What a classifier sees of a text."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from tefter.coding.classifier.features import pieces, prepare, words
from tefter.coding.classifier.linear import together


def seen(kind, text):
    return kind(prepare(pl.Series([text], dtype=pl.String)))


def same(one, other):
    return (one != other).nnz == 0


@pytest.mark.parametrize(
    ("text", "prepared"),
    [
        ("Здраво, Šejla!", "zdravo, sejla!"),
        ("vidi @demo.user na https://example.com/a", "vidi user na url"),
        ("[USER] gledaj [URL] <user>", "user gledaj url user"),
        ("broj 044 123", "broj 000 000"),
        ("  a \n b ", "a b"),
        (None, ""),
    ],
)
def test_texts_are_in_one_spelling_and_name_nobody(text, prepared):
    assert prepare(pl.Series([text], dtype=pl.String))[0] == prepared


def test_words_pairs_and_signs_are_counted():
    # Three words and a sign; three pairs of neighbours.
    assert seen(words, "ana ide kući!").sum() == 7
    assert seen(words, "ana ana").max() == 2


def test_pieces_stay_within_a_word_and_know_its_edges():
    # " ab " has the pairs " a", "ab", "b ", the threes " ab", "ab ", and the four " ab ".
    assert seen(pieces, "ab").sum() == 6
    assert seen(pieces, "ab cd").sum() == 12
    assert seen(pieces, "abcdef").sum() == 7 + 6 + 5 + 4
    assert not same(seen(pieces, "ab"), seen(pieces, "ba"))


def test_the_same_word_has_the_same_number_in_every_text_and_place():
    one, other = words(pl.Series(["ana ide", "pero ide"]))
    assert len(set(one.indices) & set(other.indices)) == 1


TEXTS = st.lists(st.text(alphabet="abčš !😂жљ", max_size=12), max_size=5)


@given(TEXTS, TEXTS)
def test_what_is_seen_of_a_text_does_not_depend_on_the_others(some, others):
    def rows(texts):
        prepared = prepare(pl.Series(texts, dtype=pl.String))
        return words(prepared), pieces(prepared)

    for alone, every in zip(rows(some), rows(some + others), strict=True):
        assert same(alone, every[: len(some)])


@given(TEXTS)
def test_words_are_counted_as_a_plain_reading_counts_them(texts):
    prepared = prepare(pl.Series(texts, dtype=pl.String))
    counted = np.asarray(words(prepared).sum(axis=1)).ravel()
    apart = prepared.str.replace_all(r"([^\p{L}\p{N}\p{M}\s])", " $1 ")
    expected = [max(0, 2 * len(text.split()) - 1) for text in apart]
    assert counted.tolist() == expected


def test_words_that_stand_together_are_paired_wherever_they_stand():
    texts = csr_matrix(np.array([[1, 0, 2], [1, 1, 1], [0, 0, 5], [0, 0, 0]], dtype=np.float32))
    # A column for each of three words times three, the earlier one first.
    expected = np.zeros((4, 9))
    expected[0, 2] = expected[1, [1, 2, 5]] = 1
    assert (together(texts).toarray() == expected).all()
    assert together(texts[:0]).shape == (0, 9)
    assert together(texts[:, :0]).shape == (4, 0)
