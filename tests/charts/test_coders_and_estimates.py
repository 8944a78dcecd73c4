"""Agreement and estimates, drawn with their intervals, in every language, and never as counts."""

from __future__ import annotations

import json
import re

import polars as pl
import pytest

from tefter import charts
from tefter.charts import Origin
from tefter.charts.picture import Picture
from tefter.charts.words import say

ORIGIN = Origin("Posts", synthetic=True)
LANGUAGES = ["en", "sq", "mk", "bs", "hr", "sr", "cnr", "sl"]
AGREEMENT = pl.DataFrame(
    [
        ("all", "", "alpha", 0.781, 0.656, 0.883, 123, ""),
        ("category", "attack", "alpha", -0.05, -0.2, 0.1, 123, ""),
        ("category", "rule", "alpha", 1.0, None, None, 123, "no interval: nobody disagreed"),
        ("category", "joke", "alpha", None, None, None, 123, "no variation"),
        ("language", "sq", "alpha", 0.5, 0.1, 0.9, 80, ""),
        ("all", "", "percent", 0.9, 0.8, 1.0, 123, ""),
    ],
    schema=["what", "name", "coefficient", "value", "low", "high", "units", "note"],
    orient="row",
)
PREVALENCE = pl.DataFrame(
    [
        ("all", "attack", "people", 0.74, 0.70, 0.77),
        ("all", "attack", "people_and_machine", 0.75, 0.73, 0.76),
        ("all", "attack", "rogan_gladen", 0.76, 0.7, 0.8),
        ("all", "joke", "people", 0.1, 0.05, 0.2),
        ("all", "rule", "people", None, None, None),
        ("all", "all_relevant", "people", 1.0, 0.99, 1.0),
        ("XK", "attack", "people", 0.6, 0.5, 0.7),
    ],
    schema=["country", "category", "method", "share", "low", "high"],
    orient="row",
)
LABELS = {"attack": "Attack", "joke": "Joke", "rule": "Rule"}


def test_agreement_draws_alpha_of_all_and_of_categories_with_their_intervals():
    chart = charts.agreement(AGREEMENT, ORIGIN, labels=LABELS)
    assert chart.title == "Coders agree with an alpha of 0.78"
    assert "All categories together: 0.78, 0.66 – 0.88" in chart.alt
    assert "Attack: -0.05" in chart.alt and "Rule: 1.00;" in chart.alt
    assert "Joke: undefined" in chart.alt, "undefined is drawn as a word, not as a point"
    assert "sq" not in re.split(r"\W+", chart.alt)
    assert "0.667" in chart.caption and "conventions" in chart.caption


def test_both_marks_of_krippendorff_are_drawn():
    spec = json.dumps(charts.agreement(AGREEMENT, ORIGIN).spec())
    assert '"value": 0.667' in spec and '"value": 0.8' in spec


def test_prevalence_sets_people_alone_beside_the_corrected_estimate():
    chart = charts.prevalence(PREVALENCE, ORIGIN, labels=LABELS)
    assert chart.title == "An estimated 75% of posts: Attack"
    assert "Attack, People's codes alone: 74% (70% – 77%)" in chart.alt
    assert "put right by people's: 75% (73% – 76%)" in chart.alt
    assert "Rule" not in chart.alt and "76% (70%" not in chart.alt
    assert "not counts" in chart.caption


def test_an_estimate_is_never_drawn_as_a_count():
    counted = PREVALENCE.with_columns(coded=pl.lit(9_797))
    assert "9797" not in json.dumps(charts.prevalence(counted, ORIGIN).spec()).replace(",", "")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "table"), [("agreement", AGREEMENT), ("prevalence", PREVALENCE)])
def test_they_can_be_drawn_in_every_language(name, table, language):
    chart = getattr(charts, name)(table, ORIGIN, labels=LABELS, language=language)
    picture = Picture.of(chart)
    assert picture.standing_alone().startswith("<svg")
    assert picture.narrow_svg.startswith("<svg")
    assert "{" not in picture.title + picture.alt
    assert say("synthetic", language) in chart.caption
    assert chart.alt.startswith(f"{chart.title}. {say(f'subject_{name}', language)}: ")
    if language != "en":
        assert chart.title != getattr(charts, name)(table, ORIGIN, labels=LABELS).title


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_nothing_can_be_told_the_title_says_so(language):
    undefined = AGREEMENT.with_columns(pl.lit(None, pl.Float64).alias("value"))
    chart = charts.agreement(undefined, ORIGIN, language=language)
    assert chart.title == say("no_agreement", language)
    none = PREVALENCE.with_columns(pl.lit(None, pl.Float64).alias("share"))
    estimated = charts.prevalence(none, ORIGIN, language=language)
    assert estimated.title == say("no_estimate", language)
    assert Picture.of(estimated).standing_alone().startswith("<svg")


def test_a_hostile_label_stays_text():
    evil = "<script>alert(1)</script> ' + datum.x + ${1}"
    for name, table in (("agreement", AGREEMENT), ("prevalence", PREVALENCE)):
        chart = getattr(charts, name)(table, ORIGIN, labels={"attack": evil})
        assert "<script" not in Picture.of(chart).standing_alone()
