"""Words that deny, soften or bound a number, and forms of a number that count nothing."""

from __future__ import annotations

import pytest
from tests.claims.published import published
from tests.claims.test_kinds_of_claims import NO, YES, status, verdicts


def with_values(**values):
    """Return the published findings with other values of some."""
    return [
        {**one, **values.get(one["name"], {})} if one["name"] in values else one
        for one in published()
    ]


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("There were not even more than 420 posts.", "en"),
        ("There weren’t more than 420 posts.", "en"),
        ("There were never over 420 posts.", "en"),
        ("Nije bilo više od 420 objava.", "sr"),
        ("Није било више од 420 објава.", "sr"),
        ("Nuk ishin më shumë se 420 video.", "sq"),
        ("Не беа повеќе од 420 видеа.", "mk"),
        ("Ni bilo več kot 420 objav.", "sl"),
    ],
)
def test_what_is_denied_does_not_hold(sentence, language):
    assert status(sentence, "420", "tiktok_posts", "more_than", language) == NO


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Not only more than 420 posts were seen.", "en"),
        ("It did not stop: more than 420 posts came.", "en"),
        ("They did not answer, and more than 420 posts stayed.", "en"),
        ("Ne samo više od 420 objava, nego i slike.", "hr"),
    ],
)
def test_what_is_not_denied_holds(sentence, language):
    assert status(sentence, "420", "tiktok_posts", "more_than", language) == YES


@pytest.mark.parametrize("kind", ["exact", "rounded", "about", "at_least", "at_most", "more_than"])
@pytest.mark.parametrize(
    ("sentence", "number", "language"),
    [
        ("At least dozens, more than dozens, about dozens of posts.", "dozens", "en"),
        ("It is the third.", "third", "en"),
        ("It is the 10th.", "10th", "en"),
        ("Desetine objava.", "Desetine", "sr"),
    ],
)
def test_an_order_of_size_and_a_rank_count_nothing(sentence, number, language, kind):
    value = {"dozens": 12, "third": 3, "10th": 10, "Desetine": 10}[number]
    numbers = with_values(tiktok_posts={"value": value})
    binding = {"number": number, "finding": "tiktok_posts", "kind": kind}
    found = verdicts(sentence, binding, language=language, numbers=numbers)
    assert YES not in {one.status for one in found if one.kind}


@pytest.mark.parametrize(
    ("sentence", "number", "language"),
    [("40-ak objava.", "40-ak", "hr"), ("Četrdesetak objava.", "Četrdesetak", "hr")],
)
def test_a_number_that_says_about_itself_is_never_exact(sentence, number, language):
    numbers = with_values(tiktok_posts={"value": 40})
    for kind, expected in (("exact", NO), ("rounded", NO), ("about", YES)):
        binding = {"number": number, "finding": "tiktok_posts", "kind": kind}
        (one,) = verdicts(sentence, binding, language=language, numbers=numbers)
        assert one.status == expected, kind


def test_an_interval_has_the_unit_of_its_finding():
    days = with_values(tiktok_posts={"value": 200, "unit": "days", "low": 142, "high": 374})
    binding = {"number": "142 to 374", "finding": "tiktok_posts", "kind": "interval"}
    (one, _) = verdicts("It took 142 to 374 days.", binding, numbers=days)
    assert (one.status, one.actual) == (YES, "142 days to 374 days")
    binding["number"] = "142 to 374%"
    assert verdicts("It is 142 to 374%.", binding, numbers=days)[0].status == NO


@pytest.mark.parametrize(
    ("value", "sentence", "number", "kind"),
    [
        (0.7808, "It is 0.7808.", "0.7808", "exact"),
        (0.7808, "It is less than 0.79.", "0.79", "less_than"),
        (-0.0166, "It is minus 0.017.", "minus 0.017", "rounded"),
        (-0.0166, "It is less than −0.016.", "−0.016", "less_than"),
        (-0.0166, "It is more than −0.017.", "−0.017", "more_than"),
        (-0.0166, "It is at least −0.0166.", "−0.0166", "at_least"),
    ],
)
def test_decimals_are_as_written_and_bounds_under_zero_on_their_own_side(
    value, sentence, number, kind
):
    numbers = with_values(tiktok_posts={"value": value, "unit": "alpha"})
    binding = {"number": number, "finding": "tiktok_posts", "kind": kind}
    assert verdicts(sentence, binding, numbers=numbers)[0].status == YES


@pytest.mark.parametrize(
    ("sentence", "number", "expected"),
    [
        ("Dobra tretjina objav.", "tretjina", "more_than"),
        ("Slaba tretjina objav.", "tretjina", "less_than"),
    ],
)
def test_a_good_third_is_more_and_a_bare_one_less(sentence, number, expected):
    told = (sentence, number, "top_account_posts")
    share = {"of": "tiktok_posts", "language": "sl"}
    kinds = {kind: status(*told, kind, **share) for kind in ("more_than", "less_than")}
    # 142 of 427 are a little under a third.
    assert kinds == {"more_than": NO, "less_than": YES if expected == "less_than" else NO}
    assert status(*told, "fraction", range=(0.3, 0.36), **share) == NO


def test_parts_of_a_thousand_are_shares():
    numbers = with_values(tiktok_posts={"value": 0.01, "unit": "share"})
    binding = {"number": "10‰", "finding": "tiktok_posts", "kind": "percent"}
    assert verdicts("It is 10‰.", binding, numbers=numbers)[0].status == YES
    assert status("It is 427‰.", "427‰", "tiktok_posts", "exact") == NO


@pytest.mark.parametrize(
    ("sentence", "number", "language"),
    [
        ("Во 2020-та.", "2020-та", "mk"),
        ("Në 2020-të.", "2020-të", "sq"),
        ("In 2020.", "2020", "en"),
    ],
)
def test_a_year_with_an_ending_is_a_year(sentence, number, language):
    assert status(sentence, number, "first_posted", "date", language) == YES


def test_a_short_year_behind_another_is_a_year():
    binding = {
        "number": "2020–23",
        "finding": ["first_posted", "last_posted"],
        "kind": "date_range",
    }
    assert {one.status for one in verdicts("In 2020–23.", binding)} == {YES}
    found = verdicts("In 2020–24.", {**binding, "number": "2020–24"})
    assert [one.status for one in found] == [YES, NO]
