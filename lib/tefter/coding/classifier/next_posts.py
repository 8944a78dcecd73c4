"""Which posts people should code next, and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags

from tefter.coding.classifier.calibration import Numbers
from tefter.coding.classifier.contract import Classifier, ClassifierError, has_text
from tefter.coding.classifier.groups import groups
from tefter.coding.classifier.linear import LinearModel, learn_nothing
from tefter.coding.classifier.linear import count as counted

REASONS = ("uncertain", "unlike_coded", "rare_category")

SCHEMA: dict[str, Any] = {
    "rank": pl.Int64,
    "post_uid": pl.String,
    "reason": pl.String,
    "model_guess": pl.String,
    "model_confidence": pl.Float64,
    "likeness": pl.Float64,
    "category": pl.String,
}

LOOKED_AT = 5_000
"""Posts that are weighed at most, and coded ones that they are compared with, drawn with the seed:
more would change little and take long."""

ALIKE = 0.9
"""Cosine from which a post would teach what another one has. Set by hand."""


def next_to_code(
    posts: pl.DataFrame,
    classifier: Classifier,
    *,
    count: int = 50,
    human: str = "human",
    seed: int = 0,
) -> pl.DataFrame:
    """Propose posts whose codes would teach the classifier most.

    In turn: a post of which it is least sure; a post that is least like any coded or proposed one;
    a post that is likeliest to be of the category with the fewest codes. Never two with nearly one
    text, and no account twice before every account had its turn.

    These posts are chosen, not drawn: they must not be counted as a random sample when prevalence
    is estimated. Put them into a stratum of their own.

    Parameters
    ----------
    posts : polars.DataFrame
        With ``post_uid``, ``text_clean``, ``human``, and what ``groups`` can use.
    classifier : Classifier
    count : int
        Posts to propose; fewer where there are not so many that differ.
    human : str
        Column of people's codes, null where a post is not coded.
    seed : int
        Of the draw among very many posts.

    Returns
    -------
    polars.DataFrame
        ``rank`` Int64 from 1, ``post_uid``, ``reason`` (uncertain, unlike_coded, rare_category),
        ``model_guess`` String, ``model_confidence`` Float64, ``likeness`` Float64 (cosine to the
        nearest coded post or proposed one, 0 to 1), ``category`` String (for rare_category).
    """
    lacking = [name for name in ("post_uid", "text_clean", human) if name not in posts.columns]
    if lacking:
        raise ClassifierError(f"the posts have no column {lacking[0]}", "see docs/classifier.md")
    grouped = posts.with_columns(groups(posts)).filter(has_text(posts["text_clean"]))
    coded = grouped.filter(pl.col(human).is_not_null())
    open_ = _drawn(grouped.filter(pl.col(human).is_null()), seed)
    choice = _Choice(open_, coded, _drawn(coded, seed), classifier, human)
    rows = [(rank, *row) for rank, row in zip(range(1, count + 1), choice.turns(), strict=False)]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def _drawn(posts: pl.DataFrame, seed: int) -> pl.DataFrame:
    if posts.height <= LOOKED_AT:
        return posts
    rows = np.random.default_rng(seed).choice(posts.height, LOOKED_AT, replace=False)
    return posts[np.sort(rows)]


class _Choice:
    """Posts that are not coded yet, and how each would serve."""

    def __init__(
        self,
        open_: pl.DataFrame,
        coded: pl.DataFrame,
        compared: pl.DataFrame,
        classifier: Classifier,
        human: str,
    ) -> None:
        self.open, self.classifier = open_, classifier
        self.group = open_["group"].to_numpy()
        self.probabilities = classifier.probabilities(open_["text_clean"])
        self.guess = classifier.calibration.chosen(self.probabilities)
        order = np.sort(self.probabilities, axis=1)
        self.margin = order[:, -1] - order[:, -2] if len(order) else np.zeros(0)
        weigher = _weigher(classifier, compared, open_)
        self.rows = _seen(weigher, open_)
        self.likeness = _nearest(self.rows, _seen(weigher, compared))
        known = coded[human].value_counts()
        codes = dict(zip(known[human], known["count"], strict=True))
        fewest = min(classifier.categories, key=lambda name: (codes.get(name, 0), name))
        self.rare = classifier.categories.index(fewest)

    def turns(self) -> Iterator[tuple[object, ...]]:
        taken = np.zeros(self.open.height, dtype=bool)
        turn = 0
        while True:
            left = ~taken & (self.likeness < ALIKE)
            if not left.any():
                return
            while left.any():
                reason = REASONS[turn % len(REASONS)]
                row = int(np.argmax(np.where(left, self._value(reason), -np.inf)))
                yield (
                    self.open["post_uid"][row],
                    reason,
                    self.classifier.categories[self.guess[row]],
                    float(self.probabilities[row, self.guess[row]]),
                    float(self.likeness[row]),
                    self.classifier.categories[self.rare] if reason == "rare_category" else None,
                )
                taken[row] = True
                alike = np.asarray((self.rows @ self.rows[row].T).todense()).ravel()
                self.likeness = np.maximum(self.likeness, alike)
                left &= (self.group != self.group[row]) & (self.likeness < ALIKE)
                turn += 1

    def _value(self, reason: str) -> Numbers:
        if reason == "uncertain":
            return -self.margin
        if reason == "unlike_coded":
            return -self.likeness
        return np.asarray(self.probabilities[:, self.rare])


def _weigher(classifier: Classifier, coded: pl.DataFrame, open_: pl.DataFrame) -> LinearModel:
    """Return what tells how alike two texts are: the model's own eyes, or new ones."""
    if isinstance(classifier.scorer, LinearModel):
        return classifier.scorer
    return learn_nothing(counted(pl.concat([coded["text_clean"], open_["text_clean"]])))


def _seen(weigher: LinearModel, posts: pl.DataFrame) -> csr_matrix:
    """Return a row a post of length 1, so that products are cosines."""
    rows = weigher.weigh(weigher.count(posts["text_clean"]))
    length = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    return (diags((1 / np.maximum(length, 1e-9)).astype(np.float32)) @ rows).tocsr()


def _nearest(rows: csr_matrix, others: csr_matrix) -> NDArray[np.float64]:
    """Return for each row the largest cosine to any of the others, some rows at a time."""
    nearest = np.zeros(rows.shape[0])
    if not others.shape[0]:
        return nearest
    for start in range(0, rows.shape[0], 500):
        alike = rows[start : start + 500] @ others.T
        nearest[start : start + 500] = alike.max(axis=1).toarray().ravel()
    return nearest
