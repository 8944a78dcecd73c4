"""How many comments posts have."""

from __future__ import annotations

from typing import Any

import altair as alt
import polars as pl

from tefter.charts.chart import Chart, Origin, nothing
from tefter.charts.theme import (
    BLUE,
    FITTED,
    INK,
    NARROW,
    QUIET,
    SIZE,
    WIDE,
    either,
    inline,
    rows_high,
)
from tefter.charts.words import between, in_words, of_shown, say, whole


def comments_per_post(table: pl.DataFrame, origin: Origin, *, language: str = "en") -> Chart:
    """Draw how many posts have how many comments.

    Parameters
    ----------
    table : polars.DataFrame
        ``comments_from`` and ``comments_to`` Int64, both ends in the range and ``comments_to``
        null where it is open; ``posts``, withheld ones null. In the order to draw.
    origin : Origin
        Where the data comes from.
    language : str
        Language of all words: en, sq, mk, bs, hr, sr, cnr or sl.
    """
    published = table.drop_nulls("posts")
    if not published["posts"].sum():
        return nothing("comments_per_post", table, origin, language)
    rows: list[dict[str, Any]] = [
        {
            "comments": between(low, high, language),
            "posts": posts or 0,
            "label": say("not_published", language) if posts is None else whole(posts, language),
            "withheld": posts is None,
        }
        for low, high, posts in table.select("comments_from", "comments_to", "posts").iter_rows()
    ]
    top = max(rows, key=lambda row: row["posts"])
    # Several classes may be the most frequent one together.
    buckets = " / ".join(row["comments"] for row in rows if row["posts"] == top["posts"])
    title = of_shown(
        say("title_comments_per_post", language, bucket=buckets, value=top["label"]),
        any(row["withheld"] for row in rows),
        language,
    )

    def draw(width: int) -> alt.LayerChart:
        base = alt.Chart(inline(rows)).encode(
            y=alt.Y("comments:N", sort=[row["comments"] for row in rows], axis=alt.Axis()),
            x=alt.X(
                "posts:Q",
                axis=None,
                scale=alt.Scale(domain=[0, top["posts"] * (1.15 if width == WIDE else 1.35)]),
            ),
            tooltip=[
                alt.Tooltip("comments:N", title=say("comments", language)),
                alt.Tooltip("label:N", title=say("posts", language)),
            ],
        )
        labels = base.mark_text(align="left", dx=6, fontSize=SIZE).encode(
            text=alt.Text("label:N"),
            color=either("datum.withheld", QUIET, INK),
        )
        layers: alt.LayerChart = (base.mark_bar(height=20, color=BLUE) + labels).properties(
            width=width,
            height=rows_high(len(rows), 30),
            autosize=FITTED,
        )
        return layers

    return Chart(
        name="comments_per_post",
        chart=draw(WIDE),
        narrow=draw(NARROW),
        data=table,
        title=title,
        caption=origin.caption(say("note_comments_per_post", language), language),
        alt=in_words(
            title,
            "subject_comments_per_post",
            [f"{row['comments']}: {row['label']}" for row in rows if not row["withheld"]],
            language,
            withheld=[row["comments"] for row in rows if row["withheld"]],
        ),
        language=language,
    )


__all__ = ["comments_per_post"]
