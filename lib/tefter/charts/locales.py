"""How a language writes numbers and dates, as Vega wants to be told it."""

from __future__ import annotations

from functools import cache
from typing import Any

from babel import Locale

from tefter.country.names import LOCALES


def locale(language: str) -> str:
    """Return Babel's locale for a language of the report; its own name for any other."""
    return LOCALES.get(language, language)


def date_locale(language: str) -> str:
    """Return the locale in which dates are written; English ones as Europe writes them.

    13 November 2023, not November 13, 2023: the stories have them so, and a list of such dates
    needs its commas for itself.
    """
    return "en_GB" if language == "en" else locale(language)


@cache
def vega_locale(language: str) -> dict[str, Any]:
    """Return the ``locale`` of a Vega configuration, so that axes and tooltips follow the language.

    Notes
    -----
    Unicode CLDR in package ``babel``, put into the form of d3-format and d3-time-format, which
    Vega passes it on to.
    """
    known = Locale.parse(locale(language))
    symbols = known.number_symbols["latn"]
    percent = known.percent_formats[None].pattern.split("0")[-1]
    # d3 knows days from Sunday on, CLDR from Monday on.
    days, short_days = known.days["stand-alone"]["wide"], known.days["stand-alone"]["abbreviated"]
    months = known.months["stand-alone"]
    order = [6, 0, 1, 2, 3, 4, 5]
    return {
        "number": {
            "decimal": symbols["decimal"],
            "thousands": symbols["group"],
            "grouping": [3],
            "currency": ["", ""],
            "percent": percent,
        },
        "time": {
            "dateTime": "%x, %X",
            "date": "%d.%m.%Y",
            "time": "%H:%M",
            "periods": ["", ""],
            "days": [days[number] for number in order],
            "shortDays": [short_days[number] for number in order],
            "months": list(months["wide"].values()),
            "shortMonths": list(months["abbreviated"].values()),
        },
    }


__all__ = ["date_locale", "locale", "vega_locale"]
