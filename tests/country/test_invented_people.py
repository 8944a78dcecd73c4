"""The promise: of accounts with a known country, at most 3 in 100 wrong among the decided."""

from __future__ import annotations

import polars as pl
import pytest
from tests.country.people import invented

from tefter.country import add_country, locate_accounts

MOST_WRONG = 0.03
PEOPLE = 1_200


@pytest.fixture(scope="module", params=[11, 12])
def people(request):
    return invented(PEOPLE, request.param)


def wrong_and_decided(located, truth):
    decided = located.filter(pl.col("country").is_not_null())
    wrong = decided.filter(pl.col("country") != pl.col(truth))
    return wrong.height / decided.height, decided.height / located.height


def test_of_accounts_few_are_wrong_and_many_decided(people):
    posts, accounts, homes = people
    located = locate_accounts(posts, accounts).join(homes, on="account_id")
    wrong, decided = wrong_and_decided(located, "home")
    assert wrong <= MOST_WRONG
    assert decided >= 0.3


def test_of_posts_few_are_wrong_and_many_decided(people):
    posts, accounts, _ = people
    wrong, decided = wrong_and_decided(add_country(posts, accounts), "made_in")
    assert wrong <= MOST_WRONG
    assert decided >= 0.4


def test_no_country_of_the_region_is_wrong_more_often_than_promised(people):
    posts, accounts, homes = people
    located = locate_accounts(posts, accounts).join(homes, on="account_id")
    for (country,), decided in located.drop_nulls("country").group_by("country"):
        wrong = decided.filter(pl.col("home") != country).height
        assert wrong <= 1 + MOST_WRONG * decided.height, country


@pytest.mark.parametrize("most_wrong", [0.05, 0.1, 0.2, 0.3])
def test_the_share_of_wrong_ones_is_at_most_what_was_asked_for(people, most_wrong):
    posts, accounts, homes = people
    located = locate_accounts(posts, accounts, most_wrong).join(homes, on="account_id")
    wrong, _ = wrong_and_decided(located, "home")
    assert wrong <= most_wrong


def test_confidence_is_no_more_than_the_share_of_right_ones(people):
    posts, accounts, homes = people
    located = locate_accounts(posts, accounts, 0.99).join(homes, on="account_id")
    told = located.drop_nulls("country").with_columns(
        right=pl.col("country") == pl.col("home"),
        tenth=(pl.col("country_confidence") * 10).floor(),
    )
    for _, bin_ in told.group_by("tenth"):
        if bin_.height >= 50:
            assert bin_["right"].mean() >= bin_["country_confidence"].mean() - 0.1


def test_every_decision_explains_itself(people):
    posts, accounts, _ = people
    decided = add_country(posts, accounts).drop_nulls("country")
    assert decided["country_evidence"].list.len().min() > 0
