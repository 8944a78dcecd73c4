"""Telephone numbers that can belong to nobody, in the ways in which people type them.

None of the eight countries reserves numbers for fiction, as the United Kingdom or Sweden do. So
these begin with a prefix that no operator has: the metadata of libphonenumber (package
``phonenumbers``), which follows the numbering plans notified to the ITU, knows no valid number
under it. Three of them are also typed without the country's code; these are invalid when read as a
number of any of the eight countries. ``tests/demo`` asserts both.
"""

from __future__ import annotations

from dataclasses import dataclass

from tefter.demo.dice import Dice


@dataclass(frozen=True)
class Range:
    """A range without subscribers: calling code, prefix, and how many digits follow it."""

    code: str
    prefix: str
    digits: int
    national: bool


RANGES = {
    "XK": Range("383", "42", 6, False),
    "AL": Range("355", "65", 7, False),
    "BA": Range("387", "68", 6, False),
    "HR": Range("385", "93", 7, True),
    "ME": Range("382", "64", 6, False),
    "MK": Range("389", "798", 5, True),
    "RS": Range("381", "55", 7, True),
    "SI": Range("386", "67", 6, False),
}
"""``national``: whether the number without the country's code is invalid in all eight countries."""


def international(country: str, dice: Dice) -> str:
    """Return a number as a telephone stores it: ``+38342123456``."""
    numbers = RANGES[country]
    return f"+{numbers.code}{numbers.prefix}{dice.digits(numbers.digits)}"


def typed(country: str, dice: Dice) -> str:
    """Return a number as people type it: spaced, split, with 00 or without the country's code."""
    numbers = RANGES[country]
    subscriber = dice.digits(numbers.digits)
    pairs = " ".join(subscriber[start : start + 2] for start in range(0, len(subscriber), 2))
    half = len(subscriber) // 2
    ways = [
        f"+{numbers.code} {numbers.prefix} {subscriber[:half]} {subscriber[half:]}",
        f"00{numbers.code} {numbers.prefix} {pairs}",
        f"+{numbers.code}-{numbers.prefix}-{subscriber[:half]}-{subscriber[half:]}",
        f"+{numbers.code} ({numbers.prefix}) {subscriber}",
        f"00{numbers.code}{numbers.prefix}{subscriber}",
    ]
    if numbers.national:
        ways += [
            f"0{numbers.prefix}/{subscriber[:half]}-{subscriber[half:]}",
            f"0{numbers.prefix} {subscriber[:half]} {subscriber[half:]}",
            " ".join(f"0{numbers.prefix}{subscriber}"),
        ]
    return dice.one(ways)
