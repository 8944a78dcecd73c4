"""What stands between a text and its category: a scorer, whatever it is, and what makes it honest.

A scorer gives numbers; how far they can be trusted is learned from posts that people coded, in the
same way for a linear model made here and for a text model that an editor runs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tefter.coding.classifier.calibration import Calibration
from tefter.errors import TefterError

Numbers = NDArray[np.float64]


SLICE = 10_000
"""Texts that are scored at a time, so that memory does not grow with the posts."""


class ClassifierError(TefterError):
    """A classifier cannot be trained, read or asked."""


class Scorer(Protocol):
    """Anything that scores texts for categories; a higher score is more likely."""

    @property
    def name(self) -> str:
        """What it is, for the model card."""

    def scores(self, texts: pl.Series) -> Numbers:
        """Return scores by text, view and category; a scorer has one view or more."""


@dataclass(frozen=True)
class Classifier:
    """A scorer with what people's codes said of it.

    Attributes
    ----------
    categories : tuple of str
        In the order of the scores.
    scorer : Scorer
        The linear model, or a text model.
    calibration : Calibration
        From scores to probabilities, and from probabilities to a category.
    threshold : float
        Least probability at which a category is given; under it the classifier abstains.
    most_error : float
        The share of wrong codes that the threshold was set for.
    """

    categories: tuple[str, ...]
    scorer: Scorer
    calibration: Calibration
    threshold: float
    most_error: float

    def probabilities(self, texts: pl.Series) -> Numbers:
        """Return the calibrated probability of each category, a row a text."""
        found = [
            self.calibration.probabilities(self.scorer.scores(texts.slice(start, SLICE)))
            for start in range(0, len(texts), SLICE)
        ]
        return np.concatenate([np.zeros((0, len(self.categories))), *found])


def code_with_classifier(posts: pl.DataFrame, classifier: Classifier) -> pl.DataFrame:
    """Code posts by a classifier.

    Parameters
    ----------
    posts : polars.DataFrame
        With ``text_clean``.
    classifier : Classifier

    Returns
    -------
    polars.DataFrame
        With ``model_category`` String, null where the classifier abstains or there is no text;
        ``model_guess`` String, the category that it would have given, null without a text; and
        ``model_confidence`` Float64, the calibrated probability that the guess is right.
    """
    if "text_clean" not in posts.columns:
        raise ClassifierError("the posts have no column text_clean", "clean them first")
    texts = posts["text_clean"]
    return posts.with_columns(
        answers(
            classifier.probabilities(texts),
            has_text(texts),
            classifier.categories,
            classifier.calibration,
            classifier.threshold,
        ).get_columns()
    )


def has_text(texts: pl.Series) -> pl.Series:
    """Say which texts hold anything that can be read."""
    return (texts.str.strip_chars().str.len_bytes() > 0).fill_null(False)


def answers(
    probabilities: Numbers,
    readable: pl.Series,
    categories: tuple[str, ...],
    calibration: Calibration,
    threshold: float,
) -> pl.DataFrame:
    """Return ``model_category``, ``model_guess`` and ``model_confidence`` of probabilities."""
    chosen = calibration.chosen(probabilities)
    confidence = probabilities[np.arange(len(chosen)), chosen]
    return pl.DataFrame(
        {
            "guess": pl.Series(categories, dtype=pl.String).gather(chosen),
            "confidence": confidence,
            "readable": readable,
        }
    ).select(
        pl.when(pl.col("readable") & (pl.col("confidence") >= threshold))
        .then("guess")
        .alias("model_category"),
        pl.when("readable").then("guess").alias("model_guess"),
        pl.when("readable").then("confidence").alias("model_confidence"),
    )
