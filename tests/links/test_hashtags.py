"""Which hashtags stand together, and whether that is more than chance."""

from __future__ import annotations

import subprocess
import sys
import xml.etree.ElementTree as ET

import networkx as nx
import numpy as np
import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy import stats
from tests.links.frames import posts, tagged

from tefter.links import grow, hashtag_communities, hashtag_counts, hashtag_pairs, write_gexf
from tefter.links.hashtags.counts import COUNTS, PAIRS
from tefter.links.significance import adjusted, by_chance


def two_groups() -> pl.DataFrame:
    """Two pairs of hashtags that go together, and one that stands everywhere."""
    return posts(
        *tagged("x", "y", "fyp", count=6, account="a"),
        *tagged("x", "y", count=6, account="b"),
        *tagged("p", "q", "fyp", count=6, account="c"),
        *tagged("p", "q", count=6, account="d"),
        *tagged("fyp", "other", count=12, account="e"),
    )


def test_a_hashtag_is_counted_once_a_post_with_accounts_and_views():
    rows = tagged("x", "x", count=2) + tagged("x", account="b")
    assert hashtag_counts(posts(*rows)).rows() == [("x", 3, 2, 30)]


def test_views_that_nobody_knows_are_not_zero():
    rows = [row | {"views": None} for row in tagged("x")]
    assert hashtag_counts(posts(*rows))["views"].to_list() == [None]


def test_shares_are_told_both_ways_and_compared_with_chance():
    pairs = hashtag_pairs(two_groups())
    row = pairs.filter(hashtag="fyp", other="x").row(0, named=True)
    assert row["together"] == 6
    assert row["share"] == 6 / 24 and row["share_back"] == 6 / 12
    assert row["expected"] == 24 * 12 / 36
    assert not row["significant"]
    together = pairs.filter("significant").select("hashtag", "other").rows()
    assert together == [("p", "q"), ("x", "y")]


def test_what_one_account_alone_does_is_no_pattern():
    rows = tagged("x", "y", count=12) + tagged("z", count=24, account="b")
    found = hashtag_pairs(posts(*rows)).row(0, named=True)
    assert found["q_value"] < 0.001 and not found["significant"]


def test_the_test_is_fishers_one_sided_exact_test():
    # The tea of R. A. Fisher, The Design of Experiments (1935): 3 of 4 right, p = 17/70.
    found = by_chance(pl.Series([3]), pl.Series([4]), pl.Series([4]), 8)
    assert found[0] == pytest.approx(17 / 70)
    table = [[3, 1], [1, 3]]
    assert found[0] == pytest.approx(stats.fisher_exact(table, alternative="greater").pvalue)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40), st.integers(0, 30))
def test_false_discoveries_are_those_of_scipy_with_the_untold_ones_at_one(values, more):
    theirs = stats.false_discovery_control(values + [1.0] * more)[: len(values)]
    ours = adjusted(pl.Series(values, dtype=pl.Float64), len(values) + more)
    np.testing.assert_allclose(ours.to_numpy(), theirs, atol=1e-12)


def test_there_cannot_be_fewer_tests_than_results():
    with pytest.raises(ValueError, match="fewer tests"):
        adjusted(pl.Series([0.5, 0.1]), 1)


ROUNDED = [["a"], ["a"], *[["b"]] * 7, ["c"], ["a", "b", "c"]]
"""The last q-value once fell below its p-value by a bit."""


@example(ROUNDED)
@given(
    st.lists(st.lists(st.sampled_from("abcdef"), max_size=4), max_size=25),
)
def test_counts_hold_whatever_the_posts_say(lists):
    frame = posts(
        *(
            {"post_uid": f"tiktok:{n}", "account_id": str(n % 3), "hashtags": tags}
            for n, tags in enumerate(lists)
        )
    )
    counts = dict(hashtag_counts(frame).select("hashtag", "posts").iter_rows())
    for pair in hashtag_pairs(frame).iter_rows(named=True):
        both = sum(pair["hashtag"] in tags and pair["other"] in tags for tags in lists)
        assert pair["together"] == both <= min(counts[pair["hashtag"]], counts[pair["other"]])
        assert pair["hashtag"] < pair["other"]
        assert 0 < pair["p_value"] <= pair["q_value"] <= 1 + 1e-12


def test_communities_are_numbered_from_the_largest():
    frame = hashtag_communities(hashtag_pairs(two_groups()))
    assert frame.rows() == [("p", 1), ("q", 1), ("x", 2), ("y", 2)]


def test_communities_are_the_same_in_every_process():
    code = (
        "import polars as pl; from tefter.links import hashtag_communities;"
        "n=[f't{i}' for i in range(40)];"
        "p=pl.DataFrame({'hashtag':n,'other':n[1:]+n[:1],'together':[1+i%3 for i in range(40)],"
        "'significant':[True]*40});"
        "print(hashtag_communities(p).rows())"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1


def test_a_network_grows_from_its_seed_round_by_round_with_a_reason():
    frame = posts(
        *tagged("seed", "near", count=6, account="a"),
        *tagged("near", "far", count=6, account="b"),
        *tagged("far", count=2, account="b", start=20),
        *tagged("fyp", "seed", count=2, account="c"),
        *tagged("fyp", count=30, account="d"),
        *tagged("strange", count=30, account="e"),
    )
    grown = grow(frame, ["#SEED", "missing"])
    assert grown.select("hashtag", "round").rows() == [
        ("seed", 0),
        ("missing", 0),
        ("near", 1),
        ("far", 2),
    ]
    assert grown["posts"].to_list() == [8, 0, 12, 8]
    assert grown["reason"].to_list()[2] == (
        "6 of its 12 posts carry one found before; 1.3 would by chance"
    )


def test_growing_stops_where_nothing_joins():
    assert grow(two_groups(), ["x"])["hashtag"].to_list() == ["x", "y"]
    assert grow(posts(), ["x"]).height == 1
    assert grow(two_groups(), []).height == 0


def test_the_file_for_gephi_is_valid_repeats_itself_and_holds_hostile_text(tmp_path):
    hostile = '<x a="1">&\x07'
    frame = posts(
        *tagged(hostile, "y", count=6, account="a"), *tagged(hostile, "y", count=6, account="b")
    )
    pairs = hashtag_pairs(frame)
    nodes = hashtag_counts(frame).join(hashtag_communities(pairs), on="hashtag", how="left")
    paths = [write_gexf(nodes, pairs, tmp_path / f"{n}.gexf") for n in (1, 2)]
    assert paths[0].read_bytes() == paths[1].read_bytes()
    assert b"lastmodified" not in paths[0].read_bytes()
    ET.parse(paths[0])
    network = nx.read_gexf(paths[0])
    assert set(network) == {'<x a="1">&\N{REPLACEMENT CHARACTER}', "y"}
    (edge,) = network.edges(data=True)
    assert edge[2]["weight"] == 12


def test_no_posts_give_no_hashtags_and_the_same_columns():
    assert dict(hashtag_counts(posts()).schema) == COUNTS
    assert dict(hashtag_pairs(posts()).schema) == PAIRS
    assert hashtag_communities(hashtag_pairs(posts())).is_empty()
