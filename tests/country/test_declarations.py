"""What an account says of itself, against what a platform and its posts say."""

from __future__ import annotations

import pytest
from tests.country.frames import accounts_of, one, posts_of, signals

from tefter.country import add_country, locate_accounts, unknown_reason


def test_a_bio_with_a_town_is_not_enough_and_with_a_telephone_it_is():
    assert one(bio="Prishtinë 🇽🇰")["country"] is None
    assert one(bio="Prishtinë 🇽🇰 +383 42 123 456")["country"] == "XK"


def test_a_telephone_of_kosovo_in_an_account_of_albania_decides_nothing():
    accounts = accounts_of({"bio": "+383 42 123 456", "declared_region": "AL"})
    located = add_country(posts_of({}), accounts)
    assert located["country"].to_list() == [None]
    assert unknown_reason(located).to_list() == ["signals contradict each other"]


@pytest.mark.parametrize(
    ("bio", "region"),
    [
        ("Kosovska Mitrovica 🇷🇸", "RS"),
        ("Štrpce 🇷🇸", "RS"),
        ("KiM 🇷🇸", "RS"),
        ("Prishtinë 🇦🇱", "AL"),
        ("Ulcinj 🇦🇱", "AL"),
        ("Podgorica 🇷🇸", "RS"),
        ("Novi Pazar 🇧🇦", "BA"),
    ],
)
def test_a_flag_does_not_hide_that_the_town_is_in_another_country(bio, region):
    located = add_country(posts_of({}), accounts_of({"bio": bio, "declared_region": region}))
    assert located["country"].to_list() == [None]
    assert unknown_reason(located).to_list() == ["signals contradict each other"]
    # Nor where the platform files all posts of the account under the neighbour.
    posts = posts_of(*[{"declared_region": region}] * 6)
    located = add_country(posts, accounts_of({"bio": bio}))
    assert set(located["country"]) == {None}
    assert locate_accounts(posts, accounts_of({"bio": bio}))["country"].to_list() == [None]


def test_a_town_at_home_does_not_contradict_a_traveller():
    posts = posts_of(*[{"declared_region": "RS"}] * 5, {"declared_region": "ME"})
    located = add_country(posts, accounts_of({"bio": "Beograd 🇷🇸"}))
    assert located["country"].to_list() == ["RS"] * 5 + ["ME"]


def test_emigrants_are_not_taken_for_people_at_home():
    for bio in ("🇽🇰🇩🇪", "Kosova | Stuttgart", "Prizren → Zürich"):
        assert one(bio=bio)["country"] not in {"XK", "AL"}
    assert one(bio="Zürich 🇨🇭🇽🇰 +41 00 000 00 00")["country"] == "CH"


@pytest.mark.parametrize(
    ("bio", "name"),
    [
        ("📍Berlin | from Gjilan 🇽🇰 | +383 44 123 456", None),
        ("Berlin 🇽🇰 +383 44 123 456", None),
        ("Beč, rodom iz Čačka 🇷🇸 tel +381 64 123 4567", None),
        ("🇽🇰 Gjilan +383 44 123 456", "Besa 🇩🇪"),
        ("Gjilan +383 44 123 456", "Besa Berlin"),
        ("Gjilan 🇽🇰 #berlin +383 44 123 456", None),
        ("Prizren 🇽🇰 | Gjermani | +383 44 123 456", None),
    ],
)
def test_a_home_flag_and_telephone_do_not_outvote_where_an_emigrant_says_to_live(bio, name):
    post = {"language": "sq", "language_confidence": 0.95}
    assert one(post, bio, name)["country"] not in {"XK", "RS"}


@pytest.mark.parametrize(
    ("bio", "name"),
    [
        ("Milica | +387 65 123 456", None),
        ("+387 65 123 456", "Milica"),
        ("+387 65 123 456", "Milica Janković"),
        ("+355 69 123 4567", "Arta"),
        ("+383 44 123 456", "Burim"),
        ("Janković | +383 44 123 456", None),
        ("prelepa duša ✨ +383 44 123 456", None),
    ],
)
def test_a_telephone_beside_a_first_name_or_a_word_does_not_decide(bio, name):
    assert one(None, bio, name)["country"] is None


def test_a_word_is_no_place_that_contradicts_a_telephone():
    located = one(None, "prelepa dusa ✨ +381 64 123 4567")
    assert signals(located) == {"telephone prefix in the bio"}


def test_the_town_counts_more_than_a_country_that_is_named_beside_it():
    assert one(None, "Milica | Beograd, usluge i u BiH +387 65 123 456")["country"] is None
    assert one(None, "Sarajevo, BiH +387 61 123 456")["country"] == "BA"


def test_a_word_that_is_a_town_too_counts_beside_its_country_s_telephone():
    assert one(None, "Bar +382 67 123 456")["country"] == "ME"
    assert "place in the bio" not in signals(one(None, "Bar +381 64 123 4567"))


def test_old_fixed_lines_of_kosovo_are_of_kosovo():
    assert one(None, "Prishtinë +381 38 123 456")["country"] == "XK"


@pytest.mark.parametrize("region", ["RS", "AL", "ME", "MK"])
def test_posts_that_a_platform_files_under_a_neighbour_are_not_from_there(region):
    post = {"declared_region": region, "language": "sq", "variety": "aln"}
    posts = posts_of(*[post] * 6)
    for bio in ("Prishtinë +383 44 123 456", "Prishtinë", "🇽🇰", "+383 44 123 456"):
        accounts = accounts_of({"bio": bio})
        located = add_country(posts, accounts)
        assert located["country"].to_list() == [None] * 6
        assert set(unknown_reason(located)) == {"signals contradict each other"}
        assert locate_accounts(posts, accounts)["country"].to_list() == [None]


def test_an_emigrant_s_posts_are_where_the_platform_says():
    posts = posts_of(*[{"declared_region": "DE"}] * 6)
    assert set(
        add_country(posts, accounts_of({"bio": "Prishtinë +383 44 123 456"}))["country"]
    ) == {"DE"}


@pytest.mark.parametrize(
    ("bio", "language", "variety"),
    [
        ("Preševo 🇦🇱", "sq", None),
        ("Ulqin 🇦🇱", "sq", "aln"),
        ("Tetovë 🇦🇱", "sq", "aln"),
        ("Severna Mitrovica 🇷🇸", "hbs", "sr"),
        ("Banja Luka 🇷🇸", "hbs", "sr"),
        ("🇦🇱", "sq", "aln"),
        ("🇭🇷 Mostar", "hbs", "hr"),
    ],
)
def test_minorities_are_not_counted_to_the_country_of_their_flag(bio, language, variety):
    post = {"language": language, "variety": variety, "language_confidence": 0.95}
    assert one(post, bio)["country"] is None


def test_a_traveller_s_post_is_where_its_region_is():
    posts = posts_of(*({"declared_region": "RS"} for _ in range(9)), {"declared_region": "XK"})
    accounts = accounts_of({"bio": "Beograd +381 55 123 4567", "declared_region": "RS"})
    located = add_country(posts, accounts)
    assert located["country"].to_list() == ["RS"] * 9 + ["XK"]
    assert locate_accounts(posts, accounts)["country"].to_list() == ["RS"]
