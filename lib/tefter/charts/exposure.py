"""What happens in Telegram, week by week: messages, requests, personal data."""

from __future__ import annotations

from typing import Any

import altair as alt
import polars as pl

from tefter.charts.chart import Chart, Origin, nothing
from tefter.charts.theme import BLUE, GREY, INK, NARROW, ORANGE, SIZE, WIDE, inline
from tefter.charts.words import at_least, day, in_words, of_shown, say, whole

MEASURES = ("personal_data", "requests", "messages")
"""Columns drawn as bars, one row each, the gravest first."""

HEIGHT, MARK = 64, 4
AXIS = 54
"""Pixels for the numbers at the side, the same in each row, so that the weeks stand in line."""

WEEKS = alt.Scale(type="utc", nice=False)
"""From the first week to the end of the last: all rows of bars have all weeks."""

TIED = 2
"""Weeks with as much that a title names."""

TOLD = 5
"""Weeks with most personal data that the words for those who do not see the chart name."""


def exposure_by_week(table: pl.DataFrame, origin: Origin, *, language: str = "en") -> Chart:
    """Draw by week: messages with personal data, requests about a person, messages, members.

    Parameters
    ----------
    table : polars.DataFrame
        ``week`` Date (its Monday), ``messages``, ``replies``, ``requests``, ``personal_data``,
        ``members``; withheld and unknown cells null. Members are drawn where any are known.
    origin : Origin
        Where the data comes from.
    language : str
        Language of all words: en, sq, mk, bs, hr, sr, cnr or sl.
    """
    shown = table.sort("week")
    measures = [name for name in MEASURES if shown[name].sum()]
    if not measures:
        return nothing("exposure_by_week", table, origin, language)
    most: int = shown["personal_data"].max() or 0  # type: ignore[assignment]
    weeks = shown.filter(pl.col("personal_data") == most)["week"].to_list()
    title = (
        of_shown(
            say(
                "title_exposure_by_week",
                language,
                value=whole(most, language),
                day=", ".join(day(week, language) for week in weeks[:TIED])
                + (" …" if len(weeks) > TIED else ""),
            ),
            shown["personal_data"].null_count() > 0,
            language,
        )
        if most
        else say("subject_exposure_by_week", language)
    )
    rows = [
        {**row, "week": row["week"].isoformat(), "until": until.isoformat()}
        for row, until in zip(
            shown.select("week", *MEASURES, "members").to_dicts(),
            shown["week"].dt.offset_by("1w"),
            strict=True,
        )
    ]
    first, last = rows[0]["week"], rows[-1]["until"]

    def draw(width: int) -> alt.VConcatChart:
        members = shown["members"].count() > 0
        panels = [
            _bars(
                rows,
                name,
                width,
                language,
                labelled=name == measures[-1] and not members,
            )
            for name in measures
        ]
        if members:
            panels.append(_members(rows, width, (first, last), language))
        joined: alt.VConcatChart = alt.vconcat(*panels, spacing=14)
        return joined

    totals = [
        f"{say(name, language)}, {say('total', language)}: "
        f"{at_least(int(shown[name].sum()), shown[name].null_count(), language)}"
        for name in measures
    ]
    gravest = (
        shown.filter(pl.col("personal_data") > 0)
        .sort("personal_data", "week", descending=[True, False])
        .head(TOLD)
    )
    return Chart(
        name="exposure_by_week",
        chart=draw(WIDE),
        narrow=draw(NARROW),
        data=table,
        title=title,
        caption=origin.caption(say("note_exposure_by_week", language), language),
        alt=in_words(
            title,
            "subject_exposure_by_week",
            [
                f"{day(shown['week'][0], language)}–{day(shown['week'][-1], language)}",
                *totals,
                *(
                    f"{say('personal_data', language)}, {say('week', language).lower()} "
                    f"{day(week, language)}: {whole(many, language)}"
                    for week, many in gravest.select("week", "personal_data").iter_rows()
                ),
            ],
            language,
            withheld=[
                f"{say(name, language)}, {say('weeks', language)}: "
                f"{whole(shown[name].null_count(), language)}"
                for name in measures
                if shown[name].null_count()
            ],
        ),
        language=language,
    )


def _time(scale: alt.Scale, *, labelled: bool) -> alt.X:
    return alt.X(
        "week:T",
        scale=scale,
        axis=alt.Axis(
            grid=False,
            tickCount=4,
            labels=labelled,
            labelFlush=True,
            labelOverlap="greedy",
            format="%b %Y",
        ),
    )


def _bars(
    rows: list[dict[str, Any]],
    name: str,
    width: int,
    language: str,
    *,
    labelled: bool,
) -> alt.LayerChart:
    most = max(row[name] or 0 for row in rows)
    base = alt.Chart(inline(rows))
    bars = base.mark_bar(
        color=ORANGE if name == "personal_data" else BLUE, stroke="#ffffff", strokeWidth=0.5
    ).encode(
        x=_time(WEEKS, labelled=labelled),
        x2=alt.X2("until:T"),
        y=alt.Y(
            f"{name}:Q",
            scale=alt.Scale(domain=[0, most], nice=False),
            axis=alt.Axis(values=[0, most], format=",d", minExtent=AXIS, maxExtent=AXIS),
        ),
        y2=alt.Y2Datum(0),
        tooltip=[
            alt.Tooltip("week:T", title=say("week", language), format="%d %b %Y"),
            alt.Tooltip(f"{name}:Q", title=say(name, language), format=",d"),
        ],
    )
    withheld = (
        base.transform_filter(f"datum.{name} === null")
        .mark_bar(color=GREY)
        .encode(
            x=_time(WEEKS, labelled=labelled),
            x2=alt.X2("until:T"),
            y=alt.value(HEIGHT - MARK),
            y2=alt.value(HEIGHT),
        )
    )
    return _panel(bars + withheld, say(name, language), width)


def _members(
    rows: list[dict[str, Any]], width: int, span: tuple[str, str], language: str
) -> alt.LayerChart:
    known = [row for row in rows if row["members"] is not None]
    most = max(row["members"] for row in known)
    base = alt.Chart(inline(known)).encode(
        x=_time(alt.Scale(type="utc", domain=list(span), nice=False), labelled=True),
        y=alt.Y(
            "members:Q",
            scale=alt.Scale(domain=[0, most], nice=False),
            axis=alt.Axis(values=[0, most], format=",d", minExtent=AXIS, maxExtent=AXIS),
        ),
        tooltip=[
            alt.Tooltip("week:T", title=say("week", language), format="%d %b %Y"),
            alt.Tooltip("members:Q", title=say("members", language), format=",d"),
        ],
    )
    line = base.mark_line(color=BLUE, strokeWidth=2, interpolate="step-after")
    touched = base.mark_point(opacity=0, size=60).encode(x=_time(WEEKS, labelled=True))
    return _panel(line + touched, say("members", language), width)


def _panel(layers: alt.LayerChart, title: str, width: int) -> alt.LayerChart:
    panel: alt.LayerChart = layers.properties(
        width=width - AXIS - 14,
        height=HEIGHT,
        title=alt.TitleParams(
            text=title,
            anchor="start",
            frame="group",
            offset=6,
            fontSize=SIZE,
            fontWeight="normal",
            color=INK,
        ),
    )
    return panel


__all__ = ["exposure_by_week"]
