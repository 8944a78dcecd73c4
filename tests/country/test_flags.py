from __future__ import annotations

import polars as pl
import pytest
from tests.country.frames import accounts_of, posts_of

from tefter.country.profiles import profiles_of
from tefter.country.signals.flags import find_flags, flags_in_profile, flags_in_text


def flags(text):
    return find_flags(pl.Series([text], dtype=pl.String))["country"].to_list()


def in_bio(bio):
    posts = posts_of({})
    rows = flags_in_profile(posts, profiles_of(posts, accounts_of({"bio": bio})))
    return dict(rows.group_by("country").agg(pl.col("weight").sum()).iter_rows())


def test_flags_are_found_in_order_and_once():
    assert flags("🇽🇰❤️🇦🇱 🇽🇰") == ["XK", "AL"]
    assert flags("🇷🇸🇧🇦") == ["RS", "BA"]


@pytest.mark.parametrize("text", [None, "", "XK", "🏳️‍🌈", "🇪🇺", "🇺🇳", "🇽", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🇿🇿"])
def test_what_is_no_country_s_flag_is_none(text):
    assert flags(text) == []


def test_many_flags_are_decoration():
    assert flags("🇽🇰🇦🇱🇧🇦🇭🇷🇲🇪🇲🇰🇷🇸🇸🇮🇩🇪") == []


def test_the_flag_of_albania_is_that_of_albanians_everywhere():
    of_albania = in_bio("🇦🇱")
    assert of_albania["AL"] < 0.5
    assert of_albania["AL"] > of_albania["XK"] > of_albania["MK"] > 0
    assert in_bio("🇽🇰")["XK"] > of_albania["AL"]


def test_the_flag_of_serbia_is_raised_in_kosovo_and_bosnia_too():
    assert set(in_bio("🇷🇸")) == {"RS", "BA", "ME", "XK", None}


def test_beside_a_flag_of_home_that_of_another_country_is_where_people_live():
    of_emigrant = in_bio("🇽🇰🇩🇪")
    assert of_emigrant["DE"] > of_emigrant["XK"]
    assert None not in of_emigrant


def test_a_flag_in_a_text_weighs_less_than_one_in_a_bio():
    rows = flags_in_text(posts_of({"text_clean": "🇸🇮"}))
    assert rows.filter(pl.col("country") == "SI")["weight"][0] < in_bio("🇸🇮")["SI"]


def test_the_value_is_the_flag_alone():
    rows = flags_in_text(posts_of({"text_clean": "tajna 🇸🇮 tajna"}))
    assert rows["value"].unique().to_list() == ["🇸🇮"]
