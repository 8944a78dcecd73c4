"""A machine's codes for estimating prevalence: none by a model that had seen the post."""

from __future__ import annotations

import numpy as np
import polars as pl

from tefter.coding.classifier.contract import has_text
from tefter.coding.classifier.training import Trained


def machine_codes(posts: pl.DataFrame, trained: Trained, *, seed: int = 0) -> pl.Series:
    """Code all posts by models that have not seen them, for estimating prevalence.

    A coded post is coded by the model of its fold. Every other one is coded by the model of a fold
    drawn for it, so that coded and other posts of a fold are coded by one and the same model, as a
    correction of its mistakes needs (T. Zrnic and E. J. Candès, 2024, *Cross-prediction-powered
    inference*, PNAS 121).

    Parameters
    ----------
    posts : polars.DataFrame
        With ``post_uid`` and ``text_clean``, the coded ones among them.
    trained : Trained
    seed : int
        Of the draw.

    Returns
    -------
    polars.Series of String
        ``machine``: the category; null where there is no text. It never abstains: a guess is
        corrected, a gap is not.
    """
    known = dict(trained.told.select("post_uid", "fold").iter_rows())
    drawn = np.random.default_rng(seed).integers(len(trained.models), size=posts.height)
    fold = np.array(
        [known.get(uid, drawn[row]) for row, uid in enumerate(posts["post_uid"])], dtype=np.int64
    )
    codes = np.zeros(posts.height, dtype=np.int64)
    for number, (scorer, calibration) in enumerate(trained.models):
        rows = np.flatnonzero(fold == number)
        if len(rows):
            scores = scorer.scores(posts["text_clean"].gather(rows))
            codes[rows] = calibration.chosen(calibration.probabilities(scores))
    named = pl.Series(trained.classifier.categories, dtype=pl.String).gather(codes)
    readable = has_text(posts["text_clean"])
    return named.to_frame("machine").select(pl.when(readable).then("machine"))["machine"]
