"""One, first, second, both: a number where the words around say so, and else not."""

from __future__ import annotations

import pytest

from tefter.claims import find_figures


def certain(text, language):
    return [one.text for one in find_figures(text, language) if not one.doubtful]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("sq", "një llogari postoi video"),
        ("sq", "ishte një grup"),
        ("mk", "еден профил објави видеа"),
        ("mk", "една група"),
        ("bs", "jedan nalog objavio je videa"),
        ("hr", "u jednoj skupini"),
        ("sr", "један налог"),
        ("sr", "jedni kažu"),
        ("sl", "en račun je objavil"),
        ("sl", "ena od skupin"),
        ("en", "no one saw it"),
        ("en", "this one is empty"),
        ("en", "one must look"),
        ("en", "they follow one another"),
    ],
)
def test_an_article_or_pronoun_is_no_number(language, text):
    assert certain(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "word"),
    [
        ("sq", "vetëm një llogari", "një"),
        ("sq", "një nga 43 llogari", "një"),
        ("sq", "më shumë se një llogari", "një"),
        ("sq", "një në katër video", "një"),
        ("mk", "само еден профил", "еден"),
        ("mk", "еден од 43 профили", "еден"),
        ("bs", "samo jedan nalog", "jedan"),
        ("bs", "jedan od četiri videa", "jedan"),
        ("sr", "тачно један налог", "један"),
        ("sl", "samo en račun", "en"),
        ("sl", "eden od 43 računov", "eden"),
        ("en", "one account posted videos", "one"),
        ("en", "one in four", "one"),
    ],
)
def test_the_same_word_is_a_number_where_something_is_counted(language, text, word):
    assert word in certain(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "at first, a second look"), ("hr", "drugi su prvi put"), ("sl", "prvič in drugi")],
)
def test_first_and_second_need_no_claim(language, text):
    assert certain(text, language) == []


def test_both_is_two_unless_it_joins_two_things_with_and():
    assert certain("both accounts were empty", "en") == ["both"]
    assert certain("both TikTok and Telegram", "en") == []


def test_a_part_is_a_fraction_behind_a_number_or_an_article():
    [third] = find_figures("a third of the total", "en")
    assert third.form == "share"
    [third] = find_figures("the third video", "en")
    assert third.form == "ordinal"


def test_what_is_doubtful_is_found_all_the_same_so_that_a_claim_can_bind_it():
    [one] = find_figures("një llogari", "sq")
    assert (one.value, one.doubtful) == (1, True)


@pytest.mark.parametrize(
    ("language", "text"),
    [("hr", "što je to"), ("en", "someone, often, tension, weightless"), ("sl", "petek, otroci")],
)
def test_a_number_is_a_whole_word(language, text):
    assert find_figures(text, language) == []
