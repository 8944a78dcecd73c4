from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tefter.country.gazetteer.inflection import inflected, nominative


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("nis", "nisu nisa"),
        ("beograd", "beograda beogradu beogradom"),
        ("prishtina", "prishtine prishtinës prishtinën"),
        ("prizren", "prizreni prizrenit prizrenin prizrena prizrenu"),
        ("zadar", "zadra zadru"),
        ("kragujevac", "kragujevca kragujevcu"),
        ("sabac", "sapca sapcu"),
        ("rijeka", "rijeci rijeku"),
        ("ljubljana", "ljubljane ljubljani ljubljano"),
        ("sarajevo", "sarajeva sarajevu"),
        ("skopje", "skopja skopju"),
        ("ulqini", "ulqin ulqinit ulqinin"),
        ("vinkovci", "vinkovcima"),
        ("pejë", "peja pejës pejën"),
        ("shkodër", "shkodra shkodrës"),
        ("bečej", "bečeja bečeju"),
    ],
)
def test_a_name_has_the_forms_of_its_ending(name, forms):
    assert set(forms.split()) <= inflected(name)


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("novi sad", "novom sadu"),
        ("banja luka", "banjoj luci"),
        ("bijelo polje", "bijelom polju"),
        ("novo mesto", "novega mesta"),
        ("stara pazova", "staroj pazovi"),
        ("hani i elezit", "hani i elezitit"),
    ],
)
def test_names_of_several_words_are_inflected_in_each(name, form):
    assert form in inflected(name)


@pytest.mark.parametrize(
    ("name", "definite"),
    [
        ("pejë", "peja"),
        ("prizren", "prizreni"),
        ("istog", "istogu"),
        ("shkodër", "shkodra"),
        ("peshkopi", "peshkopia"),
    ],
)
def test_an_albanian_name_names_its_place_in_two_forms(name, definite):
    assert nominative(name) == {name, definite}


def test_the_shortest_names_stay_as_they_are():
    assert inflected("ub") == {"ub"}


@given(st.text("abcdefghijklmnopqrstuvz ", max_size=20).map(lambda t: " ".join(t.split())))
def test_every_name_is_a_form_of_itself(name):
    assert name in inflected(name)
