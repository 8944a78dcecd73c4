"""Synthetic Telegram exports in the shapes that real programs write. Nobody in them exists.

Phone numbers are of the range kept free for fiction: +1 202-555-0100 to -0199.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from typing import Any

from tefter.sources.contract import Format, Opened, Shape
from tefter.sources.records import Outcome

CHANNEL = 1900000001
NOBODYS_PHONE = "+1 202 555 0143"


def message(number: int, text: Any = "Mirëmëngjes", **fields: Any) -> dict[str, Any]:
    """Return a message as Telegram Desktop writes it since 2022."""
    return {
        "id": number,
        "type": "message",
        "date": "2023-11-02T19:30:05",
        "date_unixtime": "1698949805",
        "from": "Kanali i sajuar",
        "from_id": f"channel{CHANNEL}",
        "text": text,
        "text_entities": _entities(text),
    } | fields


def service(number: int, action: str, **fields: Any) -> dict[str, Any]:
    """Return a service message as Telegram Desktop writes it."""
    return {
        "id": number,
        "type": "service",
        "date": "2023-11-01T08:00:00",
        "date_unixtime": "1698822000",
        "actor": "Ana Primjer",
        "actor_id": "user7000000001",
        "action": action,
        "text": "",
        "text_entities": [],
    } | fields


def chat(messages: Sequence[dict[str, Any]], **fields: Any) -> dict[str, Any]:
    """Return a single chat's export."""
    start = {"name": "Kanali i sajuar", "type": "public_channel", "id": CHANNEL}
    return start | fields | {"messages": list(messages)}


def full_export(chats: Sequence[dict[str, Any]], left: Sequence[dict[str, Any]] = ()) -> Any:
    """Return the export of a whole account, with its owner's address book."""
    return {
        "about": "Here is the data you requested.",
        "personal_information": {
            "user_id": 7000000009,
            "first_name": "Vesna",
            "last_name": "Izmišljena",
            "phone_number": NOBODYS_PHONE,
            "bio": "",
        },
        "profile_pictures": [{"date": "2021-01-01T00:00:00", "photo": "(Photo not included.)"}],
        "contacts": {
            "about": "If you allow access, contacts are synced.",
            "list": [
                {
                    "user_id": 7000000002,
                    "first_name": "Petra",
                    "last_name": "Nestvarna",
                    "phone_number": NOBODYS_PHONE,
                    "date": "2021-05-05T10:00:00",
                    "date_unixtime": "1620208800",
                },
                {"date": "2021-05-06T10:00:00", "date_unixtime": "1620295200"},
            ],
        },
        "frequent_contacts": {
            "about": "People you write to often.",
            "list": [
                {
                    "id": 7000000002,
                    "category": "people",
                    "type": "user",
                    "name": "Petra Nestvarna",
                    "rating": 1.5,
                }
            ],
        },
        "sessions": {"about": "Devices", "list": [{"last_ip": "192.0.2.1"}]},
        "chats": {"about": "Chats", "list": list(chats)},
        "left_chats": {"about": "Left", "list": list(left)},
    }


def telethon(number: int, text: str = "Dobro jutro", **fields: Any) -> dict[str, Any]:
    """Return a message as ``json.dumps(message.to_dict(), default=str)`` writes it."""
    return {
        "_": "Message",
        "id": number,
        "peer_id": {"_": "PeerChannel", "channel_id": CHANNEL},
        "date": "2023-11-02 18:30:05+00:00",
        "message": text,
        "out": False,
        "post": True,
        "from_id": None,
        "fwd_from": None,
        "reply_to": None,
        "media": None,
        "entities": [],
        "views": 1200,
        "forwards": 7,
        "edit_date": None,
        "reactions": None,
    } | fields


def home_made(number: int, text: str = "Добро утро", **fields: Any) -> dict[str, Any]:
    """Return a message as a short script of somebody's own writes it."""
    return {
        "message_id": number,
        "sender_id": -1000000000000 - CHANNEL,
        "text": text,
        "date": "2023-11-02T18:30:05+00:00",
        "channel": "Измислен канал",
    } | fields


def pyrogram(number: int, text: str = "Dober dan", **fields: Any) -> dict[str, Any]:
    """Return a message as ``str(message)`` of Pyrogram writes it."""
    return {
        "_": "Message",
        "id": number,
        "from_user": {
            "_": "User",
            "id": 7000000003,
            "username": "izmisljena_oseba",
            "first_name": "Izmišljena",
            "last_name": "Oseba",
        },
        "date": "2023-11-02 19:30:05",
        "chat": {
            "_": "Chat",
            "id": -1000000000000 - CHANNEL,
            "type": "ChatType.SUPERGROUP",
            "title": "Izmišljena skupina",
            "username": "izmisljena_skupina",
        },
        "text": text,
        "outgoing": False,
    } | fields


def fourcat(number: int, text: str = "Dobar dan", **fields: Any) -> dict[str, Any]:
    """Return a message as 4CAT keeps it in NDJSON."""
    return {
        "id": number,
        "peer_id": {"channel_id": CHANNEL, "_type": "PeerChannel"},
        "date": 1698949805.0,
        "message": text,
        "from_id": None,
        "post": True,
        "media": None,
        "entities": [],
        "views": 90,
        "forwards": 0,
        "reactions": None,
        "edit_date": None,
        "_type": "Message",
        "_chat": {"id": CHANNEL, "title": "Izmišljeni kanal", "username": "izmisljeni_kanal"},
        "_sender": {"id": CHANNEL, "title": "Izmišljeni kanal", "username": "izmisljeni_kanal"},
        "message_markdown": text,
    } | fields


FOURCAT_TELEGRAM = [
    "id",
    "thread_id",
    "chat",
    "author",
    "author_username",
    "author_name",
    "author_is_bot",
    "body",
    "body_markdown",
    "is_reply",
    "reply_to",
    "views",
    "reactions",
    "timestamp",
    "unix_timestamp",
    "timestamp_edited",
    "unix_timestamp_edited",
    "author_forwarded_from_name",
    "author_forwarded_from_username",
    "author_forwarded_from_id",
    "entities_linked",
    "entities_mentioned",
    "all_connections",
    "timestamp_forwarded_from",
    "unix_timestamp_forwarded_from",
    "link_title",
    "link_description",
    "link_attached",
    "attachment_type",
    "attachment_data",
    "attachment_filename",
]

FOURCAT_TIKTOK = [
    "collected_from_url",
    "id",
    "thread_id",
    "author",
    "author_full",
    "author_followers",
    "author_likes",
    "author_videos",
    "author_avatar",
    "body",
    "stickers",
    "timestamp",
    "unix_timestamp",
    "is_duet",
    "is_ad",
    "is_paid_partnership",
    "is_sensitive",
    "is_photosensitive",
    "music_name",
    "music_id",
    "music_url",
    "music_thumbnail",
    "music_author",
    "video_url",
    "tiktok_url",
    "thumbnail_url",
    "likes",
    "comments",
    "shares",
    "plays",
    "hashtags",
    "challenges",
    "diversification_labels",
    "location_created",
    "effects",
    "warning",
]

FOURCAT_COMMENTS = [
    "collected_from_url",
    "id",
    "thread_id",
    "author",
    "author_full",
    "author_avatar_url",
    "body",
    "timestamp",
    "unix_timestamp",
    "likes",
    "replies",
    "post_id",
    "post_url",
    "post_body",
    "comment_url",
    "is_liked_by_post_author",
    "is_sticky",
    "is_comment_on_comment",
    "language_guess",
]


def fourcat_telegram(number: int, body: str = "Здраво", **cells: str) -> dict[str, str]:
    """Return a row of 4CAT's CSV for Telegram."""
    return (
        dict.fromkeys(FOURCAT_TELEGRAM, "")
        | {
            "id": f"izmisljeni_kanal-{number}",
            "thread_id": "izmisljeni_kanal",
            "chat": "izmisljeni_kanal",
            "author": str(CHANNEL),
            "author_username": "izmisljeni_kanal",
            "author_is_bot": "no",
            "body": body,
            "is_reply": "False",
            "views": "450",
            "timestamp": "2023-11-02 18:30:05",
            "unix_timestamp": "1698949805",
        }
        | cells
    )


def fourcat_tiktok(number: str = "7280000000000000123", **cells: str) -> dict[str, str]:
    """Return a row of 4CAT's CSV for TikTok posts."""
    return (
        dict.fromkeys(FOURCAT_TIKTOK, "")
        | {
            "id": number,
            "thread_id": number,
            "author": "ime_prezime_nikogarsnje",
            "author_full": "Nihče",
            "author_followers": "5100",
            "body": "Danes #Novice in @nekdo_drug",
            "stickers": "napis na sliki",
            "timestamp": "2023-11-02 18:30:05",
            "unix_timestamp": "1698949805",
            "is_duet": "no",
            "music_name": "original sound",
            "music_id": "7111111111111111111",
            "tiktok_url": f"https://www.tiktok.com/@ime_prezime_nikogarsnje/video/{number}",
            "likes": "10",
            "comments": "0",
            "shares": "2",
            "plays": "1500",
            "hashtags": "novice,ŠPORT",
            "challenges": "novice",
            "location_created": "SI",
        }
        | cells
    )


def fourcat_comment(number: str = "7280000000000000999", **cells: str) -> dict[str, str]:
    """Return a row of 4CAT's CSV for TikTok comments."""
    return (
        dict.fromkeys(FOURCAT_COMMENTS, "")
        | {
            "id": number,
            "thread_id": "7280000000000000123",
            "author": "nekdo_drug",
            "author_full": "Nekdo",
            "body": "Res je",
            "timestamp": "2023-11-03 08:00:00",
            "unix_timestamp": "1698998400",
            "likes": "3",
            "replies": "0",
            "post_id": "7280000000000000123",
            "comment_url": "https://m.tiktok.com/v/7280000000000000123.html?_d=x",
            "is_comment_on_comment": "no",
            "language_guess": "sl",
        }
        | cells
    )


def as_csv(rows: Sequence[dict[str, Any]]) -> str:
    """Return rows as CSV, with the keys of the first as header."""
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(rows[0]), restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def as_lines(records: Sequence[dict[str, Any]]) -> str:
    """Return records as JSON lines."""
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def as_json(value: Any) -> str:
    """Return a document as Telegram Desktop lays it out: indented by one space."""
    return json.dumps(value, ensure_ascii=False, indent=1)


def _entities(text: Any) -> list[dict[str, Any]]:
    parts = text if isinstance(text, list) else [text] if text else []
    return [part if isinstance(part, dict) else {"type": "plain", "text": part} for part in parts]


def outcomes(
    form: Format, content: str, shape: Shape = "json", name: str = "export", **settings: Any
) -> list[Outcome]:
    """Cut a file and parse every record, as the reading does."""
    opened = Opened(name=name, shape=shape, stream=io.BytesIO(content.encode()), settings=settings)
    return [form.parse(raw) for raw in form.records(opened)]


def bot_api(number: int, text: str = "Добар дан", **fields: Any) -> dict[str, Any]:
    """Return a message of a group as Telegram's Bot API gives it to a bot."""
    return {
        "message_id": number,
        "from": {"id": 7000000003, "is_bot": False, "first_name": "Нико", "username": "niko_niko"},
        "chat": {"id": -1000000000000 - CHANNEL, "title": "Група", "type": "supergroup"},
        "date": 1698949805,
        "text": text,
    } | fields
