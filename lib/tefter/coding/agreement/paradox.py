"""The prevalence paradox: high agreement, low coefficient, because one code dominates."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from tefter.coding.agreement.intervals import Estimate
from tefter.coding.agreement.ratings import Ratings, written

MUCH = 0.8
"""Share of pairs that agree, and share of one code, from which the paradox is told."""

TENTATIVE = 0.667
"""Below it not even tentative conclusions are drawn: K. Krippendorff (2019), *Content Analysis*,
4th edition, chapter 12."""


def explain(ratings: Ratings, found: Mapping[str, Estimate]) -> str:
    """Return a sentence where agreement is high and alpha low because one code dominates.

    Source: A. R. Feinstein and D. V. Cicchetti (1990), *High agreement but low kappa: I. The
    problems of two paradoxes*, Journal of Clinical Epidemiology 43(6). The thresholds are ours.

    Parameters
    ----------
    ratings : Ratings
        The codes.
    found : mapping
        ``alpha``, ``percent`` and ``gwet_ac1`` of them.

    Returns
    -------
    str
        Empty where the paradox does not bite.
    """
    alpha, percent, ac1 = (found[name].value for name in ("alpha", "percent", "gwet_ac1"))
    if alpha is None or percent is None or alpha >= TENTATIVE or percent < MUCH:
        return ""
    counts = ratings.counts()
    used = counts[counts.sum(axis=1) > 1].sum(axis=0)
    top = int(np.argmax(used))
    share = used[top] / used.sum()
    if share < MUCH:
        return ""
    by_chance = float(np.square(used / used.sum()).sum())
    beside = f"; AC1 is {ac1:.2f}" if ac1 is not None else ""
    return (
        f"Prevalence paradox: {percent:.0%} of pairs agree, yet alpha is {alpha:.2f}{beside}. "
        f"{share:.0%} of the codes are {written(ratings.values[top])}, so {by_chance:.0%} would "
        "agree by chance alone. Alpha says that the rare codes are not told apart reliably, not "
        "that coders often disagree. Draw more posts of the rare codes, and report both numbers."
    )
