"""The words on charts, in each language of the region."""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib.resources import files

import yaml
from babel.dates import format_date
from babel.numbers import format_compact_decimal, format_decimal, format_percent

from tefter.country.names import country_name

ROUNDED_FROM = 1_000
"""Numbers from here on are written short."""

LOCALES = {"cnr": "sr_Latn_ME", "sr": "sr_Latn"}
"""Babel has no locale for Montenegrin; its numbers are written as in Serbian."""


@cache
def _words() -> dict[str, dict[str, str]]:
    text = files("tefter.charts").joinpath("words.yml").read_text("utf-8")
    loaded: dict[str, dict[str, str]] = yaml.safe_load(text)
    return loaded


def say(word: str, language: str, **values: str) -> str:
    """Return a word or phrase of ``words.yml`` in a language; English where it lacks there."""
    phrases = _words()[word]
    return phrases.get(language, phrases["en"]).format(**values)


def place(code: str, language: str) -> str:
    """Return the name of a country, or the word for unknown, several or all."""
    if code in {"unknown", "several", "all"}:
        return say(code, language)
    return country_name(code, language)


def locale(language: str) -> str:
    """Return Babel's locale for a language."""
    return LOCALES.get(language, language)


def whole(value: int, language: str) -> str:
    """Write a whole number as the language does: 30,512,331 or 30.512.331."""
    return str(format_decimal(value, locale=locale(language)))


def compact(value: int, language: str) -> str:
    """Write a large number short: 30.5M, 30,5 mln."""
    return str(
        format_compact_decimal(
            value,
            format_type="short",
            fraction_digits=1 if value >= ROUNDED_FROM else 0,
            locale=locale(language),
        )
    )


def day(value: date, language: str) -> str:
    """Write a day as the language does: Jul 1, 2023."""
    return str(format_date(value, "medium", locale=locale(language)))


def period(begin: date, months: int, language: str) -> str:
    """Write a month, quarter or year as the language does: Q4 2022."""
    pattern = {1: "LLLL y", 3: "QQQ y"}.get(months, "y")
    return str(format_date(begin, pattern, locale=locale(language)))


def figure(value: float, language: str) -> str:
    """Write a number with as many decimals as it has: 0.667, or 0,667."""
    return str(format_decimal(value, format="0.###", locale=locale(language)))


def decimal(value: float, language: str) -> str:
    """Write a coefficient with two decimals: 0.78, or 0,78."""
    return str(format_decimal(value, format="0.00", locale=locale(language)))


def percent(share: float, language: str) -> str:
    """Write a share as a whole percentage."""
    return str(format_percent(share, format="0%", locale=locale(language)))
