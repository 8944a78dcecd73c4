"""Where something disagrees, a country is better not given: a wrong one is the worst bug."""

from __future__ import annotations

import polars as pl
import pytest
from tests.country.frames import accounts_of, one, posts_of

from tefter.country import add_country, locate_accounts, unknown_reason
from tefter.country.gazetteer import find_doubtful

HOME = (("Prizren", "+383 44 123 456"), ("Tuzla", "+387 61 123 456"), ("Niš", "+381 64 123 4567"))
ABROAD = """Wien,Graz,Linz,Bern,Oslo,Ulm,Bari,Rim,NYC,UK,USA,U.S.A.,SHBA,Paris,Milano,St. Gallen,
Winterthur,Dornbirn,Antwerpen,Olten,Biel,Sydney"""


@pytest.mark.parametrize("place", ABROAD.replace("\n", "").split(","))
@pytest.mark.parametrize(
    "said", ["{home} - {away} {tel}", "{home} | {away} | {tel}", "{home} ✈️ {away} {tel}"]
)
def test_who_names_a_place_abroad_beside_home_is_not_put_at_home(place, said):
    for home, tel in HOME:
        assert one(None, said.format(home=home, away=place, tel=tel))["country"] is None


@pytest.mark.parametrize(
    "now", ["sad Švedska", "tash Suedi", "trenutno Beč", "сега Малме", "now Denmark"]
)
def test_who_says_where_he_is_now_is_not_put_at_home(now):
    for home, tel in HOME:
        assert one(None, f"{home}, {now} {tel}")["country"] is None


@pytest.mark.parametrize(
    "bio",
    [
        "Prizren, jetoj në Osoje +383 44 123 456",
        "Tuzla, živim u Grottau +387 61 123 456",
        "gastarbajter iz Loznice +381 64 123 4567",
        "mërgimtar nga Suhareka +383 44 123 456",
        "Битола, дијаспора +389 70 123 456",
    ],
)
def test_who_says_to_live_elsewhere_is_not_put_at_home(bio):
    assert one(None, bio)["country"] is None


@pytest.mark.parametrize(
    "bio",
    [
        "iz Prijedora u Zagrebu +385 91 123 4567",
        "Banja Luka - Beograd +387 65 123 456",
        "Pejë | Ljubljana | +386 40 123 456",
        "nga Presheva në Prishtinë +383 44 123 456",
    ],
)
def test_two_towns_of_two_countries_contradict_each_other(bio):
    located = add_country(posts_of({}), accounts_of({"bio": bio}))
    assert located["country"].to_list() == [None]
    assert unknown_reason(located).to_list() == ["signals contradict each other"]


def test_where_posts_are_made_settles_which_of_two_towns_is_home():
    posts = posts_of(*[{"declared_region": "HR"}] * 6)
    accounts = accounts_of({"bio": "iz Prijedora u Zagrebu"})
    assert locate_accounts(posts, accounts)["country"].to_list() == ["HR"]


def test_two_towns_of_one_country_do_not_contradict_each_other():
    assert one(None, "Novi Sad | Niš | +381 64 123 4567")["country"] == "RS"
    assert one(None, "Mitrovica | Niš | +381 22 123 456")["country"] != "XK"


@pytest.mark.parametrize(
    "bio",
    [
        "Mitrovica 🇷🇸 +381 64 123 4567",
        "Kosovska Mitrovica, Srbija 🇷🇸 +381 64 123 4567",
        "Gračanica, Srbija +381 64 123 4567",
        "Leposavić 🇷🇸 +381 64 123 4567",
        "Лепосавић 🇷🇸 +381 64 123 4567",
        "Peć 🇷🇸 +381 64 123 4567",
        "Obilić +381 64 123 4567",
        "Istok 🇷🇸 +381 64 123 4567",
        "Velika Hoča 🇷🇸 +381 64 123 4567",
    ],
)
def test_a_serbian_flag_and_number_do_not_take_a_town_of_kosovo_to_serbia(bio):
    assert one(None, bio)["country"] is None
    posts = posts_of(*[{"declared_region": "RS"}] * 6)
    bio = bio.partition("+")[0]
    assert locate_accounts(posts, accounts_of({"bio": bio}))["country"].to_list() == [None]


def test_a_town_that_is_serbia_s_alone_stays_there():
    assert one(None, "Sremska Mitrovica 🇷🇸 +381 64 123 4567")["country"] == "RS"
    assert one(None, "Beograd, Srbija +381 64 123 4567")["country"] == "RS"


@pytest.mark.parametrize(
    ("town", "tel"), [("Rožaje", "+382 67 123 456"), ("Prijepolje", "+381 64 123 456")]
)
def test_sandzak_lies_in_two_countries(town, tel):
    country = {"+382": "ME", "+381": "RS"}[tel[:4]]
    assert one(None, f"{town}, Sandžak {tel}")["country"] == country


@pytest.mark.parametrize("word", ["Bar", "Berat", "Pale", "Kula", "Vlora"])
def test_a_word_that_may_be_a_town_elsewhere_holds_back_and_decides_nothing(word):
    assert one(None, f"{word} | +386 40 123 456", most_wrong=0.05)["country"] is None
    assert one(None, f"{word} | Maribor | +386 40 123 456")["country"] == "SI"


def test_a_restaurant_is_no_town():
    assert one(None, "Bar & Restaurant +382 67 123 456")["country"] is None


def test_a_small_town_in_a_shown_name_holds_back_its_neighbour():
    accounts = accounts_of({"display_name": "Ulqin 🇦🇱", "declared_region": "AL"})
    posts = posts_of({"language": "sq", "language_confidence": 0.95})
    assert add_country(posts, accounts)["country"].to_list() == [None]


def test_nothing_doubtful_is_found_in_nothing():
    assert find_doubtful(pl.Series([None, "", "🙂"], dtype=pl.String)).is_empty()
    assert find_doubtful(pl.Series(["samo ljubav"])).is_empty()
