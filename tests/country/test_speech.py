from __future__ import annotations

import polars as pl
import pytest
from tests.country.frames import posts_of

from tefter.country.names import COUNTRIES
from tefter.country.shares import ABROAD, bearers, languages, prefixes
from tefter.country.signals.speech import speech_of_text


def weights(language, variety=None, confidence=1.0):
    posts = posts_of({"language": language, "variety": variety, "language_confidence": confidence})
    return dict(speech_of_text(posts).select("country", "weight").iter_rows())


def test_albanian_is_spoken_in_five_of_the_countries_and_abroad():
    assert set(weights("sq")) == {"AL", "XK", "MK", "RS", "ME", None}


def test_gheg_leans_to_kosovo_and_tosk_to_albania():
    assert weights("sq", "aln")["XK"] > weights("sq", "aln")["AL"]
    assert weights("sq", "als")["AL"] > weights("sq", "als")["XK"]


def test_the_standard_leans_little_more_to_albania_than_albanian_does():
    plain, standard = weights("sq"), weights("sq", "als")
    assert standard["AL"] / standard["XK"] < 1.25 * plain["AL"] / plain["XK"]


@pytest.mark.parametrize(
    ("variety", "country"), [("sr", "RS"), ("hr", "HR"), ("bs", "BA"), ("cnr", "ME")]
)
def test_a_variety_leans_to_a_country_and_leaves_the_neighbours(variety, country):
    said = weights("hbs", variety)
    assert max(said, key=said.get) == country
    assert said["BA"] > 0


def test_without_a_variety_no_country_is_likely():
    assert max(weights("hbs").values()) < 0.4


def test_other_languages_are_written_elsewhere():
    assert weights("ru") == weights("fi")
    assert weights("ru")[None] > 0.9


@pytest.mark.parametrize("language", [None, "und", "mul"])
def test_no_language_says_nothing(language):
    assert weights(language) == {}


def test_an_unsure_language_says_less():
    assert weights("sl", confidence=0.5)["SI"] < weights("sl")["SI"]
    assert weights("sl", confidence=0.0)["SI"] == pytest.approx(1 / 12)


def test_without_columns_of_language_there_is_no_signal():
    posts = posts_of({"language": "sq"})
    assert speech_of_text(posts.drop("language")).is_empty()
    assert not speech_of_text(posts.drop("variety", "language_confidence")).is_empty()


@pytest.mark.parametrize("table", [languages, bearers, prefixes])
def test_shares_are_shares(table):
    sums = table().group_by("key").agg(pl.col("share").sum())
    assert sums["share"].max() <= 1 + 1e-9
    assert table()["share"].min() > 0
    assert set(table()["country"].drop_nulls()) <= set(COUNTRIES)
    assert ABROAD not in set(table()["country"])


def test_every_language_and_flag_leaves_some_abroad():
    for table in (languages(), bearers()):
        abroad = table.filter(pl.col("country").is_null())["key"]
        assert set(abroad) == set(table["key"])
