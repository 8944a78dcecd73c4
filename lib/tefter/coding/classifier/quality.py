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

DRAWS, AT_ONCE = 1_000, 100
"""Bootstrap samples, and how many are counted in one go."""

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

Metric = Callable[[Numbers], float | None]


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
        metrics: dict[str, Metric] = {
            "precision": lambda counts, place=place: _ratio(  # type: ignore[misc]
                counts[place, place], counts[:, place].sum()
            ),
            "recall": lambda counts, place=place: _ratio(  # type: ignore[misc]
                counts[place, place], counts[place].sum()
            ),
            "f1": lambda counts, place=place: _ratio(  # type: ignore[misc]
                2 * counts[place, place], counts[place].sum() + counts[:, place].sum()
            ),
        }
        for name, metric in metrics.items():
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
        self.counts = confusion(truth, guess, len(order))
        _, group = np.unique(part["group"].to_numpy(), return_inverse=True)
        groups = int(group.max()) + 1
        size = len(order)
        cells = csr_matrix(
            (np.ones(part.height), (group, truth * size + guess)), shape=(groups, size * size)
        )
        random = np.random.default_rng(seed)
        even = np.full(groups, 1 / groups)
        self.samples = [
            sample.reshape(size, size)
            for _ in range(DRAWS // AT_ONCE)
            for sample in random.multinomial(groups, even, size=AT_ONCE) @ cells
        ]

    def interval(self, metric: Metric) -> tuple[float | None, float | None, float | None]:
        value = metric(self.counts)
        drawn = [found for sample in self.samples if (found := metric(sample)) is not None]
        if value is None or not drawn:
            return value, None, None
        low, high = np.quantile(drawn, [0.025, 0.975])
        return value, float(low), float(high)


def _accuracy(counts: Numbers) -> float | None:
    return _ratio(float(np.trace(counts)), float(counts.sum()))


def _ratio(part: float, whole: float) -> float | None:
    return float(part / whole) if whole else None
