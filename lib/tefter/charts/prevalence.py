"""How frequent categories are, as estimates: from people alone, and with a machine put right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt
import polars as pl

from tefter.charts.categories import LINE, wrapped
from tefter.charts.chart import Chart, Drawing, Origin
from tefter.charts.theme import BLUE, FITTED, INK, NARROW, ORANGE, SIZE, WIDE, inline, rows_high
from tefter.charts.words import in_words, percent, say

EVERY = "all"
TOGETHER = "all_relevant"
DRAWN = ("people", "people_and_machine")
"""Methods that are drawn; the table has the classical correction too."""

LEGEND = {WIDE: 80, NARROW: 38}
"""Letters of a line of the legend."""

APART = 9
"""Pixels from the middle of a category's row to each of its two lines."""

ROOM = {WIDE: 1.22, NARROW: 1.45}
"""End of the axis, by width: what is over 1 is room for figures."""


def prevalence(
    table: pl.DataFrame,
    origin: Origin,
    *,
    labels: Mapping[str, str] | None = None,
    language: str = "en",
) -> Chart:
    """Draw the estimated share of each category with its 95% interval, by both methods.

    Shares only: an estimate is no count, and a machine's share least of all.

    Parameters
    ----------
    table : polars.DataFrame
        ``country``, ``category``, ``method``, ``share``, ``low``, ``high``: the table
        ``prevalence`` of ``tefter.findings``. The rows of all posts together are drawn.
    origin : Origin
        Where the data comes from.
    labels : mapping of str to str, optional
        Category to the words of the codebook in this language.
    language : str
        Language of all other words.
    """
    drawn = (
        table.filter(
            (pl.col("country") == EVERY)
            & (pl.col("category") != TOGETHER)
            & pl.col("method").is_in(DRAWN)
        )
        .drop_nulls("share")
        .sort(
            pl.col("share").max().over("category"),
            "category",
            "method",
            descending=[True, False, False],
        )
    )
    words = {method: say(f"by_{method}", language) for method in DRAWN}
    rows = [_row(row, labels, words, language) for row in drawn.to_dicts()]
    title = say("no_data" if table.is_empty() else "no_estimate", language)
    if rows:
        best = [row for row in rows if row["name"] == rows[0]["name"]][-1]
        title = say("title_prevalence", language, share=best["short"], category=best["name"])

    def draw(width: int) -> Drawing:
        shown = [
            {
                **row,
                "name": wrapped(row["name"], LINE[width]),
                "method": wrapped(row["method"], LEGEND[width]),
            }
            for row in rows
        ]
        lines = max((row["name"].count("\n") + 1 for row in shown), default=1)
        scale = alt.Scale(domain=[0, ROOM[width]], nice=False)
        axis = alt.Axis(values=[0, 0.5, 1], format=".0%")
        legend = alt.Legend(
            orient="top",
            direction="horizontal" if width == WIDE else "vertical",
            labelLimit=330,
            labelExpr=r"split(datum.label, '\n')",
        )
        methods = [wrapped(word, LEGEND[width]) for word in words.values()]
        colour = alt.Color(
            "method:N", scale=alt.Scale(domain=methods, range=[ORANGE, BLUE]), legend=legend
        )
        # In grey the two colours are one.
        shape = alt.Shape(
            "method:N", scale=alt.Scale(domain=methods, range=["diamond", "circle"]), legend=legend
        )
        order = list(dict.fromkeys(row["name"] for row in shown))
        y = alt.Y("name:N", sort=order, axis=None)
        first = {row["name"]: row for row in reversed(shown)}
        names = (
            alt.Chart(inline(list(first.values())))
            .mark_text(
                align="left",
                baseline="top",
                lineBreak="\n",
                dy=-APART - 12 - 16 * lines,
                fontSize=SIZE,
            )
            .encode(y=y, x=alt.XDatum(0, scale=scale, axis=axis), text=alt.Text("name:N"))
        )
        layers = names
        for method, shift in zip(methods, (-APART, APART), strict=True):
            base = alt.Chart(inline([one for one in shown if one["method"] == method])).encode(
                y=y,
                tooltip=[
                    alt.Tooltip("name:N", title=say("category", language)),
                    alt.Tooltip("label:N", title=say("share", language)),
                    alt.Tooltip("method:N", title=" "),
                ],
            )
            at = alt.X("share:Q", scale=scale, axis=axis)
            layers = (
                layers
                + base.mark_rule(strokeWidth=3, yOffset=shift).encode(
                    x=alt.X("low:Q", scale=scale, axis=axis), x2=alt.X2("high:Q"), color=colour
                )
                + base.mark_point(filled=True, size=60, opacity=1, yOffset=shift).encode(
                    x=at, color=colour, shape=shape
                )
                + base.mark_text(align="left", dx=9, dy=shift, fontSize=SIZE, fill=INK).encode(
                    x=alt.X("high:Q", scale=scale, axis=axis), text=alt.Text("label:N")
                )
            )
        sized: alt.LayerChart = layers.properties(
            width=width,
            height=rows_high(len(order), 52 + 16 * lines),
            autosize=FITTED,
        )
        return sized

    return Chart(
        language=language,
        name="prevalence",
        chart=draw(WIDE),
        narrow=draw(NARROW),
        data=table,
        title=title,
        caption=origin.caption(say("estimates", language), language),
        alt=in_words(
            title,
            "subject_prevalence",
            [f"{row['name']}, {row['method']}: {row['label']}" for row in rows],
            language,
        ),
    )


def _row(
    row: Mapping[str, Any],
    labels: Mapping[str, str] | None,
    words: Mapping[str, str],
    language: str,
) -> dict[str, Any]:
    share, low, high = (percent(row[one], language) for one in ("share", "low", "high"))
    return {
        "name": (labels or {}).get(row["category"], row["category"]),
        "method": words[row["method"]],
        "share": row["share"],
        "low": row["low"],
        "high": row["high"],
        "short": share,
        "label": f"{share} ({low} – {high})",
    }


__all__ = ["prevalence"]
