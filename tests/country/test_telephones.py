from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.country.frames import accounts_of, posts_of

from tefter.country.profiles import profiles_of
from tefter.country.signals.telephones import (
    find_prefixes,
    telephones_in_bio,
    telephones_in_text,
)
from tefter.demo.dice import Dice
from tefter.demo.phones import RANGES, international, typed


def prefixes(text):
    return [row[1:] for row in find_prefixes(pl.Series([text], dtype=pl.String)).iter_rows()]


@pytest.mark.parametrize("country", RANGES)
@pytest.mark.parametrize("written", ["+{}", "00{}", "tel: +{}", "00 {}", "📞 +{}", "{}"])
def test_the_prefix_of_a_number_is_told_and_nothing_else(country, written):
    number = international(country, Dice(1)).lstrip("+")
    code = RANGES[country].code
    assert prefixes(written.format(number)) == [(f"+{code}", country)]


@settings(max_examples=60)
@given(st.sampled_from(list(RANGES)), st.integers(0, 10**6))
def test_no_evidence_ever_holds_more_of_a_number_than_its_prefix(country, seed):
    for value, _ in prefixes(f"zovi {typed(country, Dice(seed))}"):
        assert len([sign for sign in value if sign.isdigit()]) <= 5


def test_digits_of_another_script_are_read():
    assert prefixes("٠٠٣٨٣ ٤٢ ١٢٣ ٤٥٦") == [("+383", "XK")]


def test_a_number_without_its_country_says_nothing():
    assert prefixes("044 123 456") == []


@pytest.mark.parametrize(
    ("number", "country"),
    [("+49 00 000 0000", "DE"), ("+39 000 000 0000", "IT"), ("0041 00 000 00 00", "CH")],
)
def test_numbers_of_other_countries_are_told_too(number, country):
    assert [found for _, found in prefixes(number)] == [country]


def test_a_code_of_several_countries_says_nothing():
    assert prefixes("+1 202 555 0100") == []


@pytest.mark.parametrize("text", [None, "", "12.12.2023", "1.000.000", "0038", "🙂", "+383"])
def test_what_is_no_number_gives_no_prefix(text):
    assert prefixes(text) == []


def weights(text):
    rows = telephones_in_text(posts_of({"text_clean": text}))
    return dict(rows.select("country", "weight").iter_rows())


def test_a_number_in_a_bio_weighs_more_than_one_in_a_text():
    number = "+383 42 123 456"
    posts = posts_of({"text_clean": number})
    bio = telephones_in_bio(posts, profiles_of(posts, accounts_of({"bio": number})))
    assert bio.filter(pl.col("country") == "XK")["weight"][0] > weights(number)["XK"]


def test_prefixes_that_kosovo_used_before_its_own_speak_for_two_countries():
    assert set(weights("+381 55 123 4567")) == {"RS", "XK"}
    old = weights("+386 49 000 000")
    assert old["XK"] > old["SI"] > 0
    assert set(weights("+377 44 000 000")) == {"XK"}


@pytest.mark.parametrize("area", ["28", "29", "38", "39", "280", "290", "390"])
def test_the_old_area_codes_of_kosovo_are_of_kosovo_alone(area):
    assert set(weights(f"+381 {area} 000 000")) == {"XK"}
    assert set(weights("+381 11 000 0000")) == {"RS", "XK"}


def test_the_other_numbers_of_slovenia_and_monaco_are_theirs():
    slovenian = weights("+386 67 123 456")
    assert slovenian["SI"] > 10 * slovenian["XK"]
    assert set(weights("+377 93 00 00 00")) == {"MC"}


def test_several_prefixes_share_the_weight():
    two = weights("+383 42 123 456, +355 65 123 4567")
    assert two["XK"] == pytest.approx(two["AL"])
    assert sum(two.values()) < 1
