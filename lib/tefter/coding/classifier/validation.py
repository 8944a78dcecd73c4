"""Cross-validation in which no account and no copy of a text stands on both sides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from tefter.coding.classifier.calibration import Calibration, Numbers, Places, calibrate
from tefter.coding.classifier.contract import ClassifierError, Scorer
from tefter.coding.classifier.linear import VIEWS, Counts, LinearModel, learn_all
from tefter.coding.classifier.vectors import WordVectors

LEAST_GROUPS = 2
"""Groups of posts of a category from which it can be learned and tested."""

FEWEST_POSTS = 20
"""Coded posts under which nothing is learned. Set by hand."""


@dataclass(frozen=True)
class Folds:
    """How coded posts are split.

    Attributes
    ----------
    categories : tuple of str
        Those that can be learned.
    unlearned : tuple of str
        Those of too few groups, in order of name.
    truth : ndarray
        Place of each post's category; -1 for an unlearned one.
    fold : ndarray
        Fold of each post.
    """

    categories: tuple[str, ...]
    unlearned: tuple[str, ...]
    truth: Places
    fold: Places


def split(
    codes: pl.Series, group: pl.Series, order: tuple[str, ...], folds: int, seed: int
) -> Folds:
    """Split coded posts into folds by groups, each with its share of every category.

    Parameters
    ----------
    codes : polars.Series of String
        A person's code of each post.
    group : polars.Series of Int64
        As ``groups`` gives it.
    order : tuple of str
        Categories in the order of the codebook.
    folds : int
        Folds wanted; fewer where the rarest category is in fewer groups.
    seed : int
        Of the shuffle.

    Raises
    ------
    ClassifierError
        When nothing can be learned, or not be tested, with the reason.
    """
    if len(codes) < FEWEST_POSTS:
        raise ClassifierError(
            f"{len(codes)} posts are coded, too few to learn from",
            f"code at least {FEWEST_POSTS}",
        )
    if group.n_unique() < LEAST_GROUPS:
        raise ClassifierError(
            "all coded posts are of one account or one text, so that nothing is left to test on",
            "code posts of other accounts",
        )
    among = Counter(code for code, _ in dict.fromkeys(zip(codes, group, strict=True)))
    learned = tuple(name for name in order if among[name] >= LEAST_GROUPS)
    if len(learned) < 2:  # noqa: PLR2004  a category and another one
        raise ClassifierError(
            f"too few categories ({len(learned)}) have posts of at least {LEAST_GROUPS} accounts, "
            "and two are needed to tell one from another",
            "code more posts",
        )
    place = {name: number for number, name in enumerate(learned)}
    truth = np.array([place.get(code, -1) for code in codes], dtype=np.int64)
    fold = _folds(truth, group, min(folds, *(among[name] for name in learned)), seed)
    unlearned = tuple(name for name in sorted(set(codes)) if name not in place)
    return Folds(learned, unlearned, truth, fold)


def _folds(truth: Places, group: pl.Series, count: int, seed: int) -> Places:
    """Deal groups into folds, each with its share of every category.

    The largest groups are dealt first, each into the fold that has least of its categories:
    scikit-learn's ``StratifiedGroupKFold`` does much the same, and with 14,000 accounts takes
    longer than learning does.
    """
    # What is not learned is spread too, as a category of its own.
    kinds = np.where(truth < 0, truth.max() + 1, truth)
    numbered = np.unique(group.to_numpy(), return_inverse=True)[1]
    order = np.random.default_rng(seed).permutation(numbered.max() + 1)
    held: list[list[int]] = [[] for _ in order]
    for row, place in enumerate(numbered):
        held[place].append(row)
    full = np.bincount(kinds).tolist()
    share = [[0.0] * count for _ in full]
    posts = [0] * count
    fold = np.zeros(len(truth), dtype=np.int64)
    for place in sorted(order, key=lambda place: -len(held[place])):
        codes = Counter(kinds[held[place]].tolist())
        chosen = min(
            range(count),
            key=lambda to: (
                sum(share[code][to] * codes[code] / full[code] for code in codes),
                posts[to],
            ),
        )
        fold[held[place]] = chosen
        posts[chosen] += len(held[place])
        for code, times in codes.items():
            share[code][chosen] += times / full[code]
    for number in range(count):
        learned = set(truth[(fold != number) & (truth >= 0)])
        if len(learned) <= truth.max() or not (fold == number).any():
            raise ClassifierError(
                "the posts of a category are nearly all of one account, so that it cannot be "
                "tested on another",
                "code posts of other accounts",
            )
    return fold


@dataclass(frozen=True)
class OutOfFold:
    """What models said of coded posts that they had not seen.

    Attributes
    ----------
    scores : ndarray
        By post, view and category.
    probabilities : ndarray
        By post and category, calibrated on the posts of the other folds.
    guess : ndarray
        Place of the category given, by weights chosen on the other folds.
    models : tuple
        The scorer and the calibration of each fold: neither has seen the posts of that fold.
    """

    scores: Numbers
    probabilities: Numbers
    guess: Places
    models: tuple[tuple[Scorer, Calibration], ...]


def cross_validate(
    counts: Counts, folds: Folds, vectors: WordVectors | None = None
) -> tuple[LinearModel, OutOfFold]:
    """Learn a linear model without each fold in turn, and ask it of that fold.

    Returns
    -------
    tuple
        The model learned from all folds, and what the others said.
    """
    numbers = range(int(folds.fold.max()) + 1)
    learned = folds.truth >= 0
    seen = [np.flatnonzero((folds.fold != number) & learned) for number in numbers]
    *models, whole = learn_all(
        counts, folds.truth, [*seen, np.flatnonzero(learned)], len(folds.categories), vectors
    )
    scores = np.zeros((len(folds.truth), VIEWS, len(folds.categories)))
    for number, model in zip(numbers, models, strict=True):
        tested = np.flatnonzero(folds.fold == number)
        scores[tested] = model.scores_of(counts.rows(tested))
    return whole, cross_calibrate(scores, folds, models)


def cross_calibrate(scores: Numbers, folds: Folds, scorers: Sequence[Scorer]) -> OutOfFold:
    """Calibrate the scores of each fold by those of the others."""
    probabilities = np.zeros((len(folds.truth), len(folds.categories)))
    guess = np.zeros(len(folds.truth), dtype=np.int64)
    models: list[tuple[Scorer, Calibration]] = []
    for number, scorer in enumerate(scorers):
        tested = folds.fold == number
        calibration = calibrate(scores[~tested], folds.truth[~tested])
        probabilities[tested] = calibration.probabilities(scores[tested])
        guess[tested] = calibration.chosen(probabilities[tested])
        models.append((scorer, calibration))
    return OutOfFold(scores, probabilities, guess, tuple(models))


def learning_curve(
    counts: Counts, folds: Folds, group: pl.Series, *, parts: tuple[float, ...], seed: int
) -> list[tuple[int, Places]]:
    """Learn from growing parts of the groups, and ask of the same folds each time.

    Returns
    -------
    list of tuple
        For each part the posts learned from, on average over folds, and the guesses of all posts.
    """
    names = np.unique(group.to_numpy())
    drawn = dict(zip(names, np.random.default_rng(seed).permutation(len(names)), strict=True))
    rank = np.array([drawn[name] for name in group]) / len(names)
    curve = []
    numbers = range(int(folds.fold.max()) + 1)
    for part in parts:
        seen = [
            np.flatnonzero((folds.fold != number) & (folds.truth >= 0) & (rank < part))
            for number in numbers
        ]
        if any(len(set(folds.truth[rows])) < len(folds.categories) for rows in seen):
            continue
        guess = np.zeros(len(folds.truth), dtype=np.int64)
        models = learn_all(counts, folds.truth, seen, len(folds.categories))
        for number, model in zip(numbers, models, strict=True):
            tested = np.flatnonzero(folds.fold == number)
            guess[tested] = model.scores_of(counts.rows(tested)).mean(axis=1).argmax(axis=1)
        curve.append((round(float(np.mean([len(rows) for rows in seen]))), guess))
    return curve
