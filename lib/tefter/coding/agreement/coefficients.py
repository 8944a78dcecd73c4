"""Coefficients of agreement, each for many weightings of the units at once.

A coefficient is a function of weights, draws by units: a row of ones gives the value itself, and
rows of how often a resample drew each unit give the values of a bootstrap. Undefined is NaN.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from tefter.coding.agreement.distances import Floats, Level, distances
from tefter.coding.agreement.ratings import MISSING, Ratings

Coefficient: TypeAlias = Callable[[Floats], Floats]

TWO = 2


def alpha(ratings: Ratings, level: Level = "nominal") -> Coefficient:
    """Return Krippendorff's alpha.

    Source: K. Krippendorff (2019), *Content Analysis*, 4th edition, chapter 12; (2011), *Computing
    Krippendorff's Alpha-Reliability*. Units with one code are left out, as they cannot be paired.
    """
    counts = ratings.counts()
    counts = np.where(counts.sum(axis=1, keepdims=True) >= TWO, counts, 0)
    pairs = _UnlikePairs(counts)
    if level == "ordinal":
        return partial(_ordinal_alpha, ratings, counts, pairs)
    squared = distances(ratings.values, level, np.zeros(0))
    apart = pairs.by_unit(squared)

    def of(weights: Floats) -> Floats:
        used = weights @ counts
        expected = ((used @ squared) * used).sum(axis=1)
        return np.asarray(1 - (used.sum(axis=1) - 1) * _ratio(weights @ apart, expected))

    return of


def _ordinal_alpha(
    ratings: Ratings, counts: Floats, pairs: _UnlikePairs, weights: Floats
) -> Floats:
    """Return alpha where the distances themselves rest on how often each rank was given."""
    values = np.full(len(weights), np.nan)
    for draw, used in enumerate(weights @ counts):
        squared = distances(ratings.values, "ordinal", used)
        expected = used @ squared @ used
        if expected:
            apart = weights[draw] @ pairs.by_unit(squared)
            values[draw] = 1 - (used.sum() - 1) * apart / expected
    return values


def percent(ratings: Ratings) -> Coefficient:
    """Return the share of pairs of codes that agree, the mean over units with two codes or more."""
    counts = ratings.counts()
    pairable, agreeing = _agreeing(counts)

    def of(weights: Floats) -> Floats:
        return _ratio(weights @ agreeing, weights @ pairable)

    return of


def fleiss_kappa(ratings: Ratings) -> Coefficient:
    """Return Fleiss' kappa; coders may differ from unit to unit.

    Source: J. L. Fleiss (1971), *Measuring nominal scale agreement among many raters*,
    Psychological Bulletin 76(5); for missing codes K. L. Gwet (2014), *Handbook of Inter-Rater
    Reliability*, 4th edition, chapter 2: every unit with a code counts for what is expected.
    """

    def expected(shares: Floats) -> Floats:
        return np.asarray(np.square(shares).sum(axis=1))

    return _by_shares(ratings, expected)


def gwet_ac1(ratings: Ratings) -> Coefficient:
    """Return Gwet's AC1, which the dominance of one code does not drag down.

    Source: K. L. Gwet (2008), *Computing inter-rater reliability and its variance in the presence
    of high agreement*, British Journal of Mathematical and Statistical Psychology 61(1). It depends
    on how many codes there are to choose from: those of ``ratings.values``.
    """
    choices = len(ratings.values)

    def expected(shares: Floats) -> Floats:
        return np.asarray((shares * (1 - shares)).sum(axis=1) / (choices - 1))

    return _by_shares(ratings, expected)


def cohen_kappa(ratings: Ratings) -> Coefficient:
    """Return Cohen's kappa of two coders, over the units that both coded.

    Source: J. Cohen (1960), *A Coefficient of Agreement for Nominal Scales*, Educational and
    Psychological Measurement 20(1).
    """
    if len(ratings.coders) != TWO:
        raise ValueError("Cohen's kappa is of two coders")
    both = (ratings.codes != MISSING).all(axis=1)
    choices = np.eye(len(ratings.values))
    first, second = (np.where(both[:, None], choices[column], 0.0) for column in ratings.codes.T)
    same = (both & (ratings.codes[:, 0] == ratings.codes[:, 1])).astype(float)

    def of(weights: Floats) -> Floats:
        total = weights @ both.astype(float)
        expected = _ratio(((weights @ first) * (weights @ second)).sum(axis=1), total * total)
        return _beyond_chance(_ratio(weights @ same, total), expected)

    return of


def _by_shares(ratings: Ratings, expected: Callable[[Floats], Floats]) -> Coefficient:
    """Return a coefficient whose chance agreement rests on the shares of the codes alone."""
    counts = ratings.counts()
    pairable, agreeing = _agreeing(counts)
    sizes = counts.sum(axis=1)
    coded = (sizes > 0).astype(float)
    shares = np.divide(counts, sizes[:, None], out=np.zeros_like(counts), where=sizes[:, None] > 0)

    def of(weights: Floats) -> Floats:
        observed = _ratio(weights @ agreeing, weights @ pairable)
        used = _ratio(weights @ shares, (weights @ coded)[:, None])
        varied = (used > 0).sum(axis=1) >= TWO
        return np.where(varied, _beyond_chance(observed, expected(used)), np.nan)

    return of


def _agreeing(counts: Floats) -> tuple[Floats, Floats]:
    """Return for each unit whether it can be paired, and the share of its pairs that agree."""
    sizes = counts.sum(axis=1)
    pairable = sizes >= TWO
    same = (counts * (counts - 1)).sum(axis=1)
    share = np.divide(same, sizes * (sizes - 1), out=np.zeros_like(sizes), where=pairable)
    return pairable.astype(float), share


class _UnlikePairs:
    """Which two values met in which unit, and how often by its number of codes less one."""

    def __init__(self, counts: Floats) -> None:
        self.units = len(counts)
        rows, first, second, times = [], [], [], []
        for row in np.flatnonzero((counts > 0).sum(axis=1) >= TWO):
            met = np.flatnonzero(counts[row])
            one, other = np.nonzero(~np.eye(len(met), dtype=bool))
            rows.append(np.full(len(one), row))
            first.append(met[one])
            second.append(met[other])
            meeting = np.outer(counts[row, met], counts[row, met])
            times.append(meeting[one, other] / (counts[row].sum() - 1))
        nothing = np.zeros(0, dtype=np.int64)
        self.rows: NDArray[np.int64] = np.concatenate([nothing, *rows])
        self.first: NDArray[np.int64] = np.concatenate([nothing, *first])
        self.second: NDArray[np.int64] = np.concatenate([nothing, *second])
        self.times: Floats = np.concatenate([nothing.astype(float), *times])

    def by_unit(self, squared: Floats) -> Floats:
        """Return the differences inside each unit."""
        amounts = self.times * squared[self.first, self.second]
        return np.asarray(np.bincount(self.rows, amounts, self.units), dtype=float)


def _beyond_chance(observed: Floats, expected: Floats) -> Floats:
    return _ratio(observed - expected, 1 - expected)


def _ratio(above: Floats, below: Floats) -> Floats:
    """Divide, and give NaN where nothing can be divided by."""
    above, below = np.broadcast_arrays(above, below)
    empty = np.full(above.shape, np.nan)
    return np.asarray(np.divide(above, below, out=empty, where=below != 0))
