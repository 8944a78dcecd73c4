"""How well the coders of a case agree: on categories, on flags, in each group."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from tefter.coding.agreement import Level, Options, agreement
from tefter.coding.agreement.intervals import DRAWS, SEED
from tefter.coding.agreement.measure import RESULT, measure_part
from tefter.coding.codebook import Codebook
from tefter.coding.human.collecting import flag_ratings, ratings_of


def reliability(
    annotations: pl.DataFrame,
    codebook: Codebook,
    posts: pl.DataFrame | None = None,
    *,
    by: Sequence[str] = ("language",),
    level: Level | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
) -> pl.DataFrame:
    """Measure how well the coders of a case agree.

    Parameters
    ----------
    annotations : polars.DataFrame
        As ``read_annotations`` gives it. Adjudicated codes are no part of it: who decided there had
        seen the others' codes.
    codebook : Codebook
        Of the case.
    posts : polars.DataFrame, optional
        With ``post_uid`` and the columns of ``by``; without it no group is measured.
    by : sequence of str
        Columns of posts whose groups are measured too.
    level : str, optional
        By default nominal, and masi where a post may have several categories.
    draws, seed : int
        Of the bootstrap.

    Returns
    -------
    polars.DataFrame
        As ``tefter.coding.agreement.agreement`` gives it, with a scope ``flag`` besides.
    """
    groups = {} if posts is None else {name: _column(posts, name) for name in by}
    options = Options(level or ("nominal" if codebook.exclusive else "masi"), draws, seed)
    categories = agreement(ratings_of(annotations, codebook, groups), options)
    nominal = Options("nominal", draws, seed)
    rows = [
        row
        for flag, ratings in flag_ratings(annotations, codebook).items()
        for row in measure_part("flag", flag, ratings, nominal)
    ]
    return pl.concat([categories, pl.DataFrame(rows, schema=RESULT, orient="row")])


def _column(posts: pl.DataFrame, name: str) -> dict[str, str | None]:
    return dict(posts.select("post_uid", pl.col(name).cast(pl.String)).iter_rows())
