"""Every form of every name of a place, with its countries and how careful to be with it."""

from __future__ import annotations

from functools import cache

import polars as pl

from tefter.country.gazetteer.inflection import inflected
from tefter.country.gazetteer.sources import NEAR, cities, countries, words
from tefter.country.gazetteer.spelling import JOINING, spelt
from tefter.country.names import country_name
from tefter.language.vocabulary import LISTS, REGION, common_words

LEAST_SHARE = 0.05
"""Part of a form's people from which a country is kept for it. Set by hand."""

NEARNESS = 30
"""How many times more people a place of the region counts than one of the same name elsewhere:
those who write are near it. Set by hand."""

FREE, PREPOSITION, COMMON, PERSON = 0, 1, 2, 3
"""How careful to be: not at all; a preposition before it, or it stands alone; the same, and a
capital; only behind a preposition of place, as it is a person's name or the like."""

SHORT = 4
"""Letters of names that are another word in some language, mostly."""

CODE = 2
"""Letters of what is a code (*ig* is Instagram, not Ig in Slovenia) and no place by itself."""

PER_PERSON = {"region": 4e-9, "abroad": 3e-10}
"""Share of a word in a list, over the people of the place, from which it is a common word. Zagreb
has 1.5e-10, Ljubljana, the most written of in its small list, 1.8e-9; *Brod* has 1e-8, *Bila*
5e-7."""

PER_PERSON_ELSEWHERE = 8e-10
"""The same for places of the region and lists of other languages, which name them seldom."""

FREQUENT = 3e-5
"""Share of words of which two together make a phrase: *crna gora*, a black mountain; *novi sad*."""

ALPHABETS = "(?i)^[a-vx-zčćžšđëç .'’-]+$|^[абвгдђѓежзѕијклљмнњопрстћќуфхцчџш .-]+$"
"""Letters of the languages of the region: names written with others are not inflected."""

ADJECTIVE = r"^\p{L}+[sc]k(?:a|e|oj|u|om|i|o)$"
"""*Hrvatska*, *Nemačka*: a country, and an adjective."""

SURNAME = r"\p{L}ić$"
LARGER = 10
"""How many times more people make a town the one that is meant by a form of two. Set by hand."""

LARGE = 20_000
"""People from which a place on *-ić* is no longer taken for a surname (*Nikšić*)."""


@cache
def forms() -> pl.DataFrame:
    """Return every form; some 2 seconds, once in a process.

    Returns
    -------
    polars.DataFrame
        ``form``, as ``spelling.spelt`` gives it; ``length`` Int64, its words; ``name``, the place
        in GeoNames or the country in English; ``country``; ``share`` Float64, the country's part of
        all people of places of that form; ``kind`` place or country; ``care`` Int64.
    """
    named = countries().with_columns(people=pl.lit(1, pl.Int64), kind=pl.lit("country"))
    named = named.with_columns(
        pl.col("country")
        .map_elements(lambda code: country_name(code, "en"), pl.String)
        .alias("name")
    )
    states = _spread(named)
    places = _spread(cities().with_columns(kind=pl.lit("place")))
    # A country's name is no town's, even where a town has it.
    places = places.join(states, on="form", how="anti")
    both = pl.concat([states, places])
    both = _own_names_first(both)
    largest = (
        both.sort("people", "name", descending=[True, False])
        .group_by("form", "country", maintain_order=True)
        .agg(
            pl.col("name", "kind", "region", "base").first(),
            pl.col("people").max(),
            pl.col("care").max(),
        )
    )
    weighed = largest.with_columns(
        pl.col("people") * pl.when("region").then(NEARNESS).otherwise(1)
    ).with_columns(
        share=pl.col("people") / pl.col("people").sum().over("form"),
        care=pl.col("care").max().over("form"),
        length=pl.col("form").str.count_matches(" ").cast(pl.Int64) + 1,
    )
    # Another country's small part is a homonym that nobody means.
    likely = weighed.filter(pl.col("share") >= LEAST_SHARE).with_columns(
        share=pl.col("share") / pl.col("share").sum().over("form")
    )
    return (
        _inherited(_careful(likely))
        .select("form", "length", "name", "country", "share", "kind", "care")
        .sort("form", "country")
    )


def _spread(named: pl.DataFrame) -> pl.DataFrame:
    """Inflect names: ``form name country people region kind care listed base``."""
    base = named.with_columns(
        surname=pl.col("form").str.contains(SURNAME) & (pl.col("people").is_between(2, LARGE)),
        written=pl.col("form"),
        form=pl.col("form").str.replace_all(JOINING, " ").str.replace_all(r"[.]", ""),
    )
    soft = base.filter(pl.col("form").str.contains("(?i)đ")).with_columns(
        pl.col("form").str.replace_all("đ", "dj").str.replace_all("Đ", "Dj")
    )
    base = pl.concat([base, soft]).with_columns(form=spelt(pl.col("form")).str.strip_chars())
    letters = pl.col("form").str.len_chars()
    first = pl.col("written") == pl.col("name")
    # Short by-names are codes and other languages' spellings; short names abroad, words.
    base = base.filter(
        (letters > SHORT)
        | ((letters > 1) & (pl.col("kind") == "country"))
        | ((letters > CODE) & pl.col("region") & first)
        | (letters == SHORT)
    )
    bends = (pl.col("region") | pl.col("country").is_in(NEAR)) & pl.col("written").str.contains(
        ALPHABETS
    )
    distinct = base.filter(bends)["form"].unique(maintain_order=True).sort()
    table = pl.DataFrame(
        {"form": distinct, "bent": [sorted(inflected(form)) for form in distinct]},
        schema={"form": pl.String, "bent": pl.List(pl.String)},
    ).explode("bent", empty_as_null=True)
    bent = (
        base.filter(bends)
        .join(table, on="form")
        .with_columns(listed=pl.col("form") == pl.col("bent"))
        .rename({"form": "base", "bent": "form"})
    )
    care = pl.when("surname").then(PERSON).otherwise(FREE).cast(pl.Int64)
    return (
        pl.concat([base.filter(~bends), bent], how="diagonal")
        .with_columns(
            care=care,
            listed=pl.col("listed").fill_null(True),
            base=pl.coalesce("base", "form"),
        )
        .sort("listed", descending=True, maintain_order=True)
        .unique(["form", "name", "country"], keep="first", maintain_order=True)
        .select("form", "name", "country", "people", "region", "kind", "care", "listed", "base")
    )


def _own_names_first(named: pl.DataFrame) -> pl.DataFrame:
    """Drop inflected forms that are the very name of another place of the region.

    Those of a town ``LARGER`` than it stay: *u Peći* is in Peć, not in the village of Peći.
    """
    own = pl.col("listed") & pl.col("region")
    largest = pl.when(own).then("people").max().over("form").fill_null(0)
    return named.filter(pl.col("listed") | (pl.col("people") > LARGER * largest))


def _careful(weighed: pl.DataFrame) -> pl.DataFrame:
    """Set ``care`` by how frequent a form is as a word, how short, and whether people bear it."""
    shares = _shares(weighed["form"])
    one = pl.col("length") == 1
    people = pl.col("people") / pl.when("region").then(NEARNESS).otherwise(1)
    people = people.sum().over("form")
    per_region = pl.col("in_region").fill_null(0) / people
    per_abroad = pl.col("abroad").fill_null(0) / people
    near = pl.col("region").any().over("form")
    common = (
        pl.when(near)
        .then((per_region > PER_PERSON["region"]) | (per_abroad > PER_PERSON_ELSEWHERE))
        .otherwise(pl.max_horizontal(per_region, per_abroad) > PER_PERSON["abroad"])
    )
    town = pl.col("kind") == "place"
    adjective = (pl.col("kind") == "country") & pl.col("form").str.contains(ADJECTIVE)
    persons = _persons()
    phrases = _phrases(weighed)
    return weighed.join(shares, on="form", how="left", maintain_order="left").with_columns(
        care=pl.max_horizontal(
            "care",
            pl.when(one & pl.col("form").is_in(persons)).then(PERSON).otherwise(FREE),
            pl.when(one & pl.col("form").is_in(_common())).then(COMMON).otherwise(FREE),
            pl.when(one & town & common).then(COMMON).otherwise(FREE),
            pl.when(one & (adjective | (pl.col("form").str.len_chars() <= SHORT)))
            .then(PREPOSITION)
            .otherwise(FREE),
            pl.when(pl.col("form").is_in(phrases)).then(PREPOSITION).otherwise(FREE),
        ).cast(pl.Int64)
    )


def _inherited(careful: pl.DataFrame) -> pl.DataFrame:
    """Be as careful with an inflected form as with the name itself: *brodom* is *brod*."""
    base = careful.group_by("form").agg(of_base=pl.col("care").max()).rename({"form": "base"})
    return careful.join(base, on="base", how="left", maintain_order="left").with_columns(
        care=pl.max_horizontal("care", "of_base").max().over("form")
    )


def _persons() -> list[str]:
    return sorted({form for name in _spelt(words().people) for form in inflected(name)})


def _common() -> list[str]:
    return _spelt(words().common)


def _spelt(listed: str) -> list[str]:
    return pl.DataFrame({"name": listed.split()}).select(spelt(pl.col("name")))["name"].to_list()


def _phrases(weighed: pl.DataFrame) -> list[str]:
    """Return the forms of several words of which each is a frequent word of the region."""
    several = weighed.filter(pl.col("length") > 1).select("form").unique()
    apart = several.with_columns(word=pl.col("form").str.split(" ")).explode(
        "word", empty_as_null=True
    )
    shares = _shares(apart["word"]).rename({"form": "word"})
    every = (
        apart.join(shares, on="word", how="left")
        .group_by("form")
        .agg((pl.col("in_region").fill_null(0) > FREQUENT).all().alias("every"))
    )
    return every.filter("every")["form"].to_list()


def _shares(wanted: pl.Series) -> pl.DataFrame:
    """Return the share of words in the lists: ``form``, ``in_region`` and ``abroad`` at most."""
    listed = _lists().join(wanted.alias("form").unique().to_frame(), on="form", how="semi")
    return listed.group_by("form").agg(
        in_region=pl.col("share").filter("near").max(),
        abroad=pl.col("share").filter(~pl.col("near")).max(),
    )


@cache
def _lists() -> pl.DataFrame:
    found = [
        pl.DataFrame(
            {"form": list(shares), "share": list(shares.values())},
            schema={"form": pl.String, "share": pl.Float64},
        ).with_columns(language=pl.lit(language), near=pl.lit(language in REGION))
        for language, listed in LISTS.items()
        if listed is not None
        for shares in (common_words(language),)
    ]
    spelled = pl.concat(found).with_columns(form=spelt(pl.col("form")))
    return spelled.group_by("form", "language", "near").agg(pl.col("share").sum())
