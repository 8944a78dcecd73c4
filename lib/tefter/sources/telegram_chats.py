"""Which chat a message belongs to, where scripts name it in ways of their own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from tefter.sources.telegram import Chat, named_chat, unnamed_chat
from tefter.sources.telegram_objects import bare, display_name, undotted
from tefter.sources.typed import is_nothing, string
from tefter.sources.unread import leave_unread

CHAT_OBJECTS = ("chat", "channel")
CHAT_IDS = ("chat_id", "channel_id", "dialog_id", "group_id")
CHAT_HANDLES = ("chat_username", "channel_username", "channel_handle", "group_username")
CHAT_NAMES = ("chat_title", "channel_title", "chat_name", "channel_name", "group_name", "group")
CHAT_KEYS = frozenset({*CHAT_OBJECTS, *CHAT_IDS, *CHAT_HANDLES, *CHAT_NAMES})
MARKED_CHANNEL = re.compile(r"-100\d{5,}")


def chat_of(message: Mapping[str, Any], file: str) -> Chat:
    """Return the chat of a message: by number, else by handle, else by title, else a stand-in."""
    number = handle = name = None
    for key in CHAT_OBJECTS:
        value = message.get(key)
        if isinstance(value, Mapping):
            number = number or bare(value.get("id"))
            handle = handle or _text(value.get("username"), f"{key}.username")
            name = name or display_name(value)
            if value and not (number or handle or name):
                leave_unread(key, "bad_identifier")
        elif value is not None and value != "":
            if str(undotted(value)).removeprefix("-").isdecimal():
                number = number or bare(value)
            else:
                name = name or _text(value, key)
    for key in ("peer_id", "to_id", *CHAT_IDS):
        number = number or _peer_number(message.get(key), key)
    handle = handle or _first_text(message, CHAT_HANDLES)
    name = name or _first_text(message, CHAT_NAMES)
    if number is None:
        for key in ("sender_id", "from_id"):
            value = message.get(key)
            if marked_channel(value):
                number = bare(value)
                break
            if isinstance(value, Mapping) and value.get("channel_id") and handle is None:
                number = bare(value["channel_id"])
                break
    known = handle or name
    key = number or (named_chat(known) if known else unnamed_chat(file))
    return Chat(key, number, name or handle)


def marked_channel(value: Any) -> bool:
    """Say whether a value is a channel's number as libraries mark it: -100 before it."""
    return MARKED_CHANNEL.fullmatch(str(undotted(value))) is not None


def _peer_number(value: Any, field: str) -> str | None:
    if isinstance(value, Mapping):
        return bare(value.get("channel_id") or value.get("chat_id") or value.get("user_id"))
    if is_nothing(value):
        return None
    if not str(undotted(value)).removeprefix("-").isdecimal():
        leave_unread(field, "bad_identifier")
        return None
    return bare(value)


def _first_text(message: Mapping[str, Any], keys: tuple[str, ...]) -> str | None:
    return next(filter(None, (_text(message.get(key), key) for key in keys)), None)


def _text(value: Any, field: str) -> str | None:
    return (string(value, field) or "").strip() or None
