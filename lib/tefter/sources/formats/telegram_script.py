"""Telegram messages as scripts write them: Telethon and Pyrogram dumps, JSON lists, lines, CSV.

Nobody agrees on the names here, so a file is recognised by several words of Telegram's own
vocabulary standing together. ``docs/sources/telegram-script.md`` lists what is understood.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from tefter.sources.contract import Format, Opened, Raw, Sample
from tefter.sources.cutting import json_items, json_lines, table_rows
from tefter.sources.jsonreader import JsonReader
from tefter.sources.records import Outcome, Reject
from tefter.sources.telegram import OFFSET
from tefter.sources.telegram_chats import CHAT_IDS, CHAT_KEYS, CHAT_OBJECTS, chat_of, marked_channel
from tefter.sources.telegram_messages import DATES, TEXTS, TYPES, first_of, outcome
from tefter.sources.telegram_objects import type_of
from tefter.values import Unreadable

WORDS = frozenset(
    [
        "message_id",
        "sender_id",
        "peer_id",
        "from_id",
        "fwd_from",
        "forwards",
        "reply_to_msg_id",
        "reply_to_message_id",
        "grouped_id",
        "media_group_id",
        "via_bot_id",
        "post_author",
        "edit_hide",
        "from_scheduled",
        "noforwards",
        "restriction_reason",
        "reply_markup",
        "ttl_period",
        "media_unread",
        "edit_date",
        "chat_id",
        "channel_id",
        "channel_username",
        "channel_title",
        "chat_title",
        "forward_from",
        "forward_from_chat",
        "sender_chat",
        "from_user",
        "outgoing",
        "has_protected_content",
        "forward_sender_name",
    ]
)
"""Field names of Telethon, Pyrogram and the Bot API that other platforms do not use together."""

FOREIGN = frozenset(
    [
        "_chat",
        "text_entities",
        "date_unixtime",
        "thread_id",
        "unix_timestamp",
        "tweet_id",
        "aweme_id",
        "guild_id",
    ]
)
"""Signs of other formats: 4CAT, Telegram Desktop, Twitter, TikTok, Discord."""

CERTAIN, LIKELY, POSSIBLE = 95, 80, 60
NEEDED_WORDS = 2

STRUCTURED = frozenset(
    [
        "peer_id",
        "from_id",
        "to_id",
        "fwd_from",
        "reply_to",
        "entities",
        "media",
        "reactions",
        "replies",
        "action",
        "chat",
        "channel",
        "from",
        "sender",
        "from_user",
        "forward_from",
        "forward_from_chat",
    ]
)
LISTS = ("messages", "posts", "items", "results", "data")
"""Where an object around the messages holds them; what it says of the chat before them counts."""

NOTHING = ("None", "nan", "NaN", "null", "")
MAX_CELL = 100_000
CALL = re.compile(r"datetime\.datetime\([^()]*(?:\([^()]*\))?[^()]*\)|b'[^']*'")


def recognise(sample: Sample) -> int:
    """Return how sure it is that these are Telegram messages written by a script."""
    found = _sampled(sample)
    keys = {key for record in found for key in record} | set(sample.header)
    if not keys & {"id", "message_id"} or not keys & set(DATES) or keys & FOREIGN:
        return 0
    if "date" in keys and any(type_of(record) in TYPES for record in found):
        return CERTAIN
    if any((type_of(record.get("peer_id")) or "").startswith("Peer") for record in found):
        return CERTAIN
    if not keys & set(TEXTS):
        return 0
    peers = ("sender_id", "from_id", "peer_id", *CHAT_IDS, *CHAT_OBJECTS)
    if any(_names_channel(record.get(key)) for record in found for key in peers):
        return LIKELY
    return POSSIBLE if len(keys & WORDS) >= NEEDED_WORDS else 0


def note(sample: Sample) -> str | None:
    """Say what this file cannot tell: the zone of times, the chat."""
    found = _sampled(sample)
    notes = []
    dates = [first_of(record, DATES) for record in found]
    if any(isinstance(date, str) and "-" in date and not OFFSET.search(date) for date in dates):
        notes.append(
            "times stand here without their zone, so they stay unknown: state the zone in "
            "case.yml, such as sources: {messages.csv: {time_zone: Europe/Belgrade}}, or UTC if "
            "the script used Telethon and wrote times as Telethon gave them"
        )
    head = {key: sample.outline[key] for key in CHAT_KEYS if key in sample.outline}
    if any(chat_of({**head, **record}, "").key.startswith("unnamed-") for record in found):
        notes.append(
            "the chat is not named here: a stand-in made of the file's name takes its place"
        )
    return "; ".join(notes) or None


def records(opened: Opened) -> Iterator[Raw]:
    """Cut the file as it is built: a JSON list or an object around one, JSON lines, a table."""
    known = {"file": opened.name, "time_zone": opened.settings.get("time_zone")}
    if opened.shape == "table":
        for raw in table_rows(opened):
            yield Raw(raw.number, raw.value, known | {"table": True})
        return
    if opened.shape == "json-lines":
        for raw in json_lines(opened):
            yield Raw(raw.number, raw.value, known)
        return
    head = _head(opened)
    opened.stream.seek(0)
    for raw in json_items(opened, *((key,) for key in LISTS)):
        yield Raw(raw.number, raw.value, known | {"head": head})


def parse(raw: Raw) -> Outcome:
    """Turn a message into a post, or a service message into an event."""
    if isinstance(raw.value, Reject):
        return raw.value
    message = _structured(raw.value) if raw.context.get("table") else raw.value
    head = raw.context.get("head")
    chat = chat_of({**head, **message} if head else message, raw.context.get("file", ""))
    return outcome(message, chat, raw.context.get("time_zone"))


FORMAT = Format(
    name="telegram-script",
    title="Telegram messages from a script (Telethon, Pyrogram)",
    recognise=recognise,
    records=records,
    parse=parse,
    note=note,
)


def _sampled(sample: Sample) -> list[Mapping[str, Any]]:
    if sample.shape == "table":
        return [_structured(row) for row in sample.rows]
    if sample.objects or not sample.outline:
        return list(sample.objects)
    listed = [sample.outline[key] for key in LISTS if isinstance(sample.outline.get(key), list)]
    found = [entry for entries in listed for entry in entries if isinstance(entry, Mapping)]
    return found or [sample.outline]


def _names_channel(value: Any) -> bool:
    return marked_channel(value.get("id") if isinstance(value, Mapping) else value)


def _head(opened: Opened) -> dict[str, Any]:
    """Return what an object around a list of messages says of their chat."""
    reader = JsonReader(opened.stream)
    head: dict[str, Any] = {}
    try:
        if reader.kind() == "object":
            for key in reader.keys():  # noqa: SIM118  a walk, not a dict
                if key in LISTS:
                    break
                if key in CHAT_KEYS:
                    head[key] = reader.value()
    except Unreadable:
        # The records are cut again afterwards, and say what is wrong.
        pass
    return head


def _structured(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return a table's row with the cells that hold JSON or Python's notation of it as objects."""
    row: dict[str, Any] = {
        key: None if cell in NOTHING and key not in TEXTS else cell for key, cell in record.items()
    }
    for key in STRUCTURED & row.keys():
        cell = row[key]
        if isinstance(cell, str) and cell[:1] in {"{", "["}:
            row[key] = _object(cell)
    return row


def _object(cell: str) -> Any:
    if len(cell) > MAX_CELL:
        return None
    try:
        return json.loads(cell)
    except ValueError:
        pass
    try:
        return ast.literal_eval(CALL.sub("None", cell))
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None
