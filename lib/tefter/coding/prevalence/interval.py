"""Intervals of shares of a known, finite number of posts of which some were coded at random."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from scipy.special import betaincinv

LOW, HIGH = 0.025, 0.975
Z_95 = 1.959963984540054
"""0.975 quantile of the standard normal distribution."""


@dataclass(frozen=True)
class Part:
    """Posts that are alike in what was known before anybody coded them.

    Attributes
    ----------
    posts : int
        How many there are.
    coded : float
        How many of them people coded, drawn at random; where they were drawn at several rates, how
        many drawn at one rate would say as much.
    positive : float
        How many of the coded ones are of the category.
    expected : float
        The share to take where none was coded, from posts that are nearest.
    out_of_reach : bool
        Whether none could be coded, as none was drawn from their stratum.
    """

    posts: int
    coded: float
    positive: float
    expected: float = 0.5
    out_of_reach: bool = False

    @property
    def share(self) -> float:
        """Share of the coded ones, or what is expected where there is none."""
        return self.positive / self.coded if self.coded else self.expected


def wilson(part: Part) -> tuple[float, float]:
    """Return the 95 % Wilson score interval of the share of a part.

    Notes
    -----
    E. B. Wilson (1927), *Probable inference, the law of succession, and statistical inference*,
    Journal of the American Statistical Association 22, 209-212. Of the usual intervals it held the
    truth most evenly, at 50 coded posts and a share of 2 % too. Sample size as in ``_effective``.
    """
    certain = _certain(part)
    if certain:
        return certain
    yes, no = _effective(part)
    size, share, square = yes + no, part.share, Z_95 * Z_95
    middle = (share + square / (2 * size)) / (1 + square / size)
    half = sqrt(share * (1 - share) / size + square / (4 * size * size))
    half *= Z_95 / (1 + square / size)
    return min(max(0.0, middle - half), share), max(min(1.0, middle + half), share)


def jeffreys(part: Part) -> tuple[float, float]:
    """Return the 95 % Jeffreys interval of the share of a part.

    Notes
    -----
    L. D. Brown, T. T. Cai, A. DasGupta (2001), *Interval estimation for a binomial proportion*,
    Statistical Science 16, 101-133; with their ends of 0 and 1 where none or all was found. Joined
    over parts it holds the truth as often as it says, where Wilson's is too wide for parts in
    which hardly anything, or nearly everything, was found. Sample size as in ``_effective``.
    """
    certain = _certain(part)
    if certain:
        return certain
    yes, no = _effective(part)
    low = float(betaincinv(yes + 0.5, no + 0.5, LOW)) if yes else 0.0
    high = float(betaincinv(yes + 0.5, no + 0.5, HIGH)) if no else 1.0
    return low, high


def _certain(part: Part) -> tuple[float, float] | None:
    """Return the interval where there is none to estimate: nothing was coded, or everything."""
    if part.coded == 0:
        return 0.0, 1.0
    return (part.share, part.share) if part.coded >= part.posts else None


def _effective(part: Part) -> tuple[float, float]:
    """Return how many posts of the category, and of others, the sample counts as.

    Drawn without putting back, ``coded`` posts say as much as ``coded / (1 - coded / posts)`` of an
    endless number (the finite population correction: W. G. Cochran, 1977, *Sampling Techniques*,
    2.6; as an effective sample size: E. L. Korn and B. I. Graubard, 1998, Survey Methodology 24,
    193-201).
    """
    weight = 1 / (1 - part.coded / part.posts)
    return part.positive * weight, (part.coded - part.positive) * weight


def of_parts(
    parts: Sequence[Part], certain: tuple[float, float] | None = None
) -> tuple[float, float, float]:
    """Return the share of the posts of all parts together, and its 95 % interval.

    Of a part in which nothing was coded, the share is what is expected, and its interval is all
    from 0 to 1.

    Parameters
    ----------
    parts : sequence of Part
        Some of which have posts.
    certain : tuple of float, optional
        How many posts were coded as of the category, and how many otherwise; else as in the parts.

    Returns
    -------
    tuple of float
        Share, low and high. The interval keeps to what the codes make certain: no fewer posts than
        were coded so, no more than were not coded otherwise.

    Notes
    -----
    The share is the stratified mean (Cochran, 5.3). The interval joins those of the parts by
    MOVER, the method of variance estimates recovery: each part's distance from its share to its
    limit, squared and weighted (R. G. Newcombe, 1998, Statistics in Medicine 17, 873-890; G. Y.
    Zou and A. Donner, 2008, Statistics in Medicine 27, 1693-1702). It is lopsided where it must
    be, near 0 and 1, and never of width 0 because no mistake happened to be in the sample. What is
    out of reach is no matter of chance: both its bounds, none and all, are added in full (C. F.
    Manski, 2003, *Partial Identification of Probability Distributions*, chapter 1).
    """
    posts = sum(part.posts for part in parts)
    positive, negative = certain or (
        sum(part.positive for part in parts),
        sum(part.coded - part.positive for part in parts),
    )
    limits = wilson if len(parts) == 1 else jeffreys
    share = below = above = lower = higher = 0.0
    for part in parts:
        weight = part.posts / posts
        low, high = limits(part)
        share += weight * part.share
        if part.out_of_reach:
            lower += weight * part.share
            higher += weight * (1 - part.share)
        else:
            below += (weight * (part.share - low)) ** 2
            above += (weight * (high - part.share)) ** 2
    least, most = positive / posts, 1 - negative / posts
    share = min(max(share, least), most)
    low = max(least, share - sqrt(below) - lower)
    high = min(most, share + sqrt(above) + higher)
    # Rounding may leave a share that is certain a hair outside its own interval.
    return share, min(low, share), max(high, share)
