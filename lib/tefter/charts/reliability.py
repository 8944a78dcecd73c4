"""Whether a confidence of 0.9 is right nine times in ten."""

from __future__ import annotations

import altair as alt
import polars as pl

from tefter.charts.chart import Chart, Drawing, Origin, nothing
from tefter.charts.growth import sized
from tefter.charts.theme import BLUE, GREY, NARROW, SIZE, WIDE, inline
from tefter.charts.words import in_words, percent, say, whole

LOWEST, ROOM = 0.4, 0.1
"""Where both axes begin where all answers are right more often, as a half is a coin; and how much
is left below an interval for the number under it."""


def reliability(table: pl.DataFrame, origin: Origin, *, language: str = "en") -> Chart:
    """Draw the share of right answers over the confidence that was stated.

    Points on the dashed line mean what they say; above it, confidence is too low; below, too high.

    Parameters
    ----------
    table : polars.DataFrame
        ``confidence``, ``share_right``, ``low``, ``high``, ``posts``, as ``reliability_table`` of
        ``tefter.findings`` makes it.
    origin : Origin
        Where the data comes from.
    language : str
        Language of all words.
    """
    if not table["posts"].count():
        return nothing("reliability", table, origin, language)
    rows = [
        {**row, "label": whole(row["posts"], language)}
        for row in table.select("confidence", "share_right", "low", "high", "posts").to_dicts()
    ]
    posts = sum(row["posts"] for row in rows)
    right = sum(row["posts"] * row["share_right"] for row in rows)
    stated = sum(row["posts"] * row["confidence"] for row in rows)
    title = say(
        "title_reliability",
        language,
        stated=percent(stated / posts, language),
        right=percent(right / posts, language),
    )
    lowest = max(0.0, min([LOWEST, *(row["low"] - ROOM for row in rows)]))
    domain = alt.Scale(domain=[lowest, 1], nice=False)
    axis = alt.Axis(format=".0%", tickCount=5)

    def draw(width: int) -> Drawing:
        line = alt.Chart(inline([{"at": lowest}, {"at": 1}]))
        expected = line.mark_line(color=GREY, strokeDash=[5, 4]).encode(
            x=alt.X("at:Q", scale=domain, axis=axis), y=alt.Y("at:Q", scale=domain, axis=axis)
        )
        base = alt.Chart(inline(rows)).encode(
            x=alt.X("confidence:Q", scale=domain, axis=axis),
            tooltip=[
                alt.Tooltip("confidence:Q", title=say("confidence", language), format=".1%"),
                alt.Tooltip("share_right:Q", title=say("right", language), format=".1%"),
                alt.Tooltip("posts:Q", title=say("posts", language), format=",d"),
            ],
        )
        y = alt.Y("share_right:Q", scale=domain, axis=axis)
        layers = (
            expected
            + base.mark_rule(color=BLUE, strokeWidth=2).encode(
                y=alt.Y("low:Q", scale=domain, axis=axis), y2=alt.Y2("high:Q")
            )
            + base.mark_point(filled=True, size=80, color=BLUE, opacity=1).encode(y=y)
            + base.mark_text(align="right", dx=8, dy=14, fontSize=SIZE).encode(
                y=alt.Y("low:Q", scale=domain, axis=axis), text=alt.Text("label:N")
            )
        )
        return sized(layers, width)

    return Chart(
        name="reliability",
        chart=draw(WIDE),
        narrow=draw(NARROW),
        data=table,
        title=title,
        caption=origin.caption(say("reliability", language), language),
        alt=in_words(
            title,
            "subject_reliability",
            [
                f"{say('confidence', language)} {percent(row['confidence'], language)}, "
                f"{say('right', language)} {percent(row['share_right'], language)}, "
                f"{say('posts', language).lower()} {row['label']}"
                for row in rows
            ],
            language,
        ),
        language=language,
    )
