"""The words around a term decide: negation, reclaimed and quoted use, distance."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.coding.lexicon.lexicons import coded, found, lexicon

from tefter.cleaning.folding import fold
from tefter.coding.lexicon.context import take_apart

NEGATION = {"id": "negation", "words": ["nuk", "mos", "s'ka"], "before": 3}
RECLAIMED = {"id": "reclaimed", "words": ["krenar*"], "before": 2, "after": 2}


def test_a_negated_term_does_not_count(tmp_path):
    entry = {"pattern": "zhgrumz*", "unless_near": ["negation"]}
    assert found(
        lexicon(tmp_path, entry, contexts=[NEGATION]),
        "ajo është zhgrumza",
        "ajo nuk është zhgrumza",
        "MOS i thoni zhgrumza",
        "nuk e di. Ajo është zhgrumza",
        "nuk a b c zhgrumza",
        "zhgrumza nuk",
    ) == [True, False, False, True, True, True]


def test_a_term_counts_where_only_another_place_of_it_is_negated(tmp_path):
    entry = {"pattern": "zhgrumz*", "unless_near": ["negation"]}
    text = "nuk është zhgrumza! Je zhgrumza"
    assert found(lexicon(tmp_path, entry, contexts=[NEGATION]), text) == [True]


def test_a_reclaimed_term_does_not_count_on_either_side(tmp_path):
    entry = {"pattern": "zhgrumz*", "unless_near": ["reclaimed"]}
    assert found(
        lexicon(tmp_path, entry, contexts=[RECLAIMED]),
        "krenare zhgrumza",
        "zhgrumza e krenare",
        "zhgrumza a b krenare",
    ) == [False, False, True]


@pytest.mark.parametrize("quote", ['"{}"', "„{}“", "«{}»", "“{}”"])
def test_a_quoted_term_does_not_count_where_the_entry_says_so(tmp_path, quote):
    entry = {"pattern": "zhgrumz*", "unless_quoted": True}
    words = lexicon(tmp_path, entry)
    text = f"thanë {quote.format('kjo zhgrumza')} dje"
    assert found(words, text, text + " zhgrumza", 'zhgrumza "e hapur') == [False, True, True]


def test_a_term_needs_its_neighbour_within_reach_on_either_side(tmp_path):
    entry = {"pattern": "zhgrumz*", "near": ["emri", "personi"], "within": 2}
    assert found(
        lexicon(tmp_path, entry),
        "zhgrumza a b emri",
        "personi a zhgrumza",
        "zhgrumza a b c emri",
        "zhgrumza",
    ) == [True, True, False, False]


def test_the_evidence_names_the_term_and_the_rule_and_never_the_text(tmp_path):
    entry = {"pattern": "zhgrumz*", "near": ["em*"]}
    evidence = coded(lexicon(tmp_path, entry), "zhgrumzash emrit")["category_evidence"]
    assert evidence.to_list() == [["sq-0: zhgrumz*, near em*"]]


@pytest.mark.parametrize(
    ("language", "text", "pattern", "negation"),
    [
        ("sq", "ti s'je zhgrumza", "zhgrumz*", "s'je"),
        ("hr", "ona nije čmajka", "cmajka", "nije"),
        ("bs", "ona nije zmajka", "zmajka", "nije"),
        ("cnr", "она није змајка", "zmajka", "nije"),
        ("sr", "она није змајка", "zmajka", "није"),
        ("mk", "таа не е трмбушка", "трмбушк*", "не"),
        ("sl", "ona ni žmajka", "žmajk*", "ni"),
        ("en", "she isn't a blorf", "blorf", "isn't"),
        ("tr", "o değil blorf", "blorf", "değil"),
        ("xx-unknown", "ne blorf", "blorf", "ne"),
    ],
)
def test_every_language_of_the_region_in_both_scripts_and_without_marks(
    tmp_path, language, text, pattern, negation
):
    language = language.partition("-")[0]
    context = {"id": "negation", "words": [negation]}
    entry = {"pattern": pattern, "unless_near": ["negation"]}
    words = lexicon(tmp_path, entry, language=language, contexts=[context])
    positive = text.replace(negation, "a").replace("није", "a").replace("s'je", "a")
    assert found(words, text, positive) == [False, True]


LETTERS = "abčđëž жљ'’.,!?\"„“#@_-1 \n"


@settings(max_examples=60)
@given(
    st.text(alphabet=LETTERS, max_size=40), st.sampled_from(["sq", "hr", "sr", "mk", "sl", "en"])
)
def test_spacy_and_folding_take_a_text_apart_into_the_same_words(text, language):
    texts = pl.Series([text], dtype=pl.String)
    assert take_apart(texts, language)[0].words == fold(texts)[0].split()


WORDS = st.lists(st.sampled_from(["zmajka", "zmajke", "osoba", "more", "nije"]), max_size=8)


@settings(max_examples=60)
@given(WORDS)
def test_matcher_and_regular_expression_agree_on_every_pattern(tmp_path_factory, words):
    folder = tmp_path_factory.mktemp("lexicon")
    entry = {"pattern": "zmajk* ...2 osoba", "forms": ["more zmajka"]}
    # A neighbour that is always there sends every text through spaCy.
    asked = entry | {"near": ["osoba", "more", "zmajk*"], "within": 20}
    text = " ".join(words) + " more" * 2
    plain = found(lexicon(folder, entry), text)
    assert found(lexicon(folder, asked), text) == plain
