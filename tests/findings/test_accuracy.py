"""What was told is held against what people say, and uncertainty is kept apart from error."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tefter.findings import accuracy_table, confusion_table, reliability_table

CODES = ["XK", "RS", None]


def frames(pairs):
    """Return posts and labels; a pair is (label, told, confidence)."""
    uids = [f"tiktok:{place}" for place in range(len(pairs))]
    posts = pl.DataFrame(
        {
            "post_uid": uids,
            "country": [told for _, told, _ in pairs],
            "country_confidence": [confidence if told else None for _, told, confidence in pairs],
        },
        schema={"post_uid": pl.String, "country": pl.String, "country_confidence": pl.Float64},
    )
    labels = pl.DataFrame(
        {"post_uid": uids, "country": [label for label, _, _ in pairs]},
        schema={"post_uid": pl.String, "country": pl.String},
    )
    return posts, labels


PAIRS = st.lists(
    st.tuples(st.sampled_from(CODES), st.sampled_from(CODES), st.floats(0, 1)), max_size=40
)


def test_an_unknown_is_neither_right_nor_wrong():
    found = accuracy_table(*frames([("XK", "XK", 0.99), ("XK", None, 0), ("RS", "XK", 0.96)]))
    row = found.row(0, named=True)
    assert (row["labelled"], row["told"], row["right"]) == (3, 2, 1)
    assert row["share_told"] == pytest.approx(2 / 3)
    assert row["low"] < row["share_right"] == 0.5 < row["high"]


def test_where_nothing_was_told_no_share_is_claimed():
    row = accuracy_table(*frames([("XK", None, 0)])).row(0, named=True)
    assert (row["share_right"], row["low"], row["high"]) == (None, None, None)


def test_an_undetermined_language_is_unknown():
    posts = pl.DataFrame(
        {"post_uid": ["a", "b"], "language": ["und", "sq"], "language_confidence": [None, 0.9]}
    )
    labels = pl.DataFrame({"post_uid": ["a", "b"], "language": ["sq", "sq"]})
    assert accuracy_table(posts, labels).row(0, named=True)["told"] == 1
    assert confusion_table(posts, labels, "language").to_dicts() == [
        {"label": "sq", "sq": 1, "unknown": 1}
    ]


@given(PAIRS)
def test_every_labelled_post_stands_in_the_confusion_table_once(pairs):
    posts, labels = frames(pairs)
    table = confusion_table(posts, labels, "country")
    counts = table.select(pl.exclude("label")).sum()
    assert sum(counts.row(0)) == sum(label is not None for label, _, _ in pairs)


@given(PAIRS)
def test_every_told_and_labelled_post_stands_in_one_group_of_confidence(pairs):
    table = reliability_table(*frames(pairs), "country")
    assert table["posts"].sum() == sum(bool(label and told) for label, told, _ in pairs)
    assert (table["confidence"] >= table["from"] - 1e-9).all()
    assert (table["low"] <= table["share_right"]).all()
    assert (table["share_right"] <= table["high"]).all()


def test_only_what_the_labels_have_is_measured():
    posts, labels = frames([("XK", "XK", 1.0)])
    assert accuracy_table(posts, labels)["what"].to_list() == ["country"]
    assert confusion_table(posts, labels, "language").height == 0
    assert reliability_table(posts, labels, "language").height == 0
    assert accuracy_table(posts, labels.select("post_uid")).height == 0
