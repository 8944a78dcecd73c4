"""How long posts are still seen."""

from __future__ import annotations

import altair as alt
import polars as pl

from tefter.charts.chart import Chart, Drawing, Origin, nothing
from tefter.charts.growth import sized
from tefter.charts.theme import BLUE, INK, NARROW, ORANGE, SIZE, WIDE, inline
from tefter.charts.words import in_words, percent, say, whole

TOLD = 6
"""Days of which the words for those who do not see the chart tell the share."""


def survival(table: pl.DataFrame, origin: Origin, *, language: str = "en") -> Chart:
    """Draw the share of posts that are still seen, by days since the first capture.

    Parameters
    ----------
    table : polars.DataFrame
        ``days`` (since a post was first seen), ``at_risk``, ``gone``, ``share`` (still seen, 0 to
        1), ``low``, ``high`` (its 95% interval), ascending; rows without ``share`` are not drawn.
    origin : Origin
        Where the data comes from.
    language : str
        Language of all words: en, sq, mk, bs, hr, sr, cnr or sl.

    Notes
    -----
    A share holds until the next day on which one went, so the curve falls in steps (Kaplan and
    Meier 1958, *Journal of the American Statistical Association* 53 (282)).
    """
    shown = table.drop_nulls("share").sort("days")
    if not shown.height or shown.height < table.height:
        return nothing("survival", table, origin, language)
    rows = [
        {
            **row,
            "last": number == shown.height,
            "label": percent(row["share"], language),
        }
        for number, row in enumerate(
            shown.select("days", "at_risk", "share", "low", "high").to_dicts(), 1
        )
    ]
    start = {
        "days": 0,
        "share": 1,
        "low": 1,
        "high": 1,
        "at_risk": rows[0]["at_risk"],
        "last": False,
        "label": "",
    }
    drawn = rows if rows[0]["days"] == 0 else [start, *rows]
    title = say(
        "title_survival",
        language,
        days=whole(round(rows[-1]["days"]), language),
        share=percent(rows[-1]["share"], language),
    )
    words = say("axis_days", language)

    def draw(width: int) -> Drawing:
        # The unit stands with the first number, where no rotated title is needed.
        days = alt.Axis(
            grid=False,
            tickCount=6 if width == WIDE else 4,
            tickMinStep=1,
            labelFlush=True,
            title=words,
            titleAnchor="end",
            titleFontWeight="normal",
            titleFontSize=SIZE,
        )
        base = alt.Chart(inline(drawn)).encode(
            x=alt.X("days:Q", axis=days, scale=alt.Scale(domainMin=0, nice=False)),
            tooltip=[
                alt.Tooltip("days:Q", title=say("days", language), format=".0f"),
                alt.Tooltip("share:Q", title=say("still_seen", language), format=".1%"),
                alt.Tooltip("low:Q", title="95% ≥", format=".1%"),
                alt.Tooltip("high:Q", title="95% ≤", format=".1%"),
                alt.Tooltip("at_risk:Q", title=say("posts", language), format=",d"),
            ],
        )
        axis = alt.Axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1])
        share = alt.Y("share:Q", axis=axis, scale=alt.Scale(domain=[0, 1]))
        end = base.transform_filter("datum.last")
        layers = (
            base.transform_filter("isValid(datum.low) && isValid(datum.high)")
            .mark_area(color=BLUE, opacity=0.18, interpolate="step-after")
            .encode(
                y=alt.Y("low:Q", axis=axis, scale=alt.Scale(domain=[0, 1])), y2=alt.Y2("high:Q")
            )
            + base.mark_line(color=BLUE, strokeWidth=2.5, interpolate="step-after").encode(y=share)
            + base.mark_point(opacity=0, size=120).encode(y=share)
            + end.mark_point(filled=True, size=70, color=ORANGE, opacity=1).encode(y=share)
            + end.mark_text(
                align="right", dx=-4, dy=20, fontSize=SIZE, fontWeight="bold", color=INK
            ).encode(y=share, text=alt.Text("label:N"))
        )
        return sized(layers, width)

    step = max(1, len(rows) // TOLD)
    told = [row for number, row in enumerate(rows) if number % step == 0 or row["last"]]
    return Chart(
        name="survival",
        chart=draw(WIDE),
        narrow=draw(NARROW),
        data=table,
        title=title,
        caption=origin.caption(say("note_survival", language), language),
        alt=in_words(
            title,
            "subject_survival",
            [
                f"{whole(round(row['days']), language)}: {row['label']} "
                f"({percent(row['low'], language)}–{percent(row['high'], language)})"
                if row["low"] is not None and row["high"] is not None
                else f"{whole(round(row['days']), language)}: {row['label']}"
                for row in told
            ],
            language,
        ),
        language=language,
    )


__all__ = ["survival"]
