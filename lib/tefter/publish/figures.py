"""The values of findings in the words and marks of a language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

from tefter.charts.locales import locale
from tefter.charts.words import place
from tefter.publish.words import Words


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


def _value(value: object, unit: str, say: Words) -> str:
    if isinstance(value, str):
        if unit == "country":
            return place(value, say.language)
        try:
            return str(format_date(date.fromisoformat(value), "long", locale=locale(say.language)))
        except ValueError:
            return value
    number = _number(value, unit, say)
    return number if unit in {"share", ""} else f"{number} {say.unit(unit)}"


def _number(value: Any, unit: str, say: Words) -> str:
    marks = locale(say.language)
    if unit == "share":
        return str(format_percent(value, format="0.#%", locale=marks))
    return str(format_decimal(value, locale=marks))
