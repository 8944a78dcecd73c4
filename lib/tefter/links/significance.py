"""Whether things meet more often than by chance, when very many are looked at at once."""

from __future__ import annotations

import numpy as np
import polars as pl

FALSE_DISCOVERIES = 0.05
"""Share of false ones that is accepted among all that are called significant."""


def by_chance(together: pl.Series, one: pl.Series, other: pl.Series, whole: int) -> pl.Series:
    """Return how likely it is that two things meet at least so often by chance alone.

    Parameters
    ----------
    together, one, other : polars.Series of Int64
        In how many posts both stand, in how many the one, in how many the other.
    whole : int
        How many posts there are.

    Returns
    -------
    polars.Series of Float64
        ``p_value``: the upper tail of the hypergeometric distribution.

    Notes
    -----
    The one-sided exact test of R. A. Fisher (1935), *The logic of inductive inference*, Journal of
    the Royal Statistical Society 98(1), 39-82. Posts count as independent, which those of one
    account are not.
    """
    from scipy import stats  # noqa: PLC0415  slow to import

    found = stats.hypergeom.sf(
        together.to_numpy() - 1, np.int64(whole), one.to_numpy(), other.to_numpy()
    )
    return pl.Series("p_value", np.asarray(found, dtype=np.float64))


def adjusted(p_values: pl.Series, tests: int | None = None) -> pl.Series:
    """Return for each p-value the share of false discoveries if all up to it are called true.

    Parameters
    ----------
    p_values : polars.Series of Float64
        Without nulls.
    tests : int, optional
        How many tests there were, where the p-values of those left out are all 1, such as pairs
        that never meet. By default as many as p-values.

    Returns
    -------
    polars.Series of Float64
        ``q_value``, in the same order.

    Raises
    ------
    ValueError
        When there were fewer tests than p-values.

    Notes
    -----
    Y. Benjamini, Y. Hochberg (1995), *Controlling the false discovery rate*, Journal of the Royal
    Statistical Society B 57(1), 289-300; as adjusted p-values.
    """
    made = p_values.len() if tests is None else tests
    if made < p_values.len():
        raise ValueError("there cannot be fewer tests than p-values")
    ordered = pl.DataFrame({"p": p_values}).with_row_index("at").sort("p", "at")
    rank = pl.int_range(1, pl.len() + 1)
    return (
        ordered.with_columns(
            # A quotient of 1 or more: no rounding takes it under the p-value itself.
            q_value=(pl.col("p") * (made / rank))
            .reverse()
            .cum_min()
            .reverse()
            .clip(upper_bound=1.0)
        )
        .sort("at")["q_value"]
        .cast(pl.Float64)
    )
