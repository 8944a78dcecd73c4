"""Names of countries and languages in each language of the report."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml
from babel import Locale

COUNTRIES = ("XK", "AL", "BA", "HR", "ME", "MK", "RS", "SI")
"""The eight countries of the region. Kosovo is one, under the code XK that CLDR and the European
Union use, as ISO 3166 has assigned none."""

LOCALES = {
    "en": "en",
    "sq": "sq",
    "mk": "mk",
    "bs": "bs",
    "hr": "hr",
    "sr": "sr_Latn",
    "cnr": "sr_Latn_ME",
    "sl": "sl",
}
"""Language of the report to CLDR's locale; CLDR has none for Montenegrin."""

NOT_COUNTRIES = {"EU", "EZ", "UN", "XA", "XB", "ZZ"}
"""Codes of two letters that CLDR names but that are no countries."""


def country_name(code: str, language: str) -> str:
    """Return the name of a country as newsrooms of that language write it.

    Parameters
    ----------
    code : str
        ISO 3166 alpha-2, Kosovo XK. Any other code is returned as it is.
    language : str
        A key of ``LOCALES``; English for any other.

    Notes
    -----
    Unicode CLDR in package ``babel``; ``names.yml`` where newsrooms differ from it.
    """
    own = _ours("countries", language)
    return own.get(code) or str(_locale(language).territories.get(code, code))


def language_name(code: str, language: str) -> str:
    """Return the name of a language as newsrooms of that language write it.

    Parameters
    ----------
    code : str
        A value of the columns ``language`` or ``variety``. Any other is returned as it is.
    language : str
        A key of ``LOCALES``; English for any other.
    """
    own = _ours("languages", language)
    return own.get(code) or str(_locale(language).languages.get(code, code))


@cache
def is_country(code: str) -> bool:
    """Whether this is the code of a country or territory, in capitals."""
    two = len(code) == len("XK") and code.isalpha()
    return two and code not in NOT_COUNTRIES and code in _locale("en").territories


@cache
def country_names() -> tuple[str, ...]:
    """Return the English names of all countries, by which evidence tells them from towns."""
    return tuple(sorted(country_name(str(code), "en") for code in _locale("en").territories))


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(LOCALES.get(language, "en"))


def _ours(what: str, language: str) -> Mapping[str, str]:
    return _data()[what].get(language if language in LOCALES else "en", {})


@cache
def _data() -> dict[str, dict[str, dict[str, str]]]:
    loaded: dict[str, dict[str, dict[str, str]]] = yaml.safe_load(
        files("tefter.country").joinpath("names.yml").read_text("utf-8")
    )
    return loaded


NAMES: Mapping[str, Mapping[str, str]] = {
    language: {code: country_name(code, language) for code in COUNTRIES} for language in LOCALES
}
"""Language of the report to the names of the eight countries in it."""
