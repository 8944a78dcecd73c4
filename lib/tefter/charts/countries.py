"""Charts of countries: posts over time, and views."""

from __future__ import annotations

import altair as alt
import polars as pl

from tefter.charts.chart import Chart, Origin
from tefter.charts.theme import BLUE, GREY, NARROW, SIZE, WIDE, rows_high
from tefter.charts.words import compact, period, place, say, whole

NOT_A_COUNTRY = ("unknown", "several")


def posts_by_month_and_country(
    table: pl.DataFrame, origin: Origin, *, language: str = "en"
) -> Chart:
    """Draw the posts of each country over time, one small panel a country.

    Parameters
    ----------
    table : polars.DataFrame
        ``period`` Date, ``months`` Int64, ``country``, ``posts``: the table
        ``posts_by_month_country``, or any other with these columns.
    origin : Origin
        Where the data comes from.
    language : str
        Language of all words: en, sq, mk, bs, hr, sr, cnr or sl.
    """
    totals = (
        table.group_by("country")
        .agg(pl.col("posts").sum())
        .sort(pl.col("country").is_in(NOT_A_COUNTRY), -pl.col("posts"), "country")
    )
    names = {code: place(code, language) for code in totals["country"]}
    # A country without a published post keeps its empty panel; "unknown" does not deserve one.
    empty = totals.filter(pl.col("country").is_in(NOT_A_COUNTRY) & (pl.col("posts") == 0))
    published = table.drop_nulls("posts").join(empty, on="country", how="anti")
    drawn = published.select(
        pl.col("period").cast(pl.String),
        pl.col("period").dt.offset_by(pl.format("{}mo", "months")).cast(pl.String).alias("until"),
        pl.col("country").replace_strict(names, default=None, return_dtype=pl.String),
        "posts",
        pl.col("country").is_in(NOT_A_COUNTRY).alias("apart"),
    )
    by_period = table.group_by("period", "months").agg(pl.col("posts").sum()).sort("period")
    top = by_period.sort("posts", "period", descending=[True, False]).head(1)
    title = say("no_data", language)
    if top.height:
        begin, months, most = top.row(0)
        title = say(
            "title_posts_by_month_and_country",
            language,
            period=period(begin, months, language),
            value=whole(most, language),
        )

    def draw(width: int) -> alt.FacetChart:
        bars = (
            alt.Chart(alt.InlineData(values=drawn.to_dicts()))
            .mark_bar(stroke="#ffffff", strokeWidth=1)
            .encode(
                x=alt.X(
                    "period:T",
                    scale=alt.Scale(type="utc"),
                    axis=alt.Axis(format="%Y", tickCount="year", grid=False, labelFlush=False),
                ),
                x2="until:T",
                y2=alt.datum(0),
                y=alt.Y("posts:Q", axis=alt.Axis(tickCount=2, values=_two_ticks(drawn))),
                color=alt.condition("datum.apart", alt.value(GREY), alt.value(BLUE)),
                tooltip=[
                    alt.Tooltip("country:N", title=say("country", language)),
                    alt.Tooltip("period:N", title=say("period", language)),
                    alt.Tooltip("posts:Q", title=say("posts", language)),
                ],
            )
            .properties(width=width - 44, height=44)
        )
        panels: alt.FacetChart = bars.facet(
            row=alt.Row(
                "country:N",
                sort=list(names.values()),
                header=alt.Header(
                    labelOrient="top",
                    labelAnchor="start",
                    labelPadding=2,
                    title=None,
                ),
            ),
            spacing=10,
        )
        return panels

    return Chart(
        name="posts_by_month_and_country",
        chart=draw(WIDE),
        narrow=draw(NARROW),
        data=table,
        title=title,
        caption=origin.caption(say("withheld", language), language),
        alt=f"{title}. "
        + "; ".join(
            f"{period(begin, months, language)}: {whole(posts, language)}"
            for begin, months, posts in by_period.iter_rows()
        )
        + ".",
    )


def views_by_country(table: pl.DataFrame, origin: Origin, *, language: str = "en") -> Chart:
    """Draw the views of each country's posts as bars.

    Parameters
    ----------
    table : polars.DataFrame
        ``country``, ``posts``, ``views``; rows without views are not drawn.
    origin, language
        As for ``posts_by_month_and_country``.
    """
    shown = table.drop_nulls("views").sort(
        pl.col("country") == "unknown", -pl.col("views"), "country"
    )
    names = {code: place(code, language) for code in shown["country"]}
    rows = [
        {
            "country": names[code],
            "views": views,
            "label": compact(views, language),
            "posts": posts,
            "apart": code == "unknown",
        }
        for code, views, posts in shown.select("country", "views", "posts").iter_rows()
    ]
    known = [row for row in rows if not row["apart"]]
    title = (
        say(
            "title_views_by_country",
            language,
            place=str(known[0]["country"]),
            value=str(known[0]["label"]),
        )
        if known
        else say("no_data", language)
    )
    largest = max((int(row["views"]) for row in rows), default=1)

    def draw(width: int) -> alt.LayerChart:
        base = alt.Chart(alt.InlineData(values=rows)).encode(
            y=alt.Y("country:N", sort=list(names.values()), axis=alt.Axis(title=None)),
            x=alt.X(
                "views:Q",
                axis=None,
                # Room for the label after the longest bar.
                scale=alt.Scale(domain=[0, largest * (1.15 if width == WIDE else 1.35)]),
            ),
            tooltip=[
                alt.Tooltip("country:N", title=say("country", language)),
                alt.Tooltip("views:Q", title=say("views", language), format=","),
                alt.Tooltip("posts:Q", title=say("posts", language), format=","),
            ],
        )
        bars = base.mark_bar(height=20).encode(
            color=alt.condition("datum.apart", alt.value(GREY), alt.value(BLUE))
        )
        labels = base.mark_text(align="left", dx=6, fontSize=SIZE).encode(text="label:N")
        layers: alt.LayerChart = (bars + labels).properties(
            width=width,
            height=rows_high(len(rows), 30),
            autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
        )
        return layers

    return Chart(
        name="views_by_country",
        chart=draw(WIDE),
        narrow=draw(NARROW),
        data=table,
        title=title,
        caption=origin.caption(say("last_capture", language), language),
        alt=f"{title}. " + "; ".join(f"{row['country']}: {row['label']}" for row in rows) + ".",
    )


def _two_ticks(drawn: pl.DataFrame) -> list[int]:
    largest = drawn["posts"].max()
    return [0, largest] if isinstance(largest, int) and largest else [0]


__all__ = ["posts_by_month_and_country", "views_by_country"]
