"""Identifiers: strings of digits that no spreadsheet may round."""

from __future__ import annotations

import re
import unicodedata

from tefter.values import Unreadable

DAMAGED = re.compile(r"[+-]?\d+(?:[.,]\d+)?[eE][+]?\d+")
"""What a spreadsheet makes of a long number: ``7.28899563432818E+18``."""

DAMAGED_HANDLE = re.compile(r"\d(?:[.,]\d+)?[eE][+]\d+")
"""The same, where a handle may stand: ``7e10`` is a possible handle, ``7E+10`` is not."""

FLOATED = re.compile(r"(\d+)\.0")
"""What pandas makes of whole numbers in a column with gaps: ``123.0``."""

EXACT_DIGITS = 15
"""Decimal digits that an IEEE 754 double always keeps (``DBL_DIG``)."""


def digits(value: object, field: str) -> str | None:
    """Read an identifier that consists of digits.

    Parameters
    ----------
    value : object
        An integer, or text of digits; spaces around it and the apostrophe that a spreadsheet
        puts before text are dropped. ``None`` and empty text mean not known. Text such as
        ``123.0`` is read where it has at most 15 digits, as none can be lost there.
    field : str
        Name of the field, for the message.

    Returns
    -------
    str or None
        The digits exactly as written, leading zeros included; those of other scripts in ASCII.

    Raises
    ------
    Unreadable
        ``identifier_damaged`` for a float and for text in scientific notation, whose last
        digits are gone; ``wrong_shape`` for anything else that is not digits.
    """
    if value is None:
        return None
    if isinstance(value, float):
        raise Unreadable("identifier_damaged", f"{field} is a float, whose last digits are lost")
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return str(value)
    if isinstance(value, str):
        text = _bare(value)
        if not text:
            return None
        if text.isascii() and text.isdigit():
            return text
        if all(unicodedata.category(char) == "Nd" for char in text):
            return "".join(str(unicodedata.decimal(char)) for char in text)
        if DAMAGED.fullmatch(text):
            raise Unreadable(
                "identifier_damaged", f"{field} was rounded by a spreadsheet to 15 digits"
            )
        if floated := FLOATED.fullmatch(text):
            if len(floated[1]) <= EXACT_DIGITS:
                return floated[1]
            raise Unreadable("identifier_damaged", f"{field} went through a float")
    raise Unreadable("wrong_shape", f"{field} is not a whole number without a sign")


def name(value: object, field: str) -> str | None:
    """Read an identifier that need not be a number, such as a handle.

    Parameters
    ----------
    value : object
        Text or an integer; ``None`` and blank text mean not known.
    field : str
        Name of the field, for the message.

    Raises
    ------
    Unreadable
        ``identifier_damaged`` for a float and for text in scientific notation,
        ``wrong_shape`` for anything else.
    """
    if isinstance(value, str):
        text = _bare(value)
        if DAMAGED_HANDLE.fullmatch(text):
            raise Unreadable("identifier_damaged", f"{field} was rounded by a spreadsheet")
        return text or None
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, float):
        raise Unreadable("identifier_damaged", f"{field} is a float, whose last digits are lost")
    if value is None:
        return None
    raise Unreadable("wrong_shape", f"{field} is neither text nor a whole number")


def _bare(text: str) -> str:
    """Drop spaces, byte order marks and the apostrophe that a spreadsheet puts before text."""
    return text.strip().strip("\ufeff\u200b\u200e\u200f").strip().removeprefix("'").strip()
