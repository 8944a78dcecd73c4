"""Counts: whole numbers, as platforms and people write them."""

from __future__ import annotations

from tefter.values import Unreadable


def whole(value: object, field: str) -> int | None:
    """Return a count as a whole number; None where there is none.

    Raises
    ------
    Unreadable
        ``bad_count`` when it is no whole number, or negative.
    """
    if value is None or value == "":
        return None
    number: int | None = None
    if isinstance(value, bool):
        pass
    elif isinstance(value, int):
        number = value
    elif isinstance(value, float) and value.is_integer():
        number = int(value)
    elif isinstance(value, str) and value.strip().isascii() and value.strip().isdigit():
        number = int(value.strip())
    if number is None or not 0 <= number < 2**63:
        raise Unreadable("bad_count", f"{field} is not a whole number")
    return number
