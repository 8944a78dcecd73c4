"""What is withheld in one table follows from no other, nor from a finding; what is cut says so."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.findings.sample import frame, sample, tiktok_posts

from tefter import charts
from tefter.findings import Data, all_findings, tables
from tefter.findings.data import CODED_SCHEMA

MINIMUM = 3
SAMPLE = tiktok_posts()


def posts(*rows, **every):
    """Return posts as (account, country, posted_at, views, category)."""
    made = [
        {
            **SAMPLE[0],
            "post_uid": f"tiktok:{number}",
            "post_id": str(number),
            "account_id": account,
            "country": country,
            "posted_at": at,
            "views": views,
            "category": category,
            **every,
        }
        for number, (account, country, at, views, category) in enumerate(rows)
    ]
    return Data(posts=frame(made, CODED_SCHEMA), categories={"a": "A", "b": "B"}, minimum=MINIMUM)


def noon(year, month=6, day=15):
    return datetime(year, month, day, 12, tzinfo=UTC)


months = st.builds(noon, st.integers(2020, 2022), st.integers(1, 12))
rows = st.tuples(
    st.just("1"), st.sampled_from(["XK", "AL", "RS"]), months, st.just(7), st.just("a")
)


@settings(max_examples=60)
@given(st.lists(rows, min_size=1, max_size=40))
def test_no_two_rows_of_the_running_sum_give_a_small_count_away(made):
    data = posts(*made)
    shown = tables(data, "cumulative_views")["cumulative_views"].frame.drop_nulls("posts")
    cells = tables(data, "posts_by_month_country")["posts_by_month_country"].frame
    last_month = pl.col("period").dt.offset_by(pl.format("{}mo", pl.col("months") - 1))
    ends = cells.with_columns(last_month.alias("month"))
    before_month, before = None, 0
    for month, many in shown.sort("month").select("month", "posts").iter_rows():
        between = ends.filter(pl.col("month") <= month)
        if before_month is not None:
            between = between.filter(pl.col("month") > before_month)
        left = many - before - between["posts"].sum()
        last = month == shown["month"].max()
        assert many - before >= MINIMUM
        # The sum of all is published as it is: what it leaves over is known to every reader.
        assert left == 0 or left >= MINIMUM or (last and before == 0)
        before_month, before = month, many
    if shown.height:
        assert shown["posts"].max() == len(made)


def test_a_small_category_is_withheld_in_table_and_findings_with_one_that_would_tell_it():
    many = [("1", "XK", noon(2021), 7, "a")] * 9
    data = posts(*many, ("1", "XK", noon(2021), 7, "b"), *[("1", "XK", noon(2021), 7, None)] * 4)
    table = tables(data, "categories")["categories"].frame
    assert table["posts"].to_list() == [9, None, None]
    assert table["share"].null_count() == table["low"].null_count() == 2
    found = all_findings(data)
    assert found["category_a_posts"].value == 9
    assert found["category_b_posts"].value is found["category_b_share"].value is None
    assert found["not_coded"].value is None and found["not_coded"].rows == ()


def test_posts_of_unknown_country_are_withheld_where_they_would_tell_those_of_another():
    data = posts(*[("1", None, noon(2021), 7, "a")] * 12, ("1", "AL", noon(2021), 7, "a"))
    assert all_findings(data)["posts_unknown_country"].value is None
    data = posts(*[("1", None, noon(2021), 7, "a")] * 12, *[("1", "AL", noon(2021), 7, "a")] * 3)
    assert all_findings(data)["posts_unknown_country"].value == 12


def test_views_of_an_account_with_few_posts_are_not_told():
    data = posts(*[(str(one), "XK", noon(2021), 900, "a") for one in range(13)])
    found = all_findings(data)
    assert found["top_account_posts"].value is found["top_account_views"].value is None
    assert found["top_account_country"].value is None
    assert "No account made 3 posts or more" in found["top_account_views"].sentence


def test_every_finding_on_the_most_active_account_is_of_the_same_one():
    unseen = [("1", "AL", noon(2021), None, "a")] * 3
    seen = [("2", "XK", noon(2021), 900, "a")] * 3
    found = all_findings(posts(*unseen, *seen))
    assert found["top_account_country"].value == "XK"
    assert found["top_account_views"].value == 2700


def test_a_tail_of_few_posts_takes_an_account_in():
    big = [("1", "XK", noon(2021), 7, "a")] * 5 + [("2", "XK", noon(2021), 7, "a")] * 4
    data = posts(*big, ("3", "XK", noon(2021), 7, "a"))
    table = tables(data, "accounts_concentration")["accounts_concentration"].frame
    # (2, 5) would tell that one of the two made 1: the other cannot have made more than 5 - 1.
    assert table.select("accounts", "posts").rows() == [(3, 10)]


def test_shares_of_accounts_are_of_all_posts_also_those_without_one():
    one = [("1", "XK", noon(2021), 7, "a")] * 5
    data = posts(*one, *[(None, "XK", noon(2021), 7, "a")] * 15)
    table = tables(data, "accounts_concentration")["accounts_concentration"].frame
    assert table["cumulative_share"].to_list() == [0.25]
    assert "made 5 of the 20 posts (25.0%)" in all_findings(data)["top_account_posts"].sentence


def test_equal_accounts_are_not_said_to_be_one():
    two = [(name, "XK", noon(2021), 7, "a") for name in "1112223"]
    sentence = all_findings(posts(*two))["top_account_posts"].sentence
    assert sentence.startswith("Of 2 accounts with as many posts, the one seen most made 3")


def test_days_and_months_are_those_of_the_time_zone_of_the_case():
    late = datetime(2021, 12, 31, 23, 30, tzinfo=UTC)
    data = dataclasses.replace(posts(*[("1", "XK", late, 7, "a")] * 3), time_zone="Europe/Belgrade")
    assert all_findings(data)["first_posted"].value == "2022-01-01"
    for name, column in (("posts_by_month_country", "period"), ("cumulative_views", "month")):
        assert tables(data, name)[name].frame[column].dt.year().unique().to_list() == [2022]


def test_views_of_posts_without_a_day_are_missed_in_the_title_of_the_running_sum():
    dated = [("1", "XK", noon(2021), 100, "a")] * 3
    every = [*dated, ("1", "XK", None, 5000, "a")]
    origin = charts.Origin("Posts")
    for made, said in (
        (dated, "The posts were seen"),
        (every, "The posts whose day is known were seen"),
    ):
        table = tables(posts(*made), "cumulative_views")["cumulative_views"]
        assert charts.cumulative_views(table.frame, origin).title == f"{said} 300 times"


@pytest.mark.parametrize("name", ["telegram_messages", "telegram_replies", "tiktok_posts"])
def test_what_is_not_in_a_cut_is_not_said_to_be_unread(name):
    cut = dataclasses.replace(sample(), posts=sample().posts.clear(), scope="countries XK")
    sentence = all_findings(cut)[name].sentence
    assert "in this cut of the data (countries XK)" in sentence and "read" not in sentence


def test_pairs_with_messages_that_a_cut_left_out_are_still_told():
    whole = sample()
    cut = dataclasses.replace(whole, posts=whole.of_platform("tiktok"), scope="countries XK")
    assert all_findings(cut)["posts_shared_in_telegram"].value == 2
    none = dataclasses.replace(cut, shared=cut.shared.clear())
    assert "in this cut of the data" in all_findings(none)["posts_shared_in_telegram"].sentence


@settings(max_examples=60)
@given(st.lists(st.integers(1, 12), min_size=1, max_size=30))
def test_the_last_row_of_accounts_tells_of_none_that_it_made_few_posts(counts):
    made = [
        (str(account), "XK", noon(2021), 7, "a")
        for account, many in enumerate(counts)
        for _ in range(many)
    ]
    table = tables(posts(*made), "accounts_concentration")["accounts_concentration"].frame
    for accounts, many in table.select("accounts", "posts").iter_rows():
        # Each of them may have made its equal part, which is no small count.
        assert many >= MINIMUM * accounts or table.height == 1


def test_so_few_posts_gone_that_they_are_withheld_are_so_in_finding_table_and_chart():
    data = dataclasses.replace(sample(), minimum=5)
    found = all_findings(data)
    table = tables(data, "survival")["survival"].frame
    assert found["still_seen_share"].value is None and found["still_seen_share"].rows == ()
    assert table["share"].count() == 0
    chart = charts.survival(table, charts.Origin("A case", None))
    assert not [word for word in ("100%", "92.6%", "93%") if word in chart.title + chart.alt]


def test_a_file_that_lacks_few_of_all_posts_shows_no_views():
    data = sample()
    files = tables(data, "captures")["captures"].frame
    whole = tables(dataclasses.replace(data, minimum=1), "captures")["captures"].frame
    everyone = data.observations["post_uid"].n_unique()
    for file, many in whole.select("source_file", "posts").iter_rows():
        shown = files.filter(source_file=file)["posts"].item()
        assert (shown is None) == (0 < everyone - many < MINIMUM or many < MINIMUM)
