from __future__ import annotations

from datetime import UTC, datetime, timedelta

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from tefter.cleaning import latest, observations
from tefter.frames import OBSERVATIONS, POSTS, check

START = datetime(2023, 10, 1, tzinfo=UTC)
EMPTY_LISTS = {"hashtags": [], "mentions": [], "urls": [], "platform_entities": []}


def captures(*rows):
    plain = dict.fromkeys(POSTS.schema) | EMPTY_LISTS | {"post_uid": "tiktok:1", "source_record": 1}
    return pl.DataFrame([plain | row for row in rows], schema=POSTS.schema)


def test_the_latest_capture_gives_the_counts():
    post = latest(
        captures(
            {"captured_at": START + timedelta(days=30), "views": 900, "likes": None},
            {"captured_at": START, "views": 100, "likes": 5},
        )
    )
    assert post.select("views", "likes", "captures").rows() == [(900, None, 2)]
    assert post["first_captured_at"].to_list() == [START]
    assert post["captured_at"].to_list() == [START + timedelta(days=30)]


def test_a_text_once_known_is_not_lost_nor_what_was_read_from_it():
    post = latest(
        captures(
            {
                "captured_at": START,
                "text": "zovi #nova",
                "hashtags": ["nova"],
                "platform_entities": [{"kind": "phone", "start": 0, "end": 4}],
            },
            {"captured_at": START + timedelta(days=1), "views": 7},
        )
    )
    assert post["text"].to_list() == ["zovi #nova"]
    assert post["hashtags"].to_list() == [["nova"]]
    assert post["platform_entities"].list.len().to_list() == [1]
    assert post["views"].to_list() == [7]


def test_a_text_that_was_emptied_is_empty():
    post = latest(
        captures(
            {"captured_at": START, "text": "staro", "hashtags": ["a"]},
            {"captured_at": START + timedelta(days=1), "text": ""},
        )
    )
    assert post.select("text", "hashtags").rows() == [("", [])]


def test_what_a_post_does_not_change_is_taken_from_whoever_says_it():
    post = latest(
        captures(
            {"captured_at": START, "posted_at": START, "account_id": "7", "account_name": "staro"},
            {"captured_at": START + timedelta(days=1), "account_name": "novo"},
        )
    )
    assert post.select("posted_at", "account_id", "account_name").rows() == [(START, "7", "novo")]


def test_a_capture_without_a_time_is_the_oldest():
    post = latest(captures({"views": 1}, {"captured_at": START, "views": 2}))
    assert post.select("views", "first_captured_at", "captures").rows() == [(2, START, 2)]


def test_of_captures_at_one_moment_the_later_record_is_the_latest():
    post = latest(
        captures(
            {"captured_at": START, "views": 2, "source_record": 9},
            {"captured_at": START, "views": 1, "source_record": 3},
        )
    )
    assert post["views"].to_list() == [2]


def test_every_capture_keeps_its_counts():
    frame = captures(
        {"captured_at": START + timedelta(days=1), "views": 2},
        {"captured_at": START, "views": None, "likes": 0},
    )
    seen = observations(frame)
    check(seen, OBSERVATIONS)
    assert seen.select("views", "likes").rows() == [(None, 0), (2, None)]


ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "post_uid": st.sampled_from(["tiktok:1", "tiktok:2", "telegram:9/1"]),
            "captured_at": st.one_of(
                st.none(), st.integers(0, 3).map(lambda day: START + timedelta(days=day))
            ),
            "views": st.one_of(st.none(), st.integers(0, 9)),
            "text": st.one_of(st.none(), st.sampled_from(["", "a", "b"])),
            "posted_at": st.one_of(st.none(), st.just(START)),
        }
    ),
    max_size=8,
)


@settings(max_examples=80)
@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_the_input_does_not_matter(rows, random):
    named = [
        row | {"source_file": f"{number % 3}.json", "source_record": number}
        for number, row in enumerate(rows)
    ]
    frame = captures(*named)
    random.shuffle(named)
    assert latest(frame).equals(latest(captures(*named)))
    assert observations(frame).equals(observations(captures(*named)))


@settings(max_examples=80)
@given(ROWS)
def test_the_latest_of_the_latest_is_itself(rows):
    once = latest(captures(*rows))
    assert latest(once).equals(once)
    assert once["captures"].sum() == len(rows)
    assert once["post_uid"].is_unique().all()
