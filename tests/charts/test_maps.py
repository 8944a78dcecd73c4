"""The map: eight countries, Kosovo one of them, North Macedonia by its name."""

from __future__ import annotations

import importlib.util
import itertools
import json
import lzma
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from tests.charts.invented import FRAMES, LANGUAGES, ORIGIN

from tefter import charts
from tefter.charts.hatching import hatched
from tefter.charts.maps import region
from tefter.charts.picture import Picture
from tefter.charts.words import place
from tefter.country.names import COUNTRIES

DOCS = Path(__file__).resolve().parents[2] / "docs"
LAND = {one["properties"]["code"]: one for one in region()["features"] if one["properties"]["code"]}


@pytest.fixture(scope="module")
def maker() -> Any:
    spec = importlib.util.spec_from_file_location("make_map", DOCS / "make_map.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def inside(point: list[float], geometry: dict[str, Any]) -> bool:
    """Even-odd rule."""
    found = False
    for (ring,) in geometry["coordinates"]:
        for (x1, y1), (x2, y2) in itertools.pairwise(ring):
            if (y1 > point[1]) != (y2 > point[1]):
                found ^= point[0] < x1 + (point[1] - y1) / (y2 - y1) * (x2 - x1)
    return found


def test_the_borders_are_those_that_the_maker_gives(maker: Any) -> None:
    written = Path(charts.__file__).with_name("region.json").read_bytes()
    assert written == maker.made(), "write it again: python docs/make_map.py"
    assert region()["source_sha256"] == maker.SHA256
    assert "public domain" in region()["licence"]


def test_the_source_has_the_faults_that_the_maker_mends(maker: Any) -> None:
    atlas = json.loads(lzma.decompress(maker.SOURCE.read_bytes()))
    countries = {
        one["properties"]["name"]: one for one in atlas["objects"]["countries"]["geometries"]
    }
    assert "id" not in countries["Kosovo"]
    assert "Macedonia" in countries and "North Macedonia" not in countries


def test_eight_countries_kosovo_with_a_border_of_its_own() -> None:
    assert set(LAND) == set(COUNTRIES)
    assert LAND["XK"]["properties"]["name"] == "Kosovo"
    assert LAND["MK"]["properties"]["name"] == "North Macedonia"
    for code, one in LAND.items():
        label = one["properties"]["label"]
        owners = {other for other, land in LAND.items() if inside(label, land["geometry"])}
        assert owners == {code}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_country_is_named_on_it_in_the_language(language: str) -> None:
    chart = charts.views_map(*FRAMES["views_map"], ORIGIN, language=language)
    picture = Picture.of(chart)
    for svg in (picture.svg, picture.narrow_svg):
        for code in COUNTRIES:
            for word in place(code, language).split(maxsplit=1):
                assert f">{word}<" in svg, word
    assert place("MK", "en") == "North Macedonia"


def test_a_country_without_a_number_is_hatched_and_said_to_be() -> None:
    frame = FRAMES["views_map"][0]
    chart = charts.views_map(frame, ORIGIN)
    assert "Slovenia" in chart.alt.rpartition("Withheld: ")[2]
    assert "hatched: withheld or not known" in chart.caption
    lines = [one for one in _features(chart) if one["geometry"]["type"] == "MultiLineString"]
    assert len(lines) == 1
    everywhere = charts.views_map(frame.filter(pl.col("country") != "SI"), ORIGIN)
    absent = [one for one in _features(everywhere) if one.get("country") == "Slovenia"]
    assert [one["label"] for one in absent] == ["no posts"]


def test_hatching_stays_inside_the_border() -> None:
    for land in LAND.values():
        lines = hatched(land["geometry"])["coordinates"]
        assert lines
        for (x1, y1), (x2, y2) in lines:
            if abs(x1 - x2) > 0.02:
                assert inside([(x1 + x2) / 2, (y1 + y2) / 2], land["geometry"])


def test_posts_from_elsewhere_are_drawn_as_bars_alone() -> None:
    frame = pl.DataFrame({"country": ["DE", "AT"], "posts": [9, 4], "views": [90, 40]})
    chart = charts.views_map(frame, ORIGIN)
    assert chart.name == "views_map"
    assert "Germany: 90" in chart.alt
    assert not _features(chart)


def test_a_country_outside_the_map_still_has_its_bar() -> None:
    frame = pl.DataFrame({"country": ["DE", "XK"], "posts": [9, 4], "views": [90, 40]})
    assert ">Germany<" in Picture.of(charts.views_map(frame, ORIGIN)).svg


def _features(chart: charts.Chart) -> list[dict[str, Any]]:
    data = chart.spec().get("datasets", {})
    return [row for rows in data.values() for row in rows if row.get("type") == "Feature"]
