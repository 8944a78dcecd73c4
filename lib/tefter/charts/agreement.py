"""How well coders agree: a coefficient with its interval for each category."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt
import polars as pl

from tefter.charts.categories import LINE, wrapped
from tefter.charts.chart import Chart, Drawing, Origin
from tefter.charts.theme import (
    BLUE,
    FITTED,
    GREY,
    INK,
    NARROW,
    QUIET,
    SIZE,
    WIDE,
    inline,
    rows_high,
)
from tefter.charts.words import decimal, figure, in_words, say

MARKS = (0.667, 0.8)
"""K. Krippendorff (2019), *Content Analysis*, 4th edition, chapter 12."""

TICKS = (0, 0.5, *MARKS, 1)

ROOM = {WIDE: 0.22, NARROW: 0.45}
"""Room for the figures after the longest interval, by width, in units of the axis."""


def agreement(
    table: pl.DataFrame,
    origin: Origin,
    *,
    labels: Mapping[str, str] | None = None,
    language: str = "en",
) -> Chart:
    """Draw Krippendorff's alpha of all codes and of each category, its 95% interval as a line.

    Two dashed lines mark .667 and .800, the conventions by which such codes carry tentative
    conclusions, or can be relied on.

    Parameters
    ----------
    table : polars.DataFrame
        ``what``, ``name``, ``coefficient``, ``value``, ``low``, ``high``, ``units``, ``note``: the
        table ``agreement`` of ``tefter.findings``. Rows of alpha are drawn, of all and of
        categories; where alpha is undefined, that is written in its place.
    origin : Origin
        Where the data comes from.
    labels : mapping of str to str, optional
        Category to the words of the codebook in this language.
    language : str
        Language of all other words.
    """
    alphas = table.filter(
        (pl.col("coefficient") == "alpha") & pl.col("what").is_in(["all", "category"])
    )
    told = bool(alphas.filter(what="all")["value"].count())
    rows = [_row(row, labels, language) for row in alphas.to_dicts()] if told else []
    title = say("no_data" if table.is_empty() else "no_agreement", language)
    if rows:
        title = say("title_agreement", language, value=rows[0]["label"])
    least = min([0.0, *(row["low"] for row in rows if row["low"] is not None)])

    def draw(width: int) -> Drawing:
        shown = [{**row, "name": wrapped(row["name"], LINE[width])} for row in rows]
        lines = max((row["name"].count("\n") + 1 for row in shown), default=1)
        scale = alt.Scale(domain=[least, 1 + ROOM[width]], nice=False)
        axis = alt.Axis(
            values=list(TICKS),
            labelExpr=_written(language),
            labelOverlap=False,
            # On a phone both marks stand close together.
            labelFontSize=SIZE if width == WIDE else 10,
            grid=False,
            orient="bottom",
        )
        x = alt.X("value:Q", scale=scale, axis=axis)
        marks = (
            alt.Chart(inline([{"value": mark} for mark in MARKS]))
            .mark_rule(stroke=GREY, strokeDash=[4, 3])
            .encode(x=x)
        )
        base = alt.Chart(inline(shown)).encode(
            y=alt.Y("name:N", sort=[row["name"] for row in shown], axis=None),
            tooltip=[
                alt.Tooltip("name:N", title=say("category", language)),
                alt.Tooltip("label:N", title="α"),
                alt.Tooltip("interval:N", title="95%"),
                alt.Tooltip("units:N", title=say("coded_twice", language)),
            ],
        )
        placed: dict[str, Any] = {
            "align": "left",
            "baseline": "top",
            "lineBreak": "\n",
            "dy": -10 - 16 * lines,
            "fontSize": SIZE,
        }
        at_left = {"x": alt.XDatum(least, scale=scale), "text": alt.Text("name:N")}
        # White under the words, so that the marks do not run through them.
        names = base.mark_text(**placed, stroke="#ffffff", strokeWidth=5).encode(
            **at_left
        ) + base.mark_text(**placed).encode(**at_left)
        defined = base.transform_filter("datum.value != null")
        layers: alt.LayerChart = (
            marks
            + names
            + defined.mark_rule(stroke=INK, strokeWidth=2).encode(
                x=alt.X("low:Q", scale=scale, axis=axis), x2=alt.X2("high:Q")
            )
            + defined.mark_point(filled=True, size=90, color=BLUE, opacity=1).encode(x=x)
            + defined.mark_text(align="left", dx=10, fontSize=SIZE).encode(
                x=alt.X("end:Q", scale=scale, axis=axis), text=alt.Text("label:N")
            )
            + base.transform_filter("datum.value == null")
            .mark_text(align="left", fontSize=SIZE, fill=QUIET)
            .encode(x=alt.XDatum(least, scale=scale), text=alt.Text("label:N"))
        ).properties(
            width=width,
            height=rows_high(len(rows), 30 + 16 * lines),
            autosize=FITTED,
        )
        return layers

    return Chart(
        language=language,
        name="agreement",
        chart=draw(WIDE),
        narrow=draw(NARROW),
        data=table,
        title=title,
        # Coders agree or not on the whole case, however a run is cut.
        caption=origin.uncut().caption(say("agreement_marks", language), language),
        alt=in_words(
            title,
            "subject_agreement",
            [
                f"{row['name']}: {row['label']}"
                + (f", {row['interval']}" if row["interval"] else "")
                for row in rows
            ],
            language,
        ),
    )


def _written(language: str) -> str:
    """Return Vega's expression for the numbers of the axis as the language writes them."""
    *first, last = (figure(tick, language) for tick in TICKS)
    tests = zip(TICKS, first, strict=False)
    return "".join(f"datum.value == {tick} ? '{text}' : " for tick, text in tests) + f"'{last}'"


def _row(row: Mapping[str, Any], labels: Mapping[str, str] | None, language: str) -> dict[str, Any]:
    value, low, high = row["value"], row["low"], row["high"]
    name = say("every_category", language)
    if row["what"] == "category":
        name = (labels or {}).get(row["name"], row["name"])
    between = "" if low is None else f"{decimal(low, language)} – {decimal(high, language)}"
    return {
        "name": name,
        "value": value,
        "low": low,
        "high": high,
        "end": value if high is None else high,
        "label": say("undefined", language) if value is None else decimal(value, language),
        "interval": between,
        "units": row["units"],
    }


__all__ = ["agreement"]
