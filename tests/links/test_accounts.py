"""Accounts: how uneven their posting is, and which post the same things."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.links.frames import posts

from tefter.links import account_clusters, account_ties, account_totals, concentration
from tefter.links.accounts.clusters import CLUSTERS, TIES
from tefter.links.accounts.totals import CONCENTRATION


def sounds(account: str, *names: object) -> list[dict[str, object]]:
    return [
        {
            "post_uid": f"tiktok:{account}{place}",
            "platform": "tiktok",
            "account_id": account,
            "sound_id": str(name),
        }
        for place, name in enumerate(names)
    ]


def of(counts: list[int]) -> pl.DataFrame:
    return pl.DataFrame(
        {"platform": ["tiktok"] * len(counts), "posts": counts},
        schema={"platform": pl.String, "posts": pl.Int64},
    )


def test_totals_leave_unknown_counts_unknown():
    rows = sounds("a", 1, 2) + sounds("b", 3)
    rows[0]["views"] = 5
    found = account_totals(posts(*rows))
    assert found.select("account_id", "posts", "views", "likes").rows() == [
        ("a", 2, 5, None),
        ("b", 1, None, None),
    ]


def test_posts_of_nobody_are_nobodys():
    assert account_totals(posts({"post_uid": "tiktok:1", "platform": "tiktok"})).is_empty()


def test_concentration_is_what_a_hand_computes():
    (row,) = concentration(of([6, 2, 1, 1])).rows(named=True)
    assert row["gini"] == pytest.approx(0.4)
    assert row["top_share"] == row["top_tenth_share"] == 0.6
    assert row["accounts_of_half"] == 1
    assert concentration(of([5, 5, 5]))["gini"][0] == pytest.approx(0)


@given(st.lists(st.integers(1, 500), min_size=1, max_size=50))
def test_gini_is_half_of_the_relative_mean_difference(counts):
    apart = np.abs(np.subtract.outer(counts, counts)).mean()
    found = concentration(of(counts)).row(0, named=True)
    assert found["gini"] == pytest.approx(apart / (2 * np.mean(counts)), abs=1e-9)
    ranked = sorted(counts, reverse=True)
    half = found["accounts_of_half"]
    assert 2 * sum(ranked[:half]) >= sum(counts) > 2 * sum(ranked[: half - 1])


def test_accounts_that_use_the_same_rare_sounds_are_a_cluster_with_its_evidence():
    same = [f"s{n}" for n in range(5)]
    others = [row for n in range(20) for row in sounds(f"z{n:02}", *range(10 * n, 10 * n + 5))]
    frame = posts(*sounds("a", *same), *sounds("b", *same), *sounds("c", *same), *others)
    ties = account_ties(frame)
    assert ties.filter("significant").height == 3
    assert ties["sounds"].to_list() == [5, 5, 5]
    clusters = account_clusters(ties)
    assert clusters["account_id"].to_list() == ["a", "b", "c"]
    assert clusters.select("cluster", "accounts", "ties", "sounds").row(0) == (1, 3, 3, 10)


def test_one_thing_in_common_is_no_tie_and_a_fashion_ties_nobody():
    rest = [row for n in range(30) for row in sounds(f"z{n:02}", f"own{n}")]
    once = account_ties(posts(*sounds("a", "x"), *sounds("b", "x"), *rest))
    assert once["shared"].to_list() == [1] and not once["significant"].any()
    fashion = posts(*(row for n in range(11) for row in sounds(f"f{n}", "hit", "song")))
    assert account_ties(fashion).is_empty()


def test_texts_that_are_nearly_the_same_are_one_thing_and_short_ones_none():
    long = "pogledajte kako se ova seta gradom svake veceri a nikoga nije briga"
    rows = [
        {"post_uid": "tiktok:1", "account_id": "a", "text_clean": long},
        {"post_uid": "tiktok:2", "account_id": "b", "text_clean": f"{long} x",
         "near_duplicate_of": "tiktok:1"},
        {"post_uid": "tiktok:3", "account_id": "c", "text_clean": f"{long} x",
         "duplicate_of": "tiktok:2"},
        {"post_uid": "tiktok:4", "account_id": "d", "text_clean": "haha"},
        {"post_uid": "tiktok:5", "account_id": "e", "text_clean": "haha",
         "duplicate_of": "tiktok:4"},
    ]  # fmt: skip
    ties = account_ties(posts(*({"platform": "tiktok"} | row for row in rows)))
    assert ties.select("account_id", "other_id", "texts").rows() == [
        ("a", "b", 1),
        ("a", "c", 1),
        ("b", "c", 1),
    ]


def test_no_posts_have_no_accounts():
    assert dict(account_ties(posts()).schema) == TIES
    assert dict(account_clusters(account_ties(posts())).schema) == CLUSTERS
    assert dict(concentration(account_totals(posts())).schema) == CONCENTRATION
