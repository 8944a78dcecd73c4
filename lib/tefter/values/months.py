"""Names of months and weekdays in the languages of the region, in every form that dates have."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from babel import Locale

LOCALES = ("sq", "bs", "bs_Cyrl", "hr", "sr_Latn", "sr_Cyrl", "mk", "sl", "en")
WIDTHS = ("wide", "abbreviated")
"""Not ``narrow``: one letter can be three months."""

ENDINGS = (
    *["a", "u", "e", "i", "om", "em", "ja", "ju", "jem", "it", "ut", "in", "un"],
    *["а", "у", "ом", "ем"],
)
"""Case endings and Albanian definite forms of months: ``marta``, ``majit``."""

SHORTEST_DECLINED = 3

OTHERS = {
    1: "janari januarij januaris јануара",
    2: "shkurti shkurtit februarij feb",
    3: "marsi marca marec",
    4: "prilli prillit",
    6: "juna juni junij juin qer qersh",
    7: "korr kor jula juli julij",
    8: "gus gusht avgusta augusta",
    9: "sept shtat",
    11: "nentori nentorit nent",
    12: "dhjet",
}
"""Forms in use that CLDR does not list: other abbreviations, and Slovenian genitives."""

ALBANIAN_HALVES = {"paradite": "am", "pd": "am", "p.d.": "am"}
ALBANIAN_HALVES |= {"pasdite": "pm", "md": "pm", "m.d.": "pm"}
"""As telephones and keyboards of the region write them; CLDR has the definite forms."""

ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6}
ROMAN |= {"vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11, "xii": 12}
"""Months in Roman numerals, usual in Yugoslav and later papers: ``6. III 2024.``"""


def folded(text: str) -> str:
    """Return text in lower case, without diacritics, so that ``Nëntor`` and ``nentor`` are one."""
    plain = unicodedata.normalize("NFKD", text).casefold().replace("đ", "d")
    return "".join(char for char in plain if not unicodedata.combining(char))


@lru_cache(maxsize=1)
def month_names() -> dict[str, int]:
    """Return every folded form of a month's name, to its number from 1 to 12.

    Names are those of Unicode CLDR (through Babel) in Albanian, Bosnian, Croatian, Serbian,
    Macedonian, Slovenian and English, their declined forms, and Roman numerals. A form that
    means different months in different languages is left out: a date with it cannot be read.
    """
    found: dict[str, set[int]] = {}
    for name, month in _of_cldr():
        found.setdefault(name, set()).add(month)
    certain = dict(found)
    for name, months in certain.items():
        for form in _declined(name):
            # A declined form never takes a name away from another month.
            if form not in certain:
                found.setdefault(form, set()).update(months)
    for month, words in OTHERS.items():
        for word in words.split():
            found.setdefault(word, set()).add(month)
    names = {name: months.pop() for name, months in found.items() if len(months) == 1}
    return names | ROMAN


BEFORE = "u ne me më dt date datum data na dana dne во на у дана датум posted objavljeno"
"""Words that stand before a date, besides those of weekdays."""


@lru_cache(maxsize=1)
def words_before() -> frozenset[str]:
    """Return every folded word that may stand before a date and says nothing: weekdays above all.

    Names are those of Unicode CLDR (through Babel), and their accusatives. Some are names of
    months too: Albanian ``sht`` is Saturday and September.
    """
    found = set(folded(BEFORE).split())
    for locale in map(Locale.parse, LOCALES):
        for forms in locale.days.values():
            for width in WIDTHS:
                for name in forms[width].values():
                    found.update(word.rstrip(".") for word in folded(name).split())
    for feminine, accusative in (("a", "u"), ("а", "у")):
        # U srijedu, у среду.
        found |= {name[:-1] + accusative for name in found if name.endswith(feminine)}
    return frozenset(found)


@lru_cache(maxsize=1)
def halves_of_the_day() -> dict[str, str]:
    """Return every folded word for before and after noon, to ``am`` or ``pm``."""
    found = {"am": "am", "a.m.": "am", "pm": "pm", "p.m.": "pm"} | ALBANIAN_HALVES
    for locale in map(Locale.parse, LOCALES):
        for forms in locale.day_periods.values():
            for width in WIDTHS:
                for half in ("am", "pm"):
                    if name := forms.get(width, {}).get(half):
                        found.setdefault(folded(name), half)
    return found


def _of_cldr() -> list[tuple[str, int]]:
    return [
        (folded(name).rstrip("."), month)
        for locale in map(Locale.parse, LOCALES)
        for forms in locale.months.values()
        for width in WIDTHS
        for month, name in forms[width].items()
    ]


def _declined(name: str) -> list[str]:
    if len(name) < SHORTEST_DECLINED:
        return []
    stems = [name]
    if name[-1] in "aа":
        # Croatian genitives: ožujka gives ožujku and ožujkom.
        stems.append(name[:-1])
    for short, full in (("ar", "r"), ("ар", "р"), ("ec", "c"), ("ак", "к")):
        if name.endswith(short):
            # Septembar gives septembra, marec gives marca.
            stems.append(name.removesuffix(short) + full)
    return [stem + ending for stem in stems for ending in ENDINGS]
