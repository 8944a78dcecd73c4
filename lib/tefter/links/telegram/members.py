"""How many members a chat had: what a person states, carried by the joining and leaving seen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import polars as pl

from tefter.frames import require

JOINING = (
    "invite_members",
    "join_group_by_link",
    "join_group_by_request",
    "MessageActionChatAddUser",
    "MessageActionChatJoinedByLink",
    "MessageActionChatJoinedByRequest",
    "new_chat_members",
)
LEAVING = ("remove_members", "MessageActionChatDeleteUser", "left_chat_members")
"""Actions in the words of Telegram Desktop (``export_output_json.cpp``), of Telegram's schema
(https://core.telegram.org/type/MessageAction) and of Pyrogram."""


class MemberCount(NamedTuple):
    """How many members a chat had on a day, as a person states it with a source."""

    day: date
    members: int


def member_changes(events: pl.DataFrame) -> pl.DataFrame:
    """Return how many joined or left with every service message that says so.

    Parameters
    ----------
    events : polars.DataFrame
        ``frames.EVENTS``. An event captured twice counts once.

    Returns
    -------
    polars.DataFrame
        ``event_uid``, ``chat_id``, ``posted_at`` and ``change`` Int64, by time: how many joined,
        negative for those who left. Where the export does not say how many, one.
    """
    require(events, ("event_uid", "chat_id", "action", "posted_at", "affected"), "member_changes")
    many = pl.col("affected").fill_null(1)
    return (
        events.filter(pl.col("action").is_in([*JOINING, *LEAVING]))
        .unique("event_uid", keep="first", maintain_order=True)
        .select(
            "event_uid",
            "chat_id",
            "posted_at",
            change=pl.when(pl.col("action").is_in(LEAVING)).then(-many).otherwise(many),
        )
        .sort("posted_at", "event_uid")
    )


def members_by_week(
    weeks: pl.DataFrame, events: pl.DataFrame, stated: Sequence[MemberCount], time_zone: str
) -> pl.DataFrame:
    """Add how many members the chat had at the end of each week.

    The number stated nearest before the end of the week, else the nearest after it, is carried
    there by the joining and leaving in between. Telegram shows neither in channels, and not all in
    large groups, so this follows what the export shows and is no count of the members.

    Parameters
    ----------
    weeks : polars.DataFrame
        ``week`` Date, the Monday.
    events : polars.DataFrame
        ``frames.EVENTS`` of one chat. With several chats it is not known whose members are stated,
        and nobody's are told.
    stated : sequence of MemberCount
        What is stated of that chat. Without any, the members are not known.
    time_zone : str
        IANA zone in which a day begins.

    Returns
    -------
    polars.DataFrame
        The same rows with ``members`` Int64; null where it is not known.
    """
    unknown = weeks.with_columns(members=pl.lit(None, pl.Int64))
    if not stated or events["chat_id"].drop_nulls().n_unique() > 1:
        return unknown
    days = (
        member_changes(events)
        .drop_nulls("posted_at")
        .select("change", day=pl.col("posted_at").dt.convert_time_zone(time_zone).dt.date())
    )
    net = days.group_by("day").agg(pl.col("change").sum()).sort("day")
    moved = net.select("day", sum=pl.col("change").cum_sum())
    known = pl.DataFrame(
        sorted(stated), schema={"day": pl.Date, "stated": pl.Int64}, orient="row"
    ).unique("day", keep="last", maintain_order=True)
    known = known.join_asof(moved, on="day", strategy="backward").with_columns(
        pl.col("sum").fill_null(0)
    )
    ends = weeks.select("week", day=pl.col("week") + pl.duration(days=6)).sort("day")
    ends = ends.join_asof(moved.rename({"sum": "here"}), on="day", strategy="backward")
    anchor = known.select("day", base=pl.col("stated") - pl.col("sum"))
    before = ends.join_asof(anchor, on="day", strategy="backward")
    after = ends.join_asof(anchor, on="day", strategy="forward")
    members = ends.select(
        "week",
        members=(pl.col("here").fill_null(0) + before["base"].fill_null(after["base"])).cast(
            pl.Int64
        ),
    )
    return weeks.join(members, on="week", how="left", maintain_order="left")
