from __future__ import annotations

from datetime import UTC, datetime, timedelta

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from tefter.links import disappeared, lifetimes

FIRST = datetime(2023, 10, 1, tzinfo=UTC)
SECOND = FIRST + timedelta(days=30)
THIRD = SECOND + timedelta(days=30)
SCHEMA = {
    "post_uid": pl.String,
    "platform": pl.String,
    "chat_id": pl.String,
    "account_id": pl.String,
    "account_name": pl.String,
    "posted_at": pl.Datetime("us", "UTC"),
    "captured_at": pl.Datetime("us", "UTC"),
}


def capture(at, *posts, platform="tiktok", chat=None):
    """One capture of posts written ``account/number``; the number is the day it was posted."""
    return pl.DataFrame(
        [
            (
                f"{platform}:{post}",
                platform,
                chat,
                post.split("/")[0],
                post.split("/")[0].upper(),
                datetime(2022, 1, int(post.split("/")[1]), tzinfo=UTC),
                at,
            )
            for post in posts
        ],
        schema=SCHEMA,
        orient="row",
    )


def judge(*captures, **options):
    posts, accounts = disappeared(pl.concat(captures), **options)
    return (
        dict(posts.select("post_uid", "basis").iter_rows()),
        accounts["account_id"].to_list(),
    )


def test_a_post_is_missed_where_the_later_capture_reached_back_further():
    gone, emptied = judge(capture(FIRST, "a/1", "a/2", "a/3"), capture(SECOND, "a/1", "a/3"))
    assert gone == {"tiktok:a/2": "account"}
    assert emptied == []


def test_a_post_older_than_the_later_capture_reached_is_not_judged():
    gone, _ = judge(capture(FIRST, "a/1", "a/2", "a/3"), capture(SECOND, "a/3"))
    assert gone == {}


def test_an_account_without_any_post_left_is_emptied_where_the_others_were_seen_again():
    gone, emptied = judge(
        capture(FIRST, "a/1", "b/1", "c/1", "c/2"), capture(SECOND, "a/1", "b/1", "b/5")
    )
    assert gone == {"tiktok:c/1": "set", "tiktok:c/2": "set"}
    assert emptied == ["c"]


def test_an_account_out_of_scope_of_the_later_capture_is_not_judged():
    gone, emptied = judge(
        capture(FIRST, "a/1", "b/1", "c/1"), capture(SECOND, "a/1", "x/1", "y/1", "z/1")
    )
    assert gone == {}
    assert emptied == []


def test_an_account_with_only_new_posts_is_not_emptied():
    gone, emptied = judge(capture(FIRST, "a/1", "b/1"), capture(SECOND, "a/9", "b/1"))
    assert gone == {}
    assert emptied == []


def test_one_session_tells_nothing():
    gone, emptied = judge(capture(FIRST, "a/1", "b/1"), capture(FIRST + timedelta(days=6), "b/1"))
    assert gone == {}
    assert emptied == []


def test_the_gap_decides_what_one_session_is():
    captures = capture(FIRST, "a/1", "b/1"), capture(FIRST + timedelta(days=6), "b/1")
    assert judge(*captures, gap=timedelta(days=5)) == ({"tiktok:a/1": "set"}, ["a"])


def test_a_long_capture_without_a_long_pause_is_one_session():
    days = [capture(FIRST + timedelta(days=5 * step), f"a/{step + 1}") for step in range(10)]
    assert judge(*days) == ({}, [])


def test_a_post_seen_in_the_middle_and_then_no_more_is_missed_too():
    gone, _ = judge(
        capture(FIRST, "a/1"),
        capture(SECOND, "a/1", "a/2"),
        capture(SECOND + timedelta(days=60), "a/1"),
    )
    assert gone == {"tiktok:a/2": "account"}


def test_a_post_missed_stays_missed_where_a_later_capture_looks_elsewhere():
    captures = (
        capture(FIRST, "a/1", "a/2", "c/1"),
        capture(SECOND, "a/1", "c/1"),
        capture(THIRD, "x/1"),
    )
    assert judge(*captures) == ({"tiktok:a/2": "account"}, [])
    posts, _ = disappeared(pl.concat(captures))
    assert posts.select("last_seen_at", "not_seen_at").row(0) == (FIRST, SECOND)


def test_an_account_emptied_stays_so_where_a_later_capture_looks_elsewhere():
    captures = (
        capture(FIRST, "a/1", "b/1", "c/1"),
        capture(SECOND, "a/1", "b/1"),
        capture(THIRD, "x/1"),
    )
    assert judge(*captures) == ({"tiktok:c/1": "set"}, ["c"])


def test_a_post_that_comes_back_was_never_gone():
    gone, emptied = judge(
        capture(FIRST, "a/1", "b/1"), capture(SECOND, "a/1"), capture(THIRD, "a/1", "b/1")
    )
    assert (gone, emptied) == ({}, [])


@given(
    st.lists(
        st.sets(st.sampled_from(["a/1", "a/2", "a/3", "b/1", "b/2", "c/1"]), min_size=1),
        min_size=1,
        max_size=5,
    )
)
def test_the_curve_of_survival_counts_the_very_same_posts(looks):
    frame = pl.concat(
        [capture(FIRST + timedelta(days=30 * n), *sorted(look)) for n, look in enumerate(looks)]
    )
    followed = lifetimes(frame).filter("gone")
    assert followed.select("post_uid", "not_seen_at").equals(
        disappeared(frame)[0].select("post_uid", "not_seen_at")
    )


def test_a_chat_that_was_not_exported_again_is_not_judged():
    gone, emptied = judge(
        capture(FIRST, "a/1", "b/2", platform="telegram", chat="7"),
        capture(FIRST, "a/3", "b/3", platform="telegram", chat="8"),
        capture(SECOND, "a/3", "b/3", platform="telegram", chat="8"),
    )
    assert gone == {}
    assert emptied == []


def test_a_message_missing_from_a_chat_exported_again_is_missed():
    gone, emptied = judge(
        capture(FIRST, "a/1", "b/2", "a/3", platform="telegram", chat="7"),
        capture(SECOND, "a/1", "a/3", platform="telegram", chat="7"),
    )
    assert gone == {"telegram:b/2": "account"}
    assert emptied == ["b"]


def test_platforms_are_compared_with_themselves_only():
    gone, _ = judge(capture(FIRST, "a/1"), capture(SECOND, "a/1", platform="telegram", chat="7"))
    assert gone == {}


def test_a_capture_without_a_time_is_left_out():
    gone, _ = judge(capture(None, "a/1", "b/1"), capture(SECOND, "b/1"))
    assert gone == {}


def test_the_times_of_both_sessions_are_given():
    posts, accounts = disappeared(pl.concat([capture(FIRST, "a/1", "b/1"), capture(SECOND, "b/1")]))
    assert posts.select("last_seen_at", "not_seen_at").row(0) == (FIRST, SECOND)
    assert accounts.row(0) == ("a", "tiktok", "A", 1, FIRST, SECOND)


def test_no_posts_give_empty_frames():
    posts, accounts = disappeared(pl.DataFrame(schema=SCHEMA))
    assert posts.is_empty()
    assert accounts.is_empty()
