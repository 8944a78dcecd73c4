"""Telegram week by week: messages, answers, members, requests."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import polars as pl
from hypothesis import given
from hypothesis import strategies as st
from tests.links.frames import posts

from tefter.frames import EVENTS
from tefter.links import MemberCount, member_changes, telegram_weeks, threads
from tefter.links.telegram.threads import THREADS
from tefter.links.telegram.weeks import WEEKS

MONDAY = datetime(2023, 11, 6, 12, tzinfo=UTC)


def message(number: int, day: int = 0, chat: str = "9", **columns):
    return {
        "post_uid": f"telegram:{chat}/{number}",
        "platform": "telegram",
        "chat_id": chat,
        "account_id": f"user{number % 3}",
        "posted_at": MONDAY + timedelta(days=day, minutes=number),
        "flags": [],
        "personal_data": [],
    } | columns


def events(*rows: tuple[int, str, int | None], chat: str = "9") -> pl.DataFrame:
    made = [
        {
            "event_uid": f"telegram:{chat}/e{place}",
            "platform": "telegram",
            "chat_id": chat,
            "action": action,
            "affected": affected,
            "posted_at": MONDAY + timedelta(days=day),
        }
        for place, (day, action, affected) in enumerate(rows)
    ]
    plain = dict.fromkeys(EVENTS.schema)
    return pl.DataFrame([plain | row for row in made], schema=EVENTS.schema)


def test_a_week_counts_messages_answers_requests_and_personal_data():
    phone = [{"kind": "phone", "start": 0, "end": 9}]
    frame = posts(
        message(1),
        message(2, reply_to="telegram:9/1", flags=["information_requested"]),
        message(3, day=14, personal_data=phone),
        {"post_uid": "tiktok:1", "platform": "tiktok"},
    )
    weeks = telegram_weeks(frame, events())
    assert weeks.drop("members").rows() == [
        (date(2023, 11, 6), 2, 1, 1, 0),
        (date(2023, 11, 13), 0, 0, 0, 0),
        (date(2023, 11, 20), 1, 0, 0, 1),
    ]
    assert weeks["members"].to_list() == [None] * 3


def test_requests_are_not_known_where_nobody_coded():
    weeks = telegram_weeks(posts(message(1, flags=None)), events())
    assert weeks["requests"].to_list() == [None]


def test_a_week_begins_on_monday_in_the_time_zone_of_the_case():
    late = message(1, posted_at=datetime(2023, 11, 5, 23, 30, tzinfo=UTC))
    assert telegram_weeks(posts(late), events())["week"][0] == date(2023, 10, 30)
    local = telegram_weeks(posts(late), events(), time_zone="Europe/Belgrade")
    assert local["week"][0] == date(2023, 11, 6)


def test_members_stated_are_carried_by_joining_and_leaving():
    frame = posts(message(1), message(2, day=7), message(3, day=14))
    happened = events(
        (1, "join_group_by_link", 1),
        (8, "invite_members", 4),
        (9, "remove_members", None),
        (15, "MessageActionChatJoinedByLink", 1),
        (16, "pin_message", None),
    )
    stated = [MemberCount(date(2023, 11, 19), 100)]
    weeks = telegram_weeks(frame, happened, stated=stated)
    assert weeks["members"].to_list() == [97, 100, 101]


def test_a_number_stated_later_takes_over_from_its_day_on():
    frame = posts(message(1), message(2, day=7))
    stated = [MemberCount(date(2023, 11, 7), 50), MemberCount(date(2023, 11, 15), 80)]
    assert telegram_weeks(frame, events(), stated=stated)["members"].to_list() == [50, 80]


def test_members_of_one_of_several_chats_are_nobodys():
    both = pl.concat([events((1, "invite_members", 2)), events((1, "invite_members", 2), chat="8")])
    weeks = telegram_weeks(posts(message(1)), both, stated=[MemberCount(date(2023, 11, 7), 50)])
    assert weeks["members"].to_list() == [None]


def test_an_event_captured_twice_is_one():
    twice = pl.concat([events((1, "invite_members", 2))] * 2)
    assert member_changes(twice)["change"].to_list() == [2]


def test_a_thread_is_a_message_and_all_that_answers_it():
    frame = posts(
        message(1),
        message(2, reply_to="telegram:9/1"),
        message(3, reply_to="telegram:9/2"),
        message(4, reply_to="telegram:9/99"),
    )
    found = threads(frame)
    assert found.select("root_uid", "replies", "accounts", "depth").rows() == [
        ("telegram:9/1", 2, 2, 2),
        ("telegram:9/99", 1, 1, 1),
    ]
    assert found["chat_id"].to_list() == ["9", None]


def test_comments_in_a_discussion_group_are_led_back_to_the_channels_post():
    text = "Nova objava kanala"
    frame = posts(
        message(5, chat="100", text_clean=text, chat_name="Kanal"),
        message(5, day=40, chat="100", post_uid="telegram:100/6", text_clean=text),
        message(7, chat="9", text_clean=text, forwarded_from="Kanal"),
        message(8, chat="9", reply_to="telegram:9/7"),
        message(9, chat="9", text_clean=text, forwarded_from="Drugi"),
        message(10, chat="9", reply_to="telegram:9/9"),
    )
    found = dict(threads(frame).select("root_uid", "channel_post_uid").iter_rows())
    assert found == {"telegram:9/7": "telegram:100/5", "telegram:9/9": None}


@given(st.lists(st.integers(-1, 12), max_size=12))
def test_every_answer_belongs_to_one_thread(parents):
    above = [parent if parent < number else -1 for number, parent in enumerate(parents)]
    frame = posts(
        *(
            message(number, reply_to=None if parent < 0 else f"telegram:9/{parent}")
            for number, parent in enumerate(above)
        )
    )
    assert threads(frame)["replies"].sum() == sum(parent >= 0 for parent in above)


def test_a_circle_of_answers_ends():
    frame = posts(message(1, reply_to="telegram:9/2"), message(2, reply_to="telegram:9/1"))
    assert threads(frame).is_empty()


def test_nothing_gives_no_weeks_and_no_threads():
    assert dict(telegram_weeks(posts(), events()).schema) == WEEKS
    assert dict(threads(posts()).schema) == THREADS
