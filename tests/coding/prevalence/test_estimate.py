"""Shares and totals from people's codes, alone and with a machine's."""

from __future__ import annotations

import math

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.coding.prevalence.frames import BOOK, SEVERAL, posts, row

from tefter.coding.prevalence import ALL_RELEVANT, prevalence
from tefter.coding.prevalence.interval import Part, jeffreys, of_parts, wilson
from tefter.errors import CaseError
from tefter.frames import FrameError


def test_people_alone_give_the_share_of_the_sample_and_its_total():
    found = prevalence(posts((30, "attack"), (70, "not_relevant"), (900, None)), BOOK)
    attack = row(found, "attack")
    assert (attack["posts"], attack["coded"], attack["source"]) == (1_000, 100, "human")
    assert attack["share"] == 0.3
    assert attack["total"] == 300
    assert attack["total_low"] == pytest.approx(attack["share_low"] * 1_000)
    assert 0.21 < attack["share_low"] < 0.3 < attack["share_high"] < 0.4


def test_posts_that_are_all_coded_are_counted_without_an_interval():
    attack = row(prevalence(posts((3, "attack"), (7, "shaming")), BOOK), "attack")
    assert attack["share"] == attack["share_low"] == attack["share_high"] == 0.3


def test_the_relevant_categories_are_estimated_together_too():
    found = prevalence(
        posts((10, "attack"), (20, "shaming"), (70, "not_relevant"), (9, None)), BOOK
    )
    assert row(found, ALL_RELEVANT)["share"] == pytest.approx(0.3)


def test_there_is_a_row_for_every_cell_category_and_method_in_order():
    coded = posts(
        (5, "attack", "attack", "XK"),
        (5, "shaming", "not_relevant", "XK"),
        (20, None, "attack", "AL"),
        (5, "attack", "attack", None),
    )
    found = prevalence(coded, BOOK, by=["country"], machine="machine")
    assert found["country"].unique(maintain_order=True).to_list() == ["AL", "XK", None]
    assert found.height == 3 * 4 * 3
    assert set(found.select("source", "method").unique().rows()) == {
        ("human", "sample"),
        ("human+machine", "prediction_powered"),
        ("human+machine", "rogan_gladen"),
    }


def test_a_machines_share_alone_is_nowhere():
    coded = posts((50, "attack", "attack"), (50, "attack", "shaming"), (900, None, "shaming"))
    found = prevalence(coded, BOOK, machine="machine")
    assert "machine" not in set(found["source"])
    assert 0.05 not in found.filter(category="attack")["share"].round(3).to_list()


def test_a_machine_that_misses_half_is_put_right():
    coded = posts(
        (20, "attack", "attack"),
        (20, "attack", "not_relevant"),
        (60, "not_relevant", "not_relevant"),
        (180, None, "attack"),
        (720, None, "not_relevant"),
    )
    powered = row(prevalence(coded, BOOK, machine="machine"), "attack", "prediction_powered")
    assert powered["share"] == pytest.approx(0.2 * 1 + 0.8 * 0.25)
    assert powered["machine_weight"] == pytest.approx(0.75)


def plus_plus(codes, predictions, every):
    """PPI++ with its best lambda, written out from the paper; the unlabelled are the others."""
    labelled, unlabelled = len(codes), every - len(codes)
    ratio = labelled / unlabelled
    covariance = np.cov(codes, predictions)[0, 1]
    weight = covariance / ((1 + ratio) * np.var(predictions, ddof=1))
    return weight, lambda mean: weight * mean + np.mean(codes - weight * predictions)


@given(
    st.tuples(*[st.integers(1, 40)] * 4),
    st.tuples(st.integers(1, 300), st.integers(1, 300)),
)
def test_with_a_yes_or_no_code_it_is_prediction_powered_inference_with_the_best_weight(
    coded, others
):
    hit, false_alarm, missed, correct = coded
    codes = np.repeat([1.0, 0.0, 1.0, 0.0], [hit, false_alarm, missed, correct])
    said = np.repeat([1.0, 1.0, 0.0, 0.0], [hit, false_alarm, missed, correct])
    _, estimate = plus_plus(codes, said, len(codes) + sum(others))
    share, low, high = of_parts(
        [
            Part(hit + false_alarm + others[0], hit + false_alarm, hit),
            Part(missed + correct + others[1], missed + correct, missed),
        ]
    )
    assert share == pytest.approx(estimate(others[0] / sum(others)))
    assert 0 <= low <= share <= high <= 1


def test_the_share_of_rogan_and_gladen_is_theirs():
    coded = posts(
        (8, "attack", "attack"),
        (2, "attack", "shaming"),
        (5, "shaming", "attack"),
        (85, "shaming", "shaming"),
        (387, None, "attack"),
        (513, None, "shaming"),
    )
    one = row(prevalence(coded, BOOK, machine="machine"), "attack", "rogan_gladen")
    sensitivity, specificity = 0.8, 85 / 90
    assert one["share"] == pytest.approx((0.4 + specificity - 1) / (sensitivity + specificity - 1))
    assert one["share_low"] < one["share"] < one["share_high"]


def test_the_interval_of_one_part_is_that_of_wilson():
    # Newcombe 1998, Statistics in Medicine 17, 857-872, table I: 81 of 263, method 3.
    low, high = wilson(Part(10**9, 263, 81))
    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)
    # And 0 of 20.
    low, high = wilson(Part(10**9, 20, 0))
    assert (low, round(high, 4)) == (0, 0.1611)


def test_the_interval_of_parts_that_are_joined_is_that_of_jeffreys():
    # Brown, Cai and DasGupta 2001 have 0 at nothing found; the upper limit of 0 in 10 is .2172.
    low, high = jeffreys(Part(10**9, 10, 0))
    assert low == 0
    assert high == pytest.approx(0.2172, abs=1e-4)
    low, high = jeffreys(Part(10**9, 10, 10))
    assert high == 1
    assert low == pytest.approx(1 - 0.2172, abs=1e-4)


def test_strata_are_weighted_by_their_posts():
    coded = posts(
        (10, "attack", None, None, "few"),
        (10, "shaming", None, None, "few"),
        (1, "attack", None, None, "many"),
        (19, "shaming", None, None, "many"),
        (1_000, None, None, None, "many"),
    )
    attack = row(prevalence(coded, BOOK, strata=["stratum"]), "attack")
    assert attack["share"] == pytest.approx((20 * 0.5 + 1_020 * 0.05) / 1_040)


def test_posts_chosen_on_purpose_do_not_bend_the_estimate_in_a_stratum_of_their_own():
    drawn = [(10, "attack", None, None, "drawn"), (90, "shaming", None, None, "drawn")]
    rest = [(880, None, None, None, "drawn")]
    chosen = [(20, "attack", None, None, "chosen")]
    bent = row(prevalence(posts(*drawn, *rest, *chosen), BOOK), "attack")
    right = row(prevalence(posts(*drawn, *rest, *chosen), BOOK, strata=["stratum"]), "attack")
    assert bent["share"] == 0.25
    assert right["share"] == pytest.approx((980 * 0.1 + 20) / 1_000)


def test_a_stratum_without_codes_widens_the_interval_by_all_that_is_unknown():
    coded = posts((50, "attack", None, None, "a"), (50, "shaming", None, None, "a"))
    unknown = posts((100, None, None, None, "b"))
    attack = row(prevalence(pl.concat([coded, unknown]), BOOK, strata=["stratum"]), "attack")
    assert (attack["share"], attack["share_low"], attack["share_high"]) == (0.5, 0.25, 0.75)
    assert attack["note"].startswith("No post was drawn from strata that hold 100 posts")


def test_small_strata_are_joined_and_every_post_keeps_its_weight():
    strata = [(posts_, drawn) for posts_ in (10, 20, 30, 40) for drawn in (2, 5)]
    rows, expected = [], 0.0
    for place, (size, drawn) in enumerate(strata):
        rows += [
            (1, "attack", None, None, str(place)),
            (drawn - 1, "shaming", None, None, str(place)),
        ]
        rows.append((size - drawn, None, None, None, str(place)))
        expected += size / drawn
    attack = row(prevalence(posts(*rows), BOOK, strata=["stratum"]), "attack")
    assert attack["share"] == pytest.approx(expected / 200)


def test_what_people_alone_say_does_not_depend_on_the_machine():
    rows = [
        (drawn, code, machine, None, stratum)
        for stratum, drawn in (("a", 2), ("b", 7), ("c", 30))
        for code, machine in (("attack", "attack"), ("shaming", "attack"), (None, "shaming"))
    ]
    alone = prevalence(posts(*rows), BOOK, strata=["stratum"])
    with_machine = prevalence(posts(*rows), BOOK, strata=["stratum"], machine="machine")
    assert with_machine.filter(source="human").equals(alone)


def test_several_categories_for_a_post_are_counted_in_each():
    frame = pl.DataFrame({"human": [["attack", "shaming"], ["shaming"], [], None]})
    found = prevalence(frame, SEVERAL)
    assert row(found, "attack")["share"] == pytest.approx(1 / 3)
    assert row(found, "shaming")["share"] == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("coded", "why"),
    [
        ([(9, None, "attack"), (9, None, "shaming")], "Nobody coded a post here."),
        ([(9, "attack", "attack"), (9, None, "attack")], "The machine says the same of every post"),
        ([(9, "attack"), (9, None)], "The machine gave no code here."),
        ([(9, "attack", "attack"), (9, None, "shaming")], "People coded only posts of which"),
    ],
)
def test_what_cannot_be_estimated_with_a_machine_is_null_with_the_reason(coded, why):
    one = row(prevalence(posts(*coded), BOOK, machine="machine"), "attack", "prediction_powered")
    assert one["share"] is one["share_low"] is one["total"] is None
    assert one["note"].startswith(why)


def test_a_cell_without_codes_is_null_with_the_reason():
    coded = posts((9, "attack", None, "AL"), (9, None, None, "XK"))
    one = row(prevalence(coded, BOOK, by=["country"]), "attack", country="XK")
    assert (one["share"], one["coded"], one["note"]) == (None, 0, "Nobody coded a post here.")


def test_rogan_and_gladen_say_why_they_cannot():
    def reason(*coded):
        return row(prevalence(posts(*coded), BOOK, machine="machine"), "attack", "rogan_gladen")[
            "note"
        ]

    assert "all of one kind" in reason((9, "attack", "attack"), (9, "attack", "shaming"))
    assert "no better than chance" in reason(
        (5, "attack", "attack"),
        (5, "attack", "shaming"),
        (5, "shaming", "attack"),
        (5, "shaming", "shaming"),
    )
    assert "abstained" in reason((5, "attack", "attack"), (5, "shaming", "shaming"), (5, None))


def test_where_a_machine_abstained_people_alone_are_taken():
    coded = posts(
        (10, "attack", "attack"),
        (10, "shaming", "shaming"),
        (5, "attack", None),
        (15, "shaming", None),
        (60, None, None),
        (20, None, "shaming"),
    )
    one = row(prevalence(coded, BOOK, machine="machine"), "attack", "prediction_powered")
    assert one["share"] == pytest.approx((10 * 1 + 30 * 0 + 80 * 0.25) / 120)


def test_no_posts_give_null_not_zero():
    one = row(prevalence(posts(), BOOK), "attack")
    assert (one["share"], one["posts"], one["note"]) == (None, 0, "Nobody coded a post here.")


def test_a_code_that_is_not_in_the_codebook_is_refused():
    with pytest.raises(CaseError, match="not in the codebook, the first being slander"):
        prevalence(posts((1, "slander")), BOOK)
    with pytest.raises(CaseError, match="column machine"):
        prevalence(posts((1, "attack", "slander")), BOOK, machine="machine")


def test_a_missing_column_is_named():
    with pytest.raises(FrameError, match="'month'"):
        prevalence(posts((1, "attack")), BOOK, by=["month"])


PARTS = st.lists(
    st.integers(1, 200).flatmap(
        lambda size: st.integers(0, size).flatmap(
            lambda coded: st.builds(Part, st.just(size), st.just(coded), st.integers(0, coded))
        )
    ),
    min_size=1,
    max_size=6,
)


@given(PARTS)
def test_an_interval_holds_its_share_and_keeps_to_what_is_certain(parts):
    share, low, high = of_parts(parts)
    size = sum(part.posts for part in parts)
    found = sum(part.positive for part in parts)
    other = sum(part.coded - part.positive for part in parts)
    assert found / size <= low + 1e-9
    assert low <= share <= high
    assert high <= 1 - other / size + 1e-9


@given(PARTS)
def test_the_other_category_has_the_mirrored_interval(parts):
    mirrored = [
        Part(part.posts, part.coded, part.coded - part.positive, 1 - part.expected)
        for part in parts
    ]
    share, low, high = of_parts(parts)
    other, other_low, other_high = of_parts(mirrored)
    assert math.isclose(share, 1 - other, abs_tol=1e-9)
    assert math.isclose(low, 1 - other_high, abs_tol=1e-7)
    assert math.isclose(high, 1 - other_low, abs_tol=1e-7)
