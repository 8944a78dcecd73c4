"""How careful to be with a form: whether it is also a common word, or a person's name."""

from __future__ import annotations

from functools import cache

import polars as pl
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from tefter.country.gazetteer.inflection import inflected
from tefter.country.gazetteer.sources import words
from tefter.country.gazetteer.spelling import both_spellings, spelt, written
from tefter.language.vocabulary import LISTS, REGION, common_words

FREE, PREPOSITION, COMMON, ALONE, THING, PERSON, HELD = 0, 1, 2, 3, 4, 5, 6
"""How careful to be: not at all; a preposition before it, or it stands alone; the same, and a
capital; behind a preposition of place, or alone in a bio; the same, but alone only beside a
telephone or flag of its country; only behind a preposition of place, as it is a person's name or
the like; never, as it is a smaller city abroad, which only holds back (``find.find_doubtful``)."""

HOMES = {"hbs": ("BA", "HR", "ME", "RS", "XK"), "mk": ("MK",), "sl": ("SI",)}
PER_PERSON = {"hbs": 1e-9, "mk": 2.5e-9, "sl": 5e-9}
"""Share of a word in a list, over the people of the places of that name in the countries where the
language is spoken, from which it is a common word. A small country writes more of each of its
towns: Beograd has 2.5e-10, Skopje 1.4e-9, Ljubljana 1.8e-9, its seaside up to 4e-9; *Brod* has
1e-8, *Bila* 5e-7."""

PER_PERSON_AWAY = 5e-10
"""The same for places of the region in the lists of its other languages, which name them less;
*Zagreb* has 3e-11 in Slovene."""

PER_PERSON_FAR = {"region": 8e-10, "abroad": 3e-10}
"""The same for all places in lists of languages outside the region, and for places abroad."""

FAR_TOO = 20
"""How many times more frequent than that makes a word that is no place even where it stands alone:
*Store*, that is Štore without its letter. Set by hand."""

AS_OFTEN = 2.0
"""How many times more frequent than the name itself an inflected form may be: *prelepa*, beautiful,
is no form of Prilep. Set by hand; in the lists no case of a town is as frequent as its name."""

FREQUENT = 3e-5
"""Share of words of which two together make a phrase: *crna gora*, a black mountain; *novi sad*."""

ADJECTIVE = r"^\p{L}+[sc]k(?:a|e|oj|u|om|i|o)$"
"""*Hrvatska*, *Nemačka*: a country, and an adjective."""

SHORT = 4
"""Letters of names that are another word in some language, mostly."""

SURNAME = r"\p{L}i[ćc]$"
LARGE = 20_000
"""People from which a place is known beyond itself: on *-ić* it is no longer taken for a surname
(*Nikšić*), in a bio it counts among other words, and an Albanian word of that form is the
place."""


def care_of(weighed: pl.DataFrame) -> pl.DataFrame:
    """Add ``care`` to forms.

    Parameters
    ----------
    weighed : polars.DataFrame
        ``form base country people region kind listed length``, each form and country once.

    Returns
    -------
    polars.DataFrame
        The same with ``care`` Int64. An inflected form is taken with the care of the name itself:
        *brodom* is *brod*.
    """
    form = pl.col("form")
    one, town = pl.col("length") == 1, (pl.col("kind") == "place").any().over("form")
    adjective = ~town & form.str.contains(ADJECTIVE)
    people = pl.col("people").max().over("form")
    surname = town & form.str.contains(SURNAME) & (people < LARGE)
    apart = weighed.select(word=form.str.split(" ")).explode("word", empty_as_null=True)["word"]
    lists = _lists(pl.concat([weighed["form"], apart]))
    common, very = _common(weighed, lists)
    levels = (
        (one & town & form.is_in(common), COMMON),
        (one & town & form.is_in(very), THING),
        (one & form.is_in(both_spellings(words().common.split())), COMMON),
        (one & (adjective | (form.str.len_chars() <= SHORT)), PREPOSITION),
        (form.is_in(_phrases(weighed, lists)), PREPOSITION),
        (one & form.is_in(both_spellings(words().things.split())), THING),
        (one & (surname | form.is_in(both_spellings(words().alone.split()))), ALONE),
        (one & form.is_in(_persons()), PERSON),
    )
    asked = (pl.when(doubtful).then(level).otherwise(FREE) for doubtful, level in levels)
    own = weighed.with_columns(care=pl.max_horizontal(*asked).cast(pl.Int64))
    base = own.group_by("form").agg(of_base=pl.col("care").max()).rename({"form": "base"})
    return own.join(base, on="base", how="left", maintain_order="left").with_columns(
        care=pl.max_horizontal("care", "of_base").max().over("form")
    )


def _common(weighed: pl.DataFrame, lists: pl.DataFrame) -> tuple[list[str], list[str]]:
    """Return the forms that are too frequent as words to be the place, and those far too."""
    place = weighed.select("form", "base", "country", "people", "region", "listed")
    shared = place.join(lists, on="form")
    at_home = pl.any_horizontal(
        *(
            (pl.col("language") == language) & pl.col("country").is_in(homes)
            for language, homes in HOMES.items()
        )
    )
    keys = ("form", "language")
    people = (
        pl.when(at_home.any().over(keys))
        .then(pl.when(at_home).then("people").otherwise(0).sum().over(keys))
        .otherwise(pl.col("people").sum().over(keys))
    )
    near = pl.col("language").is_in(REGION)
    region = pl.col("region").any().over("form")
    most = (
        pl.when(~region)
        .then(PER_PERSON_FAR["abroad"])
        .when(~near)
        .then(PER_PERSON_FAR["region"])
        .when(at_home.any().over(keys))
        .then(pl.col("language").replace_strict(PER_PERSON, default=0.0))
        .otherwise(PER_PERSON_AWAY)
    )
    times = shared.with_columns(times=pl.col("share") / people / most)
    frequent = times.filter(pl.col("times") > 1)
    inflected_only = ~pl.col("listed").any().over("form")
    of_name = lists.rename({"form": "base", "share": "of_name"})
    overgrown = (
        shared.filter(inflected_only & near)
        .join(of_name, on=["base", "language"], how="left")
        .filter(pl.col("share") > AS_OFTEN * pl.col("of_name").fill_null(0.0))
    )
    known = place.filter(pl.col("listed") & (pl.col("people") >= LARGE))
    spoken = place.filter(pl.col("form").is_in(_albanian())).join(known, on="form", how="anti")
    common = pl.concat([frequent["form"], overgrown["form"], spoken["form"]])
    very = frequent.filter(pl.col("times") > FAR_TOO)
    return common.unique().to_list(), very["form"].unique().to_list()


def _phrases(weighed: pl.DataFrame, lists: pl.DataFrame) -> list[str]:
    """Return the forms of several words of which each is a frequent word of the region."""
    several = weighed.filter(pl.col("length") > 1).select("form").unique()
    apart = several.with_columns(word=pl.col("form").str.split(" ")).explode(
        "word", empty_as_null=True
    )
    shares = (
        lists.filter(pl.col("language").is_in(REGION))
        .group_by(word="form")
        .agg(pl.col("share").max())
    )
    every = (
        apart.join(shares, on="word", how="left")
        .group_by("form")
        .agg((pl.col("share").fill_null(0) > FREQUENT).all().alias("every"))
    )
    return every.filter("every")["form"].to_list()


def _persons() -> list[str]:
    """Return the names of people, and their cases with diacritics.

    Without them a case is often another name: *Mitrovića* and Mitrovica.
    """
    listed = words().people.split()
    names = pl.DataFrame({"name": listed}).select(written(pl.col("name")))["name"]
    return [*both_spellings(listed), *{form for name in names for form in inflected(name)}]


@cache
def _albanian() -> frozenset[str]:
    """Return the words of Albanian, of which no list says how frequent they are.

    Those of package ``simplemma`` (MIT), but for those written with a capital: names.
    """
    forms = DefaultDictionaryFactory().get_dictionary("sq")
    return frozenset(both_spellings(sorted(word for word in forms if word[:1].islower())))


def _lists(wanted: pl.Series) -> pl.DataFrame:
    """Return the share of words in each list that has them: ``form language share``."""
    asked = wanted.unique().alias("form").to_frame()
    found = [
        pl.DataFrame(
            {"form": list(shares), "share": list(shares.values())},
            schema={"form": pl.String, "share": pl.Float64},
        ).with_columns(language=pl.lit(language))
        for language, listed in LISTS.items()
        if listed is not None
        for shares in (common_words(language),)
    ]
    form = pl.col("form")
    listed = pl.concat(found)
    # With diacritics each word is its own; without, all that lose them alike are one.
    summed = (
        listed.with_columns(spelling(form))
        .join(asked, on="form", how="semi")
        .group_by("form", "language")
        .agg(pl.col("share").sum())
        for spelling in (written, spelt)
    )
    return pl.concat(summed).group_by("form", "language").agg(pl.col("share").max())
