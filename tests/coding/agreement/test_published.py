"""Agreement equals what is printed in the literature, to three decimals."""

from __future__ import annotations

import pytest
from tests.coding.agreement.tables import by_coder, of_counts, of_table, value

FOUR_OBSERVERS = """
1 2 3 3 2 1 4 1 2 . . .
1 2 3 3 2 2 4 1 2 5 . 3
. 3 3 3 2 3 4 2 2 5 1 .
1 2 3 3 2 4 4 1 2 5 1 .
"""
"""K. Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, section C."""

DIAGNOSES = [
    (0, 0, 0, 6, 0), (0, 3, 0, 0, 3), (0, 1, 4, 0, 1), (0, 0, 0, 0, 6), (0, 3, 0, 3, 0),
    (2, 0, 4, 0, 0), (0, 0, 4, 0, 2), (2, 0, 3, 1, 0), (2, 0, 0, 4, 0), (0, 0, 0, 0, 6),
    (1, 0, 0, 5, 0), (1, 1, 0, 4, 0), (0, 3, 3, 0, 0), (1, 0, 0, 5, 0), (0, 2, 0, 3, 1),
    (0, 0, 5, 0, 1), (3, 0, 0, 1, 2), (5, 1, 0, 0, 0), (0, 2, 0, 4, 0), (1, 0, 2, 0, 3),
    (0, 0, 0, 0, 6), (0, 1, 0, 5, 0), (0, 2, 0, 1, 3), (2, 0, 0, 4, 0), (1, 0, 0, 4, 1),
    (0, 5, 0, 1, 0), (4, 0, 0, 0, 2), (0, 2, 0, 4, 0), (1, 0, 5, 0, 0), (0, 0, 0, 0, 6),
]  # fmt: skip
"""J. L. Fleiss (1971), Measuring nominal scale agreement among many raters, table 1: psychiatrists
gave 30 patients one of five diagnoses, six for each patient."""


@pytest.mark.parametrize(
    ("level", "published"),
    [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)],
)
def test_krippendorffs_four_observers_with_missing_codes(level, published):
    assert round(value(by_coder(FOUR_OBSERVERS, float), "alpha", level), 3) == published


def test_krippendorffs_two_observers_of_binary_codes():
    # The same paper, section A.
    codes = by_coder("0 1 0 0 0 0 0 0 1 0\n1 1 1 0 0 1 0 0 0 0")
    assert round(value(codes, "alpha"), 3) == 0.095


def test_krippendorffs_two_observers_of_five_categories():
    # The same paper, section B.
    codes = by_coder("a a b b d c c c e d d a\nb a b b b c c c e d d d")
    assert round(value(codes, "alpha"), 3) == 0.692


def test_fleiss_psychiatric_diagnoses():
    assert round(value(of_counts(DIAGNOSES), "fleiss_kappa"), 3) == 0.430


def test_fleiss_diagnoses_of_two_raters_in_a_textbook():
    # J. L. Fleiss, B. Levin, M. C. Paik (2003), Statistical Methods for Rates and Proportions, 3rd
    # edition, table 18.1: per cent of subjects, kappa .68.
    codes = of_table([[75, 1, 4], [5, 4, 1], [0, 0, 10]])
    assert round(value(codes, "cohen_kappa"), 2) == 0.68
    assert round(value(codes, "percent"), 2) == 0.89


@pytest.mark.parametrize(
    ("table", "kappa"), [([[40, 9], [6, 45]], 0.70), ([[80, 10], [5, 5]], 0.32)]
)
def test_the_paradox_of_feinstein_and_cicchetti(table, kappa):
    # A. R. Feinstein and D. V. Cicchetti (1990), High agreement but low kappa I: agreement is .85
    # in both.
    codes = of_table(table)
    assert round(value(codes, "percent"), 2) == 0.85
    assert round(value(codes, "cohen_kappa"), 2) == kappa


def test_gwets_four_raters_with_missing_codes():
    # K. L. Gwet's own package irrCAC prints these of cac.raw4raters, the codes of section C.
    codes = by_coder(FOUR_OBSERVERS)
    assert round(value(codes, "gwet_ac1"), 5) == 0.77544
    assert round(value(codes, "fleiss_kappa"), 5) == 0.76117
    assert round(value(codes, "percent"), 5) == 0.81818
