"""Who decides: people before the lexicon, the lexicon before a model; and each says so."""

from __future__ import annotations

import dataclasses

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.coding.human.made import codebook, decision

from tefter.coding import beside_people, decide
from tefter.coding.classifier import Learned
from tefter.coding.classifier.learning import CODES
from tefter.coding.human import People, final_codes
from tefter.coding.human.collecting import decisions_frame
from tefter.coding.human.people import drawn_from, letters_of
from tefter.frames import CODING, DECIDED, STRINGS, require

CATEGORIES = ("attack", "shaming", "not_relevant")


def by_lexicon(*categories):
    """Posts 1, 2, 3 … as the lexicon coded them; None where it found nothing."""
    return pl.DataFrame(
        {
            "post_uid": [f"tiktok:{number}" for number in range(1, len(categories) + 1)],
            "platform": "tiktok",
            "country": "XK",
            "language": "sq",
            "category": categories,
            "category_source": [one and "lexicon" for one in categories],
            "category_confidence": None,
            "category_evidence": [["an-entry: word"] if one else [] for one in categories],
            "flags": [["minor"] if one else [] for one in categories],
        },
        schema={"post_uid": pl.String, "platform": pl.String, "country": pl.String}
        | {"language": pl.String}
        | {column.name: column.dtype for column in DECIDED},
    )


def people(*decisions, adjudicated=()):
    coded, decided = decisions_frame(decisions), decisions_frame(adjudicated)
    return dataclasses.replace(
        People.nobody(),
        annotations=coded,
        adjudicated=decided,
        final=final_codes(coded, decided),
    )


def model(**codes):
    rows = [
        (f"tiktok:{post[1:]}", category, category or "shaming", 0.9 if category else 0.4, "attack")
        for post, category in codes.items()
    ]
    return Learned(codes=pl.DataFrame(rows, schema=CODES, orient="row"))


def decided(posts, who=None, learned=None):
    who = who or People.nobody()
    said = beside_people(posts, who, codebook())
    return decide(said, who, learned or Learned(), codebook())


def test_people_decide_before_the_lexicon_and_it_before_a_model():
    posts = decided(
        by_lexicon("attack", "attack", None, None),
        people(decision(1, categories="shaming", flags="data_exposed")),
        model(p1="not_relevant", p2="not_relevant", p3="not_relevant", p4=None),
    )
    require(posts, [column.name for column in CODING])
    assert posts["category"].to_list() == ["shaming", "attack", "not_relevant", None]
    assert posts["category_source"].to_list() == ["human", "lexicon", "model", None]
    assert posts["category_confidence"].to_list() == [None, None, 0.9, None]
    assert posts["category_evidence"].to_list() == [["single"], ["an-entry: word"], [], []]
    assert posts["flags"].to_list() == [["data_exposed"], ["minor"], [], []]


def test_what_each_says_stays_beside_what_is_decided():
    posts = decided(
        by_lexicon("attack", None),
        people(decision(1, categories="shaming")),
        model(p1="not_relevant", p2=None),
    )
    assert posts["human_category"].to_list() == ["shaming", None]
    assert posts["lexicon_category"].to_list() == ["attack", None]
    assert posts["model_category"].to_list() == ["not_relevant", None]
    assert posts["model_guess"].to_list() == ["not_relevant", "shaming"]


def test_for_estimates_the_lexicon_speaks_before_a_model_that_had_not_seen_the_post():
    posts = decided(by_lexicon("shaming", None), None, model(p1="not_relevant", p2=None))
    assert posts["machine_category"].to_list() == ["shaming", "attack"]


def test_where_coders_differ_the_lexicon_stands_until_an_editor_settles_it():
    both = decision(1, categories="shaming"), decision(1, "bo", "not_relevant")
    open_ = decided(by_lexicon("attack"), people(*both)).row(0, named=True)
    assert (open_["category"], open_["category_source"]) == ("attack", "lexicon")
    assert open_["human_category"] is None
    settled = people(*both, adjudicated=[decision(1, "ed", "shaming")])
    after = decided(by_lexicon("attack"), settled).row(0, named=True)
    assert (after["category"], after["category_source"]) == ("shaming", "human")
    assert after["human_basis"] == "adjudicated"


def test_that_nobody_can_tell_is_no_code():
    posts = decided(by_lexicon(None), people(decision(1, kind="cannot_tell")))
    assert posts["category"].to_list() == [None]
    assert posts["human_category"].to_list() == [None]


def test_without_posts_nothing_fails():
    assert decided(by_lexicon().clear(), people(decision(1))).height == 0


CODE = st.sampled_from([*CATEGORIES, None])


@given(st.lists(st.tuples(CODE, CODE, CODE), min_size=1, max_size=12))
def test_the_first_who_says_something_decides(said):
    coded = [decision(n, categories=one[0]) for n, one in enumerate(said, 1) if one[0]]
    posts = decided(
        by_lexicon(*(one[1] for one in said)),
        people(*coded),
        model(**{f"p{n}": one[2] for n, one in enumerate(said, 1)}),
    )
    first = [next((one for one in codes if one), None) for codes in said]
    assert posts["category"].to_list() == first
    order = ("human", "lexicon", "model")
    who = [next((order[place] for place, one in enumerate(codes) if one), None) for codes in said]
    assert posts["category_source"].to_list() == who
    assert posts["post_uid"].to_list() == [f"tiktok:{n}" for n in range(1, len(said) + 1)]


def rounds(*rows):
    schema = {"round": pl.String, "post_uid": pl.String, "coder": pl.String, "place": pl.Int64}
    return pl.DataFrame(
        [("first", f"tiktok:{post}", "A", 1, weight) for post, weight in rows],
        schema=schema | {"weight": pl.Float64},
        orient="row",
    )


@pytest.mark.parametrize(
    ("drawn", "expected"),
    [
        ((), [None, None]),
        (((1, 2.0),), ["all", "all"]),
        (((2, 2.0),), ["chosen", "all"]),
        (((1, 1.0), (2, 4.0)), ["tiktok/XK/sq/attack", "tiktok/XK/sq/none"]),
    ],
    ids=["no round", "one rate", "coded without being drawn", "several rates"],
)
def test_an_estimate_is_told_how_posts_were_drawn(drawn, expected):
    who = dataclasses.replace(people(decision(1)), assignments=rounds(*drawn))
    assert drawn_from(by_lexicon("attack", None), who).to_list() == expected


def test_coders_have_letters_in_the_order_of_their_names():
    assert letters_of({"zana", "ana"}) == {"ana": "A", "zana": "B"}
    many = letters_of(f"c{number:02d}" for number in range(30))
    assert many["c25"] == "Z" and many["c26"] == "A2"
    assert len(set(many.values())) == 30


def test_columns_that_hold_lists_keep_their_type():
    posts = decided(by_lexicon("attack"))
    assert posts.schema["flags"] == STRINGS
