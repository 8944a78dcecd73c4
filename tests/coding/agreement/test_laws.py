"""What holds of agreement whatever the codes are; where it cannot be told it is null, never 1."""

from __future__ import annotations

import random

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.coding.agreement.tables import of_table, ratings, value

from tefter.coding.agreement import AgreementError, Options, Ratings, agreement
from tefter.coding.agreement.intervals import together
from tefter.coding.agreement.table import agreement_table

MEASURES = ("alpha", "fleiss_kappa", "gwet_ac1", "cohen_kappa", "percent")
CORRECTED = MEASURES[:-1]
ROWS = st.lists(st.tuples(*[st.sampled_from("abc.")] * 3), min_size=1, max_size=20)


def told(codes, **options):
    return agreement(codes, Options(**{"draws": 200} | options))


def whole(codes, measure="alpha", **options):
    found = told(codes, **options)
    chosen = (pl.col("scope") == "all") & (pl.col("measure") == measure)
    return found.row(by_predicate=chosen, named=True)


@given(ROWS)
@settings(max_examples=60)
def test_no_value_is_above_one_and_what_is_missing_has_its_reason(rows):
    for row in told(ratings(rows), draws=20).iter_rows(named=True):
        assert row["value"] is not None or row["reason"]
        if row["value"] is not None:
            assert row["value"] <= 1 + 1e-12
            assert row["value"] >= 0 or row["measure"] != "percent"
        if row["low"] is not None:
            assert row["low"] <= row["high"]


@given(ROWS, st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_the_order_of_units_and_names_of_codes_do_not_matter(rows, dice):
    renamed = {"a": "z", "b": "y", "c": "x", ".": "."}
    shuffled = [tuple(renamed[cell] for cell in row) for row in rows]
    dice.shuffle(shuffled)
    for measure in MEASURES:
        assert value(ratings(shuffled), measure) == pytest.approx(value(ratings(rows), measure))


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval", "ratio"])
def test_complete_agreement_is_one_and_has_no_interval_that_claims_certainty(level):
    row = whole(ratings([("1", "1"), ("2", "2"), ("3", "3")], float), level=level)
    assert row["value"] == 1
    assert row["low"] is None
    assert "nobody disagreed" in row["reason"]


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([("a",), ("b",)], "one coder only"),
        ([("a", "."), (".", "b")], "no unit was coded by two coders"),
        ([("a", "a"), ("a", "a")], "only one code was given"),
        ([("a", "a"), ("b", ".")], "only one code was given"),
        ([(".", "."), (".", ".")], "nobody has coded anything"),
    ],
)
def test_what_cannot_be_told_is_null_with_its_reason(rows, reason):
    for measure in CORRECTED:
        row = whole(ratings(rows), measure)
        assert (row["value"], row["low"], row["high"]) == (None, None, None)
        assert reason in row["reason"] or measure == "cohen_kappa"


def test_percent_of_one_code_only_is_told_with_the_warning_that_it_says_nothing():
    row = whole(ratings([("a", "a"), ("a", "a")]), "percent")
    assert row["value"] == 1
    assert "no variation" in row["reason"]


def test_a_coder_who_never_varies_has_no_kappa_beyond_chance():
    assert value(ratings([("a", "a"), ("a", "b"), ("a", "a")]), "cohen_kappa") == 0


def test_cohens_kappa_is_of_two_coders_and_the_pairs_have_it():
    found = told(ratings([("a", "a", "b"), ("b", "b", "b"), ("a", "b", "a")]))
    assert whole(ratings([("a", "a", "b"), ("b", "b", "a")]), "cohen_kappa")["value"] is None
    pairs = found.filter((found["scope"] == "coders") & (found["measure"] == "cohen_kappa"))
    assert pairs["name"].to_list() == [
        "coder 0 and coder 1", "coder 0 and coder 2", "coder 1 and coder 2",
    ]  # fmt: skip
    assert pairs["value"].null_count() == 0


def test_kappa_of_numbers_is_not_told_as_it_takes_them_for_names():
    row = whole(ratings([("1", "2"), ("2", "2")], float), "gwet_ac1", level="interval")
    assert row["value"] is None
    assert "read alpha" in row["reason"]


def test_ac1_depends_on_how_many_codes_there_are_to_choose_from():
    rows = [("a", "a"), ("a", "b"), ("b", "b"), ("a", "a")]
    few = value(ratings(rows), "gwet_ac1")
    assert value(ratings(rows, values=("a", "b", "c", "d")), "gwet_ac1") > few


def test_categories_are_measured_against_the_rest_also_those_that_nobody_gave():
    found = told(ratings([("a", "a"), ("a", "b"), ("b", "b")], values=("a", "b", "c")))
    alpha = found.filter((found["scope"] == "category") & (found["measure"] == "alpha"))
    assert alpha["name"].to_list() == ["a", "b", "c"]
    assert alpha["value"].to_list()[2] is None


def test_sets_are_measured_name_by_name():
    found = told(ratings([("ab", "a"), ("b", "b"), ("a", "ab")], frozenset), level="masi")
    names = found.filter(found["scope"] == "category")["name"].unique(maintain_order=True)
    assert names.to_list() == ["a", "b"]


def test_groups_are_measured_apart_and_units_of_no_group_too():
    rows = [("a", "a"), ("a", "b"), ("b", "b"), ("a", "a")]
    groups = {"language": {"u0": "sq", "u1": "sq", "u2": "sq"}}
    found = told(ratings(rows, groups=groups))
    groups = found.filter((found["scope"] == "language") & (found["measure"] == "percent"))
    assert groups.select("name", "compared").rows() == [("sq", 3), ("not known", 1)]


class TestIntervals:
    codes = of_table([[30, 4, 2], [3, 25, 5], [1, 6, 24]])

    def test_the_same_seed_gives_the_same_interval_and_another_one_another(self):
        assert told(self.codes, seed=3).equals(told(self.codes, seed=3))
        assert not told(self.codes, seed=3).equals(told(self.codes, seed=4))

    def test_it_holds_the_value_and_is_narrower_for_more_units(self):
        few = whole(self.codes)
        more = whole(of_table([[300, 40, 20], [30, 250, 50], [10, 60, 240]]))
        for row in (few, more):
            assert row["low"] < row["value"] < row["high"]
        assert more["high"] - more["low"] < (few["high"] - few["low"]) / 2

    def test_it_is_withheld_where_most_resamples_have_nothing_to_compare(self):
        row = whole(ratings([("a", "b"), *[("a", ".")] * 30, ("b", "b")]))
        assert row["low"] is None
        assert "too few units" in row["reason"]

    def test_of_95_in_100_it_covers_the_agreement_of_all_units(self):
        # Two coders who each see the truth with probability .85 among three codes.
        dice = random.Random(5)

        def coded(units):
            rows = []
            for _ in range(units):
                truth = dice.choices("abc", (5, 3, 2))[0]
                rows.append([truth if dice.random() < 0.85 else dice.choice("abc") for _ in "12"])
            return ratings(rows)

        true = value(coded(60_000), "alpha")
        rows = [whole(coded(150), draws=400, seed=seed) for seed in range(200)]
        covered = sum(row["low"] <= true <= row["high"] for row in rows)
        assert 0.90 <= covered / 200 <= 0.99

    def test_units_coded_alike_are_resampled_together_so_that_a_million_cost_no_more(self):
        dice = random.Random(1)
        rows = [(f"u{u}", f"c{c}", dice.choice("abcd")) for u in range(20_000) for c in range(2)]
        alike, times = together(Ratings.of(rows))
        assert len(alike.units) == 16
        assert times.sum() == 20_000


class TestParadox:
    def test_it_is_told_where_it_bites_with_the_numbers(self):
        remark = whole(of_table([[118, 5], [2, 0]]))["remark"]
        assert "94% of pairs agree, yet alpha is -0.02" in remark
        assert "97% of the codes are c0" in remark
        assert "AC1 is 0.94" in remark

    @pytest.mark.parametrize("table", [[[40, 9], [6, 45]], [[60, 30], [5, 5]], [[95, 0], [0, 5]]])
    def test_it_is_not_told_where_codes_are_even_or_agreement_is_low_or_alpha_high(self, table):
        assert whole(of_table(table))["remark"] == ""


def test_a_unit_coded_twice_by_one_coder_is_refused():
    with pytest.raises(AgreementError, match=r"ana coded 1 twice; keep"):
        Ratings.of([("1", "ana", "x"), ("1", "ana", "y")])


def test_an_unknown_code_is_refused_with_the_codes_that_there_are():
    with pytest.raises(AgreementError, match=r"ana gave 1 the code z, which is not.*x, y"):
        Ratings.of([("1", "ana", "z")], values=("x", "y"))


def test_a_text_in_the_column_of_codes_is_not_repeated_in_the_sentence():
    with pytest.raises(AgreementError) as told:
        Ratings.of([("1", "ana", "Mara from the 3rd floor")], values=("x",))
    assert "Mara" not in str(told.value)


def test_a_kappa_that_no_textbook_has_comes_with_a_word():
    alone = [("b", "."), (".", "b")] * 20
    table = agreement_table(told(ratings([("a", "b"), ("b", "a"), *alone])))
    first = table.row(0, named=True)
    assert float(first["kappa"]) < -1
    assert "Fleiss' kappa is below -1" in first["remark"]
    usual = agreement_table(told(ratings([("a", "b"), ("b", "b"), ("a", "a")]))).row(0, named=True)
    assert "Fleiss" not in usual["remark"]
