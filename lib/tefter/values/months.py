"""Names of months, weekdays and halves of the day, in the region's languages and English."""

from __future__ import annotations

from functools import cache

from babel import Locale

from tefter.values.writing import plain

LANGUAGES = ("sq", "mk", "bs", "bs_Cyrl", "hr", "sr", "sr_Latn", "sr_Latn_ME", "sl", "en")

ALSO_WRITTEN = (
    "januara јануара januarja janarit januari",
    "februara фебруара februarja shkurtit fevruari febr",
    "marta марта marca marsit mart",
    "aprila априла prillit",
    "maja маја majit",
    "juna јуна juni jun junija qershorit",
    "jula јула juli jul julija korrikut",
    "avgusta augusta августа аугуста gushtit",
    "septembra септембра sept септ shtatorit septemvri",
    "oktobra октобра tetorit oktomvri",
    "novembra новембра nentorit noemvri studenog",
    "decembra децембра dhjetorit dekemvri dek",
)
"""Forms that CLDR does not list: genitives, definite forms, and Macedonian in Latin letters."""

SMALL_WORDS = frozenset(
    {"e", "ne", "me", "dt", "ora", "oren", "data", "leta", "viti", "vitit"}
    | {"u", "na", "dana", "god", "godine", "godina", "g", "h", "sati", "sata", "sat", "datum"}
    | {"ob", "dne", "ura", "uri", "at", "on", "of", "the", "date", "vo"}
    | {"у", "на", "дана", "датум", "год", "година", "године", "г", "во", "сати"}
    | {"час", "часа", "часот", "часова"}
)
"""Words around a date that say nothing of it, such as ``u``, ``ob``, ``në orën``, ``godine``."""


@cache
def months() -> dict[str, int]:
    """Return the plain name of each month, with its number.

    Source: CLDR by Babel, wide and abbreviated, as within a date and alone; and ``ALSO_WRITTEN``.
    CLDR's narrow names are single letters that fit several months: no one writes dates with them.
    """
    found: dict[str, set[int]] = {}
    for language in LANGUAGES:
        for widths in Locale.parse(language).months.values():
            for width in ("wide", "abbreviated"):
                for number, name in widths[width].items():
                    found.setdefault(plain(name).rstrip("."), set()).add(number)
    for number, names in enumerate(ALSO_WRITTEN, start=1):
        for name in names.split():
            found.setdefault(plain(name), set()).add(number)
    return {name: numbers.pop() for name, numbers in found.items() if len(numbers) == 1}


@cache
def weekdays() -> frozenset[str]:
    """Return the plain words of weekdays, but those that also name a month."""
    found = {
        word
        for language in LANGUAGES
        for widths in Locale.parse(language).days.values()
        for width in ("wide", "abbreviated")
        for name in widths[width].values()
        for word in plain(name).replace(".", "").split()
    }
    return frozenset(found - set(months()))


@cache
def halves() -> dict[str, int]:
    """Return the plain words for before and after noon, with the hours to add to 12 o'clock."""
    found = {"am": 0, "a.m.": 0, "pm": 12, "p.m.": 12, "pd": 0, "p.d.": 0, "md": 12, "m.d.": 12}
    found |= {"paradite": 0, "pasdite": 12, "prije podne": 0, "po podne": 12, "popoldne": 12}
    for language in LANGUAGES:
        for widths in Locale.parse(language).day_periods.values():
            for width in ("wide", "abbreviated"):
                for period, hours in (("am", 0), ("pm", 12)):
                    if period in widths.get(width, {}):
                        found.setdefault(plain(widths[width][period]), hours)
    return found
