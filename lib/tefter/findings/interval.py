"""The interval of a share."""

from __future__ import annotations

from math import sqrt

Z_95 = 1.959963984540054
"""0.975 quantile of the standard normal distribution."""


def wilson(successes: int, trials: int, z: float = Z_95) -> tuple[float, float] | None:
    """Return the Wilson score interval of a share, from 0 to 1.

    It says how far the share of a larger collection may lie from this one *if these posts were
    drawn from it by chance*. It does not contain the mistakes of whoever coded them: a lexicon
    that is wrong in every tenth post is just as wrong in an endless sample.

    Parameters
    ----------
    successes, trials : int
        How many of how many.
    z : float
        Quantile; 1.96 gives 95 %.

    Returns
    -------
    tuple of float, or None
        Low and high; None without a trial.

    Notes
    -----
    E. B. Wilson (1927), "Probable inference, the law of succession, and statistical inference",
    Journal of the American Statistical Association 22, 209-212. Chosen over the normal interval
    because that one fails for shares near 0 and 1: L. D. Brown, T. T. Cai, A. DasGupta (2001),
    Statistical Science 16, 101-133.
    """
    if trials == 0:
        return None
    share = successes / trials
    scale = 1 + z * z / trials
    centre = (share + z * z / (2 * trials)) / scale
    half = z * sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials)) / scale
    # At 0 and 1 rounding may leave the share a hair outside its own interval.
    return min(max(0.0, centre - half), share), max(min(1.0, centre + half), share)
