"""Chances of several signals pooled into one: which country, and how sure."""

from __future__ import annotations

import numpy as np
import polars as pl

from tefter.country.families import (
    DECLARED_PLACES,
    OWN_REGION,
    PLACES,
    REST,
    SIGNAL_NAMES,
    UNUSED,
    Assessed,
    Flags,
    contradicted,
    emigrants_speak_as_at_home,
    families,
    held,
    normal,
)
from tefter.country.names import COUNTRIES, country_names
from tefter.country.weights import (
    FAMILIES,
    HOME,
    MOST_SURE,
    PRIOR_ELSEWHERE,
    PRIOR_OF_ANOTHER,
    PRIOR_OF_REGION,
    SURE_OF_CONTRADICTED,
    SURE_OF_UNDECLARED,
    TOWN_SIGNALS,
)

MOST_OTHERS = 12
"""Other countries that are weighed for one post; a list of more flags than this says nothing."""

LEAST_LEFT = 0.02
"""What the countries that a signal does not name keep at least."""

TOGETHER = 8_192
"""Posts in one piece of work."""

POOLED = {
    "row": pl.Int64,
    "country": pl.String,
    "confidence": pl.Float64,
    "elsewhere": pl.Float64,
    "contradicted": pl.Boolean,
}


def pool(signals: pl.DataFrame) -> pl.DataFrame:
    """Pool the signals of every row into its likeliest country.

    Parameters
    ----------
    signals : polars.DataFrame
        ``row``, ``signal``, ``value``, ``country`` and ``weight``, as the signals give them. A null
        country is every one but the eight.

    Returns
    -------
    polars.DataFrame
        A row for each ``row`` that has a signal, in order: ``country`` String, the likeliest, null
        where that is a country that no signal names; ``confidence`` Float64, its chance;
        ``elsewhere`` Float64, the chance of all countries but the eight; ``contradicted`` Boolean:
        whether two families of declared signals name different countries, or towns do, or what
        may be one (``families.contradicted``). A region of the post's
        own outside the eight is never contradicted, and one inside not by a country in which
        other posts of the account were made: that is a traveller.

    Notes
    -----
    R. F. Bordley (1982), "A Multiplicative Formula for Aggregating Probability Assessments",
    *Management Science* 28: a country's chance is its prior times the product, over all
    assessments, of their chance over the prior, each raised to a power of how much it counts.

    Signals of one family are not independent: with *n* of them the power is one over the root of
    *n*, halfway between 1 (all independent) and 1/n (all the same). What comes of it is mixed with
    the prior until its best chance is no more than ``SURE_OF`` says. Families are taken for
    independent, but for content: beside a declared family it says nothing against elsewhere
    (``emigrants_speak_as_at_home``). Nor does the flag or town of home say so in a profile that
    also names a country outside the eight (``_origin_beside_residence``).
    """
    if signals.is_empty():
        return pl.DataFrame(schema=POOLED)
    cells = _cells(signals)
    rows = cells["row"].unique(maintain_order=True)
    cells = cells.with_columns(place=(pl.col("row").rle_id()).cast(pl.Int64))
    torn = rows.is_in(_torn(signals).implode())
    parts = []
    for start in range(0, len(rows), TOGETHER):
        some = cells.filter(pl.col("place").is_between(start, start + TOGETHER - 1))
        of = slice(start, start + TOGETHER)
        parts.append(_pooled(some, rows[of], torn[of].to_numpy()))
    return pl.concat(parts)


def _torn(signals: pl.DataFrame) -> pl.Series:
    """Return the rows whose profile names towns of the region that no one country has all of."""
    towns = signals.filter(_town() & pl.col("country").is_in(COUNTRIES))
    every = pl.col("value").n_unique()
    return (
        towns.with_columns(towns=every.over("row"))
        .group_by("row", "country")
        .agg(pl.col("towns").first(), has=every)
        .group_by("row")
        .agg(torn=(pl.col("has") < pl.col("towns")).all())
        .filter("torn")["row"]
    )


def _town() -> pl.Expr:
    """Whether a signal is a town in the profile, and no country."""
    return pl.col("signal").is_in(TOWN_SIGNALS) & ~pl.col("value").is_in(country_names())


def _cells(signals: pl.DataFrame) -> pl.DataFrame:
    """Return a line for each row, signal and column: ``row signal column weight town``."""
    summed = (
        signals.with_columns(town=_town())
        .group_by("row", "signal", "country")
        .agg(pl.col("weight").sum(), pl.col("town").any())
        .with_columns(
            signal=pl.col("signal").replace_strict(
                SIGNAL_NAMES, range(len(SIGNAL_NAMES)), return_dtype=pl.Int64
            ),
            column=pl.col("country").replace_strict(
                [*COUNTRIES, None], range(REST + 1), default=None, return_dtype=pl.Int64
            ),
        )
        .sort("row", "signal", "country")
    )
    others = summed.filter(pl.col("column").is_null())
    slots = (
        others.select("row", "country")
        .unique()
        .sort("row", "country")
        .with_columns(slot=REST + 1 + pl.int_range(pl.len(), dtype=pl.Int64).over("row"))
        .filter(pl.col("slot") <= REST + MOST_OTHERS)
    )
    placed = others.join(slots, on=["row", "country"]).with_columns(column="slot").drop("slot")
    return pl.concat([summed.filter(pl.col("column").is_not_null()), placed]).sort(
        "row", "signal", "column"
    )


def _pooled(cells: pl.DataFrame, rows: pl.Series, torn: Flags) -> pl.DataFrame:
    assessed = _assessed(cells, len(rows), torn)
    ratios, tops = families(assessed)
    emigrants_speak_as_at_home(ratios)
    own = assessed.present[:, OWN_REGION]
    counts = np.where(own[:, None], HOME, 1.0) * np.ones((len(rows), len(FAMILIES)))
    counts[:, PLACES["region"]] = 1.0
    chances = normal(assessed.prior * np.exp(np.einsum("nf,nfc->nc", counts, ratios)))
    declared = np.abs(ratios[:, DECLARED_PLACES]).max(axis=(1, 2)) > 0
    chances = held(chances, assessed.prior, np.where(declared, MOST_SURE, SURE_OF_UNDECLARED))
    best = chances.argmax(axis=1)
    against = contradicted(tops, assessed, best)
    confidence = chances[np.arange(len(rows)), best]
    confidence = np.where(against, np.minimum(confidence, SURE_OF_CONTRADICTED), confidence)
    others = cells.filter(pl.col("column") > REST).select("row", "column", "country").unique()
    region = pl.DataFrame({"column": range(REST), "country": COUNTRIES})
    return (
        pl.DataFrame(
            {
                "row": rows,
                "column": best,
                "confidence": confidence,
                "elsewhere": chances[:, REST:].sum(axis=1),
                "contradicted": against,
            }
        )
        .join(region, on="column", how="left", maintain_order="left")
        .join(others, on=["row", "column"], how="left", maintain_order="left")
        .select(
            "row",
            pl.coalesce("country", "country_right").alias("country"),
            "confidence",
            "elsewhere",
            "contradicted",
        )
    )


def _assessed(cells: pl.DataFrame, height: int, torn: Flags) -> Assessed:
    """Lay the weights out as posts by signals by countries, each signal's weights summing to 1."""
    width = max(REST, int(cells["column"].to_numpy().max())) + 1
    place = (cells["place"] - cells["place"][0]).to_numpy()
    signal, column = cells["signal"].to_numpy(), cells["column"].to_numpy()
    weight = cells["weight"].to_numpy()
    prior = np.full((height, width), UNUSED)
    prior[:, :REST] = PRIOR_OF_REGION
    prior[place[column > REST], column[column > REST]] = PRIOR_OF_ANOTHER
    prior[:, REST] = PRIOR_ELSEWHERE - prior[:, REST + 1 :].sum(axis=1)
    weights = np.zeros((height, len(SIGNAL_NAMES), width))
    named = np.zeros(weights.shape, dtype=bool)
    weights[place, signal, column] = weight
    named[place, signal, column] = True
    by_name = named.copy()
    towns = np.zeros((height, width), dtype=bool)
    town = cells["town"].to_numpy()
    towns[place[town], column[town]] = True
    # "Elsewhere" is the other countries that are named too, each with its part.
    elsewhere = weights[:, :, REST].copy()
    part = prior[:, REST:] / prior[:, REST:].sum(axis=1, keepdims=True)
    weights[:, :, REST] = 0.0
    weights[:, :, REST:] += elsewhere[:, :, None] * part[:, None, :]
    named[:, :, REST:] |= (elsewhere > 0)[:, :, None]
    total = weights.sum(axis=2, keepdims=True)
    weights *= np.minimum(1.0, (1 - LEAST_LEFT) / np.maximum(total, UNUSED))
    left = 1 - weights.sum(axis=2, keepdims=True)
    unnamed = np.where(named, 0.0, prior[:, None, :])
    weights += left * unnamed / np.maximum(unnamed.sum(axis=2, keepdims=True), UNUSED)
    return Assessed(prior, weights, by_name, np.asarray(named.any(axis=2)), towns, torn)
