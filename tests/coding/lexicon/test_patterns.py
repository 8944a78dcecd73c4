"""What an editor writes, and what it finds."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tefter.cleaning.folding import fold
from tefter.coding.lexicon.patterns import PatternError, compile_pattern, fold_patterns


def pattern(written):
    return compile_pattern(written, fold_patterns([written])[written])


def finds(written, text):
    return pattern(written).found_in(fold(pl.Series([text]))[0])


@pytest.mark.parametrize(
    ("written", "text", "there"),
    [
        ("zhgrumza", "kjo zhgrumza", True),
        ("zhgrumza", "kjo zhgrumzash", False),
        ("zhgrumz*", "kjo ZHGRUMZASH!", True),
        ("*grumza", "kjo zhgrumza", True),
        ("këngëtar*", "kengetarja", True),
        ("змајка", "zmajka", True),
        ("krejt vajzat", "krejt, vajzat", True),
        ("krejt vajzat", "krejt këto vajzat", False),
        ("zhgrumz* ... emri", "zhgrumza emri", True),
        ("zhgrumz* ... emri", "zhgrumza a b c d e emri", True),
        ("zhgrumz* ... emri", "zhgrumza a b c d e f emri", False),
        ("zhgrumz* ...1 emri", "zhgrumza a emri", True),
        ("zhgrumz* ...1 emri", "zhgrumza a b emri", False),
        ("zhgrumz* ...0 emri", "zhgrumza emri", True),
    ],
)
def test_a_pattern_finds_words_word_forms_and_words_at_a_distance(written, text, there):
    assert finds(written, text) is there


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("ab", "too short"),
        ("... emri", "at both ends"),
        ("emri ... ... tjetri", "two gaps"),
        ("emri ...21 tjetri", "more than 20"),
        ("emri *", "without letters"),
        ("!!!", "at both ends"),
    ],
)
def test_a_pattern_that_says_nothing_is_refused_with_the_reason(written, why):
    with pytest.raises(PatternError, match=why):
        pattern(written)


WORDS = st.lists(st.sampled_from(["zmajka", "osoba", "more", "kraj"]), max_size=7)


@given(WORDS)
def test_a_pattern_is_never_found_where_its_anchor_is_not(words):
    folded = f" {' '.join(words)} "
    for written in ("zmaj* ... osoba", "more kraj", "*rajka ...2 more"):
        one = pattern(written)
        if one.regex.search(folded):
            assert one.anchor in folded


@given(WORDS)
def test_of_plain_words_the_anchor_is_the_whole_pattern(words):
    one = pattern("more kraj")
    folded = f" {' '.join(words)} "
    assert one.plain
    assert (one.anchor in folded) is (one.regex.search(folded) is not None)
