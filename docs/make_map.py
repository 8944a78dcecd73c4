"""Cut the region out of the world atlas, and mend in the open what it has wrong.

The source is ``countries-50m.json`` of the npm package ``world-atlas`` 2.0.2 (ISC licence), made
from Natural Earth 4.1, which is in the public domain. It is kept beside this file as it came,
compressed, so that anyone can run this again:

    python docs/make_map.py

What is mended, and why:

- **Kosovo** has a border of its own there, but no identifier, so that no data can be put on it. It
  gets ``XK``, the code that Unicode CLDR and the European Union use.
- **North Macedonia** is called Macedonia, as before February 2019. It gets its name.
- Bosnia and Herzegovina is written out.
- Every country has its two-letter code of ISO 3166-1 in place of a number, which is how Tefter
  writes countries everywhere.

No border is moved.
"""

from __future__ import annotations

import hashlib
import json
import lzma
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
SOURCE = HERE / "map" / "countries-50m.json.xz"
SHA256 = "04342cdc1e3016bcd7db1630de95684d67b79fe3c8c460321e87aef469502394"
"""Of ``countries-50m.json`` as the package has it, uncompressed."""

TARGET = HERE.parent / "lib" / "tefter" / "charts" / "region.json"

WINDOW = (12.6, 39.0, 23.9, 47.4)
"""West, south, east, north in degrees: more than a chart shows, so that no cut edge is seen."""

REGION = {
    "008": ("AL", "Albania", (20.03, 40.85)),
    "070": ("BA", "Bosnia and Herzegovina", (17.75, 44.3)),
    "191": ("HR", "Croatia", (16.6, 45.55)),
    "499": ("ME", "Montenegro", (19.06, 42.83)),
    "807": ("MK", "North Macedonia", (21.7, 41.57)),
    "688": ("RS", "Serbia", (20.8, 44.2)),
    "705": ("SI", "Slovenia", (14.75, 46.07)),
}
"""ISO 3166-1 numeric to the code, the name and the place of a label, in degrees."""

WITHOUT_IDENTIFIER = {"Kosovo": ("XK", "Kosovo", (20.88, 42.56))}
"""What the source calls it to the same."""

DECIMALS = 2
"""Of a degree: a third of a pixel on the map, which is 330 wide."""

TRIANGLE = 3
"""Points of the smallest thing that has an area."""

Point = tuple[float, float]


def main() -> None:
    """Write ``region.json``."""
    TARGET.write_bytes(made())


def made() -> bytes:
    """Return the content of ``region.json``."""
    raw = lzma.decompress(SOURCE.read_bytes())
    if hashlib.sha256(raw).hexdigest() != SHA256:
        raise SystemExit(f"{SOURCE} is not the file that this was written for")
    atlas = json.loads(raw)
    arcs = _arcs(atlas)
    features = [
        feature
        for geometry in atlas["objects"]["countries"]["geometries"]
        if (feature := _feature(geometry, arcs))
    ]
    features.sort(key=lambda one: (one["properties"]["code"] or "", one["geometry"]["coordinates"]))
    document = {
        "type": "FeatureCollection",
        "source": "Natural Earth 4.1, 1:50m, by way of the npm package world-atlas 2.0.2",
        "licence": "Natural Earth: public domain; world-atlas: ISC, Michael Bostock",
        "source_sha256": SHA256,
        "mended": "docs/make_map.py",
        "features": features,
    }
    return (json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _feature(geometry: dict[str, Any], arcs: list[list[Point]]) -> dict[str, Any] | None:
    known = REGION.get(geometry.get("id", "")) or (
        WITHOUT_IDENTIFIER.get(geometry["properties"]["name"]) if "id" not in geometry else None
    )
    polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    # Holes are enclaves: drawn as countries of their own, or too small to see.
    rings = [_clipped(_ring(polygon[0], arcs)) for polygon in polygons]
    rings = [ring for ring in rings if ring]
    if not rings:
        return None
    code, name, label = known or (None, None, None)
    return {
        "type": "Feature",
        "properties": {"code": code, "name": name, "label": label},
        "geometry": {
            "type": "MultiPolygon",
            "coordinates": [[[list(point) for point in ring]] for ring in rings],
        },
    }


def _arcs(atlas: dict[str, Any]) -> list[list[Point]]:
    """Return the arcs in degrees. Source: TopoJSON specification, 2.1.2 and 2.1.3."""
    (sx, sy), (tx, ty) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    decoded = []
    for arc in atlas["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        decoded.append(points)
    return decoded


def _ring(indices: list[int], arcs: list[list[Point]]) -> list[Point]:
    """Join arcs to a ring; a negative index is the arc backwards."""
    ring: list[Point] = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring += arc[1:] if ring else arc
    return ring


def _clipped(ring: list[Point]) -> list[Point]:
    """Clip a ring to the window. Source: Sutherland and Hodgman (1974), CACM 17 (1)."""
    west, south, east, north = WINDOW
    for axis, edge, sign in ((0, west, 1), (1, south, 1), (0, east, -1), (1, north, -1)):
        kept: list[Point] = []
        for start, end in zip(ring[-1:] + ring[:-1], ring, strict=True):
            inside, was = sign * (end[axis] - edge) >= 0, sign * (start[axis] - edge) >= 0
            if inside != was:
                part = (edge - start[axis]) / (end[axis] - start[axis])
                kept.append(
                    (start[0] + part * (end[0] - start[0]), start[1] + part * (end[1] - start[1]))
                )
            if inside:
                kept.append(end)
        ring = kept
    points = [(round(x, DECIMALS), round(y, DECIMALS)) for x, y in ring]
    before = points[-1:] + points[:-1]
    thinned = [point for point, last in zip(points, before, strict=True) if point != last]
    return [*thinned, thinned[0]] if len(thinned) >= TRIANGLE else []


if __name__ == "__main__":
    main()
