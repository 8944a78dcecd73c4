"""How well a classifier does on coded posts that it had not seen, with intervals."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from tefter.coding.classifier.calibration import (
    Numbers,
    calibration_error,
    confusion,
    macro_f1,
)

DRAWS = 1_000
"""Bootstrap samples."""

FEWEST = 30
"""Posts under which a part is not judged: an interval would be nearly everything. Set by hand."""

SUREST = 0.8
"""The part of the posts that a classifier is asked of where it may leave the rest to people."""

SCHEMA = {
    "scope": pl.String,
    "metric": pl.String,
    "posts": pl.Int64,
    "value": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "reason": pl.String,
}

Metric = Callable[[Numbers], Numbers]
"""From counts by truth and guess (of one sample or of a stack of them) to a value for each."""


def quality(told: pl.DataFrame, order: tuple[str, ...], *, seed: int = 0) -> pl.DataFrame:
    """Measure what a classifier told of coded posts that it had not seen.

    Parameters
    ----------
    told : polars.DataFrame
        ``human``, ``model_guess``, ``model_category`` String, ``model_confidence`` Float64,
        ``group`` Int64, and ``language`` String where it is known.
    order : tuple of str
        Categories in the codebook's order, those that were not learned too.
    seed : int
        Of the bootstrap.

    Returns
    -------
    polars.DataFrame
        ``scope``: all, answered (the posts on which it did not abstain), surest (the four fifths
        of which it is surest), ``category=…``, ``language=…``; ``metric``: macro_f1, accuracy,
        calibration_error, share (of the posts), or precision, recall and f1 of a category;
        ``posts`` Int64; ``value``, ``low``, ``high`` Float64; ``reason`` why a value is null.

    Notes
    -----
    Intervals are 95 % percentile intervals of a bootstrap that draws whole groups (accounts and
    copies of texts), as posts of one account are alike: C. A. Field and A. H. Welsh (2007),
    *Bootstrapping clustered data*, JRSS B 69, 369-390. The calibration error has none: in a
    bootstrap sample it is larger by nature.
    """
    return pl.DataFrame(list(_all(told, order, seed)), schema=SCHEMA, orient="row")


def _all(told: pl.DataFrame, order: tuple[str, ...], seed: int) -> Iterator[tuple[object, ...]]:
    told = told.filter(pl.col("model_guess").is_not_null())
    sure = told.sort("model_confidence", descending=True, maintain_order=True)
    scopes = {
        "all": told,
        "answered": told.filter(pl.col("model_category").is_not_null()),
        "surest": sure.head(round(SUREST * told.height)),
    }
    for scope, part in scopes.items():
        yield from _of_part(scope, part, order, seed)
        yield (scope, "share", part.height, part.height / max(1, told.height), None, None, None)
    yield from _of_categories(told, order, seed)
    if "language" in told.columns:
        for (language,), part in told.sort("language").group_by("language", maintain_order=True):
            yield from _of_part(f"language={language}", part, order, seed)


def _of_part(
    scope: str, part: pl.DataFrame, order: tuple[str, ...], seed: int
) -> Iterator[tuple[object, ...]]:
    if part.height < FEWEST:
        reason = f"Fewer than {FEWEST} coded posts."
        for metric in ("macro_f1", "accuracy", "calibration_error"):
            yield scope, metric, part.height, None, None, None, reason
        return
    drawn = _Drawn(part, order, seed)
    yield scope, "macro_f1", part.height, *drawn.interval(macro_f1), None
    yield scope, "accuracy", part.height, *drawn.interval(_accuracy), None
    error = calibration_error(part["model_confidence"].to_numpy(), drawn.right)
    yield scope, "calibration_error", part.height, error, None, None, None


def _of_categories(
    told: pl.DataFrame, order: tuple[str, ...], seed: int
) -> Iterator[tuple[object, ...]]:
    if told.is_empty():
        return
    drawn = _Drawn(told, order, seed)
    for place, category in enumerate(order):
        posts = int((told["human"] == category).sum())
        for name, metric in _of_category(place).items():
            value, low, high = drawn.interval(metric)
            reason = "No such post." if value is None else None
            yield f"category={category}", name, posts, value, low, high, reason


class _Drawn:
    """Counts by truth and guess, of the posts and of bootstrap samples of their groups."""

    def __init__(self, part: pl.DataFrame, order: tuple[str, ...], seed: int) -> None:
        place = {name: number for number, name in enumerate(order)}
        truth = np.array([place[name] for name in part["human"]], dtype=np.int64)
        guess = np.array([place[name] for name in part["model_guess"]], dtype=np.int64)
        self.right: NDArray[np.bool_] = truth == guess
        size = len(order)
        self.counts = confusion(truth, guess, size)
        cells = pl.DataFrame({"group": part["group"], "cell": truth * size + guess})
        # Groups with the same counts stand for each other: a sample says how many of each kind are
        # drawn, not which. There are few kinds, and often ten thousand groups.
        kinds = (
            cells.group_by("group", maintain_order=True)
            .agg(pl.col("cell").sort())
            .group_by("cell", maintain_order=True)
            .agg(groups=pl.len())
        )
        groups = kinds["groups"].to_numpy()
        lengths = kinds["cell"].list.len().to_numpy()
        row = np.repeat(np.arange(len(lengths)), lengths)
        each = csr_matrix(
            (np.ones(len(row)), (row, kinds["cell"].explode().to_numpy())),
            shape=(len(lengths), size * size),
        )
        drawn = np.random.default_rng(seed).multinomial(
            groups.sum(), groups / groups.sum(), size=DRAWS
        )
        self.samples = (drawn @ each).reshape(DRAWS, size, size)

    def interval(self, metric: Metric) -> tuple[float | None, float | None, float | None]:
        value = float(metric(self.counts))
        drawn = metric(self.samples)
        drawn = drawn[~np.isnan(drawn)]
        if np.isnan(value) or not len(drawn):
            return (None if np.isnan(value) else value), None, None
        low, high = np.quantile(drawn, [0.025, 0.975])
        return value, float(low), float(high)


def _accuracy(counts: Numbers) -> Numbers:
    return _ratio(np.trace(counts, axis1=-2, axis2=-1), counts.sum(axis=(-2, -1)))


def _of_category(place: int) -> dict[str, Metric]:
    def hits(counts: Numbers) -> Numbers:
        return np.asarray(counts[..., place, place])

    def given(counts: Numbers) -> Numbers:
        return np.asarray(counts[..., place, :].sum(axis=-1))

    def found(counts: Numbers) -> Numbers:
        return np.asarray(counts[..., :, place].sum(axis=-1))

    return {
        "precision": lambda counts: _ratio(hits(counts), found(counts)),
        "recall": lambda counts: _ratio(hits(counts), given(counts)),
        "f1": lambda counts: _ratio(2 * hits(counts), given(counts) + found(counts)),
    }


def _ratio(part: Numbers, whole: Numbers) -> Numbers:
    """Divide; where there is nothing to divide by, the value is not a number."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(part / whole)
