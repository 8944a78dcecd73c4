"""A number in words is found with its value and its place, in every language."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.claims.generated import ENGINES, is_right, rulesets, words

from tefter.claims import find_figures

UNITS = st.integers(2, 100)
NUMBERS = st.one_of(UNITS, st.integers(2, 9_999), st.integers(2, 999_999_999))


def only(text, language):
    """The one certain number of a text."""
    [figure] = [one for one in find_figures(text, language) if not one.doubtful]
    return figure


def value(text, language):
    figure = only(text, language)
    return figure.text, figure.value


@pytest.mark.parametrize("language", ENGINES)
@given(number=NUMBERS, gender=st.integers(0, 3))
def test_any_number_that_unicode_spells_is_found_with_value_and_place(language, number, gender):
    if not is_right(language, number):
        return
    rules = rulesets(language)
    spelled = words(language, number, rules[gender % len(rules)])
    figure = only(f"Xyz, {spelled} qwr.", language)
    assert figure.value == number
    assert (figure.start, figure.end, figure.text) == (5, 5 + len(spelled), spelled)


@pytest.mark.parametrize("language", ENGINES)
@given(number=NUMBERS)
def test_a_capital_at_the_beginning_of_a_sentence_changes_nothing(language, number):
    if is_right(language, number):
        spelled = words(language, number).capitalize()
        assert value(f"{spelled} qwr.", language) == (spelled, number)


@given(tens=st.integers(2, 9), unit=st.integers(1, 9))
def test_slovenian_units_stand_before_the_tens_in_one_word(tens, unit):
    spelled = f"{words('sl', unit)}in{words('sl', 10 * tens)}"
    assert value(f"sto {spelled} qwr", "sl") == (f"sto {spelled}", 100 + 10 * tens + unit)


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        ("en", "four hundred and twenty-seven", 427),
        ("en", "a hundred thousand", 100_000),
        ("en", "twelve hundred", 1_200),
        ("en", "three dozen", 36),
        ("sq", "dy qind", 200),
        ("sq", "njëzet e shtatë", 27),
        ("mk", "двајца", 2),
        ("mk", "двете", 2),
        ("mk", "петмина", 5),
        ("bs", "dvije", 2),
        ("hr", "dvoje", 2),
        ("hr", "obje", 2),
        ("sr", "dve", 2),
        ("sr", "две", 2),
        ("sr", "двојица", 2),
        ("cnr", "dvjema", 2),
        ("bs", "pet stotina", 500),
        ("hr", "dvjesto tisuća", 200_000),
        ("sr", "двеста хиљада", 200_000),
        ("sl", "dveh", 2),
        ("sl", "petimi", 5),
        ("sl", "oba", 2),
        ("en", "trio", 3),
        ("sq", "dymijë", 2_000),
        ("sq", "njëmijë e dyqind", 1_200),
        ("sq", "dyqindmijë", 200_000),
        ("mk", "двеилјади", 2_000),
        ("mk", "дванаесетмина", 12),
        ("mk", "дваесетмината", 20),
        ("hr", "dvadesetpet", 25),
        ("bs", "sedamnaestoro", 17),
        ("hr", "dvanaestorica", 12),
        ("sl", "stodvajset", 120),
        ("sl", "petstopetindvajset", 525),
        ("sl", "dvatisoč", 2_000),
        ("sl", "trojica", 3),
        ("sl", "ničla", 0),
    ],
)
def test_inflected_and_colloquial_forms_are_numbers_too(language, text, number):
    assert only(f"xyz {text} qwr", language).value == number


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        ("en", "thirty million", 30_000_000),
        ("en", "30 million", 30_000_000),
        ("en", "8.2 million", 8_200_000),
        ("en", "30M", 30_000_000),
        ("en", "one and a half million", 1_500_000),
        ("en", "half a million", 500_000),
        ("sq", "30 mijë", 30_000),
        ("sq", "1,2 milion", 1_200_000),
        ("sq", "1,2 miliona", 1_200_000),
        ("sq", "1,2 milionë", 1_200_000),
        ("sq", "milion e gjysmë", 1_500_000),
        ("sq", "dy e gjysmë milionë", 2_500_000),
        ("mk", "30 милиони", 30_000_000),
        ("mk", "100 илјади", 100_000),
        ("mk", "милион и пол", 1_500_000),
        ("hr", "30 milijuna", 30_000_000),
        ("hr", "pola milijuna", 500_000),
        ("bs", "milion i po", 1_500_000),
        ("sr", "два и по милиона", 2_500_000),
        ("sr", "30 хиљада", 30_000),
        ("sl", "8,2 milijona", 8_200_000),
        ("sl", "30 tisoč", 30_000),
        ("sl", "milijon in pol", 1_500_000),
        ("sq", "një mijë e 306", 1_306),
        ("sq", "261 mijë e 473", 261_473),
        ("mk", "1 милион и 860 илјади", 1_860_000),
        ("bs", "1 milion 860 hiljada", 1_860_000),
        ("en", "2 million 300 thousand", 2_300_000),
        ("en", "quarter of a million", 250_000),
        ("en", "three quarters of a million", 750_000),
        ("sl", "četrt milijona", 250_000),
        ("sl", "tri četrt milijona", 750_000),
        ("sl", "poldrugi milijon", 1_500_000),
        ("hr", "četvrt milijuna", 250_000),
        ("bs", "četvrt miliona", 250_000),
        ("sr", "четврт милиона", 250_000),
        ("mk", "четврт милион", 250_000),
        ("sq", "çerek milioni", 250_000),
        ("en", "dozen and a half", 18),
        ("en", "two dozen and a half", 30),
        ("en", "one and a half dozen", 18),
        ("en", "half a dozen", 6),
        ("hr", "pola tuceta", 6),
        ("sl", "pol ducata", 6),
        ("en", "two trillion", 2 * 10**12),
        ("en", "3.5tn", 35 * 10**11),
        ("en", "3.5 bn", 35 * 10**8),
        ("hr", "dva bilijuna", 2 * 10**12),
        ("sr", "два билиона", 2 * 10**12),
        ("mk", "два трилиони", 2 * 10**18),
        ("sq", "dy bilionë", 2 * 10**12),
        ("sl", "dva bilijona", 2 * 10**12),
    ],
)
def test_words_for_thousands_and_millions_scale_what_stands_before_them(language, text, number):
    figure = only(f"xyz {text} qwr", language)
    assert (figure.text, figure.value, figure.form) == (text, number, "count")


QUARTERS = Fraction(3, 4)


@pytest.mark.parametrize(
    ("language", "text", "share"),
    [
        ("en", "three quarters", QUARTERS),
        ("en", "three-quarters", QUARTERS),
        ("en", "two thirds", Fraction(2, 3)),
        ("en", "half", Fraction(1, 2)),
        ("sq", "tre të katërtat", QUARTERS),
        ("sq", "tri të katërtat", QUARTERS),
        ("sq", "një e treta", Fraction(1, 3)),
        ("sq", "gjysma", Fraction(1, 2)),
        ("mk", "три четвртини", QUARTERS),
        ("mk", "половина", Fraction(1, 2)),
        ("hr", "tri četvrtine", QUARTERS),
        ("sr", "три четвртине", QUARTERS),
        ("bs", "polovina", Fraction(1, 2)),
        ("bs", "trećinu", Fraction(1, 3)),
        ("sl", "tri četrtine", QUARTERS),
        ("sl", "dve tretjini", Fraction(2, 3)),
        ("en", "seventy-four percent", Fraction(74, 100)),
        ("sq", "shtatëdhjetë për qind", Fraction(70, 100)),
        ("hr", "sedamdeset posto", Fraction(70, 100)),
        ("sr", "седамдесет одсто", Fraction(70, 100)),
        ("mk", "седумдесет проценти", Fraction(70, 100)),
        ("sl", "sedemdeset odstotkov", Fraction(70, 100)),
        ("sl", "74-odstotni", Fraction(74, 100)),
        ("hr", "74-postotni", Fraction(74, 100)),
        ("mk", "74-процентен", Fraction(74, 100)),
        ("sq", "tre çerekët", QUARTERS),
        ("mk", "шестина", Fraction(1, 6)),
        ("hr", "osmina", Fraction(1, 8)),
    ],
)
def test_fractions_and_percentages_in_words_are_parts_of_one(language, text, share):
    figure = only(f"xyz {text} qwr", language)
    assert (figure.text, figure.value, figure.form) == (text, share, "share")


@pytest.mark.parametrize(
    ("language", "text", "rank"),
    [
        ("en", "third", 3),
        ("en", "twenty-first", 21),
        ("sq", "tretë", 3),
        ("mk", "третата", 3),
        ("hr", "trećem", 3),
        ("sr", "трећи", 3),
        ("sr", "двадесет први", 21),
        ("sl", "tretji", 3),
        ("sl", "petindvajsetega", 25),
        ("sq", "dymbëdhjeti", 12),
        ("sq", "dyzeti", 40),
        ("hr", "stoti", 100),
        ("sl", "stotretji", 103),
    ],
)
def test_ordinals_are_ranks(language, text, rank):
    figure = only(f"xyz {text} qwr", language)
    assert (figure.text, figure.value, figure.form) == (text, rank, "ordinal")


@pytest.mark.parametrize(
    ("language", "text", "size"),
    [
        ("en", "hundreds", 100),
        ("sq", "qindra", 100),
        ("mk", "стотици", 100),
        ("hr", "stotine", 100),
        ("sr", "стотине", 100),
        ("sl", "stotine", 100),
        ("en", "hundreds of thousands", 100_000),
        ("sq", "qindra mijë", 100_000),
        ("mk", "стотици илјади", 100_000),
        ("bs", "stotine hiljada", 100_000),
        ("hr", "desetine tisuća", 10_000),
        ("sl", "stotine tisoč", 100_000),
    ],
)
def test_hundreds_are_a_magnitude(language, text, size):
    figure = only(f"xyz {text} qwr", language)
    assert (figure.text, figure.value, figure.form) == (text, size, "magnitude")


@pytest.mark.parametrize(
    ("language", "text", "word"),
    [
        ("en", "every third video", "third"),
        ("sq", "çdo i treti", "treti"),
        ("sq", "çdo e treta", "treta"),
        ("mk", "секој трет профил", "трет"),
        ("hr", "svaka treća objava", "treća"),
        ("sr", "сваки трећи снимак", "трећи"),
        ("sl", "vsak tretji video", "tretji"),
    ],
)
def test_every_third_is_a_third_of_them(language, text, word):
    figure = only(text, language)
    assert (figure.text, figure.value, figure.form) == (word, Fraction(1, 3), "share")


@pytest.mark.parametrize(
    ("language", "text", "times"),
    [
        ("en", "doubled", 2),
        ("en", "threefold", 3),
        ("en", "tenfold", 10),
        ("sq", "dyfish", 2),
        ("sq", "trefishuar", 3),
        ("mk", "двојно", 2),
        ("mk", "трипати", 3),
        ("hr", "udvostručio", 2),
        ("sr", "четвороструко", 4),
        ("sl", "štirikrat", 4),
        ("sl", "podvojilo", 2),
    ],
)
def test_words_that_multiply_are_numbers(language, text, times):
    assert value(f"xyz {text} qwr", language) == (text, times)


def test_scores_are_a_magnitude_only_of_things():
    assert value("scores of women", "en") == ("scores", 20)
    assert find_figures("the scores were high", "en") == []


def test_a_word_that_says_about_itself_is_approximate():
    assert only("stotinjak videa", "bs").approximate
    assert only("стотињак снимака", "sr").approximate
    assert only("десетина видеа", "mk").approximate


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("en", "one two three", [1, 2, 3]),
        ("en", "two and three", [2, 3]),
        ("en", "30 million and 427", [30_000_000, 427]),
        ("sq", "1,2 milionë e 427", [1_200_000, 427]),
        ("en", "twelve and twenty", [12, 20]),
        ("en", "a third of millions", [Fraction(1, 3), 10**6]),
        ("hr", "dva i tri", [2, 3]),
        ("hr", "dva-tri", [2, 3]),
        ("sq", "dy e tre", [2, 3]),
        ("mk", "два и три", [2, 3]),
        ("sl", "dva, tri", [2, 3]),
    ],
)
def test_two_numbers_beside_each_other_are_not_one(language, text, values):
    assert [one.value for one in find_figures(text, language)] == values


def test_numbers_in_a_language_that_is_not_read_are_one_sentence():
    with pytest.raises(Exception, match="numbers cannot be read in the language xx; name one of"):
        find_figures("1", "xx")
