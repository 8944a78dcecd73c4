"""Learning a classifier from people's codes, and what it is worth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from tefter.coding.classifier.calibration import (
    Calibration,
    Numbers,
    calibrate,
    confusion,
    macro_f1,
    threshold_of,
)
from tefter.coding.classifier.contract import (
    Classifier,
    ClassifierError,
    Scorer,
    has_text,
)
from tefter.coding.classifier.groups import groups
from tefter.coding.classifier.linear import Counts, count
from tefter.coding.classifier.quality import quality
from tefter.coding.classifier.validation import (
    Folds,
    OutOfFold,
    cross_calibrate,
    cross_validate,
    learning_curve,
    split,
)
from tefter.coding.classifier.vectors import WordVectors
from tefter.coding.codebook import Codebook

FOLDS, FEW_FOLDS, MANY_POSTS = 5, 3, 5_000
"""Parts of the cross-validation, and fewer from as many coded posts on: models from two thirds of
so many posts are hardly worse than from four fifths, and learned in half the time."""

MOST_ERROR = 0.1
"""Share of wrong codes that is accepted among those given, unless the editor says otherwise."""

PARTS = (0.125, 0.25, 0.5, 0.75, 1.0)
"""Parts of the coded posts from which the learning curve learns."""

CURVE: dict[str, Any] = {"posts": pl.Int64, "macro_f1": pl.Float64}
"""Columns of the learning curve."""


@dataclass(frozen=True)
class Trained:
    """A classifier and the evidence for it.

    Attributes
    ----------
    classifier : Classifier
        Learned from all coded posts.
    told : polars.DataFrame
        What was told of each coded post by a model that had not seen it: ``post_uid``, ``human``,
        ``group``, ``fold``, ``language`` where known, ``model_category``, ``model_guess``,
        ``model_confidence``.
    quality : polars.DataFrame
        As ``quality.quality`` gives it.
    unlearned : tuple of str
        Categories with too few coded posts. Posts of them count as mistakes in every figure.
    models : tuple
        The scorer and the calibration of each fold.
    codebook_version : str
        Of the codes.
    """

    classifier: Classifier
    told: pl.DataFrame
    quality: pl.DataFrame
    unlearned: tuple[str, ...]
    models: tuple[tuple[Scorer, Calibration], ...]
    codebook_version: str


def train(
    posts: pl.DataFrame,
    codebook: Codebook,
    *,
    human: str = "human",
    folds: int | None = None,
    most_error: float = MOST_ERROR,
    seed: int = 0,
    vectors: WordVectors | None = None,
) -> Trained:
    """Learn a linear classifier from the posts that people coded.

    Parameters
    ----------
    posts : polars.DataFrame
        With ``post_uid``, ``text_clean`` and ``human``; ``platform``, ``account_id``,
        ``duplicate_of`` and ``near_duplicate_of``, by which posts are kept together; ``language``,
        by which results are given. Posts without a code are not looked at, nor those without text.
    codebook : Codebook
        Of the codes.
    human : str
        Column of people's codes, one category a post.
    folds : int
        Parts of the cross-validation; by default 5, and 3 from 5,000 coded posts on. Fewer where a
        category is of fewer accounts.
    most_error : float
        Share of wrong codes accepted among those that the classifier gives; it abstains on posts of
        which it is not sure enough.
    seed : int
        Of the split and the bootstrap. The same posts and seed give the same model.
    vectors : WordVectors, optional
        As ``read_vectors`` gives them, to join to words and pieces.

    Raises
    ------
    ClassifierError
        When there is too little to learn from or to test on, or a code is not in the codebook.
    """
    coded = _coded(posts, codebook, human)
    group = groups(coded)
    parts = _split(coded, group, codebook, folds, seed)
    counts = count(coded["text_clean"], vectors)
    scorer, found = cross_validate(counts, parts, vectors)
    return _judged(coded, group, parts, found, scorer, codebook, most_error, seed)


def train_calibration(
    posts: pl.DataFrame,
    codebook: Codebook,
    scorer: Scorer,
    *,
    human: str = "human",
    folds: int | None = None,
    most_error: float = MOST_ERROR,
    seed: int = 0,
) -> Trained:
    """Learn how far a scorer that is there already can be trusted, such as a text model.

    Its scores must be of the categories of the codebook, in their order. Parameters, result and
    errors are those of ``train``; a category of too few coded posts is never given.
    """
    coded = _coded(posts, codebook, human)
    group = groups(coded)
    parts = _split(coded, group, codebook, folds, seed)
    order = codebook.category_ids
    narrowed = Narrowed(scorer, tuple(order.index(name) for name in parts.categories))
    scores = narrowed.scores(coded["text_clean"])
    every: list[Scorer] = [narrowed] * (int(parts.fold.max()) + 1)
    found = cross_calibrate(scores, parts, every)
    return _judged(coded, group, parts, found, narrowed, codebook, most_error, seed)


@dataclass(frozen=True)
class Narrowed:
    """A scorer of some of its categories only."""

    scorer: Scorer
    places: tuple[int, ...]

    @property
    def name(self) -> str:
        """What it is, for the model card."""
        return self.scorer.name

    def scores(self, texts: pl.Series) -> Numbers:
        """Return scores by text, view and category."""
        return self.scorer.scores(texts)[:, :, list(self.places)]


def curve(
    posts: pl.DataFrame,
    codebook: Codebook,
    *,
    human: str = "human",
    folds: int | None = None,
    seed: int = 0,
) -> pl.DataFrame:
    """Measure how macro-F1 grows with the number of coded posts.

    Returns
    -------
    polars.DataFrame
        ``posts`` Int64, learned from; ``macro_f1`` Float64, on the posts of the other accounts.
        Parts in which a category is missing are left out. Parameters and errors as of ``train``.
    """
    coded = _coded(posts, codebook, human)
    group = groups(coded)
    parts = _split(coded, group, codebook, folds, seed)
    counts: Counts = count(coded["text_clean"])
    size = len(parts.categories) + 1
    truth = np.where(parts.truth < 0, size - 1, parts.truth)
    rows = [
        (learned, float(macro_f1(confusion(truth, guess, size))))
        for learned, guess in learning_curve(counts, parts, group, parts=PARTS, seed=seed)
    ]
    return pl.DataFrame(rows, schema=CURVE, orient="row")


def _coded(posts: pl.DataFrame, codebook: Codebook, human: str) -> pl.DataFrame:
    lacking = [name for name in ("post_uid", "text_clean", human) if name not in posts.columns]
    if lacking:
        raise ClassifierError(f"the posts have no column {lacking[0]}", "see docs/classifier.md")
    if posts.schema[human] != pl.String:
        raise ClassifierError(
            f"the column {human} does not hold one category a post",
            "train a classifier for each category or flag",
        )
    unknown = sorted(set(posts[human].drop_nulls()) - set(codebook.category_ids))
    if unknown:
        raise ClassifierError(
            f"the code {unknown[0]} is not in the codebook",
            f"use one of {', '.join(codebook.category_ids)}",
        )
    return posts.rename({human: "human"}).filter(
        pl.col("human").is_not_null() & has_text(posts["text_clean"])
    )


def _split(
    coded: pl.DataFrame, group: pl.Series, codebook: Codebook, folds: int | None, seed: int
) -> Folds:
    if folds is None:
        folds = FOLDS if coded.height < MANY_POSTS else FEW_FOLDS
    return split(coded["human"], group, codebook.category_ids, folds, seed)


def _judged(
    coded: pl.DataFrame,
    group: pl.Series,
    parts: Folds,
    found: OutOfFold,
    scorer: Scorer,
    codebook: Codebook,
    most_error: float,
    seed: int,
) -> Trained:
    rows = np.arange(coded.height)
    confidence = found.probabilities[rows, found.guess]
    threshold = threshold_of(confidence, found.guess == parts.truth, most_error)
    calibration = calibrate(found.scores, parts.truth)
    names = [name for name in ("post_uid", "human", "language") if name in coded.columns]
    guesses = pl.Series(parts.categories, dtype=pl.String).gather(found.guess)
    told = (
        coded.select(names)
        .with_columns(
            group=group,
            fold=pl.Series(parts.fold),
            model_category=pl.Series(confidence >= threshold),
            model_guess=guesses,
            model_confidence=pl.Series(confidence),
        )
        .with_columns(model_category=pl.when("model_category").then("model_guess"))
    )
    classifier = Classifier(parts.categories, scorer, calibration, threshold, most_error)
    return Trained(
        classifier,
        told,
        quality(told, codebook.category_ids, seed=seed),
        parts.unlearned,
        found.models,
        codebook.version,
    )
