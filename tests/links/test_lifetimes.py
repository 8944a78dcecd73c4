"""How long posts stay to be seen: Kaplan and Meier, with captures in place of a clinic."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tefter.frames import POSTS
from tefter.links import lifetimes, survival
from tefter.links.lifetimes import LIFETIMES, SURVIVAL

FIRST = datetime(2023, 12, 1, 9, tzinfo=UTC)
SET = {"a": "one", "b": "one", "c": "three", "d": "two", "e": "two"}


def captured(*looks: tuple[int, str]) -> pl.DataFrame:
    """Return captures: on a day, of posts named by one letter each, an hour apart."""
    rows = [
        {
            "post_uid": f"tiktok:{name}",
            "platform": "tiktok",
            "account_id": SET[name],
            "posted_at": FIRST - timedelta(days=100 - place),
            "captured_at": FIRST + timedelta(days=day, hours=place),
        }
        for day, names in looks
        for place, name in enumerate(names)
    ]
    plain = dict.fromkeys(POSTS.schema) | {"hashtags": [], "mentions": [], "urls": []}
    return pl.DataFrame([plain | row for row in rows], schema=POSTS.schema)


def told(frame: pl.DataFrame) -> dict[str, tuple[float, bool]]:
    rows = frame.select("post_uid", "days", "gone").iter_rows()
    return {uid[-1]: (days, gone) for uid, days, gone in rows}


def test_a_post_is_gone_by_the_first_capture_that_should_have_shown_it():
    found = told(lifetimes(captured((0, "abcde"), (30, "abde"), (60, "ade"))))
    assert found == {
        "a": (60, False),
        "b": (60, True),
        "c": (30, True),
        "d": (60, False),
        "e": (60, False),
    }


def test_a_post_that_comes_back_was_never_gone():
    found = told(lifetimes(captured((0, "abc"), (30, "ac"), (60, "abc"))))
    assert found["b"] == (60, False)


def test_a_post_that_nobody_looked_for_again_counts_until_it_was_last_seen():
    found = told(lifetimes(captured((0, "abcde"), (30, "de"))))
    assert found["a"] == (0, False)


def test_captures_without_a_time_say_nothing():
    frame = captured((0, "ab")).with_columns(captured_at=pl.lit(None, POSTS.schema["captured_at"]))
    assert lifetimes(frame).is_empty()


def test_the_curve_is_that_of_a_published_example():
    # Remission of 21 children with leukaemia on 6-MP, in weeks; + was still in remission.
    # Freireich et al. (1963), Blood 21(6), 699-716; the estimate and its standard errors as in
    # Kleinbaum and Klein (2012), Survival Analysis, 3rd edition, table 2.5.
    gone = [6, 6, 6, 7, 10, 13, 16, 22, 23]
    still = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    frame = pl.DataFrame(
        {"days": [float(day) for day in gone + still], "gone": [True] * 9 + [False] * 12}
    )
    curve = survival(frame)
    assert curve["days"].to_list() == [0, 6, 7, 10, 13, 16, 22, 23]
    assert curve["at_risk"].to_list() == [21, 21, 17, 15, 12, 11, 7, 6]
    assert curve["gone"].to_list() == [0, 3, 1, 1, 1, 1, 1, 1]
    assert curve["share"].round(4).to_list() == [
        1, 0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482,
    ]  # fmt: skip
    # Log-log interval at week 6 as R's survfit(conf.type = "log-log") gives it: .620 to .952.
    low, high = curve.row(1)[-2:]
    assert (round(low, 3), round(high, 3)) == (0.620, 0.952)


@given(
    st.lists(st.tuples(st.integers(1, 9), st.booleans()), max_size=60),
    st.integers(1, 6),
)
def test_the_curve_falls_only_and_its_steps_hold_enough(pairs, least):
    frame = pl.DataFrame(
        {"days": [float(day) for day, _ in pairs], "gone": [gone for _, gone in pairs]},
        schema={"days": pl.Float64, "gone": pl.Boolean},
    )
    curve = survival(frame, at_least=least)
    total = sum(gone for _, gone in pairs)
    assert curve["gone"].sum() == total
    assert curve["share"].is_sorted(descending=True)
    assert (curve["at_risk"] >= curve["gone"]).all()
    if total >= least:
        assert (curve["gone"][1:] >= least).all()
    for row in curve.drop_nulls().iter_rows(named=True):
        assert 0 <= row["low"] <= row["share"] + 1e-12 and row["share"] <= row["high"] + 1e-12


def test_no_posts_have_no_curve():
    assert dict(lifetimes(captured()).schema) == LIFETIMES
    assert dict(survival(lifetimes(captured())).schema) == SURVIVAL
    assert survival(lifetimes(captured((0, "ab"))))["share"].to_list() == [1.0]


def test_where_all_are_gone_the_interval_is_not_known():
    frame = pl.DataFrame({"days": [1.0, 1.0], "gone": [True, True]})
    last = survival(frame).row(-1, named=True)
    assert last["share"] == 0 and last["low"] is None and last["high"] is None


@pytest.mark.parametrize("gap", [1, 100])
def test_a_longer_pause_inside_a_session_makes_fewer_sessions(gap):
    days = lifetimes(captured((0, "ab"), (30, "ab")), timedelta(days=gap))["days"]
    assert days.to_list() == ([30, 30] if gap == 1 else [0, 0])
