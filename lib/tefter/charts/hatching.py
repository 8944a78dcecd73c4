"""Lines across a country that has no shade: told from every shade without colour too."""

from __future__ import annotations

import itertools
from typing import Any

STEP = 0.16
"""Degrees between the lines: about five pixels."""

Ring = list[list[float]]


def hatched(geometry: dict[str, Any]) -> dict[str, Any]:
    """Return diagonal lines inside a MultiPolygon without holes, as a MultiLineString.

    Vega has no patterns, so the lines are drawn as shapes. The even-odd rule: of the points where
    a line meets the border, each second stretch between two lies inside.
    """
    lines = [line for polygon in geometry["coordinates"] for line in _across(polygon[0])]
    return {"type": "MultiLineString", "coordinates": lines}


def _across(ring: Ring) -> list[list[list[float]]]:
    turned = [(lon + lat, lon - lat) for lon, lat in ring]
    sums = [at for at, _ in turned]
    lines = []
    # Half a step off the grid, so that no line runs through a rounded corner of the border.
    for number in range(int(min(sums) / STEP), int(max(sums) / STEP) + 1):
        at = (number + 0.503) * STEP
        met = sorted(
            p[1] + (at - p[0]) / (q[0] - p[0]) * (q[1] - p[1])
            for p, q in itertools.pairwise(turned)
            if (p[0] > at) != (q[0] > at)
        )
        for begin, end in zip(met[::2], met[1::2], strict=True):
            lines.append([[round((at + d) / 2, 3), round((at - d) / 2, 3)] for d in (begin, end)])
    return lines


__all__ = ["hatched"]
