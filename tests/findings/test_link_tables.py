"""Tables of hashtags, sharing, hours, survival, comments and weeks, as they may be published."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime

import polars as pl
from tests.findings.sample import sample

from tefter.case import Fact
from tefter.findings import Table, tables


def made(**changes: object) -> dict[str, Table]:
    return tables(dataclasses.replace(sample(), **changes))


def test_a_hashtag_that_nobody_released_has_a_number_in_place_of_its_name() -> None:
    shown = made()
    assert shown["top_hashtags"].frame["hashtag"].to_list() == ["fyp", "hashtag 2", "kosovo"]
    assert shown["hashtag_nodes"].frame["hashtag"].to_list() == ["fyp", "hashtag 2", "kosovo"]
    pairs = shown["hashtag_pairs"].frame.select("hashtag", "other", "together").rows()
    assert sorted(pairs) == [("fyp", "kosovo", 20), ("hashtag 2", "fyp", 20)]
    assert all(
        "aname" not in table.frame.write_csv() for table in made(public_hashtags=()).values()
    )


def test_a_hashtag_of_few_posts_is_in_no_table() -> None:
    shown = made(minimum=21)
    assert shown["top_hashtags"].frame["hashtag"].to_list() == ["fyp"]
    assert shown["hashtag_pairs"].frame.is_empty()


def test_comments_are_counted_in_classes_of_powers_of_ten() -> None:
    frame = made(minimum=1)["comments_per_post"].frame.drop("hidden")
    assert frame.rows() == [(0, 0, 20), (1, 9, 1), (10, 99, 9), (100, 999, 30)]
    posts = sample().posts.with_columns(comments=pl.lit(10_000, pl.Int64))
    assert made(posts=posts)["comments_per_post"].frame.row(-1)[:3] == (10_000, None, 60)


def test_hours_are_those_of_the_time_zone_of_the_case() -> None:
    frame = made(minimum=1)["posts_by_weekday_hour"].frame.filter(pl.col("posts") > 0)
    # Noon in universal time is one o'clock in winter and two in summer.
    assert set(frame["hour"]) == {13, 14}
    assert frame["posts"].sum() == 60
    assert made()["posts_by_weekday_hour"].frame.height == 7 * 24


def test_lags_stand_in_classes_by_kind() -> None:
    frame = made(minimum=1)["sharing_lag"].frame.filter(pl.col("matches") > 0)
    assert frame.sort("kind").drop("hidden").rows() == [
        (1.0, 7.0, 3, "link"),
        (7.0, 30.0, 1, "near_text"),
    ]


def test_posts_shared_again_are_counted_by_country_with_an_interval() -> None:
    frame = made(minimum=1)["shared_by_country"].frame.filter(pl.col("country") == "XK")
    row = frame.row(0, named=True)
    assert (row["posts"], row["shared"], row["share"]) == (24, 3, 0.125)
    assert row["low"] < 0.125 < row["high"]
    hidden = made(minimum=4)["shared_by_country"].frame.filter(pl.col("country") == "XK")
    assert hidden.select("shared", "share", "low", "high").row(0) == (None,) * 4


def test_a_pair_without_a_known_direction_is_shared_and_has_no_lag() -> None:
    data = sample()
    turned = data.shared.filter(pl.col("kind") == "near_text").with_columns(
        post_uid="shared_in_uid",
        shared_in_uid="post_uid",
        platform="shared_in_platform",
        shared_in_platform="platform",
        precedes=pl.lit(None, pl.String),
        lag=pl.lit(None, pl.Duration("us")),
    )
    shown = made(minimum=1, shared=turned)
    assert shown["shared_by_country"].frame["shared"].sum() == 1
    same_time = data.shared.with_columns(precedes=pl.lit("same_time"))
    lags = made(minimum=1, shared=same_time)["sharing_lag"].frame
    assert lags["kind"].unique().to_list() == ["link"]


def test_the_curve_begins_at_one_and_shows_no_small_step() -> None:
    frame = made()["survival"].frame
    assert frame.select("days", "at_risk", "gone").rows() == [(0.0, 54, 0), (30.0, 54, 4)]
    withheld = made(minimum=5)["survival"].frame
    assert withheld.drop("days", "hidden").null_count().row(0) == (2,) * 5


def test_a_curve_needs_two_captures() -> None:
    once = sample().lifetimes.with_columns(days=pl.lit(0.0), gone=pl.lit(False))
    assert made(lifetimes=once)["survival"].frame.is_empty()


def test_weeks_of_telegram_carry_the_members_that_a_person_states() -> None:
    frame = made()["telegram_weeks"].frame
    assert frame["week"].to_list() == [date(2021, 1, 11), date(2021, 1, 18), date(2021, 1, 25)]
    assert frame["members"].to_list() == [100_500] * 3
    undated = {"m": Fact(5, "members", "s", "The editors", "last spring")}
    assert made(facts=undated)["telegram_weeks"].frame["members"].to_list() == [None] * 3


def test_small_counts_of_a_week_are_withheld_and_with_them_another() -> None:
    frame = made()["telegram_weeks"].frame
    assert frame["messages"].to_list()[0] is None or frame["messages"].min() >= 3
    assert frame["personal_data"].drop_nulls().is_between(1, 2).sum() == 0
    assert frame["hidden"].any()


def test_a_week_begins_in_the_time_zone_of_the_case() -> None:
    late = sample().posts.with_columns(
        posted_at=pl.lit(datetime(2021, 1, 17, 23, 30, tzinfo=UTC)).cast(pl.Datetime("us", "UTC"))
    )
    assert made(posts=late)["telegram_weeks"].frame["week"].to_list() == [date(2021, 1, 18)]
