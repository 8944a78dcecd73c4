"""The words on charts, in each language of the region."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal

import yaml
from babel.dates import format_date, get_day_names
from babel.numbers import format_compact_decimal, format_decimal, format_percent

from tefter.charts.locales import date_locale, locale
from tefter.country.names import country_name

ROUNDED_FROM = 1_000
"""Numbers from here on are written short."""


@cache
def _words() -> dict[str, dict[str, str]]:
    loaded: dict[str, dict[str, str]] = {}
    for path in files("tefter.charts").joinpath("phrases").iterdir():
        loaded |= yaml.safe_load(path.read_text("utf-8"))
    return loaded


def say(word: str, language: str, **values: str) -> str:
    """Return a word or phrase of ``phrases/`` in a language; English where it lacks there."""
    phrases = _words()[word]
    return phrases.get(language, phrases["en"]).format(**values)


def place(code: str, language: str) -> str:
    """Return the name of a country, or the word for unknown, several or all."""
    if code in {"unknown", "several", "all"}:
        return say(code, language)
    return country_name(code, language)


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
    """Write a day as the language does: 1 Jul 2023."""
    return str(format_date(value, "medium", locale=date_locale(language)))


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
    """Write a share as a whole percentage: 75%, 75 %."""
    return str(format_percent(share, locale=locale(language)))


def between(low: int, high: int | None, language: str) -> str:
    """Write a range of whole numbers, both ends in it: 10-99, 1,000+; ``high`` None is open."""
    if high is None:
        return f"{whole(low, language)}+"
    if low == high:
        return whole(low, language)
    return f"{whole(low, language)}–{whole(high, language)}"


def at_least(total: int, withheld: int, language: str) -> str:
    """Write a total; open upwards where parts of it are withheld: 190+."""
    if not withheld:
        return whole(total, language)
    return f"{whole(total, language)}+" if total else say("not_published", language)


def of_shown(title: str, withheld: bool, language: str) -> str:
    """Say of a finding that it is about the counts shown, where others are withheld.

    A withheld count can be larger than those shown: its row may be withheld to protect another.
    """
    if not withheld:
        return title
    begun = f"{title[:-1]}; " if title.endswith(")") else f"{title} ("
    return f"{begun}{say('of_shown', language)})"


def weekday(number: int, language: str, width: Literal["wide", "abbreviated"] = "wide") -> str:
    """Return the name of a day, 1 Monday to 7 Sunday, in full or short."""
    # CLDR's Montenegrin days are Serbian ones; in Montenegro they are said as in Bosnia.
    names = get_day_names(width, "stand-alone", locale("bs" if language == "cnr" else language))
    return str(names[number - 1])


def in_words(
    title: str,
    subject: str,
    parts: Iterable[str],
    language: str,
    *,
    withheld: Iterable[str] = (),
) -> str:
    """Return the words for those who do not see a chart, complete when read alone.

    Parameters
    ----------
    title : str
        The finding.
    subject : str
        Phrase that says what is drawn and how.
    parts : iterable of str
        What can be read from the chart, mark by mark; the title alone where there is nothing.
    language : str
        Language of the words.
    withheld : iterable of str
        What is not shown because too few posts stand behind it.
    """
    told, missing = list(parts), list(withheld)
    sentences = [title]
    if told:
        sentences.append(f"{say(subject, language)}: {'; '.join(told)}")
    if missing:
        sentences.append(f"{say('not_published', language).capitalize()}: {'; '.join(missing)}")
    return ". ".join(sentence.removesuffix(".") for sentence in sentences) + "."
