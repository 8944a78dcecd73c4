"""What Telegram messages written by scripts become: Telethon, Pyrogram, home-made."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sources.helpers import sample_of, sample_outline, sample_table
from tests.sources.telegram.exports import (
    CHANNEL,
    NOBODYS_PHONE,
    as_csv,
    as_json,
    as_lines,
    bot_api,
    home_made,
    outcomes,
    pyrogram,
    telethon,
)

from tefter.sources.formats.telegram_script import FORMAT
from tefter.sources.records import Event, Post, Reject, Span
from tefter.sources.telegram_objects import entities

MOMENT = datetime(2023, 11, 2, 18, 30, 5, tzinfo=UTC)


def read_one(record: dict[str, Any], **settings: Any) -> Any:
    (outcome,) = outcomes(FORMAT, as_json([record]), **settings)
    return outcome


@pytest.mark.parametrize("write", [telethon, home_made])
def test_a_message_becomes_a_post_of_its_channel(write: Any) -> None:
    post = read_one(write(42))
    assert post.post_uid == f"telegram:{CHANNEL}/42"
    assert (post.post_id, post.chat_id) == ("42", str(CHANNEL))
    assert post.account_id == f"channel{CHANNEL}"
    assert post.posted_at == MOMENT


def test_lists_lines_and_tables_say_the_same() -> None:
    record = home_made(42, "Нешто #Ново", views=12, forwards=0)
    (listed,) = outcomes(FORMAT, as_json([record]))
    (lined,) = outcomes(FORMAT, as_lines([record]), "json-lines")
    (tabled,) = outcomes(FORMAT, as_csv([record]), "table")
    assert listed == lined == tabled
    assert (listed.views, listed.shares, listed.hashtags) == (12, 0, ("ново",))


def test_counts_of_telethon_are_kept_and_unknown_ones_are_null() -> None:
    results = [
        {"_": "ReactionCount", "reaction": {"_": "ReactionEmoji", "emoticon": "👍"}, "count": 4},
        {"_": "ReactionCount", "reaction": {"_": "ReactionCustomEmoji"}, "count": 3},
    ]
    post = read_one(
        telethon(1, reactions={"_": "MessageReactions", "results": results}, replies={"replies": 9})
    )
    assert (post.views, post.shares, post.likes, post.comments) == (1200, 7, 7, 9)
    bare = read_one(telethon(1, views=None))
    assert (bare.views, bare.likes, bare.comments) == (None, None, None)


def test_offsets_of_entities_count_utf_16_and_become_characters() -> None:
    text = f"😀😀 {NOBODYS_PHONE} #Vijest"
    start = len("😀😀 ".encode("utf-16-le")) // 2
    post = read_one(
        telethon(
            1,
            text,
            entities=[
                {"_": "MessageEntityPhone", "offset": start, "length": len(NOBODYS_PHONE)},
                {
                    "_": "MessageEntityHashtag",
                    "offset": start + len(NOBODYS_PHONE) + 1,
                    "length": 7,
                },
                {
                    "_": "MessageEntityTextUrl",
                    "offset": 0,
                    "length": 2,
                    "url": "https://example.org/",
                },
            ],
        )
    )
    (span,) = post.platform_entities
    assert (span.kind, text[span.start : span.end]) == ("phone", NOBODYS_PHONE)
    assert post.hashtags == ("vijest",)
    assert post.urls == ("https://example.org/",)


@given(st.text(), st.text(min_size=1), st.text())
def test_any_marked_part_of_any_text_is_found_again(before: str, marked: str, after: str) -> None:
    def units(text: str) -> int:
        return len(text.encode("utf-16-le", "surrogatepass")) // 2

    text = before + marked + after
    mark = {"_": "MessageEntityPhone", "offset": units(before), "length": units(marked)}
    (entity,) = entities([mark], text) or ()
    assert text[entity.start : entity.end] == marked


@given(st.text(max_size=20), st.integers(-5, 60), st.integers(-5, 60))
def test_marks_outside_the_text_harm_nothing(text: str, offset: int, length: int) -> None:
    for entity in (
        entities([{"_": "MessageEntityPhone", "offset": offset, "length": length}], text) or ()
    ):
        assert 0 <= entity.start < entity.end <= len(text)


def test_a_shared_contact_is_certain_personal_data_and_never_text() -> None:
    media = {
        "_": "MessageMediaContact",
        "phone_number": NOBODYS_PHONE,
        "first_name": "Petra",
        "last_name": "Nestvarna",
        "vcard": "",
        "user_id": 0,
    }
    post = read_one(telethon(1, "", media=media))
    assert post.media_kind == "contact"
    assert post.platform_entities == (Span("contact", 0, 0),)
    assert "555" not in repr(post)
    assert "Petra" not in repr(post)


@pytest.mark.parametrize(
    ("media", "kind"),
    [
        (None, "text"),
        ({"_": "MessageMediaPhoto"}, "image"),
        ({"_": "MessageMediaWebPage", "webpage": {"url": "https://example.org"}}, "text"),
        ({"_": "MessageMediaPoll"}, "poll"),
        ({"_": "MessageMediaVenue"}, "location"),
        ({"_": "MessageMediaDocument", "document": {"mime_type": "application/pdf"}}, "document"),
        ({"_": "MessageMediaDocument", "document": {"mime_type": "video/mp4"}}, "video"),
        (
            {
                "_": "MessageMediaDocument",
                "document": {
                    "mime_type": "audio/ogg",
                    "attributes": [{"_": "DocumentAttributeAudio", "voice": True}],
                },
            },
            "voice",
        ),
        ("MessageMediaPhoto", "image"),
        ("MessageMediaPhoto(spoiler=False, photo=Photo(id=1))", "image"),
        ("MessageMediaType.VOICE", "voice"),
        ({"_": "MessageMediaDice"}, None),
    ],
)
def test_media_are_named_by_kind(media: Any, kind: str | None) -> None:
    assert read_one(telethon(1, media=media)).media_kind == kind


def test_where_the_record_says_nothing_of_media_the_kind_is_unknown() -> None:
    assert read_one(home_made(1)).media_kind is None


def test_answers_and_forwards_name_where_they_come_from() -> None:
    reply = {"_": "MessageReplyHeader", "reply_to_msg_id": 3, "reply_to_peer_id": None}
    forward = {"_": "MessageFwdHeader", "from_id": {"_": "PeerChannel", "channel_id": 1900000002}}
    post = read_one(telethon(5, reply_to=reply, fwd_from=forward))
    assert post.reply_to == f"telegram:{CHANNEL}/3"
    assert post.forwarded_from == "channel1900000002"
    assert read_one(home_made(5, reply_to=4)).reply_to == f"telegram:{CHANNEL}/4"
    named = read_one(telethon(5, fwd_from={"from_name": "Dikush"}))
    assert named.forwarded_from == "Dikush"


def test_a_persons_message_in_a_group_is_theirs() -> None:
    record = telethon(5, post=False, from_id={"_": "PeerUser", "user_id": 7000000003})
    assert read_one(record).account_id == "user7000000003"


def test_service_messages_are_events() -> None:
    action = {"_": "MessageActionChatAddUser", "users": [7000000001, 7000000002]}
    event = read_one(telethon(6, _="MessageService", action=action))
    assert isinstance(event, Event)
    assert (event.action, event.affected) == ("MessageActionChatAddUser", 2)
    assert event.event_uid == f"telegram:{CHANNEL}/6"


def test_a_dump_of_pyrogram_is_read() -> None:
    post = read_one(
        pyrogram(
            8,
            views=3,
            reactions={"_": "MessageReactions", "reactions": [{"emoji": "👍", "count": 2}]},
            forward_from_chat={"_": "Chat", "id": -1001900000002, "title": "Drugi kanal"},
            entities=[
                {"_": "MessageEntity", "type": "MessageEntityType.BOLD", "offset": 0, "length": 2}
            ],
        ),
        time_zone="Europe/Ljubljana",
    )
    assert post.post_uid == f"telegram:{CHANNEL}/8"
    assert post.chat_name == "Izmišljena skupina"
    assert (post.account_id, post.account_name) == ("user7000000003", "izmisljena_oseba")
    assert (post.likes, post.forwarded_from, post.posted_at) == (2, "Drugi kanal", MOMENT)


def test_a_message_of_the_bot_api_is_read() -> None:
    phone = {"type": "phone_number", "offset": 0, "length": len(NOBODYS_PHONE)}
    post = read_one(bot_api(9, NOBODYS_PHONE, entities=[phone]))
    assert (post.post_uid, post.chat_name) == (f"telegram:{CHANNEL}/9", "Група")
    assert (post.account_id, post.account_name) == ("user7000000003", "niko_niko")
    assert post.posted_at == MOMENT
    assert post.platform_entities == (Span("phone", 0, len(NOBODYS_PHONE)),)


def test_a_chat_known_only_by_its_handle_has_the_folded_handle_in_the_uid() -> None:
    record = {
        "id": 5,
        "date": "2023-11-02T18:30:05+00:00",
        "message": "x",
        "forwards": 1,
        "from_id": None,
        "channel_username": "@Izmisljeni_Kanal",
    }
    post = read_one(record)
    assert post.post_uid == "telegram:izmisljeni_kanal/5"
    assert post.chat_id is None
    assert FORMAT.note(sample_of([record], "json")) is None


def test_a_chat_that_no_field_names_gets_a_stand_in_of_the_files_name() -> None:
    record = {"id": 5, "date": "2023-11-02T18:30:05+00:00", "message": "x", "fwd_from": None}
    (one,) = outcomes(FORMAT, as_json([record]), name="a.json")
    (two,) = outcomes(FORMAT, as_json([record]), name="b.json")
    assert one.post_uid.startswith("telegram:unnamed-")
    assert one.post_uid != two.post_uid
    assert "stand-in" in (FORMAT.note(sample_of([record], "json")) or "")


def test_a_time_without_zone_is_unknown_until_case_yml_states_it() -> None:
    record = home_made(1, date="2023-11-02 19:30:05")
    assert read_one(record).posted_at is None
    assert read_one(record, time_zone="Europe/Skopje").posted_at == MOMENT
    assert "time_zone" in (FORMAT.note(sample_of([record], "json")) or "")
    assert FORMAT.note(sample_of([home_made(1)], "json")) is None


def test_epoch_times_are_read() -> None:
    assert read_one(home_made(1, date=1698949805)).posted_at == MOMENT


def test_tables_written_by_pandas_are_read() -> None:
    """A column of objects comes as Python's notation, one with gaps as floats."""
    row = {
        "id": "7",
        "peer_id": str({"_": "PeerChannel", "channel_id": CHANNEL}),
        "date": "2023-11-02 18:30:05+00:00",
        "message": "Vest, sa zarezom",
        "views": "1200.0",
        "forwards": "nan",
        "from_id": "",
        "reply_to": "{'_': 'MessageReplyHeader', 'reply_to_msg_id': 3}",
        "fwd_from": "{'_': 'MessageFwdHeader', 'date': datetime.datetime(2023, 1, 1, 0, 0, "
        "tzinfo=datetime.timezone.utc), 'from_name': 'Neko', 'psa': b'x'}",
    }
    (post,) = outcomes(FORMAT, as_csv([row]), "table")
    assert post.post_uid == f"telegram:{CHANNEL}/7"
    assert (post.views, post.shares) == (1200, None)
    assert post.reply_to == f"telegram:{CHANNEL}/3"
    assert post.forwarded_from == "Neko"


def test_a_cell_that_looks_like_code_is_never_run() -> None:
    row = home_made(1) | {"fwd_from": "[__import__('os').abort()]", "reply_to": "(" * 50}
    (post,) = outcomes(FORMAT, as_csv([row]), "table")
    assert (post.forwarded_from, post.reply_to) == (None, None)


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (telethon(1, _="MessageEmpty"), "wrong_shape"),
        (home_made(1) | {"message_id": None}, "no_identifier"),
    ],
)
def test_what_cannot_be_read_is_a_reject(record: dict[str, Any], reason: str) -> None:
    outcome = read_one(record)
    assert isinstance(outcome, Reject)
    assert outcome.reason == reason


@pytest.mark.parametrize("write", [telethon, home_made, pyrogram, bot_api])
def test_dumps_are_recognised_in_every_shape(write: Any) -> None:
    record = write(1)
    assert FORMAT.recognise(sample_of([record])) > 50
    assert FORMAT.recognise(sample_of([record], "json")) > 50
    cells = [cell if cell is None else str(cell) for cell in record.values()]
    assert FORMAT.recognise(sample_table(list(record), [cells])) > 50


@pytest.mark.parametrize(
    "record",
    [
        {"id": 1, "date": "2023-11-02", "text": "x", "views": 5},
        {"id": 1, "date": "2023-11-02", "text": "x", "user_id": 5, "likes": 3},
        {"id": 1, "title": "x", "date": "2023-11-02"},
        {"message_id": 1, "date": "x", "subject": "mail", "from": "a"},
        {
            "id": "1",
            "guild_id": "2",
            "channel_id": "3",
            "message_id": "4",
            "date": "",
            "content": "",
        },
    ],
)
def test_a_generic_table_is_not_taken_for_telegram(record: dict[str, Any]) -> None:
    assert FORMAT.recognise(sample_of([record])) == 0
    assert FORMAT.recognise(sample_of([record], "json")) == 0
    assert FORMAT.recognise(sample_table(list(record), [[str(v) for v in record.values()]])) == 0


@given(
    st.dictionaries(
        st.sampled_from(
            [
                "id",
                "message_id",
                "date",
                "message",
                "text",
                "views",
                "peer_id",
                "from_id",
                "sender_id",
                "chat",
                "entities",
                "media",
                "reactions",
                "replies",
                "reply_to",
                "fwd_from",
                "action",
                "_",
                "channel",
                "sender",
            ]
        ),
        st.recursive(
            st.none() | st.booleans() | st.integers(-(10**13), 10**13) | st.text(max_size=5),
            lambda inner: (
                st.lists(inner, max_size=2)
                | st.dictionaries(
                    st.sampled_from(["_", "id", "channel_id", "count", "offset", "results"]), inner
                )
            ),
            max_leaves=5,
        ),
    )
)
def test_whatever_stands_in_a_record_it_is_read_or_refused(record: dict[str, Any]) -> None:
    from tefter.sources.contract import Raw  # noqa: PLC0415
    from tefter.values import Unreadable  # noqa: PLC0415

    try:
        outcome = FORMAT.parse(Raw(1, record, {"file": "x"}))
    except Unreadable as refusal:
        assert refusal.reason
    else:
        assert isinstance(outcome, Post | Event | Reject)


@pytest.mark.parametrize("key", ["messages", "data"])
def test_an_object_around_the_messages_tells_their_chat(key: str) -> None:
    record = {"id": 5, "date": "2023-11-02T18:30:05+00:00", "text": "x", "forwards": 0, "views": 3}
    document = {
        "channel": {"id": CHANNEL, "title": "Kanali"},
        "count": 1,
        key: [record | {"fwd_from": None}],
    }
    (post,) = outcomes(FORMAT, as_json(document))
    assert post.post_uid == f"telegram:{CHANNEL}/5"
    assert post.chat_name == "Kanali"
    sample = sample_outline(document)
    assert FORMAT.recognise(sample) > 50
    assert FORMAT.note(sample) is None


def test_a_single_message_in_a_file_is_read() -> None:
    (post,) = outcomes(FORMAT, as_json(telethon(5)))
    assert post.post_id == "5"
    assert FORMAT.recognise(sample_outline(telethon(5))) > 50


def test_links_behind_words_are_found_in_the_markdown_of_telethon() -> None:
    text = "Vidi [ovde](https://example.org/a_(b))a i [.](https://t.me/nekanal/5)[x](https://example.org/c)."
    post = read_one(home_made(1, text))
    assert post.urls == (
        "https://example.org/a_(b)",
        "https://t.me/nekanal/5",
        "https://example.org/c",
    )
    assert post.text == text
