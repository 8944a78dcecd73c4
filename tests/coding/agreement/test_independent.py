"""Agreement equals independent packages to 1e-6, on data that nobody chose."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.coding.agreement.tables import ratings, value

REFERENCE = json.loads((Path(__file__).parent / "reference.json").read_text("utf-8"))
"""Codes drawn at random, and what irrCAC 0.4.4 (by Gwet), statsmodels 0.15 and NLTK 3.10 say of
them. Kept as a file: irrCAC wants a NumPy older than ours."""

CELLS = st.sampled_from(["1", "2", "3", "4", "."])
TABLES = st.integers(2, 4).flatmap(
    lambda coders: st.lists(
        st.lists(CELLS, min_size=coders, max_size=coders), min_size=2, max_size=25
    )
)


def can_be_compared(rows):
    pairable = [row for row in rows if sum(cell != "." for cell in row) > 1]
    return len({cell for row in pairable for cell in row if cell != "."}) > 1


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval", "ratio"])
@given(rows=TABLES)
@settings(max_examples=60)
def test_alpha_is_that_of_the_package_krippendorff(level, rows):
    krippendorff = pytest.importorskip("krippendorff")
    assume(can_be_compared(rows))
    table = np.array([[np.nan if cell == "." else float(cell) for cell in row] for row in rows]).T
    theirs = krippendorff.alpha(reliability_data=table, level_of_measurement=level)
    assert value(ratings(rows, float), "alpha", level) == pytest.approx(theirs, abs=1e-6)


@given(rows=st.lists(st.tuples(*[st.sampled_from("abc")] * 2), min_size=2, max_size=40))
@settings(max_examples=100)
def test_cohens_kappa_is_that_of_scikit_learn(rows):
    metrics = pytest.importorskip("sklearn.metrics")
    assume(len({code for row in rows for code in row}) > 1)
    theirs = metrics.cohen_kappa_score(*zip(*rows, strict=True))
    assert value(ratings(rows), "cohen_kappa") == pytest.approx(theirs, abs=1e-6)


@pytest.mark.parametrize("case", REFERENCE["nominal"])
def test_kappa_ac1_and_percent_are_those_of_irrcac_and_statsmodels(case):
    codes = ratings(case["codes"])
    assert value(codes, "gwet_ac1") == pytest.approx(case["ac1"], abs=1e-6)
    assert value(codes, "fleiss_kappa") == pytest.approx(case["fleiss"], abs=1e-6)
    assert value(codes, "percent") == pytest.approx(case["percent"], abs=1e-6)
    assert value(codes, "alpha") == pytest.approx(case["alpha"], abs=1e-6)
    if "fleiss_statsmodels" in case:
        assert value(codes, "fleiss_kappa") == pytest.approx(case["fleiss_statsmodels"], abs=1e-6)


@pytest.mark.parametrize("case", REFERENCE["sets"])
@pytest.mark.parametrize("level", ["masi", "jaccard"])
def test_alpha_of_sets_is_that_of_nltk(case, level):
    assert value(ratings(case["codes"], frozenset), "alpha", level) == pytest.approx(
        case[level], abs=1e-6
    )
