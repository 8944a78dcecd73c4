"""Charts of categories: their shares with intervals, and where they are frequent."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping

import altair as alt
import polars as pl

from tefter.charts.chart import Chart, Origin, nothing
from tefter.charts.theme import (
    BLUE,
    FITTED,
    GREY,
    INK,
    NARROW,
    SCALE,
    SIZE,
    WIDE,
    either,
    inline,
    rows_high,
)
from tefter.charts.words import in_words, of_shown, percent, place, say, whole

LINE = {WIDE: 80, NARROW: 42}
"""Letters of a category's label on one line, by width."""

DARK = 0.5
"""Share from which a field is so dark that its number is white."""

COLUMN = {WIDE: 12, NARROW: 24}
"""Letters of a category's label on one line above a column, by width."""


def category_shares(
    table: pl.DataFrame,
    origin: Origin,
    *,
    labels: Mapping[str, str] | None = None,
    language: str = "en",
) -> Chart:
    """Draw the share of each category as a bar, its 95% interval as a line.

    Parameters
    ----------
    table : polars.DataFrame
        ``category``, ``posts``, ``share``, ``low``, ``high``.
    origin : Origin
        Where the data comes from.
    labels : mapping of str to str, optional
        Category to the words of the codebook in this language.
    language : str
        Language of all other words.
    """
    shown = table.drop_nulls("share").sort(
        pl.col("category") == "not coded", -pl.col("share"), "category"
    )
    if not shown.height:
        return nothing("category_shares", table, origin, language)
    if _nothing_coded(table):
        return nothing("category_shares", table, origin, language, why="title_nothing_coded")
    rows = [
        {
            **row,
            "name": _label(row["category"], labels, language),
            "apart": row["category"] == "not coded",
        }
        for row in shown.select("category", "posts", "share", "low", "high").to_dicts()
    ]
    for row in rows:
        row["label"] = f"{percent(row['share'], language)} ({whole(row['posts'], language)})"
    leader = next((row for row in rows if row["posts"]), rows[0])
    title = of_shown(
        say(
            "title_category_shares",
            language,
            share=percent(leader["share"], language),
            category=leader["name"],
        ),
        table["share"].null_count() > 0,
        language,
    )

    def draw(width: int) -> alt.LayerChart:
        broken = [{**row, "name": wrapped(row["name"], LINE[width])} for row in rows]
        lines = max((row["name"].count("\n") + 1 for row in broken), default=1)
        base = alt.Chart(inline(broken)).encode(
            y=alt.Y("name:N", sort=[row["name"] for row in broken], axis=None),
            tooltip=[
                alt.Tooltip("name:N", title=say("category", language)),
                alt.Tooltip("label:N", title=say("share", language)),
                alt.Tooltip("low:Q", title="95% ≥", format=".1%"),
                alt.Tooltip("high:Q", title="95% ≤", format=".1%"),
            ],
        )
        scale = alt.Scale(domain=[0, 1.2 if width == WIDE else 1.4])
        name = base.mark_text(
            align="left", baseline="top", lineBreak="\n", dy=-12 - 16 * lines, fontSize=SIZE
        ).encode(x=alt.XDatum(0, scale=scale), text=alt.Text("name:N"))
        bars = base.mark_bar(height=18).encode(
            x=alt.X("share:Q", scale=scale, axis=None),
            color=either("datum.apart", GREY, BLUE),
        )
        whiskers = base.mark_rule(stroke=INK, strokeWidth=1.5).encode(
            x=alt.X("low:Q", scale=scale), x2=alt.X2("high:Q")
        )
        caps = base.mark_tick(color=INK, thickness=1.5, size=9)
        text = base.mark_text(align="left", dx=8, fontSize=SIZE).encode(
            x=alt.X("high:Q", scale=scale), text=alt.Text("label:N")
        )
        layers: alt.LayerChart = (
            name
            + bars
            + whiskers
            + caps.encode(x=alt.X("low:Q", scale=scale))
            + caps.encode(x=alt.X("high:Q", scale=scale))
            + text
        ).properties(
            width=width,
            height=rows_high(len(rows), 34 + 16 * lines),
            autosize=FITTED,
        )
        return layers

    return Chart(
        name="category_shares",
        chart=draw(WIDE),
        narrow=draw(NARROW),
        data=table,
        title=title,
        caption=origin.caption(
            f"{say('interval', language)}. {say('who_coded', language)}", language
        ),
        alt=in_words(
            title,
            "subject_category_shares",
            [
                f"{row['name']}: {row['label']}, {percent(row['low'], language)}–"
                f"{percent(row['high'], language)}"
                for row in rows
            ],
            language,
        ),
        language=language,
    )


def category_by_country(
    table: pl.DataFrame,
    origin: Origin,
    *,
    labels: Mapping[str, str] | None = None,
    language: str = "en",
) -> Chart:
    """Draw a field for each category and country: its number of posts, and its share as shade.

    Parameters
    ----------
    table : polars.DataFrame
        ``country``, ``category``, ``posts``, ``share`` (of the country's posts), in the order of
        the rows to draw; withheld cells null.
    origin, labels, language
        As for ``category_shares``.
    """
    if not table["posts"].count():
        return nothing("category_by_country", table, origin, language)
    if _nothing_coded(table):
        return nothing("category_by_country", table, origin, language, why="title_nothing_coded")
    codes = table["country"].unique(maintain_order=True).to_list()
    codes.sort(key=lambda code: code == "unknown")
    names = {code: place(code, language) for code in codes}
    order = (
        table.group_by("category")
        .agg(pl.col("posts").sum())
        .sort(pl.col("category") == "not coded", -pl.col("posts"), "category")["category"]
        .to_list()
    )
    rows = [
        {
            "country": names[row["country"]],
            "category": row["category"],
            "name": _label(row["category"], labels, language),
            "share": row["share"],
            "label": "·" if row["posts"] is None else whole(row["posts"], language),
            "dark": (row["share"] or 0) >= DARK,
            "withheld": row["posts"] is None,
        }
        for row in table.select("country", "category", "posts", "share").to_dicts()
    ]
    title = _most_frequent(table, labels, language)

    def draw(width: int) -> alt.LayerChart:
        broken = [{**row, "name": wrapped(row["name"], COLUMN[width])} for row in rows]
        lines = max((row["name"].count("\n") + 1 for row in broken), default=1)
        first = {row["category"]: row["name"] for row in broken}
        # On a phone no column is as wide as a word, so the words stand upright.
        placed = (
            {
                "labelAngle": 0,
                # The first line stands this high; the others follow below it.
                "labelPadding": 6 + (lines - 1) * 14,
                "labelFontSize": SIZE,
            }
            if width == WIDE
            else {
                "labelAngle": -90,
                "labelAlign": "left",
                "labelBaseline": "middle",
                "labelOffset": -7 * (lines - 1),
                "labelFontSize": 12,
            }
        )
        base = alt.Chart(inline(broken)).encode(
            y=alt.Y("country:N", sort=list(names.values()), axis=alt.Axis(title=None)),
            x=alt.X(
                "name:N",
                sort=[first[category] for category in order],
                axis=alt.Axis(
                    title=None,
                    orient="top",
                    labelExpr="split(datum.label, '\\n')",
                    labelLineHeight=14,
                    **placed,
                ),
            ),
            tooltip=[
                alt.Tooltip("country:N", title=say("country", language)),
                alt.Tooltip("name:N", title=say("category", language)),
                alt.Tooltip("label:N", title=say("posts", language)),
                alt.Tooltip("share:Q", title=say("share", language), format=".0%"),
            ],
        )
        fields = base.mark_rect(stroke="#ffffff", strokeWidth=2).encode(
            color=alt.condition(
                "datum.withheld",
                alt.value("#f3f4f6"),
                alt.Color("share:Q", scale=alt.Scale(domain=[0, 1], range=SCALE), legend=None),
            )
        )
        text = base.mark_text(fontSize=SIZE).encode(
            text=alt.Text("label:N"),
            color=either("datum.dark", "#ffffff", INK),
        )
        layers: alt.LayerChart = (fields + text).properties(
            width=width,
            height=rows_high(len(names), 32),
            autosize=FITTED,
        )
        return layers

    return Chart(
        name="category_by_country",
        chart=draw(WIDE),
        narrow=draw(NARROW),
        data=table,
        title=title,
        caption=origin.caption(f"{say('shade', language)}. {say('who_coded', language)}", language),
        alt=in_words(
            title,
            "subject_category_by_country",
            [
                f"{row['country']}, {row['name']}: {row['label']}"
                for row in rows
                if not row["withheld"]
            ],
            language,
            withheld=[f"{row['country']}, {row['name']}" for row in rows if row["withheld"]],
        ),
        language=language,
    )


def _label(category: str, labels: Mapping[str, str] | None, language: str) -> str:
    if category == "not coded":
        return say("not_coded", language)
    return (labels or {}).get(category, category)


def _nothing_coded(table: pl.DataFrame) -> bool:
    """Say whether no post has a category; a withheld number may be one."""
    coded = table.filter(pl.col("category") != "not coded")["posts"]
    return not coded.null_count() and not coded.sum()


def wrapped(text: str, width: int) -> str:
    """Break a label into lines of so many letters."""
    return "\n".join(textwrap.wrap(text, width, break_long_words=False)) or text


def _most_frequent(table: pl.DataFrame, labels: Mapping[str, str] | None, language: str) -> str:
    """State which category leads in how many countries, of those whose leader is published."""
    leaders = (
        table.filter(pl.col("country") != "unknown")
        .drop_nulls("posts")
        .sort("posts", "category", descending=[True, False])
        .group_by("country")
        .agg(pl.col("category").first(), pl.col("posts").first())
        .filter(pl.col("posts") > 0)
    )
    if not leaders.height:
        return say("subject_category_by_country", language)
    counts = leaders.group_by("category").len().sort("len", "category", descending=[True, False])
    title = say(
        "title_category_by_country",
        language,
        category=_label(counts["category"][0], labels, language),
        many=str(counts["len"][0]),
        total=str(leaders.height),
    )
    return of_shown(title, table["posts"].null_count() > 0, language)


__all__ = ["LINE", "category_by_country", "category_shares", "wrapped"]
