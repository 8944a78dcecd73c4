"""What is published of coders, machines and estimates: undefined is said, small cells are not."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.findings.sample import sample
from tests.findings.two_coders import CODES, LABELS, TWELVE, data

from tefter import charts
from tefter.charts import Origin
from tefter.findings import all_findings, prevalence_table, tables
from tefter.privacy.release import HIDDEN

ORIGIN = Origin("Invented posts", synthetic=True)


def test_the_findings_tell_who_coded_and_how_well_they_agree():
    found = all_findings(data([*TWELVE, ("attack", None)]))
    told = {name: found[name].value for name in ("coders", "coded_by_hand", "coded_twice")}
    assert told == {"coders": 2, "coded_by_hand": 13, "coded_twice": 12}
    assert found["coders_differ"].value == 2
    alpha = found["agreement_alpha"]
    assert isinstance(alpha.value, float) and 0.6 < alpha.value < 0.8
    assert alpha.low is not None and alpha.low <= alpha.value
    assert "By convention" in alpha.sentence and not alpha.cut
    assert "“Attack” against the rest" in found["agreement_alpha_attack"].sentence


@pytest.mark.parametrize(
    ("codes", "reason"),
    [
        ([(None, None)] * 4, "nobody has coded anything here yet"),
        ([("attack", None)] * 4, "one coder only"),
        ([("attack", None)] * 2 + [(None, "shaming")] * 2, "no unit was coded by two coders"),
        (
            [("attack", "attack")] * 4,
            "only one code was given, so there is no variation to agree on",
        ),
    ],
    ids=["nobody", "one coder", "nothing twice", "one category"],
)
def test_agreement_that_cannot_be_told_is_undefined_and_never_one(codes, reason):
    given_ = data(codes)
    found = all_findings(given_)["agreement_alpha"]
    assert found.value is None and reason in found.sentence
    table = tables(given_)["agreement"].frame.filter(what="all", coefficient="alpha")
    assert table["value"].to_list() == [None] and table["note"][0] == f"{reason.capitalize()}."
    chart = charts.agreement(tables(given_)["agreement"].frame, ORIGIN, labels=LABELS)
    assert chart.title == "How well coders agree cannot be told"


def test_what_only_a_model_coded_is_in_no_count():
    given_ = data([(None, None)] * 10, model=(1, 2, 3, 4))
    found = all_findings(given_)
    assert found["category_attack_posts"].value == 6
    assert found["not_coded"].value == 4
    assert "of 4 a model says one" in found["not_coded"].sentence
    counted = tables(given_)["categories"].frame.filter(category="attack")
    assert counted["posts"].to_list() == [6]


def test_estimates_stand_side_by_side_and_hold_their_shares():
    codes = [("attack", None)] * 30 + [("shaming", None)] * 10 + [(None, None)] * 60
    lexicon = ["attack"] * 33 + ["shaming"] * 7 + ["attack"] * 48 + ["shaming"] * 12
    given_ = data(codes, lexicon=lexicon)
    frame_ = tables(given_)["prevalence"].frame
    every = frame_.filter(country="all", category="attack")
    assert every["method"].to_list() == ["people", "people_and_machine", "rogan_gladen"]
    assert (every["low"] <= every["share"]).all() and (every["share"] <= every["high"]).all()
    widths = (every["high"] - every["low"]).to_list()
    assert widths[1] < widths[0], "a machine that is mostly right makes the estimate surer"
    found = all_findings(given_)["estimated_attack_share"]
    assert (found.value, found.low) == (every["share"][1], every["low"][1])
    assert "put right by people's" in found.sentence and "estimated" in found.sentence
    shown = prevalence_table(given_, "all")
    assert shown.columns[2:5] == ["people", "people_and_machine", "rogan_gladen"]
    assert set(prevalence_table(given_, "country")["country"]) == {"XK", "AL"}


def test_shares_that_would_show_one_or_two_posts_are_withheld():
    codes = [("attack", None)] * 20 + [("shaming", None)] * 2 + [(None, None)] * 20
    given_ = data(codes, countries=("XK",))
    frame_ = tables(given_)["prevalence"].frame
    hidden = frame_.filter(HIDDEN)
    assert set(hidden["category"]) >= {"shaming"}
    for name in ("share", "low", "high", "coded"):
        assert hidden[name].null_count() == hidden.height
    assert all_findings(given_)["estimated_shaming_share"].value is None
    assert "Shaming" not in charts.prevalence(frame_, ORIGIN, labels=LABELS).alt


def test_without_a_coder_no_share_is_estimated():
    given_ = data([(None, None)] * 10)
    frame_ = tables(given_)["prevalence"].frame
    assert frame_["share"].null_count() == frame_.height > 0
    assert "Nobody coded a post" in all_findings(given_)["estimated_attack_share"].sentence
    chart = charts.prevalence(frame_, ORIGIN, labels=LABELS)
    assert chart.title.startswith("No share can be estimated")


def test_the_lexicon_is_measured_against_people():
    codes = [("attack", None)] * 8 + [("shaming", None)] * 4
    lexicon = ["attack"] * 7 + ["shaming"] + ["shaming"] * 3 + ["attack"]
    frame_ = tables(data(codes, lexicon=lexicon))["machine_quality"].frame
    values = {
        (row["what"], row["name"], row["metric"]): (row["posts"], row["value"])
        for row in frame_.iter_rows(named=True)
    }
    assert values["all", "", "coverage"] == (12, 1.0)
    assert values["all", "", "accuracy"] == (12, round(10 / 12, 4))
    assert values["category", "attack", "precision"] == (8, 7 / 8)
    assert values["category", "shaming", "recall"] == (4, 3 / 4)
    assert values["category", "not_relevant", "recall"] == (0, None)


def test_what_remains_uncertain_is_said_in_sentences():
    told = dict(tables(data(TWELVE))["coding_uncertainty"].frame.iter_rows())
    assert "2 people" in told["people"] and "100.0% of them by two" in told["people"]
    assert "2 are not settled" in told["open cases"]
    assert "mk, sq" in told["languages"]
    assert "None was learned" in told["the model"]
    nobody = dict(tables(data([(None, None)] * 3))["coding_uncertainty"].frame.iter_rows())
    assert nobody["people"].startswith("Nobody has coded")
    assert "agreement" not in nobody


def test_the_sample_of_a_run_without_coders_gives_every_table():
    made = tables(sample())
    assert made["prevalence"].frame.height == 0, "without a codebook nothing is estimated"
    assert made["machine_quality"].frame.height > 0


@settings(max_examples=25)
@given(CODES, st.integers(1, 5))
def test_no_table_of_coders_shows_a_small_cell_or_an_interval_without_its_value(codes, minimum):
    made = tables(data(codes, minimum=minimum))
    languages = made["agreement"].frame.filter(what="language")
    assert not languages["units"].drop_nulls().is_between(1, minimum - 1).any()
    for name, value in (
        ("agreement", "value"),
        ("prevalence", "share"),
        ("machine_quality", "value"),
    ):
        shown = made[name].frame
        inside = shown.drop_nulls(["low", value])
        assert (inside["low"] <= inside["high"]).all(), name
        # A bootstrap of a few posts need not hold the value itself.
        if name != "agreement":
            assert ((inside["low"] <= inside[value]) & (inside[value] <= inside["high"])).all()
        assert shown.filter(pl.col(HIDDEN))[value].null_count() == shown[HIDDEN].sum(), name


MACHINE = st.sampled_from(["attack", "shaming", "not_relevant"])


@settings(max_examples=40)
@given(st.data(), CODES, st.integers(2, 4))
def test_no_estimate_stands_where_another_table_withholds_the_count(drawn, codes, minimum):
    """Of 13 posts and 9 coded, a share and even a missing one has one solution in whole numbers."""
    lexicon = drawn.draw(st.lists(MACHINE, min_size=len(codes), max_size=len(codes)))
    made = tables(data(codes, minimum=minimum, lexicon=lexicon))
    hidden = set(
        made["category_by_country"].frame.filter(HIDDEN).select("country", "category").iter_rows()
    )
    hidden |= {("all", one) for one in made["categories"].frame.filter(HIDDEN)["category"]}
    irrelevant = {country for country, category in hidden if category == "not_relevant"}
    for row in made["prevalence"].frame.to_dicts():
        told = row["share"] is not None or row["note"] or row["coded"] is not None
        if (row["country"], row["category"]) in hidden:
            assert not told and row[HIDDEN]
        if row["category"] == "all_relevant" and row["country"] in irrelevant:
            assert not told and row[HIDDEN]
