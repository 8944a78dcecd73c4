"""Every coefficient, over all units, for each category, group and pair of coders."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from typing import Any

import polars as pl

from tefter.coding.agreement.coefficients import (
    Coefficient,
    alpha,
    cohen_kappa,
    fleiss_kappa,
    gwet_ac1,
    percent,
)
from tefter.coding.agreement.distances import NUMERIC, Level
from tefter.coding.agreement.intervals import DRAWS, SEED, Estimate, estimate
from tefter.coding.agreement.paradox import explain
from tefter.coding.agreement.ratings import Code, Ratings, written

RESULT: dict[str, Any] = {
    "scope": pl.String,
    "name": pl.String,
    "measure": pl.String,
    "value": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "compared": pl.Int64,
    "coders": pl.Int64,
    "codes": pl.Int64,
    "reason": pl.String,
    "remark": pl.String,
}

PAIR = 2


@dataclass(frozen=True)
class Options:
    """How agreement is measured.

    Attributes
    ----------
    level : str
        Level of measurement of the codes, for alpha.
    draws, seed : int
        Of the bootstrap.
    """

    level: Level = "nominal"
    draws: int = DRAWS
    seed: int = SEED


def agreement(
    ratings: Ratings,
    options: Options | None = None,
    properties: Mapping[str, Mapping[str, Mapping[Code, bool]]] | None = None,
) -> pl.DataFrame:
    """Measure how well coders agree.

    Parameters
    ----------
    ratings : Ratings
        The codes.
    options : Options, optional
        Level of measurement, and the bootstrap.
    properties : mapping, optional
        What to set against the rest, by scope and name: ``{"category": {"spam": {code: True}}}``.
        By default every value against all others, unless values are numbers.

    Returns
    -------
    polars.DataFrame
        One row for each ``scope`` (all, category, the name of a group such as language, coders),
        ``name`` in it, and ``measure`` (alpha, fleiss_kappa, gwet_ac1, cohen_kappa, percent).
        ``value``, ``low`` and ``high`` Float64, null where undefined: ``reason`` then says why.
        ``compared`` units that two coders or more coded, ``coders`` and ``codes`` Int64.
        ``remark`` explains what misleads, such as the prevalence paradox; else empty.
    """
    options = options or Options()
    rows: list[dict[str, Any]] = []
    for scope, name, part, level in _parts(ratings, options.level, properties):
        rows += measure_part(scope, name, part, Options(level, options.draws, options.seed))
    return pl.DataFrame(rows, schema=RESULT, orient="row")


def measure_part(scope: str, name: str, part: Ratings, options: Options) -> list[dict[str, Any]]:
    """Return every coefficient of some codes, as rows of what ``agreement`` returns."""
    told = part.summary()
    found = {
        measure: _measured(part, measure, coefficient, options)
        for measure, coefficient in _measures(options.level).items()
    }
    remark = explain(part, found)
    return [
        {
            "scope": scope,
            "name": name,
            "measure": measure,
            "value": one.value,
            "low": one.low,
            "high": one.high,
            "compared": told["compared"],
            "coders": told["coders"],
            "codes": told["codes"],
            "reason": one.reason,
            "remark": remark if measure == "alpha" else "",
        }
        for measure, one in found.items()
    ]


def one_against_rest(values: tuple[Code, ...]) -> dict[str, dict[Code, bool]]:
    """Return for every value which of the values it is, or for sets which of them hold it."""
    sets = [value for value in values if isinstance(value, frozenset)]
    if sets and len(sets) == len(values):
        names = sorted(frozenset[str]().union(*sets))
        return {name: {value: name in value for value in sets} for name in names}
    return {written(one): {value: value == one for value in values} for one in values}


Part = tuple[str, str, Ratings, Level]


def _parts(
    ratings: Ratings,
    level: Level,
    properties: Mapping[str, Mapping[str, Mapping[Code, bool]]] | None,
) -> Iterator[Part]:
    """Cut the codes into what is measured one by one."""
    yield "all", "", ratings, level
    if properties is None:
        numeric = level in NUMERIC
        properties = {} if numeric else {"category": one_against_rest(ratings.values)}
    for scope, named in properties.items():
        for name, has in named.items():
            yield scope, name, ratings.one_against_rest(has), "nominal"
    for group, of in ratings.groups.items():
        for name in sorted({one for one in of if one is not None}):
            yield group, name, ratings.where(group, name), level
        if None in of:
            yield group, "not known", ratings.where(group, None), level
    if len(ratings.coders) > PAIR:
        for pair in combinations(ratings.coders, PAIR):
            yield "coders", " and ".join(pair), ratings.among(pair), level


def _measures(level: Level) -> dict[str, Callable[[Ratings], Coefficient]]:
    return {
        "alpha": partial(alpha, level=level),
        "fleiss_kappa": fleiss_kappa,
        "gwet_ac1": gwet_ac1,
        "cohen_kappa": cohen_kappa,
        "percent": percent,
    }


def _measured(
    part: Ratings, measure: str, coefficient: Callable[[Ratings], Coefficient], options: Options
) -> Estimate:
    if measure == "percent":
        return _percent(part, options)
    if measure != "alpha" and options.level in NUMERIC:
        return Estimate(None, reason=f"made for names; for {options.level} codes read alpha")
    if measure == "cohen_kappa" and len(part.coders) != PAIR:
        if len(part.coders) > PAIR:
            return Estimate(None, reason="compares two coders; read the pairs")
        return Estimate(None, reason="one coder only")
    return estimate(part, coefficient, draws=options.draws, seed=options.seed)


def _percent(part: Ratings, options: Options) -> Estimate:
    """Percent is told also where only one code was given: it measures nothing then, and says so."""
    found = estimate(part, percent, draws=options.draws, seed=options.seed)
    if found.value is None and part.summary()["compared"]:
        return Estimate(1.0, reason=found.reason)
    return found
