"""What may be published: aggregates whose small cells stay withheld, also by subtraction."""

from __future__ import annotations

import dataclasses
import json
from datetime import timedelta
from pathlib import Path

import polars as pl
from hypothesis import given
from hypothesis import strategies as st
from tests.findings.sample import sample

from tefter.findings import Data, read_tables, share_table, tables, wilson, write_tables
from tefter.findings.interval import Z_95
from tefter.privacy.release import HIDDEN


def test_every_table_has_its_name_and_explains_every_column() -> None:
    for name, table in tables(sample()).items():
        assert table.name == name
        assert list(table.columns) == table.frame.columns
        assert table.caption and table.title


def test_those_asked_for_are_made_and_no_others() -> None:
    asked = tables(sample(), "captures", "posts_by_country")
    assert list(asked) == ["captures", "posts_by_country"]
    every = tables(sample())
    assert all(one.frame.equals(every[name].frame) for name, one in asked.items())


def test_without_data_every_table_is_empty_and_none_fails() -> None:
    for table in tables(Data()).values():
        assert table.frame.height == 0, table.name


def test_no_table_shows_a_count_under_the_minimum_or_a_person() -> None:
    for table in tables(sample()).values():
        counts = {"posts", "matches", "messages", "replies", "requests", "personal_data", "gone"}
        counts |= {"units", "coded"}
        for name in counts & set(table.frame.columns):
            assert not table.frame[name].drop_nulls().is_between(1, 2).any(), table.name
        text = table.frame.write_csv()
        assert "aname" not in text
        assert "invented_" not in text and "6000000000000" not in text


def test_countries_hidden_in_one_table_are_hidden_in_the_other() -> None:
    made = tables(sample())
    hidden = [
        set(made[name].frame.filter(HIDDEN)["country"])
        for name in ("posts_by_country", "views_by_country")
    ]
    assert hidden[0] == hidden[1] == {"ME", "SI", "unknown"}


def test_a_post_that_one_file_holds_twice_counts_once_with_the_views_last_seen() -> None:
    data = sample()
    later = data.observations.with_columns(
        pl.col("captured_at") + timedelta(hours=5), pl.col("views") * 3
    )
    unseen = later.with_columns(
        pl.col("captured_at") + timedelta(hours=5), views=pl.lit(None, pl.Int64)
    )
    doubled = pl.concat([later, unseen, data.observations])
    before = tables(data)["captures"].frame
    after = tables(dataclasses.replace(data, observations=doubled))["captures"].frame
    assert before["views"].to_list() == [5 * 59, 5 * 30]
    assert after["views"].to_list() == [3 * 5 * 59, 3 * 5 * 30]
    assert after.drop("views").equals(before.drop("views"))


def test_the_unknown_country_stays_in_the_total() -> None:
    data = dataclasses.replace(sample(), minimum=1)
    assert tables(data)["posts_by_country"].frame["posts"].sum() == 60


def test_over_time_no_post_is_lost() -> None:
    frame = tables(sample())["posts_by_month_country"].frame
    assert frame["posts"].sum() == 60
    assert frame["months"].n_unique() == 1


def test_accounts_have_ranks_and_few_posts_stand_together() -> None:
    frame = tables(sample())["accounts_concentration"].frame
    assert frame["accounts"].sum() == 9
    assert frame["posts"].sum() == 60
    last = frame.row(-1, named=True)
    assert last["posts"] >= 3 * last["accounts"]
    assert frame["cumulative_share"].to_list()[-1] == 1


def test_views_add_up_month_by_month() -> None:
    frame = tables(sample())["cumulative_views"].frame.drop_nulls("views")
    assert frame["views"].is_sorted()
    assert frame["views"].to_list()[-1] == 1_770_000


@given(st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_share_and_stays_between_0_and_1(counts: tuple[int, int]) -> None:
    successes, trials = counts
    interval = wilson(successes, trials)
    assert interval is not None
    assert 0 <= interval[0] <= successes / trials <= interval[1] <= 1


def test_the_interval_ends_where_the_score_test_would_reject() -> None:
    # Wilson's definition: both ends solve (share - p)² = z² p (1 - p) / n.
    share = 318 / 427
    for end in wilson(318, 427) or ():
        assert abs((share - end) ** 2 - Z_95**2 * end * (1 - end) / 427) < 1e-12
    assert wilson(0, 0) is None


def test_tables_come_back_from_their_files_as_they_were(tmp_path: Path) -> None:
    made = tables(sample())
    write_tables(made, tmp_path)
    back = read_tables(tmp_path)
    assert list(back) == list(made)
    for name, table in made.items():
        assert back[name].frame.equals(table.frame), name
    package = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    assert package["resources"][0]["schema"]["fields"][0]["name"] == "country"


def test_shares_for_a_look_between_steps_keep_the_unknown() -> None:
    frame = share_table(sample().posts, "platform", "country", minimum=1)
    assert frame["posts"].sum() == 72
    assert "unknown" in frame["country"].to_list()
