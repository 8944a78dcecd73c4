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
from tefter.coding.classifier.vectors import WordVectors

if TYPE_CHECKING:
    Columns = NDArray[np.int32]
    Weights = NDArray[np.float32]

LEAST_POSTS, LEAST_TOGETHER = 2, 3
"""Posts in which a piece must stand to be learned, and a pair of telling words."""

TELLING = 500
"""Words of which every pair in a text is seen: from 150 to 3,000 did about as well on real posts,
and none worse by half a point of macro-F1."""

LEAST_PAIRED = 500
"""Coded posts from which words are paired: with fewer, which of them tell is chance."""

LENGTHS = (1.5, 0.7, 1.0)
"""Length of a text's words, pairs of telling words, and pieces of words."""

HALF = 0.5
"""Count added to every word before log-odds are taken (J. B. S. Haldane, 1956, *The estimation and
significance of the logarithm of a ratio of frequencies*, Annals of Human Genetics 20)."""

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
    vectors: Weights
    """A row a text; no column without word vectors."""

    def rows(self, places: Places) -> Counts:
        """Return the counts of some of the texts."""
        return Counts(self.words[places], self.pieces[places], self.vectors[places])


def count(texts: pl.Series, vectors: WordVectors | None = None) -> Counts:
    """Count the pieces of texts, and give each its vector, if there are vectors."""
    prepared = prepare(texts)
    pooled = vectors.pooled(prepared) if vectors else np.zeros((len(texts), 0), dtype=np.float32)
    return Counts(words(prepared), pieces(prepared), pooled)


@dataclass(frozen=True)
class Eyes:
    """What a model sees of a text: which pieces it knows, and how rare each is.

    Attributes
    ----------
    telling : ndarray
        Numbers of the words of which it sees every pair in a text.
    columns : tuple of ndarray
        Numbers of the words, of the pairs of telling words (place of the one times the number of
        telling words, plus place of the other), and of the pieces of words that it knows.
    rarity : tuple of ndarray
        Inverse document frequency of each.
    common : ndarray
        What the vectors of all texts have in common; empty without word vectors.
    """

    telling: Columns
    columns: tuple[Columns, ...]
    rarity: tuple[Weights, ...]
    common: Weights

    def weigh(self, counts: Counts) -> csr_matrix:
        """Return a row a text: TF-IDF, each kind scaled to a length of its own."""
        kinds = (counts.words, together(counts.words[:, self.telling]), counts.pieces)
        return hstack(
            [
                _weighed(kind, known, rare) * np.float32(length)
                for kind, known, rare, length in zip(
                    kinds, self.columns, self.rarity, LENGTHS, strict=True
                )
            ]
            + [csr_matrix(self._directions(counts.vectors))]
        ).tocsr()

    def _directions(self, vectors: Weights) -> Weights:
        """Take out what is common, and scale each text's vector to length 1."""
        own = vectors - (vectors @ self.common)[:, None] * self.common
        length = np.linalg.norm(own, axis=1, keepdims=True)
        return np.asarray(own / np.maximum(length, 1e-9), dtype=np.float32)


@dataclass(frozen=True)
class LinearModel:
    """A scorer with two views, both linear in the same pieces.

    Attributes
    ----------
    eyes : Eyes
        What it sees of a text.
    weights : ndarray
        By view, category and piece, in the order of the eyes.
    bias : ndarray
        By view and category.
    vectors : WordVectors, optional
        An editor's, that it was learned with.
    """

    eyes: Eyes
    weights: Weights
    bias: Numbers
    vectors: WordVectors | None = None

    @property
    def name(self) -> str:
        """What it is, for the model card."""
        return (
            "logistic regression on words, pairs of words and pieces of words, plain and weighted "
            "by naive-Bayes log-count ratios"
        ) + (f", with the word vectors {self.vectors.name}" if self.vectors else "")

    def scores(self, texts: pl.Series) -> Numbers:
        """Return scores by text, view and category."""
        return self.scores_of(self.count(texts))

    def count(self, texts: pl.Series) -> Counts:
        """Count the pieces of texts as this model needs them."""
        return count(texts, self.vectors)

    def scores_of(self, counts: Counts) -> Numbers:
        """Return scores of counted texts."""
        rows = self.weigh(counts)
        views = [rows @ view.T + bias for view, bias in zip(self.weights, self.bias, strict=True)]
        return np.stack(views, axis=1).astype(np.float64)

    def weigh(self, counts: Counts) -> csr_matrix:
        """Return a row a text, as its eyes see it."""
        return self.eyes.weigh(counts)


def learn(
    counts: Counts, truth: Places, categories: int, vectors: WordVectors | None = None
) -> LinearModel:
    """Learn to tell categories apart, each from all others.

    Parameters
    ----------
    counts : Counts
        Of the texts.
    truth : ndarray
        Place of each text's category; -1 for one that is not to be learned.
    categories : int
        How many there are.
    vectors : WordVectors, optional
        That the texts were counted with.

    Notes
    -----
    An insult is often no word but two that stand together, such as a group and what is said of it.
    A linear model cannot see that, so the words that tell most are paired wherever they stand.

    The first view is L2-regularised logistic regression with balanced classes on TF-IDF with
    sublinear counts. In the second every piece is first multiplied by the logarithm of the ratio
    of its frequencies in the category and outside it (S. Wang and C. D. Manning, 2012, *Baselines
    and bigrams: simple, good sentiment and topic classification*, ACL), which does better where
    many weak signs add up, and worse where a category is rare. Calibration weighs the two.
    """
    eyes = _eyes(counts, _telling(counts.words, truth, categories))
    rows = eyes.weigh(counts)
    # Two categories are one question.
    asked = range(1, 2) if categories == 2 else range(categories)  # noqa: PLR2004
    known = rows.shape[1] - len(eyes.common)
    fits = [_two_views(rows, truth == place, known) for place in asked]
    weights = np.stack([np.stack([fit[view][0] for fit in fits]) for view in (0, 1)])
    bias = np.array([[fit[view][1] for fit in fits] for view in (0, 1)])
    if categories == 2:  # noqa: PLR2004
        weights = np.concatenate([-weights, weights], axis=1)
        bias = np.concatenate([-bias, bias], axis=1)
    return LinearModel(eyes, weights.astype(np.float32), bias, vectors)


def learn_all(
    counts: Counts,
    truth: Places,
    parts: Sequence[Places],
    categories: int,
    vectors: WordVectors | None = None,
) -> list[LinearModel]:
    """Learn a model from each of several parts of the texts, on all cores."""
    from threadpoolctl import threadpool_limits  # noqa: PLC0415

    # One thread for each fit adds up in one order, so that a digest holds; and threads within a
    # fit wait for each other, fifty times as long where the machine has other work.
    with threadpool_limits(1), ThreadPoolExecutor(pl.thread_pool_size()) as pool:
        return list(
            pool.map(lambda part: learn(counts.rows(part), truth[part], categories, vectors), parts)
        )


def learn_nothing(counts: Counts) -> LinearModel:
    """Return a model that only knows which pieces there are, to tell how alike texts are."""
    eyes = _eyes(counts, np.zeros(0, dtype=np.int32))
    seen = sum(len(known) for known in eyes.columns) + len(eyes.common)
    return LinearModel(eyes, np.zeros((0, 0, seen), dtype=np.float32), np.zeros((0, 0)))


def together(telling: csr_matrix) -> csr_matrix:
    """Count which two of some words stand in one text, wherever they stand.

    Parameters
    ----------
    telling : scipy.sparse.csr_matrix
        A row a text, a column a word.

    Returns
    -------
    scipy.sparse.csr_matrix
        A row a text, a column a pair: place of the earlier word times the number of words, plus
        place of the later one.
    """
    telling = telling.tocsr()
    telling.sort_indices()
    texts, size = telling.shape
    each = np.diff(telling.indptr)
    row, word = np.repeat(np.arange(texts), each), telling.indices.astype(np.int64)
    rows, pairs = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    for apart in range(1, int(each.max(initial=0))):
        within = row[apart:] == row[:-apart]
        rows.append(row[apart:][within])
        pairs.append((word[:-apart] * size + word[apart:])[within])
    row, pair = np.concatenate(rows), np.concatenate(pairs)
    return csr_matrix((np.ones(len(row), dtype=np.float32), (row, pair)), (texts, size * size))


def _eyes(counts: Counts, telling: Columns) -> Eyes:
    kinds = (
        (counts.words, LEAST_POSTS),
        (together(counts.words[:, telling]), LEAST_TOGETHER),
        (counts.pieces, LEAST_POSTS),
    )
    columns, rarity = zip(*(_known(kind, least) for kind, least in kinds), strict=True)
    return Eyes(telling, columns, rarity, _common(counts.vectors))


def _common(vectors: Weights) -> Weights:
    """Return the first principal direction of texts (Arora et al. 2017, algorithm 1)."""
    if not vectors.size:
        return np.zeros(vectors.shape[1], dtype=np.float32)
    return np.asarray(np.linalg.eigh(vectors.T @ vectors)[1][:, -1], dtype=np.float32)


def _telling(words: csr_matrix, truth: Places, categories: int) -> Columns:
    """Return the words and neighbouring pairs that tell most of any category."""
    if len(truth) < LEAST_PAIRED:
        return np.zeros(0, dtype=np.int32)
    most = np.zeros(words.shape[1])
    there = words.astype(bool).astype(np.float32)
    all_ = np.asarray(there.sum(axis=0)).ravel()
    seen = np.flatnonzero(all_ >= LEAST_TOGETHER)
    for place in range(1 if categories == 2 else 0, categories):  # noqa: PLR2004
        inside = truth == place
        within = np.asarray(there[inside].sum(axis=0)).ravel()[seen] + HALF
        without = all_[seen] + 2 * HALF - within
        ratio = np.log(within / inside.sum()) - np.log(without / (~inside).sum())
        most[seen] = np.maximum(most[seen], np.abs(ratio) / np.sqrt(1 / within + 1 / without))
    chosen = seen[np.argsort(-most[seen], kind="stable")[:TELLING]]
    return np.sort(chosen).astype(np.int32)


def _known(counts: csr_matrix, least: int) -> tuple[Columns, Weights]:
    """Return the numbers that stand in enough texts, and their inverse document frequency."""
    texts = np.bincount(counts.indices, minlength=counts.shape[1])
    columns = np.flatnonzero(texts >= least).astype(np.int32)
    rarity = np.log((1 + counts.shape[0]) / (1 + texts[columns])) + 1
    return columns, rarity.astype(np.float32)


def _weighed(counts: csr_matrix, known: Columns, rarity: Weights) -> csr_matrix:
    block = counts[:, known].astype(np.float32)
    block.data = 1 + np.log(block.data)
    block = block @ diags(rarity)
    length = np.sqrt(np.asarray(block.multiply(block).sum(axis=1)).ravel())
    return (diags((1 / np.maximum(length, 1e-9)).astype(np.float32)) @ block).astype(np.float32)


def _two_views(
    rows: csr_matrix, inside: NDArray[np.bool_], counted: int
) -> tuple[tuple[Weights, float], tuple[Weights, float]]:
    there = rows.astype(bool)
    within = np.asarray(there[inside].sum(axis=0)).ravel() + PRIOR
    without = np.asarray(there[~inside].sum(axis=0)).ravel() + PRIOR
    ratio = np.log((within / within.sum()) / (without / without.sum())).astype(np.float32)
    # Vectors are no counts, and have no ratio.
    ratio[counted:] = 1
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
