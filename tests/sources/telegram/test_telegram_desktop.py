"""What Telegram Desktop's result.json becomes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sources.helpers import sample_outline
from tests.sources.telegram.exports import (
    CHANNEL,
    NOBODYS_PHONE,
    as_json,
    chat,
    full_export,
    message,
    outcomes,
    service,
)

from tefter.sources.contract import Raw
from tefter.sources.formats.telegram_desktop import FORMAT
from tefter.sources.records import Event, Post, Reject, Span
from tefter.sources.telegram import Chat
from tefter.values import Unreadable


def read_one(record: dict[str, Any], **settings: Any) -> Any:
    (outcome,) = outcomes(FORMAT, as_json(chat([record])), **settings)
    return outcome


def test_a_message_becomes_a_post_with_its_chat_sender_and_time() -> None:
    post = read_one(message(77, "Lajmi i ditës"))

    assert post.post_uid == f"telegram:{CHANNEL}/77"
    assert (post.post_id, post.chat_id, post.chat_name) == ("77", str(CHANNEL), "Kanali i sajuar")
    assert (post.account_id, post.account_name) == (f"channel{CHANNEL}", "Kanali i sajuar")
    assert post.posted_at == datetime(2023, 11, 2, 18, 30, 5, tzinfo=UTC)
    assert post.text == "Lajmi i ditës"
    assert post.media_kind == "text"


def test_views_that_the_export_does_not_carry_are_unknown_not_zero() -> None:
    post = read_one(message(1))
    assert (post.views, post.comments, post.shares, post.likes) == (None, None, None, None)


def test_a_text_in_parts_reads_as_it_is_shown() -> None:
    post = read_one(
        message(
            1,
            [
                "Piši na ",
                {"type": "email", "text": "nikoga@example.org"},
                " ili 😀 ",
                {"type": "phone", "text": NOBODYS_PHONE},
                ", ",
                {"type": "text_link", "text": "više", "href": "https://example.org/a"},
                " ",
                {"type": "hashtag", "text": "#Vijest"},
                " ",
                {"type": "mention", "text": "@neko_neko"},
                {"type": "bold", "text": "!"},
            ],
        )
    )

    assert (
        post.text == f"Piši na nikoga@example.org ili 😀 {NOBODYS_PHONE}, više #Vijest @neko_neko!"
    )
    assert post.hashtags == ("vijest",)
    assert post.mentions == ("neko_neko",)
    assert post.urls == ("https://example.org/a",)
    assert {(span.kind, post.text[span.start : span.end]) for span in post.platform_entities} == {
        ("email", "nikoga@example.org"),
        ("phone", NOBODYS_PHONE),
    }


@pytest.mark.parametrize("kind", ["phone", "email", "bank_card", "mention_name"])
def test_what_telegram_marks_as_personal_is_kept_as_a_span(kind: str) -> None:
    post = read_one(message(1, ["a ", {"type": kind, "text": "1234 5678"}, " b"]))
    assert post.platform_entities == (Span(kind, 2, 11),)


@given(
    st.lists(
        st.one_of(
            st.text(max_size=8),
            st.builds(
                lambda kind, text: {"type": kind, "text": text},
                st.sampled_from(["plain", "bold", "phone", "spoiler", "custom_emoji"]),
                st.text(min_size=1, max_size=8),
            ),
        ),
        max_size=6,
    )
)
def test_spans_count_characters_of_the_joined_text(parts: list[Any]) -> None:
    from tefter.sources.formats.telegram_desktop import written  # noqa: PLC0415

    text, marked = written({"text": parts})

    assert text == "".join(part if isinstance(part, str) else part["text"] for part in parts)
    phones = [part["text"] for part in parts if isinstance(part, dict) and part["type"] == "phone"]
    assert [text[span.start : span.end] for span in marked.spans] == phones


def test_entities_are_used_where_the_text_came_as_one_string() -> None:
    record = message(1, "Zovi 061") | {
        "text_entities": [{"type": "plain", "text": "Zovi "}, {"type": "phone", "text": "061"}]
    }
    assert read_one(record).platform_entities == (Span("phone", 5, 8),)


def test_a_shared_contact_is_certain_personal_data_and_never_text() -> None:
    post = read_one(
        message(
            1,
            "",
            contact_information={
                "first_name": "Petra",
                "last_name": "Nestvarna",
                "phone_number": NOBODYS_PHONE,
            },
        )
    )

    assert post.media_kind == "contact"
    assert post.platform_entities == (Span("contact", 0, 0),)
    assert "Petra" not in repr(post)
    assert "555" not in repr(post)


def test_likes_are_the_sum_of_reactions_and_who_reacted_is_not_kept() -> None:
    post = read_one(
        message(
            1,
            reactions=[
                {
                    "type": "emoji",
                    "count": 5,
                    "emoji": "👍",
                    "recent": [{"from": "Ana Primjer", "from_id": "user7000000001", "date": "x"}],
                },
                {"type": "custom_emoji", "count": 2, "document_id": "1"},
                {"type": "paid", "count": 10},
            ],
        )
    )

    assert post.likes == 17
    assert "Ana" not in repr(post)


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"photo": "photos/1.jpg"}, "image"),
        ({"media_type": "video_file", "mime_type": "video/mp4", "file": "x"}, "video"),
        ({"media_type": "video_message", "file": "x"}, "video"),
        ({"media_type": "voice_message", "file": "x"}, "voice"),
        ({"media_type": "audio_file", "file": "x"}, "audio"),
        ({"media_type": "animation", "file": "x"}, "animation"),
        ({"media_type": "sticker", "file": "x", "sticker_emoji": "😀"}, "sticker"),
        ({"file": "(File not included.)", "mime_type": "image/png"}, "image"),
        ({"file": "x", "mime_type": "application/pdf"}, "document"),
        ({"location_information": {"latitude": 42.6, "longitude": 21.1}}, "location"),
        ({"game_title": "x"}, None),
        ({}, "text"),
    ],
)
def test_media_are_named_by_kind(fields: dict[str, Any], kind: str | None) -> None:
    assert read_one(message(1, **fields)).media_kind == kind


def test_a_poll_keeps_its_question_and_answers_beside_the_text() -> None:
    poll = {
        "question": "Dakle?",
        "closed": False,
        "total_voters": 3,
        "answers": [{"text": "Da", "voters": 2, "chosen": False}, {"text": "Ne", "voters": 1}],
    }
    post = read_one(message(1, "", poll=poll))
    assert (post.media_kind, post.text, post.media_text) == ("poll", "", "Dakle?\nDa\nNe")


def test_answers_and_forwards_name_where_they_come_from() -> None:
    own = read_one(message(5, reply_to_message_id=3))
    other = read_one(message(5, reply_to_message_id=3, reply_to_peer_id="channel1900000002"))
    forwarded = read_one(message(5, forwarded_from="Tjetër kanal"))
    hidden = read_one(message(5, forwarded_from=None, forwarded_from_id="channel1900000002"))

    assert own.reply_to == f"telegram:{CHANNEL}/3"
    assert other.reply_to == "telegram:1900000002/3"
    assert forwarded.forwarded_from == "Tjetër kanal"
    assert hidden.forwarded_from == "channel1900000002"


def test_a_deleted_account_has_a_number_and_no_name() -> None:
    post = read_one(message(1, **{"from": None, "from_id": "user7000000004"}))
    assert (post.account_id, post.account_name) == ("user7000000004", None)


@pytest.mark.parametrize(
    ("record", "affected"),
    [
        (service(2, "invite_members", members=["Ana Primjer", None]), 2),
        (service(2, "remove_members", members=["Ana Primjer"]), 1),
        (service(2, "join_group_by_link", inviter="x"), 1),
        (service(2, "pin_message", message_id=1), None),
    ],
)
def test_a_service_message_is_an_event_not_a_post(
    record: dict[str, Any], affected: int | None
) -> None:
    event = read_one(record)
    assert isinstance(event, Event)
    assert event.event_uid == f"telegram:{CHANNEL}/2"
    assert (event.action, event.affected) == (record["action"], affected)
    assert event.account_id == "user7000000001"


def test_without_a_zone_the_time_is_unknown_until_case_yml_states_it() -> None:
    record = message(1)
    del record["date_unixtime"]

    assert read_one(record).posted_at is None
    stated = read_one(record, time_zone="Europe/Belgrade")
    assert stated.posted_at == datetime(2023, 11, 2, 18, 30, 5, tzinfo=UTC)
    assert "time_zone: Europe/Belgrade" in (FORMAT.note(sample_outline(chat([record]))) or "")
    assert FORMAT.note(sample_outline(chat([message(1)]))) is None


def test_a_full_export_gives_every_chat_and_rejects_the_address_book() -> None:
    export = full_export(
        [chat([message(1), service(2, "pin_message")]), chat([message(1)], id=1900000005)],
        [chat([message(9)], id=1900000006, type="private_supergroup")],
    )
    found = outcomes(FORMAT, as_json(export))

    assert [type(outcome) for outcome in found].count(Reject) == 3
    assert {o.reason for o in found if isinstance(o, Reject)} == {"address_book"}
    assert [o.post_uid for o in found if isinstance(o, Post)] == [
        f"telegram:{CHANNEL}/1",
        "telegram:1900000005/1",
        "telegram:1900000006/9",
    ]
    assert "Nestvarna" not in repr(found)


def test_every_record_of_a_file_has_its_own_number() -> None:
    import io  # noqa: PLC0415

    from tefter.sources.contract import Opened  # noqa: PLC0415

    content = as_json(full_export([chat([message(1)]), chat([message(1)], id=1900000005)])).encode()
    numbers = [raw.number for raw in FORMAT.records(Opened("x", "json", io.BytesIO(content)))]
    assert numbers == list(range(1, 6))


def test_saved_messages_and_unnamed_chats_are_read_too() -> None:
    saved = {"type": "saved_messages", "id": 7000000009, "messages": [message(1)]}
    gone = {"name": None, "type": "personal_chat", "id": 7000000008, "messages": [message(2)]}
    found = outcomes(FORMAT, as_json(full_export([saved, gone])))
    posts = [outcome for outcome in found if isinstance(outcome, Post)]
    assert [(post.chat_id, post.chat_name) for post in posts] == [
        ("7000000009", None),
        ("7000000008", None),
    ]


def test_a_chat_without_a_number_gets_a_stand_in_that_stays_the_same() -> None:
    export = {"name": "Stara grupa", "type": "private_group", "messages": [message(4)]}
    (first,), (again,) = outcomes(FORMAT, as_json(export)), outcomes(FORMAT, as_json(export))

    assert first.chat_id is None
    assert first.post_uid == again.post_uid
    assert first.post_uid.startswith("telegram:unnamed-")
    assert "Stara" not in first.post_uid
    assert "stand-in" in (FORMAT.note(sample_outline(export)) or "")


def test_numbers_of_exports_before_2021_are_unshifted() -> None:
    """Then a channel's number was written plus 2 x 2^32, and a user's plus 2^32."""
    by_channel = message(1, from_id=(2 << 32) + CHANNEL)
    by_user = message(2, from_id=(1 << 32) + 700000001)
    export = chat([by_channel, by_user], id=(2 << 32) + CHANNEL)
    first, second = outcomes(FORMAT, as_json(export))

    assert first.post_uid == f"telegram:{CHANNEL}/1"
    assert first.account_id == f"channel{CHANNEL}"
    assert second.account_id == "user700000001"


def test_messages_from_before_a_group_became_a_supergroup_keep_apart() -> None:
    """Telegram Desktop shifts their numbers by -1,000,000,000; both numberings start at 1."""
    old, new = outcomes(FORMAT, as_json(chat([message(5 - 1_000_000_000), message(5)])))
    assert old.post_id == new.post_id == "5"
    assert old.post_uid != new.post_uid


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ({"id": 1, "type": "unsupported"}, "wrong_shape"),
        ({"type": "message", "text": ""}, "no_identifier"),
        ({"id": "x", "type": "message"}, "no_identifier"),
        ({"id": 1}, "wrong_shape"),
    ],
)
def test_a_message_that_cannot_be_read_is_a_reject(record: dict[str, Any], reason: str) -> None:
    assert read_one(record).reason == reason


def test_unknown_keys_are_normal() -> None:
    assert isinstance(read_one(message(1, new_field={"x": [1]}, via_bot="@x")), Post)


@pytest.mark.parametrize("kind", ["public_channel", "private_supergroup", "saved_messages"])
def test_a_single_chat_is_recognised(kind: str) -> None:
    assert FORMAT.recognise(sample_outline(chat([message(1)], type=kind))) == 100


def test_a_full_export_is_recognised_even_if_the_sample_ends_before_its_chats() -> None:
    export = full_export([chat([message(1)])])
    assert FORMAT.recognise(sample_outline(export)) == 100
    start = {key: export[key] for key in ("about", "personal_information", "contacts")}
    assert FORMAT.recognise(sample_outline(start)) > 0


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"messages": [{"role": "user"}]},
        {"chats": [1]},
        {"data": {"videos": []}},
        {"about": "x"},
    ],
)
def test_other_documents_are_not_recognised(document: dict[str, Any]) -> None:
    assert FORMAT.recognise(sample_outline(document)) == 0


@pytest.mark.parametrize("offset", range(12))
def test_control_characters_in_telegrams_own_notation_are_read(offset: int) -> None:
    r"""Telegram Desktop writes them as \x0B, which is no JSON; a real \\x41 stays as it is."""
    content = as_json(chat([message(1, "a" * offset + "@1@" + r"\x41 \u0041 \\" + "@2@")]))
    content = content.replace("@1@", r"\x0B").replace("@2@", r"\x1F")
    (post,) = outcomes(FORMAT, content)
    assert post.text == "a" * offset + "\x0b" + r"\x41 \u0041 \\" + "\x1f"


@given(st.integers(1, 9), st.text(alphabet="\\x0Bn", max_size=12))
def test_where_a_block_ends_makes_no_difference(block: int, text: str) -> None:
    import io  # noqa: PLC0415

    from tefter.sources import telegram_walk  # noqa: PLC0415

    class Drops(io.BytesIO):
        def read(self, _size: int | None = -1) -> bytes:
            return super().read(block)

    at_once = telegram_walk.MendedEscapes(io.BytesIO(text.encode())).read()
    assert telegram_walk.MendedEscapes(Drops(text.encode())).read() == at_once


def test_a_file_that_ends_early_keeps_what_came_before() -> None:
    content = as_json(chat([message(1), message(2), message(3)]))
    found = outcomes(FORMAT, content[: content.index('"id": 3') + 40])
    assert [type(outcome) for outcome in found] == [Post, Post, Reject]
    assert found[2].reason == "truncated"


def test_a_broken_message_costs_only_itself() -> None:
    content = as_json(chat([message(1), message(2), message(3)]))
    content = content.replace('"id": 2,', '"id": 2 "type",')
    found = outcomes(FORMAT, content)
    assert [type(outcome) for outcome in found] == [Post, Reject, Post]


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**13), 10**13) | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["type", "text", "count", "answers", "href"]), inner)
    ),
    max_leaves=6,
)


@given(
    st.sampled_from(["message", "service"]),
    st.dictionaries(
        st.sampled_from(
            [
                "date",
                "date_unixtime",
                "from",
                "from_id",
                "actor_id",
                "action",
                "members",
                "text",
                "text_entities",
                "reactions",
                "poll",
                "media_type",
                "mime_type",
                "reply_to_message_id",
                "reply_to_peer_id",
                "forwarded_from",
            ]
        ),
        JUNK,
    ),
)
def test_whatever_stands_in_a_message_it_is_read_or_refused(
    kind: str, fields: dict[str, Any]
) -> None:
    context = {"chat": Chat("1", "1", None), "time_zone": "Europe/Tirane"}
    try:
        outcome = FORMAT.parse(Raw(1, {"id": 1, "type": kind} | fields, context))
    except Unreadable as refusal:
        assert refusal.reason
    else:
        assert isinstance(outcome, Post | Event | Reject)


def test_nothing_that_holds_records_is_passed_over_in_silence() -> None:
    document = full_export([chat([message(1)])]) | {
        "stories": {"about": "Stories", "list": [{"id": 1}, {"id": 2}]},
        "something_new": {"list": [{"id": 1}]},
    }
    document["chats"]["list"] += [
        {"name": "B", "type": "public_channel", "id": 9, "messages": {"1": message(1)}},
        {"name": "C", "type": "public_channel", "id": 8},
        "no chat",
    ]
    document["left_chats"] = {"list": {"a": 1}}
    rejects = [one for one in outcomes(FORMAT, as_json(document)) if isinstance(one, Reject)]
    assert [(one.reason, one.detail) for one in rejects if one.reason != "address_book"] == [
        ("wrong_shape", "messages is not a list"),
        ("wrong_shape", "a chat without messages"),
        ("not_an_object", "a chat is not an object"),
        ("wrong_shape", "a section of the export holds no list"),
        ("unsupported_record", "a story"),
        ("unsupported_record", "a story"),
        ("wrong_shape", "a part of the export that is not known"),
    ]


@given(st.permutations(["name", "type", "id", "messages"]), st.booleans())
def test_a_chat_is_known_by_its_number_and_name_wherever_they_stand(order, whole) -> None:
    def ordered(**fields: Any) -> dict[str, Any]:
        made = chat([message(1), message(2)], **fields)
        return {key: made[key] for key in order}

    chats = [ordered(), ordered(name="Druga grupa", id=77)]
    document = full_export(chats) if whole else chats[0]
    posts = [one for one in outcomes(FORMAT, as_json(document)) if isinstance(one, Post)]
    expected = [(str(CHANNEL), "Kanali i sajuar")] * 2
    assert [(post.chat_id, post.chat_name) for post in posts] == (
        expected + [("77", "Druga grupa")] * 2 if whole else expected
    )
