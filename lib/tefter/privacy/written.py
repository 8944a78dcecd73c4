"""One plain spelling for the many ways in which people write digits and signs."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

PLUS = {"\N{HEAVY PLUS SIGN}": "+", "\N{SUPERSCRIPT PLUS SIGN}": "+"}
ENCLOSING = frozenset({"\N{COMBINING ENCLOSING KEYCAP}", "\N{VARIATION SELECTOR-16}"})


@dataclass(frozen=True)
class Written:
    """A text in plain spelling, and where each of its characters stood.

    Attributes
    ----------
    plain : str
        The text with ASCII digits, signs and spaces, without invisible characters.
    positions : sequence of int
        For each character of ``plain`` its position in the text; then the text's length.
    """

    plain: str
    positions: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a part of ``plain`` stands in the text, with what encloses its end."""
        return self.positions[start], self.positions[end - 1 : end + 1][-1]


def plainly(text: str) -> Written:
    """Spell digits of every script, keycaps, full-width signs, dashes and spaces plainly.

    Parameters
    ----------
    text : str
        Any text. Letters stay as they are.

    Notes
    -----
    Unicode Standard Annex 44, ``Numeric_Type`` Decimal and Digit; compatibility decompositions
    are those of Annex 15 (NFKC) where they give one character for one.
    """
    if text.isascii():
        return Written(text, range(len(text) + 1))
    spelled = list(map(_plain, text))
    plain = "".join(spelled)
    # Each character becomes one or none, so as many as before stand where they stood.
    if len(plain) == len(text):
        return Written(plain, range(len(text) + 1))
    return Written(plain, [at for at, char in enumerate(spelled) if char] + [len(text)])


@cache
def _plain(char: str) -> str:
    if char.isascii():
        return char
    digit = unicodedata.digit(char, None)
    if digit is not None:
        return str(digit)
    category = unicodedata.category(char)
    if category == "Cf" or char in ENCLOSING:
        return ""
    if category == "Pd" or char == "\N{MINUS SIGN}":
        return "-"
    if category in {"Zs", "Zl", "Zp"}:
        return " "
    compatible = unicodedata.normalize("NFKC", char)
    if len(compatible) == 1 and compatible.isascii():
        return compatible
    return PLUS.get(char, char)
