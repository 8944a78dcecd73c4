"""The region as a map, Kosovo a country of its own in it."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from math import cos, radians
from typing import Any

import altair as alt
import polars as pl

from tefter.charts.chart import Chart, Drawing, Origin, nothing
from tefter.charts.countries import ranked, title_of, views_by_country, withheld
from tefter.charts.hatching import hatched
from tefter.charts.theme import (
    GREY,
    INK,
    MISSING,
    NARROW,
    QUIET,
    SHADES,
    SIZE,
    WIDE,
    either,
    inline,
)
from tefter.charts.words import compact, in_words, place, say

VIEW = (13.2, 39.5, 23.2, 46.95)
"""West, south, east, north of what is shown, in degrees."""

MAP = 330
"""Width of the map in pixels, beside the bars or above them."""

DARK = 0.58
"""Part of the largest number from which a country is so dark that its name is white."""

ROOM = {WIDE: 1.32, NARROW: 1.3}
"""Axis of the bars in parts of the longest, so that its number has room."""

SHADE = alt.Color("views:Q", scale=alt.Scale(domainMin=0, range=SHADES, nice=False), legend=None)
"""One scale for the map and the bars."""

LINE = 14
"""Pixels between the lines of a name."""


@cache
def region() -> dict[str, Any]:
    """Return the borders: GeoJSON, made by ``docs/make_map.py``, which says what it mends.

    Each feature has ``code`` (null for a neighbour), ``name``, and ``label``: where its name
    stands, in degrees.
    """
    loaded: dict[str, Any] = json.loads(
        files("tefter.charts").joinpath("region.json").read_text("utf-8")
    )
    return loaded


def views_map(table: pl.DataFrame, origin: Origin, *, language: str = "en") -> Chart:
    """Draw the views of each country's posts as a map, and beside it as bars.

    The bars are the legend of the map: a country and its bar have the same shade. A country whose
    number is withheld or not known is hatched. A table without any country of the region is drawn
    as bars alone.

    Parameters
    ----------
    table : polars.DataFrame
        ``country`` (ISO 3166 alpha-2, Kosovo XK, or ``unknown``), ``posts``, ``views``.
    origin : Origin
        Where the data comes from.
    language : str
        Language of all words: en, sq, mk, bs, hr, sr, cnr or sl.
    """
    shown = ranked(table)
    if not shown.height:
        return nothing("views_map", table, origin, language)
    if not set(shown["country"]) & {one["properties"]["code"] for one in region()["features"]}:
        bars_alone = views_by_country(table, origin, language=language)
        return Chart(**{**vars(bars_alone), "name": "views_map"})
    rows = _rows(table, shown, language)
    title = title_of(table, language)

    def draw(width: int) -> Drawing:
        bars_wide = width - MAP - 24 if width == WIDE else width
        parts = [_map(rows, language), _bars(rows, bars_wide, ROOM[width], language)]
        joined: Drawing = alt.hconcat(*parts, spacing=24) if width == WIDE else alt.vconcat(*parts)
        return joined

    return Chart(
        name="views_map",
        chart=draw(WIDE),
        narrow=draw(NARROW),
        data=table,
        title=title,
        caption=origin.caption(say("note_views_map", language), language),
        alt=in_words(
            title,
            "subject_views_map",
            [f"{row['country']}: {row['label']}" for row in rows if row["views"] is not None],
            language,
            withheld=withheld(table, language),
        ),
        language=language,
    )


def _rows(table: pl.DataFrame, shown: pl.DataFrame, language: str) -> list[dict[str, Any]]:
    """Return a row for each bar: countries with views, then unknown, then those withheld."""
    largest = shown.filter(pl.col("country") != "unknown")["views"].max() or 1
    rows: list[dict[str, Any]] = [
        {
            "code": code,
            "country": place(code, language),
            "posts": posts,
            "views": views,
            "label": compact(views, language),
            "apart": code == "unknown",
            "dark": code != "unknown" and views / largest >= DARK,
        }
        for code, posts, views in shown.select("country", "posts", "views").iter_rows()
    ]
    for code in table.filter(pl.col("views").is_null())["country"]:
        rows.append(
            {
                "code": code,
                "country": place(code, language),
                "posts": None,
                "views": None,
                "label": say("not_published", language),
                "apart": True,
                "dark": False,
            }
        )
    return rows


def _map(rows: list[dict[str, Any]], language: str) -> Drawing:
    west, south, east, north = VIEW
    middle = (south + north) / 2
    pixels = MAP / (east - west)
    height = round(pixels * (north - south) / cos(radians(middle)))
    projection = alt.Projection(
        type="mercator",
        scale=MAP / radians(east - west),
        center=[(west + east) / 2, middle],
        translate=[MAP / 2, height / 2],
    )
    by_code = {row["code"]: row for row in rows}
    neighbours, countries = [], []
    for feature in region()["features"]:
        code = feature["properties"]["code"]
        bare = {"type": "Feature", "geometry": feature["geometry"]}
        if code is None:
            neighbours.append(bare)
            continue
        row = by_code.get(code)
        absent = say("not_in_data", language)
        countries.append(
            {
                **bare,
                "country": place(code, language),
                "views": row["views"] if row else None,
                "label": row["label"] if row else absent,
                "dark": bool(row and row["dark"]),
                "name": "\n".join(place(code, language).split(maxsplit=1)),
                "lines": len(place(code, language).split(maxsplit=1)),
                "lon": feature["properties"]["label"][0],
                "lat": feature["properties"]["label"][1],
            }
        )
    around = alt.Chart(inline(neighbours)).mark_geoshape(
        fill="#f4f5f6", stroke="#dfe3e7", strokeWidth=0.75, clip=True
    )
    named = [{key: one[key] for key in one if key not in ("geometry", "type")} for one in countries]
    tooltip = [
        alt.Tooltip("country:N", title=say("country", language)),
        alt.Tooltip("label:N", title=say("views", language)),
    ]
    without = [one for one in countries if one["views"] is None]
    missing = alt.Chart(inline(without)).mark_geoshape(
        fill=MISSING, stroke="#ffffff", strokeWidth=1.25, clip=True
    )
    lines = [{"type": "Feature", "geometry": hatched(one["geometry"])} for one in without]
    hatching = alt.Chart(inline(lines)).mark_geoshape(
        filled=False, stroke="#bcc3cb", strokeWidth=1, clip=True
    )
    known = (
        alt.Chart(inline([one for one in countries if one["views"] is not None]))
        .mark_geoshape(stroke="#ffffff", strokeWidth=1.25, clip=True)
        .encode(color=SHADE)
    )
    names = [
        alt.Chart(inline([one for one in named if one["lines"] == lines]))
        .mark_text(
            fontSize=12,
            lineBreak="\n",
            lineHeight=LINE,
            dy=-(lines - 1) * LINE / 2,
            baseline="middle",
        )
        .encode(
            longitude=alt.Longitude("lon:Q"),
            latitude=alt.Latitude("lat:Q"),
            text=alt.Text("name:N"),
            color=either("datum.dark", "#ffffff", INK),
        )
        for lines in (1, 2)
    ]
    return alt.layer(
        around, missing.encode(tooltip=tooltip), hatching, known.encode(tooltip=tooltip), *names
    ).properties(
        width=MAP,
        height=height,
        projection=projection,
    )


def _bars(rows: list[dict[str, Any]], width: int, room: float, language: str) -> Drawing:
    largest = max(row["views"] or 0 for row in rows) or 1
    order = [row["country"] for row in rows]
    base = alt.Chart(inline(rows)).encode(
        y=alt.Y("country:N", sort=order, axis=None),
        tooltip=[
            alt.Tooltip("country:N", title=say("country", language)),
            alt.Tooltip("views:Q", title=say("views", language), format=",d"),
            alt.Tooltip("posts:Q", title=say("posts", language), format=",d"),
        ],
    )
    scale = alt.Scale(domain=[0, largest * room], nice=False)
    length = alt.X("views:Q", axis=None, scale=scale)
    names = base.mark_text(align="left", dy=-11, fontSize=SIZE).encode(
        x=alt.XDatum(0, scale=scale), text=alt.Text("country:N")
    )
    bars = base.mark_bar(height=12, yOffset=6).encode(
        x=length, color=alt.condition("datum.apart", alt.value(GREY), SHADE)
    )
    labels = (
        base.transform_calculate(end="datum.views === null ? 0 : datum.views")
        .mark_text(align="left", dx=6, dy=6, fontSize=SIZE)
        .encode(
            x=alt.X("end:Q", axis=None, scale=scale),
            text=alt.Text("label:N"),
            color=either("datum.views === null", QUIET, INK),
        )
    )
    return alt.layer(names, bars, labels).properties(width=width, height=len(rows) * 38)


__all__ = ["region", "views_map"]
