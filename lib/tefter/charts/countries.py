"""Charts of countries: posts over time, and views."""

from __future__ import annotations

import altair as alt
import polars as pl

from tefter.charts.chart import Chart, Origin, nothing
from tefter.charts.theme import (
    BLUE,
    FAINT,
    FITTED,
    GREY,
    NARROW,
    SIZE,
    WIDE,
    either,
    inline,
    rows_high,
)
from tefter.charts.words import (
    at_least,
    compact,
    in_words,
    of_shown,
    period,
    place,
    say,
    whole,
)

NOT_A_COUNTRY = ("unknown", "several")
PANEL, MARK = 44, 3
"""Pixels: height of a country's panel, and of the mark where a count is withheld."""


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
    if not table["posts"].count():
        return nothing("posts_by_month_and_country", table, origin, language)
    totals = (
        table.group_by("country")
        .agg(pl.col("posts").sum())
        .sort(pl.col("country").is_in(NOT_A_COUNTRY), -pl.col("posts"), "country")
    )
    names = {code: place(code, language) for code in totals["country"]}
    # A country without a published post keeps its empty panel; "unknown" does not deserve one.
    empty = totals.filter(pl.col("country").is_in(NOT_A_COUNTRY) & (pl.col("posts") == 0))
    drawn = table.join(empty, on="country", how="anti").select(
        pl.col("period").cast(pl.String),
        pl.col("period").dt.offset_by(pl.format("{}mo", "months")).cast(pl.String).alias("until"),
        pl.col("country").replace_strict(names, default=None, return_dtype=pl.String),
        "posts",
        pl.col("country").is_in(NOT_A_COUNTRY).alias("apart"),
        pl.col("posts").is_null().alias("withheld"),
    )
    by_period = _by_period(table)
    begin, months, most, less = by_period.sort(
        "withheld", "posts", "period", descending=[False, True, False]
    ).row(0)
    title = of_shown(
        say(
            "title_posts_by_month_and_country",
            language,
            period=period(begin, months, language),
            value=at_least(most, less, language),
        ),
        bool(by_period["withheld"].any()),
        language,
    )

    def draw(width: int) -> alt.FacetChart:
        over_time = alt.X(
            "period:T",
            scale=alt.Scale(type="utc"),
            axis=alt.Axis(
                format="%Y", tickCount="year", grid=False, labelFlush=False, labelPadding=12
            ),
        )
        both = alt.Chart().encode(
            x=over_time,
            x2=alt.X2("until:T"),
            tooltip=[
                alt.Tooltip("country:N", title=say("country", language)),
                alt.Tooltip("period:N", title=say("period", language)),
                alt.Tooltip("posts:Q", title=say("posts", language)),
            ],
        )
        bars = (
            both.transform_filter("!datum.withheld")
            .mark_bar(stroke="#ffffff", strokeWidth=1)
            .encode(
                y2=alt.Y2Datum(0),
                y=alt.Y("posts:Q", axis=alt.Axis(tickCount=2, values=_two_ticks(drawn))),
                color=either("datum.apart", GREY, BLUE),
            )
        )
        # Or what is withheld would look like nothing at all.
        marks = (
            both.transform_filter("datum.withheld")
            .mark_bar(fill=FAINT, stroke="#ffffff", strokeWidth=1)
            .encode(y=alt.value(PANEL - MARK), y2=alt.value(PANEL))
        )
        layers = alt.layer(bars, marks, data=inline(drawn.to_dicts())).properties(
            width=width - 44, height=PANEL
        )
        panels: alt.FacetChart = layers.facet(
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
        caption=origin.caption(
            say("withheld_marked" if drawn["withheld"].any() else "withheld", language), language
        ),
        alt=in_words(
            title,
            "subject_posts_by_month_and_country",
            [*_all_periods(by_period, language), *_peaks(table, names, language)],
            language,
            withheld=[
                names[code]
                for code, posts in totals.select("country", "posts").iter_rows()
                if not posts and code not in NOT_A_COUNTRY
            ],
        ),
        language=language,
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
    shown = ranked(table)
    if not shown.height:
        return nothing("views_by_country", table, origin, language)
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
    title = title_of(table, language)
    largest = max((int(row["views"]) for row in rows), default=1)

    def draw(width: int) -> alt.LayerChart:
        base = alt.Chart(inline(rows)).encode(
            y=alt.Y("country:N", sort=list(names.values()), axis=alt.Axis(title=None)),
            x=alt.X(
                "views:Q",
                axis=None,
                # Room for the label after the longest bar.
                scale=alt.Scale(domain=[0, largest * (1.15 if width == WIDE else 1.5)]),
            ),
            tooltip=[
                alt.Tooltip("country:N", title=say("country", language)),
                alt.Tooltip("views:Q", title=say("views", language), format=",d"),
                alt.Tooltip("posts:Q", title=say("posts", language), format=",d"),
            ],
        )
        bars = base.mark_bar(height=20).encode(color=either("datum.apart", GREY, BLUE))
        labels = base.mark_text(align="left", dx=6, fontSize=SIZE).encode(text=alt.Text("label:N"))
        layers: alt.LayerChart = (bars + labels).properties(
            width=width,
            height=rows_high(len(rows), 30),
            autosize=FITTED,
        )
        return layers

    return Chart(
        name="views_by_country",
        chart=draw(WIDE),
        narrow=draw(NARROW),
        data=table,
        title=title,
        caption=origin.caption(say("last_capture", language), language),
        alt=in_words(
            title,
            "subject_views_by_country",
            [f"{row['country']}: {row['label']}" for row in rows],
            language,
            withheld=withheld(table, language),
        ),
        language=language,
    )


def ranked(table: pl.DataFrame) -> pl.DataFrame:
    """Return the rows whose views are published, most views first, the unknown country last."""
    return table.drop_nulls("views").sort(
        pl.col("country") == "unknown", -pl.col("views"), "country"
    )


def title_of(table: pl.DataFrame, language: str) -> str:
    """State where the most seen posts come from; what is unknown leads no list."""
    known = ranked(table).filter(pl.col("country") != "unknown")
    if not known.height:
        return say("subject_views_by_country", language)
    title = say(
        "title_views_by_country",
        language,
        place=place(known["country"][0], language),
        value=compact(known["views"][0], language),
    )
    return of_shown(title, table["views"].null_count() > 0, language)


def withheld(table: pl.DataFrame, language: str, column: str = "views") -> list[str]:
    """Return the names of countries whose number is withheld or not known."""
    return [place(code, language) for code in table.filter(pl.col(column).is_null())["country"]]


def _by_period(table: pl.DataFrame) -> pl.DataFrame:
    """Return the posts of each period, and whether some of them are withheld from every row.

    What is withheld of the countries stands under ``several``, unless that is withheld itself.
    """
    several = pl.col("posts").filter(pl.col("country") == "several")
    return (
        table.group_by("period", "months")
        .agg(
            pl.col("posts").sum(),
            ((pl.col("posts").null_count() > 0) & (several.count() == 0)).alias("withheld"),
        )
        .sort("period")
    )


def _all_periods(by_period: pl.DataFrame, language: str) -> list[str]:
    return [
        f"{period(begin, months, language)}: {at_least(posts, withheld, language)}"
        for begin, months, posts, withheld in by_period.iter_rows()
    ]


def _peaks(table: pl.DataFrame, names: dict[str, str], language: str) -> list[str]:
    """Say of each country when its posts were most, of the counts shown where some are not."""
    peaks = (
        table.filter(pl.col("posts") > 0)
        .sort("posts", "period", descending=[True, False])
        .group_by("country", maintain_order=True)
        .first()
    )
    found = {row["country"]: row for row in peaks.to_dicts()}
    partly = set(table.filter(pl.col("posts").is_null())["country"])
    most = {
        code: say("most", language) + (f" {say('of_shown', language)}" if code in partly else "")
        for code in names
    }
    return [
        f"{name}, {most[code]}: {period(row['period'], row['months'], language)} "
        f"({whole(row['posts'], language)})"
        for code, name in names.items()
        if (row := found.get(code))
    ]


def _two_ticks(drawn: pl.DataFrame) -> list[int]:
    largest = drawn["posts"].max()
    return [0, largest] if isinstance(largest, int) and largest else [0]


__all__ = ["posts_by_month_and_country", "ranked", "title_of", "views_by_country", "withheld"]
