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


def cumulative_views(data: Data) -> Table:
    """Add up the views of all posts made until the end of each period.

    A row follows another only when so many posts lie between them, and so many of them in no cell
    of ``posts_by_month_country``, that neither difference is a small count.
    """
    posts = data.local
    cells, months = data.periods
    published = cells.group_by("period").agg(pl.col("posts").sum().alias("published"))
    known = posts.drop_nulls("posted_at")
    periods = (
        known.group_by(pl.col("posted_at").dt.date().dt.truncate(f"{months}mo").alias("period"))
        .agg(
            pl.len().cast(pl.Int64).alias("made"),
            pl.col("views").count().cast(pl.Int64).alias("seen"),
            pl.col("views").sum(),
        )
        .join(published, on="period", how="left")
        .sort("period")
    )
    ends = _ends(periods.select("made", "seen", "published").rows(), data.minimum)
    frame = (
        periods.select(
            pl.col("period").dt.offset_by(f"{months - 1}mo").alias("month"),
            pl.col("seen").cum_sum().alias("posts"),
            pl.col("views").cum_sum(),
        )[ends]
        .pipe(suppress_small_cells, "posts", ["views"], minimum=data.minimum)
        .sort("month")
    )
    undated = posts.filter(pl.col("posted_at").is_null() & pl.col("views").is_not_null()).height > 0
    frame = frame.with_columns(pl.lit(undated).alias("partial"))
    return Table(
        "cumulative_views",
        "Views of all posts made until then",
        frame,
        f"{what(data)} Views are those of the last capture, put to the time of posting "
        f"({data.time_zone}): exports do not say when they happened. Rows with too few posts "
        f"between them are left out. {small(data)}"
        + (" Posts whose time is not known are not in it." if undated else ""),
        {
            "month": "First day of the month at whose end the posts were counted",
            "posts": "Posts made until the end of that month whose views are known",
            "views": "Views of those posts at their last capture",
            HIDDEN: WITHHELD,
            "partial": "Whether there are posts whose time is not known; they are in no row",
        },
    )


def _ends(periods: list[tuple[int, int, int | None]], minimum: int) -> list[int]:
    """Return at which periods' ends a running sum may be told.

    Parameters
    ----------
    periods : list of (int, int, int or None)
        Posts made in each, those of them whose views are known, and those that a table shows.
    minimum : int
        Smallest count to publish.
    """

    def told(gap: list[int]) -> bool:
        made, seen, in_no_cell = gap
        return made >= minimum and seen >= minimum and (not in_no_cell or in_no_cell >= minimum)

    ends: list[int] = []
    gaps: list[list[int]] = []
    gap = [0, 0, 0]
    for at, (made, seen, shown) in enumerate(periods):
        gap = [gap[0] + made, gap[1] + seen, gap[2] + made - (shown or 0)]
        if told(gap):
            ends.append(at)
            gaps.append(gap)
            gap = [0, 0, 0]
    # The last row is the sum of all: what is left joins the rows before it until it is enough.
    while any(gap) and not told(gap) and gaps:
        ends.pop()
        gap = [one + other for one, other in zip(gap, gaps.pop(), strict=True)]
    return [*ends, len(periods) - 1] if any(gap) else ends


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
    small_step = gone.is_between(1, data.minimum - 1).any()
    return Table(
        "survival",
        "Posts still to be seen, by days since they were first seen",
        # Steps are put together, so a small one is the only one: with it goes the whole curve.
        frame.with_columns(
            *(
                pl.when(~small_step).then(name).alias(name)
                for name in ("at_risk", "gone", "share", "low", "high")
            ),
            small_step.alias(HIDDEN),
        ),
        f"{what(data)} Not seen is not removed: why a post is gone is not in the data. A post is "
        "counted as gone by the first capture that should have shown it and did not, though it may "
        "have gone on any day since the one before. What was gone before the first capture is in "
        "no data. low and high are the 95% interval (Kaplan and Meier, Greenwood, log-log). "
        f"Steps of fewer than {data.minimum} posts are put together; where no more are gone in "
        "all, the curve is withheld.",
        {
            "days": "Days since the session of captures in which a post was first seen",
            "at_risk": "Posts that were looked for after that many days",
            "gone": "Posts of them that were gone by then, and not before",
            "share": "Share still to be seen after that, 0 to 1",
            "low": "Lower end of its 95% interval; empty where it cannot be told",
            "high": "Upper end of it",
            HIDDEN: WITHHELD,
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
