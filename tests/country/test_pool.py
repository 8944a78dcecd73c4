from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tefter.country.names import COUNTRIES
from tefter.country.pool import pool
from tefter.country.weights import (
    CLOCK_ELSEWHERE,
    CLOCK_HERE,
    FAMILIES,
    MOST_WRONG,
    PRIOR_ELSEWHERE,
)

POST, ACCOUNT = "declared region of the post", "declared region of the account"
OTHERS, PROFILE = "declared region of the account's other posts", FAMILIES["profile"]
TELEPHONE, BIO = "telephone prefix in the bio", "place in the bio"
PLACE, SPEECH = "place in the text", "language of the text"
HOURS = st.sampled_from(
    [[], [("hours of posting", None, CLOCK_HERE)], [("hours of posting", None, CLOCK_ELSEWHERE)]]
)
SCHEMA = {"row": pl.Int64, "signal": pl.String, "country": pl.String, "weight": pl.Float64}


def framed(rows):
    """Rows as the signals give them; what was seen is never looked at but for towns."""
    return pl.DataFrame(rows, schema=SCHEMA, orient="row").with_columns(value="country")


def pooled(*signals, row=0):
    """Country, confidence, elsewhere and contradicted of one row of (signal, country, weight)."""
    rows = [(row, *signal) for signal in signals]
    return pool(framed(rows)).drop("row").row(0, named=True)


def of_family(*names):
    signals = [signal for name in names for signal in FAMILIES[name]]
    countries = st.sampled_from([*COUNTRIES, None, "DE", "AT"])
    said = st.tuples(st.sampled_from(signals), countries, st.floats(0.01, 0.97))
    return st.lists(said, min_size=1, max_size=30)


def test_a_signal_alone_is_right_as_often_as_its_weight_says():
    assert pooled((ACCOUNT, "XK", 0.9))["confidence"] == pytest.approx(0.9)
    assert pooled((PLACE, "SI", 0.45))["confidence"] == pytest.approx(0.45)


def test_a_country_outside_the_region_is_told_as_one_inside():
    said = pooled((ACCOUNT, "DE", 0.9))
    assert said["country"] == "DE"
    assert said["confidence"] == pytest.approx(0.9)


def test_null_is_every_country_but_the_eight():
    said = pooled(("hours of posting", None, 0.7))
    assert said["country"] is None
    assert said["elsewhere"] == pytest.approx(0.7)


def test_a_small_chance_speaks_against():
    against = pooled((PLACE, "RS", 0.45), ("hours of posting", None, 0.25))
    assert against["elsewhere"] < pooled((PLACE, "RS", 0.45))["elsewhere"] < PRIOR_ELSEWHERE


def test_families_that_agree_are_surer_than_each():
    both = pooled((ACCOUNT, "XK", 0.9), (TELEPHONE, "XK", 0.88))["confidence"]
    assert both > 0.95


def test_signals_of_one_family_add_less_than_those_of_two():
    same = pooled((PLACE, "XK", 0.3), ("flag in the text", "XK", 0.3))["confidence"]
    two = pooled((PLACE, "XK", 0.3), (BIO, "XK", 0.3))["confidence"]
    assert 0.3 < same < two


def test_elsewhere_speaks_for_a_country_outside_that_another_signal_names():
    alone = pooled((BIO, "DE", 0.5))["confidence"]
    assert pooled((BIO, "DE", 0.5), ("hours of posting", None, 0.85))["confidence"] > alone


def test_language_and_topic_do_not_speak_against_emigration():
    bio = [(BIO, "XK", 0.75), (BIO, None, 0.13)]
    spoken = pooled(*bio, (SPEECH, "XK", 0.4), (SPEECH, None, 0.2), (PLACE, "XK", 0.45))
    ratio = spoken["elsewhere"] / spoken["confidence"]
    assert ratio > 0.13 / 0.75 - 1e-9


@settings(max_examples=300)
@given(of_family("content"), HOURS)
def test_what_is_talked_about_never_decides_at_the_default_threshold(said, hours):
    assert pooled(*said, *hours)["confidence"] < 1 - MOST_WRONG


@pytest.mark.parametrize("one", [ACCOUNT, TELEPHONE, BIO])
@pytest.mark.parametrize("other", [ACCOUNT, TELEPHONE, BIO])
@settings(max_examples=30)
@given(of_family("content"), st.sampled_from(COUNTRIES), st.sampled_from(COUNTRIES))
def test_declarations_that_contradict_each_other_decide_nothing(one, other, content, here, there):
    if one == other or here == there:
        return
    said = pooled((one, here, 0.9), (other, there, 0.9), *content)
    assert said["contradicted"]
    assert said["confidence"] < 1 - MOST_WRONG


EVERYWHERE = [(OTHERS, country, 0.1) for country in COUNTRIES]


@settings(max_examples=200)
@given(of_family("telephone", "profile", "content", "clock"), st.sampled_from(COUNTRIES))
def test_the_region_of_a_traveller_s_post_outranks_all_that_the_account_says(said, country):
    found = pooled((POST, country, 0.98), (ACCOUNT, "RS", 0.9), *EVERYWHERE, *said)
    assert found["country"] == country
    assert found["confidence"] >= 1 - MOST_WRONG


@settings(max_examples=100)
@given(of_family("telephone", "profile", "content", "clock"))
def test_a_region_outside_the_eight_is_contradicted_by_nothing(said):
    found = pooled((POST, "SE", 0.98), *said)
    assert found["country"] == "SE"
    assert found["confidence"] >= 1 - MOST_WRONG


def test_a_region_that_no_other_post_relieves_is_contradicted_by_the_account():
    posts = [(POST, "RS", 0.98), (TELEPHONE, "XK", 0.88), (BIO, "XK", 0.75)]
    assert pooled(*posts)["contradicted"]
    assert pooled(*posts, (OTHERS, "AL", 0.9))["contradicted"]
    assert not pooled(*posts, (OTHERS, "XK", 0.9))["contradicted"]


def test_what_may_as_well_be_said_there_contradicts_no_region():
    flag = [("flag in the bio", "RS", 0.57), ("flag in the bio", "BA", 0.1)]
    assert not pooled((POST, "BA", 0.98), *flag)["contradicted"]
    assert pooled((POST, "HR", 0.98), *flag)["contradicted"]


@pytest.mark.parametrize("outside", PROFILE)
@pytest.mark.parametrize("home", PROFILE)
def test_a_country_outside_beside_home_is_where_somebody_lives(home, outside):
    profile = [(home, "XK", 0.75), (home, None, 0.13), (outside, "DE", 0.7)]
    if home == outside:
        profile = [(home, "XK", 0.3), (home, "DE", 0.58)]
    against = pooled(*profile, (TELEPHONE, "XK", 0.88), (TELEPHONE, None, 0.07))
    assert against["contradicted"]
    assert against["confidence"] < 1 - MOST_WRONG
    assert pooled(*profile)["country"] == "DE"
    assert pooled(*profile, (TELEPHONE, "DE", 0.95))["country"] == "DE"


@settings(max_examples=200)
@given(of_family(*FAMILIES), st.randoms())
def test_chances_are_chances_and_do_not_depend_on_order(said, dice):
    first = pooled(*said)
    dice.shuffle(said)
    again = pooled(*said)
    assert 0 < first["confidence"] <= 1
    assert 0 <= first["elsewhere"] <= 1
    assert again["confidence"] == pytest.approx(first["confidence"])


@settings(max_examples=100)
@given(st.lists(of_family(*FAMILIES), min_size=2, max_size=5))
def test_rows_do_not_depend_on_each_other(several):
    rows = [(row, *signal) for row, said in enumerate(several) for signal in said]
    together = pool(framed(rows)).drop("row").to_dicts()
    alone = [pooled(*said) for said in several]
    for one, other in zip(together, alone, strict=True):
        assert one["confidence"] == pytest.approx(other["confidence"])
        assert one["elsewhere"] == pytest.approx(other["elsewhere"])


def test_nothing_said_gives_no_row():
    assert pool(framed([])).is_empty()
