"""4CAT's own copy of Telegram messages (NDJSON): Telethon's objects with chat and sender beside.

Follows ``datasources/telegram/search_telegram.py`` of 4CAT
(https://github.com/digitalmethodsinitiative/4cat).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tefter.sources.contract import Format, Opened, Raw, Sample
from tefter.sources.cutting import json_items, json_lines
from tefter.sources.records import Outcome, Reject
from tefter.sources.telegram import Chat, named_chat, unnamed_chat
from tefter.sources.telegram_messages import outcome
from tefter.sources.telegram_objects import bare, display_name
from tefter.sources.typed import part, string


def recognise(sample: Sample) -> int:
    """Return 100 for messages that carry 4CAT's ``_chat`` and Telegram's own fields."""
    return 100 if any(map(_is_message, sample.objects)) else 0


def records(opened: Opened) -> Iterator[Raw]:
    """Cut the lines; somebody may have made a list of them."""
    return json_lines(opened) if opened.shape == "json-lines" else json_items(opened)


def parse(raw: Raw) -> Outcome:
    """Turn a message into a post, or a service message into an event.

    4CAT writes times as epoch seconds, so that no zone is in doubt.
    """
    if isinstance(raw.value, Reject):
        return raw.value
    return outcome(raw.value, _chat(raw.value), None)


FORMAT = Format(
    name="telegram-4cat",
    title="Telegram messages kept by 4CAT (NDJSON)",
    recognise=recognise,
    records=records,
    parse=parse,
)


def _is_message(record: Mapping[str, Any]) -> bool:
    known = isinstance(record.get("_chat"), Mapping) or "_chat_peer" in record
    return known and "id" in record and "date" in record


def _chat(message: Mapping[str, Any]) -> Chat:
    for key in ("_chat", "_chat_peer", "peer_id"):
        entry = message.get(key)
        if not isinstance(entry, Mapping):
            part(entry, key)
            continue
        number = bare(entry.get("id") or entry.get("channel_id") or entry.get("chat_id"))
        handle, title = string(entry.get("username"), "username"), display_name(entry)
        if number:
            return Chat(number, number, title or handle)
        if handle or title:
            return Chat(named_chat(handle or title or ""), None, title or handle)
    return Chat(unnamed_chat("telegram-4cat"))
