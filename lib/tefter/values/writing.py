"""Foreign digits, spaces and letters brought to one way of writing, before a value is read."""

from __future__ import annotations

import unicodedata

SIGNS = {
    "\u066b": ",",  # Arabic decimal separator
    "\u066c": "'",  # Arabic thousands separator
    "\uff0c": ",",
    "\uff0e": ".",
    "\uff07": "'",
    "\u2019": "'",
    "\u2018": "'",
    "\u02bc": "'",
    "\u00b4": "'",
    "\u2212": "-",
    "\uff0d": "-",
    "\u2010": "-",
    "\u2011": "-",
    "\uff0b": "+",
    "\uff1a": ":",
    "\uff0f": "/",
    "\u0111": "d",  # đ has no decomposition
}
"""Signs that mean the same, by Unicode's names for them."""

LETTERS_OF_ONE_SOUND = {"\u01c6": "dž", "\u01c9": "lj", "\u01cc": "nj"}
DROPPED = {"Cf", "Mn"}  # invisible format characters, and accents

NOTHING = frozenset({"", "-", "--", "\u2013", "\u2014", "n/a", "null", "none", "nan"})
"""How tables write that there is no value: not known, which is not zero."""


def plain(text: str) -> str:
    """Return a value in ASCII digits, plain spaces and signs, lower case, without diacritics.

    Superscripts and fractions stay what they are, as they are no digits of a number: 10² is not
    102. Invisible format characters are dropped.
    """
    out = []
    for char in unicodedata.normalize("NFD", text):
        category = unicodedata.category(char)
        if category == "Nd":
            out.append(str(unicodedata.decimal(char)))
        elif category in {"Zs", "Zl", "Zp", "Cc"}:
            out.append(" ")
        elif category in DROPPED:
            continue
        elif category.startswith("L"):
            folded = unicodedata.normalize("NFKC", char).casefold()
            folded = LETTERS_OF_ONE_SOUND.get(folded, folded)
            out.extend(part for part in unicodedata.normalize("NFD", folded) if part.isalpha())
        else:
            out.append(SIGNS.get(char, char))
    joined = "".join(SIGNS.get(char, char) for char in out)
    return " ".join(joined.split())


def is_nothing(text: str) -> bool:
    """Tell whether a plain value says that there is none."""
    return text in NOTHING


def how_many(values: int) -> str:
    """Return a number of different values in words, for the evidence of a convention."""
    return "1 value" if values == 1 else f"{values} different values"
