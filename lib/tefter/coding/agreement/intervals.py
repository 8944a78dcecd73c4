"""How sure a coefficient is: the bootstrap over units."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tefter.coding.agreement.coefficients import Coefficient, percent
from tefter.coding.agreement.distances import Floats
from tefter.coding.agreement.ratings import MISSING, Ratings

DRAWS = 2_000
SEED = 1
CONFIDENCE = 0.95

MOST_UNDEFINED = 0.05
"""Share of resamples in which a coefficient may be undefined before its interval is withheld."""

CELLS = 4_000_000
"""Numbers held at once while resampling: about 32 MB."""


@dataclass(frozen=True)
class Estimate:
    """A coefficient with its interval, or why there is none.

    Attributes
    ----------
    value : float, optional
        None where it is undefined.
    low, high : float, optional
        The 95% interval; None where there is none.
    reason : str
        Why ``value`` or the interval is None; empty where both are there.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    reason: str = ""


def undefined(ratings: Ratings) -> str:
    """Return why no coefficient can be told from these codes; empty where one can."""
    told = ratings.summary()
    if told["coders"] == 0:
        return "nobody has coded anything here yet"
    if told["coders"] == 1:
        return "one coder only"
    if told["compared"] == 0:
        return "no unit was coded by two coders"
    pairable = (ratings.codes != MISSING).sum(axis=1) > 1
    given = np.unique(ratings.codes[pairable])
    if (given != MISSING).sum() == 1:
        return "only one code was given, so there is no variation to agree on"
    return ""


def together(ratings: Ratings) -> tuple[Ratings, Floats]:
    """Return one unit for all that were coded alike by each coder, and how many each stands for."""
    coded = ratings.codes[(ratings.codes != MISSING).any(axis=1)]
    codes, times = np.unique(coded, axis=0, return_counts=True)
    units = tuple(map(str, range(len(codes))))
    return Ratings(units, ratings.coders, ratings.values, codes), times.astype(float)


def estimate(
    ratings: Ratings,
    coefficient: Callable[[Ratings], Coefficient],
    *,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Estimate:
    """Return a coefficient with the percentile interval of a bootstrap over units.

    Parameters
    ----------
    ratings : Ratings
        The codes.
    coefficient : callable
        One of ``tefter.coding.agreement.coefficients``.
    draws : int
        Resamples; none for no interval.
    seed : int
        The same seed gives the same interval.

    Notes
    -----
    Units are drawn with replacement, each with all of its codes; the 2.5th and 97.5th percentile
    of the coefficient are the interval. Source: A. Zapf and others (2016), *Measuring inter-rater
    reliability for nominal data – which coefficients and confidence intervals are appropriate?*,
    BMC Medical Research Methodology 16:93, who find its coverage right for alpha and for Fleiss'
    kappa. Units coded alike are drawn together from the multinomial distribution, which is the
    same and as fast for a million posts as for a hundred.

    Where all codes agree every resample agrees too, and the interval would claim a certainty that
    nobody has: it is withheld.
    """
    reason = undefined(ratings)
    if reason:
        return Estimate(None, reason=reason)
    alike, times = together(ratings)
    of = coefficient(alike)
    value = float(of(times[None, :])[0])
    if np.isnan(value):
        return Estimate(None, reason="all agreement is expected by chance, so nothing is left")
    if not draws:
        return Estimate(value, reason="no interval was asked for")
    if percent(alike)(times[None, :])[0] == 1:
        return Estimate(
            value,
            reason="no interval: nobody disagreed, and so nobody does in a resample",
        )
    found = np.concatenate([of(weights) for weights in _resamples(times, draws, seed)])
    if np.isnan(found).mean() > MOST_UNDEFINED:
        return Estimate(
            value, reason="no interval: too few units, many resamples have nothing to compare"
        )
    tail = 50 * (1 - CONFIDENCE)
    low, high = np.nanpercentile(found, [tail, 100 - tail])
    return Estimate(value, float(low), float(high))


def _resamples(times: Floats, draws: int, seed: int) -> list[Floats]:
    random = np.random.Generator(np.random.PCG64(seed))
    total = int(times.sum())
    at_once = max(1, CELLS // len(times))
    sizes = [min(at_once, draws - done) for done in range(0, draws, at_once)]
    return [random.multinomial(total, times / total, size=size).astype(float) for size in sizes]
