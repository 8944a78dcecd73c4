"""A machine's share corrected for its mistakes, as people found them in a random sample."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from tefter.coding.prevalence.interval import Z_95, Part

MachineParts = tuple[Part, Part]
"""Posts that the machine gave the category, and those that it did not."""


@dataclass(frozen=True)
class Estimate:
    """A share with its interval; or none, and why.

    Attributes
    ----------
    share, low, high : float, optional
        From 0 to 1.
    machine_weight : float, optional
        How far the machine's codes moved the estimate: 0 not at all, 1 fully.
    note : str, optional
        Why there is no share, or why the interval is wide beyond chance.
    """

    share: float | None = None
    low: float | None = None
    high: float | None = None
    machine_weight: float | None = None
    note: str | None = None


def machine_weight(said: Part, not_said: Part) -> float:
    """Return lambda of power-tuned prediction-powered inference for a code of yes or no.

    Parameters
    ----------
    said, not_said : Part
        Posts that the machine gave the category and those that it did not, some coded in each.

    Notes
    -----
    PPI estimates a mean as that of the predictions for all posts, corrected by their mean error
    in the coded ones (A. N. Angelopoulos, S. Bates, C. Fannjiang, M. I. Jordan, T. Zrnic, 2023,
    *Prediction-powered inference*, Science 382, 669-674). PPI++ weighs the predictions by lambda,
    so that a poor machine cannot make the estimate worse than people's codes alone, and finds
    the best at ``cov(code, prediction) / var(prediction)`` where the coded posts are among all
    posts (A. N. Angelopoulos, J. C. Duchi, T. Zrnic, 2023, *PPI++: Efficient prediction-powered
    inference*, example 6.1). For predictions of 0 and 1 that is the difference of two shares: of
    the posts that are of the category among those that the machine gave it, and among the others.
    """
    return said.share - not_said.share


def rogan_gladen(parts: Sequence[MachineParts]) -> Estimate:
    """Return the share by sensitivity and specificity, for comparison.

    Notes
    -----
    W. J. Rogan and B. Gladen (1978), *Estimating prevalence from the results of a screening test*,
    American Journal of Epidemiology 107, 71-76: ``(said + specificity - 1) / (sensitivity +
    specificity - 1)``, cut to 0 and 1. The interval is that of Z. Lang and J. Reiczigel (2014),
    *Confidence limits for prevalence of disease adjusted for estimated sensitivity and
    specificity*, Preventive Veterinary Medicine 113, 13-22, whose pseudo-counts keep its coverage
    where a sample is small, without their term for the machine's share: that is known here, as
    the machine coded every post, and the coded posts are some of them.
    """
    if len(parts) != 1:
        return Estimate(note="Rogan-Gladen is for a simple random sample, not for strata.")
    said, not_said = parts[0]
    positive = said.positive + not_said.positive
    negative = said.coded + not_said.coded - positive
    if not positive or not negative:
        return Estimate(
            note="The coded posts are all of one kind, so the machine's sensitivity or "
            "specificity is unknown."
        )
    sensitivity, specificity = (
        said.positive / positive,
        (not_said.coded - not_said.positive) / negative,
    )
    if sensitivity + specificity <= 1:
        return Estimate(note="The machine does no better than chance in the coded posts.")
    posts = said.posts + not_said.posts
    share = (said.posts / posts + specificity - 1) / (sensitivity + specificity - 1)
    low, high = _lang_reiczigel(
        said.posts / posts,
        (sensitivity, positive),
        (specificity, negative),
        1 - (positive + negative) / posts,
    )
    share = min(max(share, 0.0), 1.0)
    return Estimate(share, min(low, share), max(high, share))


def _lang_reiczigel(
    said: float, sensitivity: tuple[float, float], specificity: tuple[float, float], left: float
) -> tuple[float, float]:
    """Return the interval for a machine's share that is known, ``left`` being what is not coded."""
    n_se, n_sp = sensitivity[1] + 2, specificity[1] + 2
    se = (sensitivity[1] * sensitivity[0] + 1) / n_se
    sp = (specificity[1] * specificity[0] + 1) / n_sp
    power = se + sp - 1
    if power <= 0:
        return 0.0, 1.0
    share = min(max((said + sp - 1) / power, 0.0), 1.0)
    var_se, var_sp = left * se * (1 - se) / n_se, left * sp * (1 - sp) / n_sp
    shift = 2 * Z_95 * Z_95 * (share * var_se - (1 - share) * var_sp)
    half = Z_95 * sqrt(share**2 * var_se + (1 - share) ** 2 * var_sp) / power
    return max(0.0, share + shift - half), min(1.0, share + shift + half)
