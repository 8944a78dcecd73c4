"""Numbers as English sentences write them."""

from __future__ import annotations

IRREGULAR = {"country": "countries", "person": "people", "reply": "replies"}


def number(value: int | float) -> str:
    """Write a whole number with commas: 30,512,331."""
    return f"{value:,.0f}"


def count(value: int, noun: str) -> str:
    """Write a number with its noun, singular or plural: 1 post, 427 posts."""
    words = noun.split(" ")
    if value != 1:
        words[-1] = IRREGULAR.get(words[-1], f"{words[-1]}s")
    return f"{number(value)} {' '.join(words)}"


def percent(share: float) -> str:
    """Write a share with one decimal: 74.5%."""
    return f"{100 * share:.1f}%"
