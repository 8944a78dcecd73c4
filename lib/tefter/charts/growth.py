"""Charts that add up: posts over accounts, views over time."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import altair as alt
import polars as pl

from tefter.charts.chart import Chart, Drawing, Origin, nothing
from tefter.charts.theme import BLUE, FITTED, NARROW, ORANGE, SIZE, WIDE, inline
from tefter.charts.words import compact, in_words, percent, period, say, whole

MOST_LINES = 5
"""Lines across a chart."""

MARKED = (1, 5, 10, 20)
"""Numbers of accounts whose joint share is written on the chart."""


def concentration_by_account(table: pl.DataFrame, origin: Origin, *, language: str = "en") -> Chart:
    """Draw which share of the posts the most active accounts made, one after the other.

    Parameters
    ----------
    table : polars.DataFrame
        ``rank``, ``accounts``, ``posts``, ``cumulative_share``, from the most active account on.
    origin : Origin
        Where the data comes from.
    language : str
        Language of all words.
    """
    if not table["cumulative_share"].count():
        return nothing("concentration_by_account", table, origin, language)
    ends = table.with_columns(pl.col("accounts").cum_sum().alias("count"))
    points = ends.select("count", "cumulative_share").to_dicts()
    last = points[-1]["count"]
    rows: list[dict[str, Any]] = [
        {
            "accounts": point["count"],
            "share": point["cumulative_share"],
            "marked": point["count"] in MARKED and point["count"] < last,
            "label": f"{point['count']}: {percent(point['cumulative_share'], language)}",
        }
        for point in points
    ]
    title = say(
        "title_concentration_by_account", language, share=percent(rows[0]["share"], language)
    )
    if table["accounts"][0] > 1:
        title = say(
            "title_no_account_alone",
            language,
            accounts=whole(int(table["accounts"][0]), language),
            value=whole(int(table["posts"][0]), language),
        )

    def draw(width: int) -> Drawing:
        base = alt.Chart(inline([{"accounts": 0, "share": 0, "marked": False}, *rows]))
        base = base.encode(
            x=alt.X(
                "accounts:Q",
                axis=alt.Axis(grid=False, tickCount=5, tickMinStep=1),
                scale=alt.Scale(domain=[0, max(last, 1)], nice=False),
            ),
            y=alt.Y(
                "share:Q",
                axis=alt.Axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1]),
                scale=alt.Scale(domain=[0, 1]),
            ),
        )
        tooltip = [
            alt.Tooltip("accounts:Q", title=say("accounts", language)),
            alt.Tooltip("share:Q", title=say("share", language), format=".1%"),
        ]
        marked = base.transform_filter("datum.marked")
        layers = (
            base.mark_area(color=BLUE, opacity=0.12)
            + base.mark_line(color=BLUE, strokeWidth=2.5)
            + base.mark_point(opacity=0, size=120).encode(tooltip=tooltip)
            + marked.mark_point(filled=True, size=70, color=ORANGE, opacity=1).encode(
                tooltip=tooltip
            )
            + marked.mark_text(align="left", dx=8, dy=12, fontSize=SIZE).encode(
                text=alt.Text("label:N")
            )
        )
        return sized(layers, width)

    return Chart(
        name="concentration_by_account",
        chart=draw(WIDE),
        narrow=draw(NARROW),
        data=table,
        title=title,
        caption=origin.caption(say("together", language), language),
        alt=in_words(
            title,
            "subject_concentration_by_account",
            [row["label"] for row in rows if row["marked"] or row is rows[0] or row is rows[-1]],
            language,
        ),
        language=language,
    )


def cumulative_views(table: pl.DataFrame, origin: Origin, *, language: str = "en") -> Chart:
    """Draw the views of all posts made until the end of each month.

    Parameters
    ----------
    table : polars.DataFrame
        ``month`` Date, ``posts``, ``views``, ascending; months without views are not drawn.
    origin, language
        As for ``concentration_by_account``.
    """
    shown = table.drop_nulls("views").sort("month")
    if not shown.height:
        return nothing("cumulative_views", table, origin, language)
    final = shown["month"].max()
    rows = [
        {
            "month": month.isoformat(),
            "views": views,
            "posts": posts,
            "label": compact(views, language),
            "last": month == final,
        }
        for month, views, posts in shown.select("month", "views", "posts").iter_rows()
    ]
    partial = "partial" in table.columns and bool(table["partial"].any())
    title = say(
        "title_cumulative_views_dated" if partial else "title_cumulative_views",
        language,
        value=whole(int(rows[-1]["views"]), language),
    )
    steps = _round_steps(int(rows[-1]["views"]))
    written = " : ".join(
        f"datum.value == {step} ? {json.dumps(compact(step, language))}" for step in steps
    )

    def draw(width: int) -> Drawing:
        base = alt.Chart(inline(rows)).encode(
            x=alt.X(
                "month:T",
                scale=alt.Scale(type="utc"),
                axis=alt.Axis(format="%Y", tickCount="year", grid=False),
            ),
            y=alt.Y(
                "views:Q",
                axis=alt.Axis(values=steps, labelExpr=f"{written} : ''"),
            ),
            tooltip=[
                alt.Tooltip("month:N", title=say("period", language)),
                alt.Tooltip("views:Q", title=say("views", language), format=",d"),
                alt.Tooltip("posts:Q", title=say("posts", language), format=",d"),
            ],
        )
        end = base.transform_filter("datum.last")
        layers = (
            base.mark_area(color=BLUE, opacity=0.12)
            + base.mark_line(color=BLUE, strokeWidth=2.5)
            + base.mark_point(opacity=0, size=120)
            + end.mark_point(filled=True, size=70, color=ORANGE, opacity=1)
            + end.mark_text(align="right", dx=-10, dy=-4, fontSize=SIZE).encode(
                text=alt.Text("label:N")
            )
        )
        return sized(layers, width)

    return Chart(
        name="cumulative_views",
        chart=draw(WIDE),
        narrow=draw(NARROW),
        data=table,
        title=title,
        caption=origin.caption(say("last_capture", language), language),
        alt=in_words(
            title,
            "subject_cumulative_views",
            [
                f"{period(month, 1, language)}: {compact(views, language)}"
                for month, views in _year_ends(shown)
            ],
            language,
        ),
        language=language,
    )


def sized(layers: alt.LayerChart, width: int) -> alt.LayerChart:
    """Give a chart of lines or points its size on a page or a phone."""
    return layers.properties(
        width=width,
        height=300 if width == WIDE else 240,
        autosize=FITTED,
    )


def _year_ends(shown: pl.DataFrame) -> list[tuple[date, int]]:
    """Return the first month, the last of each year, and the last."""
    last = shown.group_by(pl.col("month").dt.year(), maintain_order=True).agg(
        pl.col("month", "views").last().name.suffix("_end")
    )
    picked = pl.concat(
        [shown.head(1).select("month", "views"), last.select(month="month_end", views="views_end")]
    )
    return list(picked.unique("month", maintain_order=True).iter_rows())


def _round_steps(largest: int) -> list[int]:
    """Return about four round numbers from zero to over the largest."""
    if largest <= 0:
        return [0]
    power: int = 10 ** (len(str(largest)) - 1)
    steps = (power // 4, power // 2, power, 2 * power)
    step = next((one for one in steps if one and largest / one <= MOST_LINES), power)
    return list(range(0, largest + step, step))
