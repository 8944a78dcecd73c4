"""From scores to probabilities that mean what they say, and to a category."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]

STEPS = np.exp(np.linspace(-1.2, 1.2, 25))
"""Weights of a category that are tried: from a third to three times its probability."""

ENOUGH = 300
"""Coded posts from which weights are chosen: with fewer, they follow chance. Set by hand."""

BINS = 15
"""Bins of the calibration error (C. Guo, G. Pleiss, Y. Sun, K. Q. Weinberger, 2017, *On calibration
of modern neural networks*, ICML)."""

LEAST_DOUBT, MOST_DOUBT = 1e-3, 0.5
"""Bounds of the part of the posts whose code follows from nothing in the text."""

LEAST_ANSWERED = 20
"""Posts on which a threshold must rest."""

SURE_OF = 1e-3
"""Weight of a quadratic penalty that keeps a perfect separation from certain probabilities."""


@dataclass(frozen=True)
class Calibration:
    """How scores become probabilities.

    Attributes
    ----------
    trust : ndarray
        Weight of each view of the scorer.
    bias : ndarray
        One number for each category.
    doubt : float
        Part of the posts whose code follows from nothing in the text.
    shares : ndarray
        Share of each category among the coded posts: what is known of those posts.
    weights : ndarray
        What the probability of each category is multiplied by before the largest is chosen.
    """

    trust: Numbers
    bias: Numbers
    doubt: float
    shares: Numbers
    weights: Numbers

    def probabilities(self, scores: Numbers) -> Numbers:
        """Return probabilities by text and category, from scores by text, view and category."""
        told = _softmax(np.einsum("tvc,v->tc", scores, self.trust) + self.bias)
        return (1 - self.doubt) * told + self.doubt * self.shares

    def chosen(self, probabilities: Numbers) -> Places:
        """Return the place of the category that is given to each text."""
        return np.asarray(np.argmax(probabilities * self.weights, axis=1), dtype=np.int64)


def calibrate(scores: Numbers, truth: Places, *, penalty: float = SURE_OF) -> Calibration:
    """Learn from scores of texts that the scorer has not seen, and the codes of people.

    Parameters
    ----------
    scores : ndarray
        By text, view and category.
    truth : ndarray
        Place of the right category of each text; -1 for one that the scorer does not know.

    Notes
    -----
    Temperature scaling with one temperature for each view and a bias for each category, fitted by
    maximum likelihood (Guo et al. 2017, section 4.2; A. Alexandari, A. Kundaje, A. Shrikumar,
    2020, *Maximum likelihood with bias-corrected calibration*, ICML). With two views it is also
    their stacking (D. H. Wolpert, 1992, Neural Networks 5, 241-259). Codes of people err, too, so
    that no text is sure: a part of the posts is taken to follow from nothing in the text (J. B.
    Copas, 1988, *Binary regression models for contaminated data*, JRSS B 50, 225-265).

    The category given is the one of the largest weighted probability, the weights being those of
    the best macro-F1 on these texts: where one category is rare, taking the likeliest finds too
    few of it (Z. C. Lipton, C. Elkan, B. Naryanaswamy, 2014, *Optimal thresholding of classifiers
    to maximize F1 measure*, ECML PKDD).
    """
    known = truth >= 0
    _, views, categories = scores.shape
    seen, right = scores[known], truth[known]

    shares = np.bincount(right, minlength=categories) / len(right)
    rows = np.arange(len(right))

    def loss(parameters: Numbers) -> tuple[float, Numbers]:
        trust, bias, doubt = parameters[:views], parameters[views:-1], parameters[-1]
        told = _softmax(np.einsum("tvc,v->tc", seen, trust) + bias)
        stated = (1 - doubt) * told[rows, right] + doubt * shares[right]
        # How far the right code is due to the text, not to chance.
        due = (1 - doubt) * told[rows, right] / stated
        excess = told * due[:, None]
        excess[rows, right] -= due
        slope = [
            *np.einsum("tvc,tc->v", seen, excess),
            *excess.sum(axis=0),
            ((told[rows, right] - shares[right]) / stated).sum(),
        ]
        value = -np.log(stated).mean() + penalty * float(parameters @ parameters)
        return float(value), np.array(slope) / len(right) + 2 * penalty * parameters

    start = np.concatenate([np.full(views, 1 / views), np.zeros(categories), [LEAST_DOUBT]])
    bounds = [(0.0, None)] * views + [(None, None)] * categories + [(LEAST_DOUBT, MOST_DOUBT)]
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x
    calibration = Calibration(
        found[:views], found[views:-1], float(found[-1]), shares, np.ones(categories)
    )
    if len(right) < ENOUGH:
        return calibration
    weights = _best_weights(calibration.probabilities(scores), truth)
    return replace(calibration, weights=weights)


def calibration_error(confidence: Numbers, right: NDArray[np.bool_]) -> float | None:
    """Return the expected calibration error: how far stated probabilities are from what holds.

    Parameters
    ----------
    confidence : ndarray
        Stated probability that the category given is right.
    right : ndarray
        Whether it is.

    Returns
    -------
    float, or None
        From 0 to 1, by ``BINS`` bins of equal width (Guo et al. 2017, equation 3); None without a
        text.
    """
    if not len(confidence):
        return None
    bins = np.minimum((confidence * BINS).astype(np.int64), BINS - 1)
    stated = np.bincount(bins, confidence, BINS)
    held = np.bincount(bins, right.astype(np.float64), BINS)
    return float(np.abs(stated - held).sum() / len(confidence))


def macro_f1(confusion: Numbers) -> Numbers:
    """Return the mean F1 of the categories that people gave, from counts by truth and guess.

    Of a stack of counts, one value for each; not a number where there is no text.
    """
    hits = np.diagonal(confusion, axis1=-2, axis2=-1)
    given, found = confusion.sum(axis=-1), confusion.sum(axis=-2)
    there = given > 0
    each = np.divide(2 * hits, given + found, out=np.zeros(hits.shape), where=there)
    with np.errstate(invalid="ignore"):
        return np.asarray(each.sum(axis=-1) / there.sum(axis=-1))


def confusion(truth: Places, guess: Places, size: int, weight: Numbers | None = None) -> Numbers:
    """Count texts by the place of the right category and of the one given."""
    counts = np.bincount(truth * size + guess, weight, size * size)
    return np.asarray(counts, dtype=np.float64).reshape(size, size)


def threshold_of(confidence: Numbers, right: NDArray[np.bool_], most_error: float) -> float:
    """Return the least probability above which at most a share of codes is wrong.

    Parameters
    ----------
    confidence, right : ndarray
        Of posts that the model had not seen.
    most_error : float
        From 0 to 1.

    Returns
    -------
    float
        From 0 to 1; 2 where no threshold keeps the promise on ``LEAST_ANSWERED`` posts, so that
        the classifier always abstains.

    Notes
    -----
    The threshold of most coverage whose error on held-out posts is as asked: C. K. Chow (1970),
    *On optimum recognition error and reject tradeoff*, IEEE Transactions on Information Theory 16.
    """
    order = np.argsort(-confidence, kind="stable")
    errors = np.cumsum(~right[order]) / np.arange(1, len(order) + 1)
    last = np.append(np.diff(confidence[order]) != 0, True)
    kept = np.flatnonzero((errors <= most_error) & last)
    kept = kept[kept + 1 >= LEAST_ANSWERED]
    return float(confidence[order][kept[-1]]) if len(kept) else 2.0


def _best_weights(probabilities: Numbers, truth: Places) -> Numbers:
    """Change the weight of one category at a time, as long as macro-F1 on these texts grows."""
    categories = probabilities.shape[1]
    weights = np.ones(categories)
    # What the scorer does not know counts as one more category, which it never gives.
    size, right = categories + 1, np.where(truth < 0, categories, truth)

    def score(tried: Numbers) -> float:
        guess = np.argmax(probabilities * tried, axis=1)
        return float(macro_f1(confusion(right, guess, size)))

    best = score(weights)
    # With two categories only the ratio of their weights matters.
    for _ in range(1 if categories == 2 else 2):  # noqa: PLR2004
        for place in range(1 if categories == 2 else 0, categories):  # noqa: PLR2004
            for step in STEPS:
                tried = weights.copy()
                tried[place] = step
                found = score(tried)
                if found > best:
                    best, weights = found, tried
    return weights


def _softmax(values: Numbers) -> Numbers:
    raised = np.exp(values - values.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), dtype=np.float64)
