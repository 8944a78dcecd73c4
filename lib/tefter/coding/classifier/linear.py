"""The linear model: weights of words and of pieces of words."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags, hstack

from tefter.coding.classifier.calibration import Numbers, Places
from tefter.coding.classifier.features import pieces, prepare, words

if TYPE_CHECKING:
    Columns = NDArray[np.int32]
    Weights = NDArray[np.float32]

LEAST_POSTS = 2
"""Posts in which a piece must stand to be learned."""

PLAIN_C, RATIO_C = 3.0, 1.0
"""Inverse strengths of the two regularisations, chosen on ``bench/classifier.py``'s texts."""

PRIOR = 1.0
"""Count added to every piece before ratios are taken."""

VIEWS = 2

TOLERANCE, ITERATIONS = 1e-3, 1_000
"""When a fit stops. A tolerance ten times smaller took twice as long and did no better."""


@dataclass(frozen=True)
class Counts:
    """The pieces of texts, counted once for every model that is learned from them."""

    words: csr_matrix
    pieces: csr_matrix

    def rows(self, places: Places) -> Counts:
        """Return the counts of some of the texts."""
        return Counts(self.words[places], self.pieces[places])


def count(texts: pl.Series) -> Counts:
    """Count the pieces of texts."""
    prepared = prepare(texts)
    return Counts(words(prepared), pieces(prepared))


@dataclass(frozen=True)
class LinearModel:
    """A scorer with two views, both linear in the same pieces.

    Attributes
    ----------
    columns : tuple of ndarray
        Numbers of the words, and of the pieces of words, that it knows.
    rarity : tuple of ndarray
        Inverse document frequency of each.
    weights : ndarray
        By view, category and piece (words first).
    bias : ndarray
        By view and category.
    """

    columns: tuple[Columns, Columns]
    rarity: tuple[Weights, Weights]
    weights: Weights
    bias: Numbers

    @property
    def name(self) -> str:
        """What it is, for the model card."""
        return (
            "logistic regression on words, pairs of words and pieces of words, plain and weighted "
            "by naive-Bayes log-count ratios"
        )

    def scores(self, texts: pl.Series) -> Numbers:
        """Return scores by text, view and category."""
        return self.scores_of(count(texts))

    def scores_of(self, counts: Counts) -> Numbers:
        """Return scores of counted texts."""
        rows = self.weigh(counts)
        views = [rows @ view.T + bias for view, bias in zip(self.weights, self.bias, strict=True)]
        return np.stack(views, axis=1).astype(np.float64)

    def weigh(self, counts: Counts) -> csr_matrix:
        """Return a row a text: TF-IDF, the words and the pieces of words of length 1 each."""
        return _weighed(counts, self.columns, self.rarity)


def learn(counts: Counts, truth: Places, categories: int) -> LinearModel:
    """Learn to tell categories apart, each from all others.

    Parameters
    ----------
    counts : Counts
        Of the texts.
    truth : ndarray
        Place of each text's category; -1 for one that is not to be learned.
    categories : int
        How many there are.

    Notes
    -----
    The first view is L2-regularised logistic regression with balanced classes on TF-IDF with
    sublinear counts. In the second every piece is first multiplied by the logarithm of the ratio
    of its frequencies in the category and outside it (S. Wang and C. D. Manning, 2012, *Baselines
    and bigrams: simple, good sentiment and topic classification*, ACL), which does better where
    many weak signs add up, and worse where a category is rare. Calibration weighs the two.
    """
    columns, rarity = zip(*(_known(kind) for kind in (counts.words, counts.pieces)), strict=True)
    rows = _weighed(counts, (columns[0], columns[1]), (rarity[0], rarity[1]))
    # Two categories are one question.
    asked = range(1, 2) if categories == 2 else range(categories)  # noqa: PLR2004
    fits = [_two_views(rows, truth == place) for place in asked]
    weights = np.stack([np.stack([fit[view][0] for fit in fits]) for view in (0, 1)])
    bias = np.array([[fit[view][1] for fit in fits] for view in (0, 1)])
    if categories == 2:  # noqa: PLR2004
        weights = np.concatenate([-weights, weights], axis=1)
        bias = np.concatenate([-bias, bias], axis=1)
    return LinearModel(
        (columns[0], columns[1]), (rarity[0], rarity[1]), weights.astype(np.float32), bias
    )


def learn_all(
    counts: Counts, truth: Places, parts: Sequence[Places], categories: int
) -> list[LinearModel]:
    """Learn a model from each of several parts of the texts, on all cores."""
    from threadpoolctl import threadpool_limits  # noqa: PLC0415

    # One thread for each fit adds up in one order, so that a digest holds; and threads within a
    # fit wait for each other, fifty times as long where the machine has other work.
    with threadpool_limits(1), ThreadPoolExecutor(pl.thread_pool_size()) as pool:
        return list(pool.map(lambda part: learn(counts.rows(part), truth[part], categories), parts))


def learn_nothing(counts: Counts) -> LinearModel:
    """Return a model that only knows which pieces there are, to tell how alike texts are."""
    words_, rare_words = _known(counts.words)
    pieces_, rare_pieces = _known(counts.pieces)
    return LinearModel(
        (words_, pieces_),
        (rare_words, rare_pieces),
        np.zeros((0, 0, len(words_) + len(pieces_)), dtype=np.float32),
        np.zeros((0, 0)),
    )


def _known(counts: csr_matrix) -> tuple[Columns, Weights]:
    """Return the numbers that stand in enough texts, and their inverse document frequency."""
    texts = np.bincount(counts.indices, minlength=counts.shape[1])
    columns = np.flatnonzero(texts >= LEAST_POSTS).astype(np.int32)
    rarity = np.log((1 + counts.shape[0]) / (1 + texts[columns])) + 1
    return columns, rarity.astype(np.float32)


def _weighed(
    counts: Counts, columns: tuple[Columns, Columns], rarity: tuple[Weights, Weights]
) -> csr_matrix:
    blocks = []
    for kind, known, rare in zip((counts.words, counts.pieces), columns, rarity, strict=True):
        block = kind[:, known].astype(np.float32)
        block.data = 1 + np.log(block.data)
        block = block @ diags(rare)
        length = np.sqrt(np.asarray(block.multiply(block).sum(axis=1)).ravel())
        blocks.append(diags(1 / np.maximum(length, 1e-9)) @ block)
    return hstack(blocks).tocsr().astype(np.float32)


def _two_views(
    rows: csr_matrix, inside: NDArray[np.bool_]
) -> tuple[tuple[Weights, float], tuple[Weights, float]]:
    there = rows.astype(bool)
    within = np.asarray(there[inside].sum(axis=0)).ravel() + PRIOR
    without = np.asarray(there[~inside].sum(axis=0)).ravel() + PRIOR
    ratio = np.log((within / within.sum()) / (without / without.sum())).astype(np.float32)
    plain = _fit(rows, inside, PLAIN_C)
    ratios, bias = _fit((rows @ diags(ratio)).tocsr().astype(np.float32), inside, RATIO_C)
    return plain, (ratios * ratio, bias)


def _fit(rows: csr_matrix, inside: NDArray[np.bool_], strength: float) -> tuple[Weights, float]:
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415  slow to import

    model = LogisticRegression(
        C=strength, class_weight="balanced", tol=TOLERANCE, max_iter=ITERATIONS
    )
    model.fit(rows, inside)
    return model.coef_[0].astype(np.float32), float(model.intercept_[0])
