"""Every number can be traced, and none is made up where nothing is known."""

from __future__ import annotations

import dataclasses
import json
from datetime import timedelta
from pathlib import Path

import polars as pl
import pytest
from tests.findings.sample import sample

from tefter.findings import (
    Data,
    Finding,
    all_findings,
    finding,
    finding_rows,
    read_numbers,
    tables,
    write_numbers,
)
from tefter.findings.finding import _MAKERS


@pytest.fixture(scope="module")
def found() -> dict[str, Finding]:
    return all_findings(sample())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("tiktok_posts", 60),
        ("tiktok_accounts", 9),
        ("countries", 8),
        ("first_posted", "2021-01-15"),
        ("last_posted", "2022-06-30"),
        ("tiktok_views", sum(1000 * (n + 1) for n in range(59))),
        ("top_account_posts", 24),
        ("top_account_views", sum(1000 * (n + 1) for n in range(24))),
        ("posts_unknown_country", None),
        ("posts_unknown_language", 1),
        ("duplicates", 2),
        ("near_duplicates", 1),
        ("category_attack_posts", 45),
        ("category_attack_share", 0.75),
        ("not_coded", 0),
        ("posts_not_seen_again", 2),
        ("accounts_emptied", 2),
        ("posts_captured_again", 30),
        ("still_seen_share", 50 / 54),
        ("median_survival", None),
        ("posts_shared_in_telegram", 2),
        ("times_shared_in_telegram", 3),
        ("posts_shared_by_text", 1),
        ("median_sharing_lag", 4),
        ("country_XK_posts", 24),
        ("country_SI_posts", None),
        ("top_account_country", "XK"),
        ("accounts_of_half", 2),
        ("account_clusters", 0),
        ("telegram_requests", None),
        ("telegram_replies", 0),
        ("comments_matched", 1),
        ("comments_matched_share", 0.25),
        ("telegram_messages", 12),
        ("telegram_events", 2),
        ("messages_with_personal_data", 2),
        ("comments", 5),
        ("records_read", 90),
        ("rejects", 1),
        ("telegram_group_members", 100500),
    ],
)
def test_each_finding_is_what_a_hand_counts(
    found: dict[str, Finding], name: str, value: object
) -> None:
    assert found[name].value == value


def test_a_count_of_data_has_as_many_rows_behind_it(found: dict[str, Finding]) -> None:
    for one in found.values():
        counted = isinstance(one.value, int) and one.source == "data"
        if counted and one.unit not in {"views", "countries", "records", "clusters"}:
            assert len(one.rows) == one.value, one.name


def test_a_share_lies_inside_its_interval(found: dict[str, Finding]) -> None:
    shares = [one for one in found.values() if one.unit == "share" and one.low is not None]
    assert len(shares) >= 5
    for one in shares:
        assert isinstance(one.value, float)
        assert one.low is not None and one.high is not None
        assert 0 <= one.low <= one.value <= one.high <= 1
        assert "chance alone" in one.sentence
        if one.name.startswith("category"):
            assert "lexicon's own mistakes are not in it" in one.sentence


def test_a_country_withheld_in_the_table_is_withheld_in_the_numbers(
    found: dict[str, Finding],
) -> None:
    assert found["country_ME_posts"].value is None and found["country_ME_posts"].rows == ()
    assert "too few posts" in found["country_ME_posts"].sentence
    shown = tables(sample())["posts_by_country"].frame.filter(~pl.col("hidden"))
    for country, posts in shown.select("country", "posts").iter_rows():
        assert found[f"country_{country}_posts"].value == posts


def test_a_median_lies_inside_its_interval_where_there_are_enough_values() -> None:
    data = sample()
    pairs = pl.concat([data.shared.head(1)] * 20).with_columns(
        lag=pl.Series([timedelta(days=day) for day in range(20)])
    )
    lag = all_findings(dataclasses.replace(data, shared=pairs))["median_sharing_lag"]
    assert lag.value == 10
    # Ranks 6 and 15 of 20 (Conover 1999, table A3): the values 5 and 14.
    assert (lag.low, lag.high) == (5, 14)


def test_what_a_person_states_is_never_shown_as_counted(found: dict[str, Finding]) -> None:
    fact = found["telegram_group_members"]
    assert fact.source == "stated"
    assert fact.rows == ()
    assert "The editors" in fact.sentence and "not counted" in fact.sentence


def test_without_data_every_value_is_not_known_and_says_so() -> None:
    for one in all_findings(Data()).values():
        assert one.value is None, one.name
        assert one.low is None and one.high is None
        assert one.sentence.startswith(("No ", "There ", "The ")), one.name


def test_zero_is_said_only_where_someone_looked() -> None:
    data = sample()
    nothing_gone = dataclasses.replace(data, gone_posts=data.gone_posts.clear())
    assert all_findings(nothing_gone)["posts_not_seen_again"].value == 0
    once = dataclasses.replace(
        nothing_gone, posts=data.posts.with_columns(pl.lit(1, pl.Int64).alias("captures"))
    )
    assert all_findings(once)["posts_not_seen_again"].value is None


def test_a_post_gone_is_not_said_to_be_of_the_first_capture(found: dict[str, Finding]) -> None:
    assert found["posts_not_seen_again"].sentence.startswith(
        "2 posts were seen in one capture and gone from a later one that should have shown them."
    )


def test_a_post_shared_twice_is_one_post(found: dict[str, Finding]) -> None:
    assert found["posts_shared_in_telegram"].value == 2
    assert "3 times in all" in found["posts_shared_in_telegram"].sentence


@pytest.mark.parametrize("precedes", ["same_time", None])
def test_a_pair_without_a_known_direction_counts_only_where_none_matters(
    precedes: str | None,
) -> None:
    data = sample()
    by_text = pl.col("kind") == "near_text"
    unordered = data.shared.with_columns(
        lag=pl.when(~by_text).then("lag").when(precedes is not None).then(pl.duration(days=0)),
        precedes=pl.when(by_text).then(pl.lit(precedes)).otherwise("precedes"),
    )
    again = all_findings(dataclasses.replace(data, shared=unordered))
    assert again["posts_shared_by_text"].value == 1
    assert "For 1 of them the times do not tell which came first." in (
        again["posts_shared_by_text"].sentence
    )
    # The lags of the links alone: 2, 2 and 5 days.
    assert again["median_sharing_lag"].value == 2
    assert "later on" in all_findings(data)["posts_shared_by_text"].sentence


def test_a_country_outside_the_case_is_not_counted() -> None:
    data = dataclasses.replace(sample(), countries=("XK", "AL"))
    assert all_findings(data)["countries"].value == 2


def test_sentences_carry_no_identifier_and_no_handle(found: dict[str, Finding]) -> None:
    told = " ".join(one.sentence + one.filter for one in found.values())
    assert "invented_" not in told
    assert "6000000000000000001" not in told


def test_every_finding_says_where_its_code_is(found: dict[str, Finding]) -> None:
    assert found["tiktok_posts"].code == "tefter.findings.posts:tiktok_posts"
    assert all(":" in one.code for one in found.values())


def test_adding_a_finding_is_one_function() -> None:

    before = dict(_MAKERS)
    try:

        @finding
        def posts_in_kosovo(data: Data) -> Finding:
            return Finding(value=data.posts.filter(pl.col("country") == "XK").height)

        assert all_findings(sample())["posts_in_kosovo"].value == 24

        @finding
        def again(data: Data) -> Finding:
            return Finding(name="tiktok_posts", value=data.posts.height)

        with pytest.raises(ValueError, match="two findings are called tiktok_posts"):
            all_findings(sample())
    finally:
        _MAKERS.clear()
        _MAKERS.update(before)


def test_numbers_hold_the_digest_of_the_rows_and_no_row(
    found: dict[str, Finding], tmp_path
) -> None:
    path = write_numbers(found, tmp_path / "a" / "numbers.json")
    text = path.read_text("utf-8")
    assert "tiktok:7" not in text and "6000000000000000001" not in text
    posts = read_numbers(path)[0]
    assert posts["name"] == "tiktok_posts"
    assert posts["rows"] == {"count": 60, "sha256": found["tiktok_posts"].rows_digest()}
    assert set(posts) == {
        "name", "value", "unit", "low", "high", "filter", "sentence", "source", "rows", "code",
    }  # fmt: skip


def test_the_same_data_in_another_order_gives_the_same_bytes(tmp_path: Path) -> None:
    data = sample()
    shuffled = dataclasses.replace(
        data,
        posts=data.posts.sample(fraction=1, shuffle=True, seed=3),
        shared=data.shared.reverse(),
    )
    first = write_numbers(all_findings(data), tmp_path / "1.json").read_bytes()
    second = write_numbers(all_findings(shuffled), tmp_path / "2.json").read_bytes()
    assert first == second
    json.loads(first)


def test_the_rows_behind_each_finding_are_kept_apart(found: dict[str, Finding]) -> None:
    rows = finding_rows(found)
    assert rows.schema == {"name": pl.String, "uid": pl.String}
    assert rows.filter(pl.col("name") == "top_account_posts").height == 24
    assert finding_rows({}).height == 0
