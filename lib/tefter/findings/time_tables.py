"""The publishable tables over time: hours, weeks of Telegram, how long posts stay."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from tefter.findings.captions import WITHHELD, small, what
from tefter.findings.data import Data
from tefter.findings.table import Table
from tefter.links import MemberCount, survival, telegram_weeks
from tefter.privacy import suppress_small_cells
from tefter.privacy.release import HIDDEN, WHOLE


def posts_by_weekday_hour(data: Data) -> Table:
    """Count posts by weekday and hour, in the time zone of the case."""
    at = pl.col("posted_at").dt.convert_time_zone(data.time_zone)
    found = (
        data.studied.drop_nulls("posted_at")
        .group_by(
            weekday=at.dt.weekday().cast(pl.Int64),
            hour=at.dt.hour().cast(pl.Int64),
        )
        .agg(pl.len().cast(pl.Int64).alias("posts"))
    )
    grid = pl.DataFrame({"weekday": range(1, 8)}, schema={"weekday": pl.Int64}).join(
        pl.DataFrame({"hour": range(24)}, schema={"hour": pl.Int64}), how="cross"
    )
    frame = (
        grid.head(grid.height if found.height else 0)
        .join(found, on=["weekday", "hour"], how="left", maintain_order="left")
        .with_columns(pl.col("posts").fill_null(0))
    )
    return Table(
        "posts_by_weekday_hour",
        "Posts by weekday and hour",
        suppress_small_cells(frame, "posts", minimum=data.minimum, totals=[WHOLE]),
        f"{what(data)} Hours of posting in the time zone {data.time_zone}. {small(data)}",
        {
            "weekday": "Day of the week, 1 Monday to 7 Sunday",
            "hour": "Hour of the day, 0 to 23",
            "posts": "Posts",
            HIDDEN: WITHHELD,
        },
    )


def survival_curve(data: Data) -> Table:
    """Show which share of posts was still to be seen so many days after it was first seen."""
    ours = data.lifetimes.filter(pl.col("platform") == data.studied_platform)
    gone = pl.col("gone")
    frame = survival(ours, at_least=data.minimum) if ours["days"].max() else survival(ours.clear())
    return Table(
        "survival",
        "Posts still to be seen, by days since they were first seen",
        frame.filter((gone == 0) | (gone >= data.minimum)),
        f"{what(data)} Not seen is not removed: why a post is gone is not in the data. A post is "
        "counted as gone by the first capture that should have shown it and did not, though it may "
        "have gone on any day since the one before. What was gone before the first capture is in "
        "no data. low and high are the 95% interval (Kaplan and Meier, Greenwood, log-log). "
        f"Steps of fewer than {data.minimum} posts are put together.",
        {
            "days": "Days since the session of captures in which a post was first seen",
            "at_risk": "Posts that were looked for after that many days",
            "gone": "Posts of them that were gone by then, and not before",
            "share": "Share still to be seen after that, 0 to 1",
            "low": "Lower end of its 95% interval; empty where it cannot be told",
            "high": "Upper end of it",
        },
    )


def weeks_of_telegram(data: Data) -> Table:
    """Count messages, answers, requests and personal data in Telegram by week."""
    frame = telegram_weeks(
        data.posts,
        data.events,
        stated=tuple(stated_members(data)),
        request_flag=data.request_flag,
        time_zone=data.time_zone,
    )
    hidden = pl.lit(False)
    for name in ("messages", "replies", "requests", "personal_data"):
        frame = suppress_small_cells(frame, name, minimum=data.minimum, totals=[WHOLE]).rename(
            {HIDDEN: f"{name}_hidden"}
        )
        hidden = hidden | pl.col(f"{name}_hidden")
    frame = frame.with_columns(hidden.alias(HIDDEN)).drop(
        "messages_hidden", "replies_hidden", "requests_hidden", "personal_data_hidden"
    )
    return Table(
        "telegram_weeks",
        "Telegram by week",
        frame,
        "Telegram messages, without service messages, by week of posting in the time zone "
        f"{data.time_zone}. {small(data)} Members are those that a person states, carried to other "
        "weeks by the joining and leaving that the export shows, which need not be all.",
        {
            "week": "Monday of the week",
            "messages": "Messages",
            "replies": "Messages that answer another one",
            "requests": "Messages that ask for information about a person, told by the lexicon; "
            "empty where no message was coded",
            "personal_data": "Messages in which personal data such as a telephone number was "
            "found; links and names are not counted",
            "members": "Members at the end of the week; empty where they are not known",
            HIDDEN: "Whether any count of the row is withheld because too few messages stand "
            "behind it",
        },
    )


def stated_members(data: Data) -> Iterator[MemberCount]:
    """Return the numbers of members that ``case.yml`` states with their day."""
    for fact in data.facts.values():
        if fact.unit == "members":
            try:
                day = date.fromisoformat(fact.stated_on)
            except ValueError:
                continue
            yield MemberCount(day, fact.value)
