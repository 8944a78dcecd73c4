"""Chance that falls the same way on every machine and in every version of Python."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """A seeded source of chance.

    Python promises the same sequence for a seed only for ``random.random`` (documentation of
    ``random``, "Notes on Reproducibility"), so everything here is made of it, with whole numbers
    and without the mathematics library, whose last digit differs between machines.

    Parameters
    ----------
    seed : int
        Each part of the demo has its own, so that a change in one leaves the others as they are.
    """

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed).random  # noqa: S311  not for secrets

    def below(self, end: int) -> int:
        """Return a whole number from 0 to ``end`` - 1."""
        return int(self._random() * end)

    def between(self, first: int, last: int) -> int:
        """Return a whole number from ``first`` to ``last``, both included."""
        return first + self.below(last - first + 1)

    def chance(self, percent: int) -> bool:
        """Return true in ``percent`` of 100 cases."""
        return self.below(100) < percent

    def one(self, items: Sequence[T]) -> T:
        """Return one of the items."""
        return items[self.below(len(items))]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """Return the items in another order (Fisher and Yates)."""
        mixed = list(items)
        for last in range(len(mixed) - 1, 0, -1):
            other = self.below(last + 1)
            mixed[last], mixed[other] = mixed[other], mixed[last]
        return mixed

    def some(self, items: Sequence[T], count: int) -> list[T]:
        """Return ``count`` different items."""
        return self.shuffled(items)[:count]

    def digits(self, count: int) -> str:
        """Return a string of ``count`` digits."""
        return "".join(str(self.below(10)) for _ in range(count))
