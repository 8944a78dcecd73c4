"""Digits are found in every format of the languages, and none is ever passed over."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

import pytest
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent
from hypothesis import given
from hypothesis import strategies as st

from tefter.claims import find_figures
from tefter.claims.figures import LANGUAGES

LOCALES = {"cnr": "sr_Latn_ME"}
DAYS = st.dates(date(1990, 1, 1), date(2035, 12, 31))
PATTERNS = ["long", "dd.MM.yyyy", "d. M. yyyy", "yyyy-MM-dd", "d MMMM yyyy", "d. MMMM yyyy."]
YEAR_WORD = re.compile(r"\s?г?\.$")
"""Macedonian dates end in "г.", Serbian ones in a point: neither is a part of the date."""


def locale(language):
    return LOCALES.get(language, language)


def only(text, language):
    [figure] = find_figures(text, language)
    return figure


@pytest.mark.parametrize("language", LANGUAGES)
@given(number=st.integers(0, 10**12))
def test_a_whole_number_is_found_however_its_language_groups_it(language, number):
    written = format_decimal(number, locale=locale(language))
    for form in (written, str(number), f"{number:,}".replace(",", " ")):
        figure = only(f"Xyz {form} qwr.", language)
        assert (figure.text, figure.value) == (form, number)


@pytest.mark.parametrize("language", LANGUAGES)
@given(tenths=st.integers(0, 99_999), places=st.integers(1, 2))
def test_a_decimal_is_found_with_its_last_place(language, tenths, places):
    number = Fraction(tenths, 10**places)
    pattern = "#,##0." + "0" * places
    written = format_decimal(float(number), format=pattern, locale=locale(language))
    figure = only(f"Xyz {written} qwr.", language)
    assert (figure.text, figure.value, figure.step) == (written, number, Fraction(1, 10**places))


@pytest.mark.parametrize("language", LANGUAGES)
@given(thousandths=st.integers(0, 1000))
def test_a_percentage_is_a_part_of_one(language, thousandths):
    share = Fraction(thousandths, 1000)
    for pattern in ("#,##0.#%", "#,##0.#\u00a0%", "#,##0.# %"):
        written = format_percent(float(share), format=pattern, locale=locale(language))
        figure = only(f"Xyz {written} qwr.", language)
        assert (figure.text, figure.value, figure.form) == (written, share, "share")


@pytest.mark.parametrize("language", LANGUAGES)
@given(day=DAYS, pattern=st.sampled_from(PATTERNS))
def test_a_date_is_found_in_words_and_in_digits(language, day, pattern):
    written = format_date(day, pattern, locale=locale(language))
    figure = only(f"Xyz {written} qwr", language)
    assert (figure.year, figure.month, figure.day) == (day.year, day.month, day.day)
    assert figure.text == YEAR_WORD.sub("", written)


@pytest.mark.parametrize("language", LANGUAGES)
@given(day=DAYS, pattern=st.sampled_from(["LLLL yyyy", "MMMM yyyy"]))
def test_a_month_and_its_year_are_a_date(language, day, pattern):
    written = format_date(day, pattern, locale=locale(language))
    figure = only(f"Xyz {written} qwr.", language)
    assert (figure.year, figure.month, figure.day) == (day.year, day.month, None)


@pytest.mark.parametrize(
    ("language", "text", "says"),
    [
        ("sq", "shtatori i vitit 2020", "2020-09"),
        ("sq", "shtator të vitit 2020", "2020-09"),
        ("sq", "14 shtator 2020", "2020-09-14"),
        ("hr", "rujna 2020", "2020-09"),
        ("bs", "septembra 2020", "2020-09"),
        ("sr", "14. септембра 2020", "2020-09-14"),
        ("mk", "септември 2020", "2020-09"),
        ("en", "September 14, 2020", "2020-09-14"),
        ("en", "14th of September 2020", "2020-09-14"),
        ("en", "14 September", "--09-14"),
    ],
)
def test_dates_as_stories_write_them(language, text, says):
    figure = only(f"{text}.", language)
    assert (figure.text, figure.says()) == (text, says)


@pytest.mark.parametrize(
    ("language", "text", "says"),
    [
        ("en", "3rd", "no. 3"),
        ("hr", "3. mjesto", "no. 3"),
        ("sl", "3. mesto", "no. 3"),
        ("sq", "3-të", "no. 3"),
        ("mk", "3-ти", "no. 3"),
        ("en", "30.6 million", "30,600,000"),
        ("en", "74 percent", "74%"),
        ("en", "74 per cent", "74%"),
        ("hr", "74,5 %", "74.5%"),
        ("sq", "74,5 për qind", "74.5%"),
        ("en", "½", "50%"),
        ("en", "3½", "3.5"),
        ("en", "1/3", "33.33%"),
        ("en", "1'234'567", "1,234,567"),
        ("en", "in 2020", "2020"),
        ("en", "−5", "-5"),
    ],
)
def test_ordinals_fractions_and_scaled_digits(language, text, says):
    assert only(text, language).says() == says


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("2020–2023", ["2020", "2023"]),
        ("70–78%", ["70", "78%"]),
        ("in 2020 427 videos", ["2020", "427"]),
        ("427 videos, 43 accounts", ["427", "43"]),
        ("10:30", ["10:30"]),
        ("1.2.3", ["1.2.3"]),
        ("④ videos, ❸, Ⅳ", ["4", "3", "4"]),
        ("⁴²⁷ videos on 5 km²", ["427", "5"]),
        ("COVID-19, MP4", ["19", "4"]),
        ("+383 42 123 456", ["+383 42 123 456"]),
    ],
)
def test_ranges_lists_and_things_that_are_no_number(text, says):
    assert [one.says() for one in find_figures(text, "en")] == says


def test_the_language_decides_what_a_point_before_three_digits_is():
    assert only("1.234", "en").value == Fraction(1234, 1000)
    assert only("1.234", "hr").value == 1234
    assert only("30.606.176", "en").value == 30_606_176


def test_a_month_that_is_a_word_too_needs_its_capital_in_english():
    assert [one.says() for one in find_figures("they may 12 times", "en")] == ["12"]


@given(st.text(st.sampled_from("0123456789.,:/-– %+aMЖ½\n(")), st.sampled_from(list(LANGUAGES)))
def test_every_digit_of_a_text_is_in_exactly_one_figure(text, language):
    figures = find_figures(text, language)
    covered = [place for one in figures for place in range(one.start, one.end)]
    assert len(covered) == len(set(covered))
    digits = {place for place, letter in enumerate(text) if letter.isdecimal()}
    assert digits <= set(covered)
    assert all(one.text == text[one.start : one.end] for one in figures)


@given(st.text(), st.sampled_from(list(LANGUAGES)))
def test_no_text_whatever_stops_the_search(text, language):
    figures = find_figures(text, language)
    assert [one.start for one in figures] == sorted(one.start for one in figures)


def test_digits_of_a_web_address_state_nothing():
    assert find_figures("see https://example.org/2024/03 there", "en") == []
