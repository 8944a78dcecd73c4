"""Words and people that are spelt like places."""

from __future__ import annotations

import polars as pl
import pytest
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from tefter.country.gazetteer import find_places
from tefter.country.names import COUNTRIES
from tefter.language.vocabulary import common_words

PEOPLE = """
Milica Arta Janković Burim Hoxha Mitrović Hadžić Ilić Kovač Novak Labinot Gent Lucija Julia Sophie
Vladimir Ajdin Adem Jagoda Jana Andrija Franka Konstantina Dominika Leon Besnik Agron Jelena Marija
Haris Lejla Mojca Nina Trajko Gordana
"""


def countries(text):
    return set(find_places(pl.Series([text], dtype=pl.String))["country"])


@pytest.mark.parametrize(
    "text",
    [
        "bar da dođe",
        "u bar",
        "u baru smo",
        "most na reci",
        "split screen",
        "nova pesma",
        "Nova godina",
        "vis a vis",
        "pag",
        "rab",
        "brod plovi",
        "brodom do otoka",
        "krk",
        "bled in utrujen",
        "has no idea",
        "mat",
        "peć je topla",
        "hrvatska vlada",
        "srpska vojska",
        "crna gora je visoka",
        "novi sad i stari",
        "mali pas",
        "Milan i Sofija",
        "Vlora Krasniqi",
        "kod Milana",
        "Dardan i Shkodran",
        "da bih došao",
        "na istoku grada",
        "ig: nešto",
        "zora",
    ],
)
def test_words_and_names_of_people_are_no_places(text):
    assert countries(text) == set()


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("u Splitu", "HR"),
        ("iz Kranja", "SI"),
        ("na Bledu", "SI"),
        ("në Vlorë", "AL"),
        ("u Baru", "ME"),
    ],
)
def test_such_names_are_places_behind_a_preposition_and_with_a_capital(text, country):
    assert country in countries(text)


@pytest.mark.parametrize(
    "words",
    [
        "prelepa brigu brige konja muško prozor manastir sećanja jagode višak viđen recite kolona "
        "episkop rešen zvonik šesto katar",
        "rreth thanë sonte qendra qëndroj shumën varri përparim",
        "денови работ минато бараш кажано модна",
        "resno breme nimaš plasti",
        "become chair monster dining",
    ],
)
def test_common_words_are_no_places_even_behind_a_preposition(words):
    for word in words.split():
        for before in ("", "u ", "në ", "во ", "v ", "in "):
            assert countries(before + word) == set(), before + word


@pytest.mark.parametrize("word", ["Prelepa", "Brigu", "Viđen", "Rreth", "Become", "Resno", "Muško"])
def test_a_capital_at_the_beginning_makes_no_place_of_a_word(word):
    assert countries(f"{word} ti je to") == set()


@pytest.mark.parametrize(
    ("language", "most"), [("hbs", 280), ("mk", 170), ("sl", 135), ("sq", 185)]
)
def test_few_of_the_words_of_a_language_are_places(language, most):
    """Those left were read one by one: names of countries and of towns, in their cases."""
    if language == "sq":
        listed = {word.lower() for word in DefaultDictionaryFactory().get_dictionary("sq")}
    else:
        listed = set(common_words(language))
    found = find_places(pl.Series(sorted(listed)))
    assert found["row"].n_unique() <= most
    assert found.filter(~pl.col("country").is_in(COUNTRIES)).is_empty()


@pytest.mark.parametrize("name", PEOPLE.split())
def test_names_of_people_are_no_places_in_what_somebody_shows(name):
    for shown in (False, True):
        texts = pl.Series([name, f"{name} | 1998", f"{name} Krasniqi"])
        assert find_places(texts, own=True, shown=shown).is_empty()


def test_in_a_shown_name_only_larger_places_count():
    texts = pl.Series(["Junik", "Beograd", "Tirana Burger"])
    assert find_places(texts, own=True, shown=True)["country"].to_list() == ["RS", "AL"]
