"""How far two codes are apart, for Krippendorff's alpha."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]

Level = Literal["nominal", "ordinal", "interval", "ratio", "masi", "jaccard"]
LEVELS: tuple[Level, ...] = get_args(Level)
NUMERIC: tuple[Level, ...] = ("ordinal", "interval", "ratio")
SETS: tuple[Level, ...] = ("masi", "jaccard")


def distances(values: tuple[Any, ...], level: Level, used: Floats) -> Floats:
    """Return the squared difference of every two values.

    Parameters
    ----------
    values : tuple
        The codes in their order: for interval and ratio numbers, for masi and jaccard frozensets.
    level : str
        ``nominal``, ``ordinal``, ``interval`` and ``ratio`` as in K. Krippendorff (2011),
        *Computing Krippendorff's Alpha-Reliability*, section E; ``masi`` as in R. Passonneau
        (2006), *Measuring Agreement on Set-valued Items*, LREC; ``jaccard`` is one minus the
        coefficient of P. Jaccard (1901).
    used : array of float
        How often each value was used among the pairable codes; the ordinal difference rests on it.
    """
    return _WAYS[level](values, used)


def _nominal(values: tuple[Any, ...], used: Floats) -> Floats:
    return np.ones((len(values), len(values))) - np.eye(len(values))


def _ordinal(values: tuple[Any, ...], used: Floats) -> Floats:
    """Count the codes between two ranks, each end by half."""
    middle = np.cumsum(used) - used / 2
    return np.asarray(np.square(middle[:, None] - middle[None, :]))


def _interval(values: tuple[Any, ...], used: Floats) -> Floats:
    numbers = np.array(values, dtype=float)
    return np.asarray(np.square(numbers[:, None] - numbers[None, :]))


def _ratio(values: tuple[Any, ...], used: Floats) -> Floats:
    numbers = np.array(values, dtype=float)
    sums = numbers[:, None] + numbers[None, :]
    differences = numbers[:, None] - numbers[None, :]
    # Two zeros do not differ.
    parts = np.divide(differences, sums, out=np.zeros_like(sums), where=sums != 0)
    return np.asarray(np.square(parts))


def _jaccard(values: tuple[Any, ...], used: Floats) -> Floats:
    return _of_pairs(values, lambda one, other: 1 - _overlap(one, other))


def _masi(values: tuple[Any, ...], used: Floats) -> Floats:
    return _of_pairs(values, lambda one, other: 1 - _overlap(one, other) * _monotony(one, other))


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 1.0


def _monotony(one: frozenset[str], other: frozenset[str]) -> float:
    """Return Passonneau's M: 1 the same, 2/3 one holds the other, 1/3 they overlap, 0 apart."""
    if one == other:
        return 1.0
    if one <= other or other <= one:
        return 2 / 3
    return 1 / 3 if one & other else 0.0


def _of_pairs(
    values: tuple[Any, ...], distance: Callable[[frozenset[str], frozenset[str]], float]
) -> Floats:
    return np.array([[distance(one, other) for other in values] for one in values]).reshape(
        len(values), len(values)
    )


_WAYS: dict[Level, Callable[[tuple[Any, ...], Floats], Floats]] = {
    "nominal": _nominal,
    "ordinal": _ordinal,
    "interval": _interval,
    "ratio": _ratio,
    "masi": _masi,
    "jaccard": _jaccard,
}
