"""Identifiers: strings of digits that never went through a floating-point number."""

from __future__ import annotations

import re

from tefter.values import Unreadable

ROUNDED = re.compile(r"\d+([.,]\d+)?[eE][+-]?\d+|\d+[.,]\d+")
"""How a spreadsheet writes a number that it rounded."""


def digits(value: object, field: str) -> str | None:
    """Return an identifier as digits; None where there is none.

    Raises
    ------
    Unreadable
        ``identifier_damaged`` when the number was rounded on its way, ``wrong_shape`` when it is
        no number.
    """
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        raise Unreadable("wrong_shape", f"{field} is no identifier")
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        raise Unreadable("identifier_damaged", f"{field} is a floating-point number")
    if not isinstance(value, str):
        raise Unreadable("wrong_shape", f"{field} is no identifier")
    text = value.strip()
    if not text:
        return None
    if text.isascii() and text.isdigit():
        return text
    if ROUNDED.fullmatch(text):
        raise Unreadable("identifier_damaged", f"{field} was rounded by a spreadsheet")
    raise Unreadable("wrong_shape", f"{field} is not a number")


def name(value: object, field: str) -> str | None:
    """Return an identifier that need not be a number, such as a handle; None where there is none.

    Raises
    ------
    Unreadable
        As ``digits``.
    """
    if isinstance(value, str):
        text = value.strip()
        if ROUNDED.fullmatch(text) and "e" in text.casefold():
            raise Unreadable("identifier_damaged", f"{field} was rounded by a spreadsheet")
        return text or None
    return digits(value, field)
