"""When in the week posts are made."""

from __future__ import annotations

import altair as alt
import polars as pl

from tefter.charts.chart import Chart, Origin, nothing
from tefter.charts.theme import FITTED, GREY, NARROW, QUIET, SHADES, SIZE, WIDE, inline
from tefter.charts.words import at_least, in_words, of_shown, say, weekday, whole

DAYS, HOURS = range(1, 8), range(24)
MARKED = (0, 6, 12, 18)
"""Hours written below the grid."""

NIGHT = 24
"""Hours after which a day begins again."""


def hour_by_weekday(
    table: pl.DataFrame, origin: Origin, *, zone: str = "UTC", language: str = "en"
) -> Chart:
    """Draw a field for each hour of the week, darker where more posts were made.

    Parameters
    ----------
    table : polars.DataFrame
        ``weekday`` (1 Monday to 7 Sunday), ``hour`` (0 to 23), ``posts``; withheld cells null.
    origin : Origin
        Where the data comes from.
    zone : str
        Time zone of the hours, as IANA names it; the caption says it.
    language : str
        Language of all words: en, sq, mk, bs, hr, sr, cnr or sl.
    """
    if not table["posts"].sum():
        return nothing("hour_by_weekday", table, origin, language)
    names = {day: weekday(day, language) for day in DAYS}
    short = {day: weekday(day, language, "abbreviated") for day in DAYS}
    rows = [
        {
            "day": names[day],
            "short": short[day],
            "hour": hour,
            "span": _span(hour),
            "posts": posts,
            "label": say("not_published", language) if posts is None else whole(posts, language),
        }
        for day, hour, posts in table.select("weekday", "hour", "posts").iter_rows()
    ]
    top = max(rows, key=lambda row: row["posts"] or 0)
    title = of_shown(
        say(
            "title_hour_by_weekday", language, day=top["day"], hour=top["span"], value=top["label"]
        ),
        table["posts"].null_count() > 0,
        language,
    )
    by_day = (
        table.group_by("weekday")
        .agg(pl.col("posts").sum(), pl.col("posts").null_count().alias("withheld"))
        .sort("weekday")
    )
    counted = [row for row in rows if row["posts"]]
    frequent = sorted(counted, key=lambda row: -row["posts"])[:5]

    def draw(width: int) -> alt.LayerChart:
        days = names if width == WIDE else short
        base = alt.Chart(inline(rows)).encode(
            x=alt.X(
                "hour:O",
                scale=alt.Scale(domain=list(HOURS), paddingInner=0.06, paddingOuter=0),
                axis=alt.Axis(
                    values=list(MARKED),
                    labelAngle=0,
                    labelExpr="datum.value + ':00'",
                    labelAlign="left",
                    labelOffset=-8 if width == WIDE else -5,
                ),
            ),
            y=alt.Y(
                f"{'day' if width == WIDE else 'short'}:N",
                sort=list(days.values()),
                scale=alt.Scale(domain=list(days.values()), paddingInner=0.08),
                axis=alt.Axis(),
            ),
            tooltip=[
                alt.Tooltip("day:N", title=" "),
                alt.Tooltip("span:N", title="  "),
                alt.Tooltip("label:N", title=say("posts", language)),
            ],
        )
        some = (
            base.transform_filter("datum.posts > 0")
            .mark_rect(cornerRadius=1)
            .encode(
                color=alt.Color(
                    "posts:Q",
                    scale=alt.Scale(domainMin=0, domainMax=top["posts"], range=SHADES, nice=False),
                    legend=alt.Legend(
                        orient="bottom",
                        direction="horizontal",
                        gradientLength=140,
                        gradientThickness=10,
                        values=sorted({min(row["posts"] for row in counted), top["posts"]}),
                        format=",d",
                        title=say("posts", language),
                        titleFontSize=SIZE,
                        titleFontWeight="normal",
                        titleColor=QUIET,
                    ),
                )
            )
        )
        none = base.transform_filter("datum.posts === 0").mark_rect(color="#f6f7f8")
        withheld = base.transform_filter("datum.posts === null")
        layers: alt.LayerChart = (
            none
            + withheld.mark_rect(color="#f6f7f8")
            + withheld.mark_circle(color=GREY, size=9, opacity=1)
            + some
        ).properties(
            width=width,
            height=7 * (30 if width == WIDE else 26),
            autosize=FITTED,
        )
        return layers

    return Chart(
        name="hour_by_weekday",
        chart=draw(WIDE),
        narrow=draw(NARROW),
        data=table,
        title=title,
        caption=origin.caption(say("note_hour_by_weekday", language, zone=zone), language),
        alt=in_words(
            title,
            "subject_hour_by_weekday",
            [
                *(
                    f"{names[day]}: {at_least(posts, withheld, language)}"
                    for day, posts, withheld in by_day.iter_rows()
                ),
                *(f"{row['day']} {row['span']}: {row['label']}" for row in frequent),
            ],
            language,
            withheld=_how_many(table, language),
        ),
        language=language,
    )


def _span(hour: int) -> str:
    return f"{hour}:00–{(hour + 1) % NIGHT}:00"


def _how_many(table: pl.DataFrame, language: str) -> list[str]:
    many = table["posts"].null_count()
    fields = say("of", language, part=whole(many, language), total=whole(table.height, language))
    return [fields] if many else []


__all__ = ["hour_by_weekday"]
