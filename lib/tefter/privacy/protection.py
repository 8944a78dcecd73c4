"""Withheld cells against a reader who has all the totals: what can be worked out, and the cure."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl
from scipy.optimize import linprog
from scipy.sparse import coo_array, hstack

EXACT = 1e-6
"""Below this a solver's number is nothing: counts are whole."""

ALMOST_FREE = 1e-3
"""Cost of moving a cell that is withheld anyway: not nothing, so that few cells move."""


def bounds(
    counts: Sequence[int | None], withheld: pl.Series, groups: pl.DataFrame, totals: pl.DataFrame
) -> pl.DataFrame:
    """Work out between which values each withheld cell lies, as a reader with the totals can.

    Parameters
    ----------
    counts : sequence of int or None
        The cells; those withheld are not looked at.
    withheld : polars.Series of Boolean
        Which are.
    groups : polars.DataFrame
        For each way of adding up, in which group a cell stands.
    totals : polars.DataFrame
        ``way``, ``group`` and ``total`` of those groups whose total is known.

    Returns
    -------
    polars.DataFrame
        ``cell`` (its row), ``low`` and ``high`` Float64 of each withheld cell; ``high`` is infinite
        where nothing bounds it.

    Notes
    -----
    The attacker's problem: A. Hundepool et al. (2012), *Statistical Disclosure Control*, chapter
    4.2, Wiley. A linear programme for each end of each cell.
    """
    hidden = withheld.arg_true().to_list()
    at = {cell: place for place, cell in enumerate(hidden)}
    rows, columns, right = list[int](), list[int](), list[float]()
    for way, group, total in totals.select("way", "group", "total").iter_rows():
        inside = (groups[way] == group).arg_true().to_list()
        unknown = [at[cell] for cell in inside if cell in at]
        if not unknown:
            continue
        rows += [len(right)] * len(unknown)
        columns += unknown
        right.append(float(total - sum(counts[cell] or 0 for cell in inside if cell not in at)))
    shape = (len(right), len(hidden))
    equal = coo_array((np.ones(len(rows)), (rows, columns)), shape=shape).tocsr()
    found = [
        (cell, *(_end(equal, right, at[cell], len(hidden), sign) for sign in (1.0, -1.0)))
        for cell in hidden
    ]
    schema = {"cell": pl.Int64, "low": pl.Float64, "high": pl.Float64}
    return pl.DataFrame(found, schema=schema, orient="row")


def _end(equal: object, right: list[float], place: int, many: int, sign: float) -> float:
    """Return the smallest (sign 1) or largest (sign -1) value of one cell."""
    cost = np.zeros(many)
    cost[place] = sign
    given = {"A_eq": equal, "b_eq": right} if right else {}
    solved = linprog(cost, bounds=(0, None), method="highs", **given)
    return sign * float(solved.fun) if solved.status == 0 else float("inf")


def protected(
    counts: pl.Series, withheld: pl.Series, groups: pl.DataFrame, minimum: int
) -> pl.Series:
    """Withhold further cells until no total tells a small one within a narrow interval.

    A small cell is safe when a reader who has every total cannot tell it from 0, nor from
    ``minimum``. For one that is not, the cells are withheld that have to move with it in the
    cheapest way, where the cost of a cell is its count and a zero is dearest.

    Parameters
    ----------
    counts : polars.Series of Int64
        The true cells.
    withheld : polars.Series of Boolean
        What is withheld already.
    groups : polars.DataFrame
        For each way of adding up, in which group a cell stands; all totals are taken as known.
    minimum : int
        Smallest count to publish.

    Returns
    -------
    polars.Series of Boolean
        What has to be withheld. Where the totals themselves are so small that no choice helps,
        they say too much, and whoever publishes them has to withhold them.

    Notes
    -----
    Complementary suppression cell by cell through the cheapest perturbation that leaves all totals
    as they are: J. P. Kelly, B. L. Golden and A. A. Assad (1992), *Cell suppression: disclosure
    protection for sensitive tabular data*, Networks 22; with a sliding protection level as M.
    Fischetti and J. J. Salazar (2000), *Models and algorithms for optimizing cell suppression in
    tabular data with linear constraints*, Journal of the American Statistical Association 95.
    """
    values = counts.fill_null(0).to_numpy().astype(float)
    small = ((counts > 0) & (counts < minimum)).fill_null(False).arg_true().to_list()
    hidden = withheld.to_numpy().copy()
    ties = _ties(groups)
    possible = _Possible(values, ties)
    for cell in small:
        if all(possible.reaches(cell, aim, hidden) for aim in (0.0, float(minimum))):
            continue
        for move in (minimum - values[cell], -values[cell]):
            moved = _cheapest(cell, move, values, hidden, ties)
            if moved is not None:
                hidden |= moved
    return pl.Series(withheld.name, hidden)


def _ties(groups: pl.DataFrame) -> coo_array:
    """Return one equation for each group of each way: what its cells add up to does not move."""
    rows, columns, many = list[int](), list[int](), 0
    for way in groups.columns:
        numbers = groups[way].rank("dense").cast(pl.Int64).to_list() if groups.height else []
        rows += [many + number - 1 for number in numbers]
        columns += range(len(numbers))
        many += max(numbers, default=0)
    return coo_array((np.ones(len(rows)), (rows, columns)), shape=(many, groups.height))


class _Possible:
    """What each cell can be, where all totals and shown cells stay as they are.

    Each solution says it of every cell, not only of the one that was asked for. Whatever lies
    between two solutions is one too, and what was one stays one when further cells are withheld: so
    the lowest and highest value seen so far answer most questions without a programme.
    """

    def __init__(self, values: np.ndarray, ties: coo_array) -> None:
        self._values = values
        self._ties = ties.tocsc()
        self._low, self._high = values.copy(), values.copy()

    def reaches(self, cell: int, aim: float, hidden: np.ndarray) -> bool:
        """Return whether a cell can have this value."""
        if self._low[cell] - EXACT <= aim <= self._high[cell] + EXACT:
            return True
        free = np.flatnonzero(hidden)
        equal = self._ties[:, free]
        right = equal @ self._values[free]
        ends: list[tuple[float, float | None]] = [(0.0, None)] * len(free)
        ends[int(np.searchsorted(free, cell))] = (aim, aim)
        solved = linprog(np.zeros(len(free)), A_eq=equal, b_eq=right, bounds=ends, method="highs")
        if solved.status != 0:
            return False
        self._low[free] = np.minimum(self._low[free], solved.x)
        self._high[free] = np.maximum(self._high[free], solved.x)
        return True


def _cheapest(
    cell: int, move: float, values: np.ndarray, hidden: np.ndarray, ties: coo_array
) -> np.ndarray | None:
    """Return the cells that move with one in the cheapest way; None where nothing can."""
    price = np.where(hidden, ALMOST_FREE, np.where(values > 0, values, values.max() + 1))
    many = len(values)
    # Each cell goes up without bound, or down to nothing.
    ends = [(0.0, None)] * many + [(0.0, float(one)) for one in values]
    up, down = cell, many + cell
    ends[up], ends[down] = (max(move, 0.0),) * 2, (max(-move, 0.0),) * 2
    solved = linprog(
        np.concatenate([price, price]),
        A_eq=hstack([ties, -ties]).tocsr(),
        b_eq=np.zeros(ties.shape[0]),
        bounds=ends,
        method="highs",
    )
    if solved.status != 0:
        return None
    moved: np.ndarray = np.abs(solved.x[:many] - solved.x[many:]) > EXACT
    return moved
