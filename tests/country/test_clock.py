from __future__ import annotations

from datetime import UTC, datetime, timedelta

import polars as pl
import pytest
from tests.country.frames import posts_of

from tefter.country.profiles import profiles_of
from tefter.country.signals.clock import hours_of_posting


def rows(hours, count=120, start=datetime(2023, 1, 1, tzinfo=UTC)):
    """The signal of an account that posts at these hours of UTC, one post a day."""
    posts = posts_of(
        *(
            {"posted_at": start + timedelta(days=day, hours=hours[day % len(hours)])}
            for day in range(count)
        )
    )
    return hours_of_posting(posts, profiles_of(posts, None))


AWAKE = list(range(7, 24))
"""Hours of UTC at which somebody in Central Europe is awake, in winter from 8 to 1."""


def test_quiet_hours_at_night_speak_mildly_against_elsewhere():
    told = rows(AWAKE)
    assert told["country"].to_list() == [None]
    assert told["weight"][0] < 1 / 3


@pytest.mark.parametrize("west", [6, 8, 9])
def test_quiet_hours_by_day_speak_for_elsewhere(west):
    told = rows([(hour + west) % 24 for hour in AWAKE])
    assert told["country"].to_list() == [None]
    assert told["weight"][0] > 1 / 2


def test_a_neighbouring_zone_is_left_open():
    assert rows([(hour + 3) % 24 for hour in AWAKE]).is_empty()


def test_around_the_clock_shows_no_night():
    assert rows(list(range(24))).is_empty()


def test_few_posts_show_no_night():
    assert rows(AWAKE, count=49).is_empty()


def test_it_tells_none_of_the_eight_apart():
    assert rows(AWAKE)["country"].is_null().all()


def test_summer_time_is_local_time():
    summer = rows([hour - 1 for hour in AWAKE], start=datetime(2023, 6, 1, tzinfo=UTC), count=60)
    winter = rows(AWAKE, count=60)
    assert summer["value"].to_list() == winter["value"].to_list()


def test_posts_without_a_time_give_no_signal():
    posts = posts_of(*({} for _ in range(60)))
    assert hours_of_posting(posts, profiles_of(posts, None)).is_empty()
    assert hours_of_posting(posts.drop("posted_at"), profiles_of(posts, None)).is_empty()
    assert hours_of_posting(posts.clear(), profiles_of(posts.clear(), None)).is_empty()


def test_the_value_says_the_hours():
    assert rows(AWAKE)["value"][0].endswith("Central European time")
    assert rows(AWAKE).height == 1
    assert isinstance(rows(AWAKE), pl.DataFrame)
