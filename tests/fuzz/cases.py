"""The damaged exports, each with a number: the same number always gives the same bytes."""

from __future__ import annotations

import random

from tests.fuzz.mutations import damaged
from tests.fuzz.seeds import seeds


def damaged_export(number: int) -> tuple[str, bytes]:
    """Return the name and the bytes of a damaged export."""
    names = sorted(seeds())
    name = names[number % len(names)]
    return name, damaged(seeds()[name], random.Random(number))
