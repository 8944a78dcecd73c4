"""The values of findings in the words and marks of a language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

from tefter.charts.locales import date_locale, locale
from tefter.charts.words import place
from tefter.publish.words import Words

NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?")
"""A number as English tables and sentences have it."""


def finding_value(finding: Mapping[str, Any], say: Words) -> str:
    """Write the value of a finding with its unit; not known where there is none."""
    value = finding["value"]
    return say("not_known") if value is None else _value(value, str(finding["unit"]), say)


def finding_interval(finding: Mapping[str, Any], say: Words) -> str:
    """Write the interval of a finding; empty where there is none."""
    ends = finding["low"], finding["high"]
    if None in ends:
        return ""
    low, high = (_number(end, str(finding["unit"]), say) for end in ends)
    return f"{low} {say('to')} {high}"


def whole_number(value: int, language: str) -> str:
    """Write a whole number as the language does."""
    return str(format_decimal(value, locale=locale(language)))


def day_of(iso: str, language: str) -> str:
    """Write the day of a date or time, ISO 8601, as the language does."""
    return _day(datetime.fromisoformat(iso).date(), language)


def _day(day: date, language: str) -> str:
    return str(format_date(day, "long", locale=date_locale(language)))


def in_marks(text: str, language: str) -> str:
    """Write a number that English wrote, such as 1,234.5 or 74.5%, with the marks of a language.

    Whatever is no number stays as it is.
    """
    if not NUMBER.fullmatch(text):
        return text
    plain = Decimal(text.replace(",", "").rstrip("%"))
    decimals = len(text.rstrip("%").partition(".")[2])
    form = f"#,##0{'.' if decimals else ''}{'0' * decimals}"
    marks = locale(language)
    if text.endswith("%"):
        return str(format_percent(plain / 100, format=f"{form}%", locale=marks))
    return str(format_decimal(plain, format=form, locale=marks))


def _value(value: object, unit: str, say: Words) -> str:
    if isinstance(value, str):
        if unit == "country":
            return place(value, say.language)
        try:
            return _day(date.fromisoformat(value), say.language)
        except ValueError:
            return value
    number = _number(value, unit, say)
    return number if unit in {"share", ""} else f"{number} {say.unit(unit)}"


def _number(value: Any, unit: str, say: Words) -> str:
    marks = locale(say.language)
    if unit == "share":
        return str(format_percent(value, format="0.#%", locale=marks))
    return str(format_decimal(value, locale=marks))
