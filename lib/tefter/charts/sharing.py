"""Posts that appear again in Telegram: where they come from, and how much later."""

from __future__ import annotations

from typing import Any

import altair as alt
import polars as pl

from tefter.charts.chart import Chart, Origin, nothing
from tefter.charts.theme import (
    BLUE,
    FITTED,
    INK,
    KIND_SHADES,
    LIGHT,
    NARROW,
    QUIET,
    SIZE,
    WIDE,
    either,
    inline,
)
from tefter.charts.words import at_least, between, in_words, of_shown, percent, place, say, whole

KINDS = ("link", "media_hash", "text", "near_text", "text_part", "media_look", "sound")
"""Kinds of match, the surest first, which is the darkest: ``tefter.links`` explains each."""

STEP = 42
"""Pixels for each country: its name, and its bar below."""


def sharing_flow(table: pl.DataFrame, origin: Origin, *, language: str = "en") -> Chart:
    """Draw the posts of each country, and in them those that were shared again in Telegram.

    Parameters
    ----------
    table : polars.DataFrame
        ``country``, ``posts``, ``shared`` (of them), ``share``, ``low``, ``high`` (its 95%
        interval); withheld cells null.
    origin : Origin
        Where the data comes from.
    language : str
        Language of all words: en, sq, mk, bs, hr, sr, cnr or sl.
    """
    if not table["shared"].count():
        return nothing("sharing_flow", table, origin, language)
    shown = table.filter(pl.col("posts").is_not_null() | pl.col("shared").is_not_null()).sort(
        pl.col("country") == "unknown", -pl.col("posts"), "country"
    )
    rows = [
        {
            **row,
            "place": place(row["country"], language),
            "label": _told(row, language),
            "withheld": row["shared"] is None,
        }
        for row in shown.select("country", "posts", "shared", "share", "low", "high").to_dicts()
    ]
    known = [row for row in rows if row["shared"] and row["country"] != "unknown"]
    title = say("subject_sharing_flow", language)
    if known:
        top = max(known, key=lambda row: row["shared"])
        title = of_shown(
            say(
                "title_sharing_flow",
                language,
                place=top["place"],
                value=whole(top["shared"], language),
                total=whole(top["posts"], language),
            ),
            table["shared"].null_count() > 0,
            language,
        )
    largest = max(row["posts"] or 0 for row in rows) or 1

    def draw(width: int) -> alt.LayerChart:
        base = alt.Chart(inline(rows)).encode(
            y=alt.Y("place:N", sort=[row["place"] for row in rows], axis=None),
            tooltip=[
                alt.Tooltip("place:N", title=say("country", language)),
                alt.Tooltip("posts:Q", title=say("on_tiktok", language), format=",d"),
                alt.Tooltip("label:N", title=say("shared_again", language)),
            ],
        )
        scale = alt.Scale(domain=[0, largest], nice=False)
        start = alt.XDatum(0, scale=scale)
        name = base.mark_text(align="left", dy=-10, fontSize=SIZE).encode(
            x=start, text=alt.Text("place:N")
        )
        label = base.mark_text(align="right", dy=-10, fontSize=SIZE).encode(
            x=alt.XDatum(largest, scale=scale),
            text=alt.Text("label:N"),
            color=either("datum.withheld", QUIET, INK),
        )
        every = base.mark_bar(height=14, yOffset=7, color=LIGHT).encode(
            x=alt.X("posts:Q", axis=None, scale=scale)
        )
        again = base.mark_bar(height=14, yOffset=7, color=BLUE).encode(
            x=alt.X("shared:Q", axis=None, scale=scale)
        )
        layers: alt.LayerChart = (every + again + name + label).properties(
            width=width, height=len(rows) * STEP
        )
        return layers

    return Chart(
        name="sharing_flow",
        chart=draw(WIDE),
        narrow=draw(NARROW),
        data=table,
        title=title,
        caption=origin.caption(say("note_sharing_flow", language), language),
        alt=in_words(
            title,
            "subject_sharing_flow",
            [f"{row['place']}: {row['label']}" for row in rows if not row["withheld"]],
            language,
            withheld=[
                place(code, language)
                for code in table.filter(pl.col("shared").is_null())["country"]
            ],
        ),
        language=language,
    )


def sharing_lag(table: pl.DataFrame, origin: Origin, *, language: str = "en") -> Chart:
    """Draw how many days after a post its sharing came, by kind of match.

    Parameters
    ----------
    table : polars.DataFrame
        ``lag_from`` and ``lag_to`` in days, the second not in the class and null where it is
        open; ``matches``, withheld ones null; ``kind``, one of ``KINDS``.
    origin, language
        As for ``sharing_flow``.
    """
    published = table.drop_nulls("matches")
    if not published["matches"].sum():
        return nothing("sharing_lag", table, origin, language)
    kinds = [
        kind
        for kind in [*KINDS, *sorted(set(published["kind"]) - set(KINDS))]
        if published.filter(pl.col("kind") == kind)["matches"].sum()
    ]
    classes = {
        low: _days(low, high, language)
        for low, high in table.select("lag_from", "lag_to").unique().sort("lag_from").iter_rows()
    }
    rows: list[dict[str, Any]] = [
        {
            "days": classes[low],
            "matches": matches,
            "order": kinds.index(kind),
            "kind": _kind(kind, language),
        }
        for low, kind, matches in published.select("lag_from", "kind", "matches").iter_rows()
        if matches
    ]
    totals = dict.fromkeys(classes.values(), 0)
    for row in rows:
        totals[row["days"]] += row["matches"]
    hidden = {classes[low] for low in table.filter(pl.col("matches").is_null())["lag_from"]}
    top = max(totals, key=lambda days: totals[days])
    title = of_shown(
        say(
            "title_sharing_lag",
            language,
            bucket=" / ".join(days for days, total in totals.items() if total == totals[top]),
            value=whole(totals[top], language),
            total=at_least(sum(totals.values()), len(hidden), language),
        ),
        bool(hidden),
        language,
    )
    ends = [
        {
            "days": days,
            "total": total,
            "label": at_least(total, days in hidden, language),
        }
        for days, total in totals.items()
    ]
    names = [_kind(kind, language) for kind in kinds]

    def draw(width: int) -> alt.LayerChart:
        room = 1.25 if width == WIDE else 1.6
        scale = alt.Scale(domain=[0, totals[top] * room], nice=False)
        down = alt.Y("days:N", sort=list(totals), axis=alt.Axis())
        legend = (
            alt.Legend(columns=1 if width == NARROW else 4, symbolType="square", labelLimit=300)
            if len(names) > 1
            else None
        )
        bars = (
            alt.Chart(inline(rows))
            .mark_bar(height=20, stroke="#ffffff", strokeWidth=1)
            .encode(
                y=down,
                x=alt.X("matches:Q", axis=None, scale=scale),
                color=alt.Color(
                    "kind:N",
                    scale=alt.Scale(domain=names, range=KIND_SHADES[: len(names)]),
                    legend=legend,
                ),
                order=alt.Order("order:Q"),
                tooltip=[
                    alt.Tooltip("days:N", title=say("days", language)),
                    alt.Tooltip("kind:N", title=say("matches", language)),
                    alt.Tooltip("matches:Q", title=say("total", language), format=",d"),
                ],
            )
        )
        labels = (
            alt.Chart(inline(ends))
            .mark_text(align="left", dx=6, fontSize=SIZE)
            .encode(y=down, x=alt.X("total:Q", axis=None, scale=scale), text=alt.Text("label:N"))
        )
        layers: alt.LayerChart = (bars + labels).properties(
            width=width,
            height=30 * len(totals),
            autosize=FITTED,
        )
        return layers

    return Chart(
        name="sharing_lag",
        chart=draw(WIDE),
        narrow=draw(NARROW),
        data=table,
        title=title,
        caption=origin.caption(say("note_sharing_lag", language), language),
        alt=in_words(
            title,
            "subject_sharing_lag",
            [
                f"{say('days', language)} {row['days']}, {row['kind']}: "
                f"{whole(row['matches'], language)}"
                for row in rows
            ],
            language,
            withheld=[
                f"{say('days', language)} {classes[low]}, {_kind(kind, language)}"
                for low, kind in table.filter(pl.col("matches").is_null())
                .select("lag_from", "kind")
                .iter_rows()
            ],
        ),
        language=language,
    )


def _told(row: dict[str, Any], language: str) -> str:
    """Write how many of how many, and the share with its interval."""
    if row["shared"] is None or row["posts"] is None:
        return say("not_published", language)
    text = say(
        "of",
        language,
        part=whole(row["shared"], language),
        total=whole(row["posts"], language),
    )
    if row["share"] is None:
        return text
    text += f" · {percent(row['share'], language)}"
    if row["low"] is None or row["high"] is None:
        return text
    return f"{text} ({percent(row['low'], language)}–{percent(row['high'], language)})"


def _days(low: float, high: float | None, language: str) -> str:
    """Write a class of days: <1, 1-6, 90+."""
    if high is None:
        return between(int(low), None, language)
    if high <= 1:
        return f"<{whole(1, language)}"
    return between(int(low), max(int(low), int(high) - 1), language)


def _kind(kind: str, language: str) -> str:
    return say(f"match_{kind}", language) if kind in KINDS else kind


__all__ = ["KINDS", "sharing_flow", "sharing_lag"]
