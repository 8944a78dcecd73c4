"""Telegram's own objects as libraries write them down: Telethon, Pyrogram, the Bot API.

The libraries name the type of an object in ``_`` (Telethon, Pyrogram) or ``_type`` (4CAT). Names
of types and fields are those of Telegram's schema (https://core.telegram.org/schema) and of
Pyrogram's and the Bot API's ``Message``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from tefter.sources.telegram import Entity, mime_kind, total
from tefter.sources.typed import is_nothing, part, string
from tefter.sources.unread import leave_unread
from tefter.values.counts import whole
from tefter.values.uids import telegram_chat, telegram_peer

KINDS = {
    "phone": "phone",
    "phone_number": "phone",
    "email": "email",
    "bankcard": "bank_card",
    "bank_card": "bank_card",
    "mentionname": "mention_name",
    "inputmessageentitymentionname": "mention_name",
    "text_mention": "mention_name",
    "hashtag": "hashtag",
    "mention": "mention",
    "url": "link",
    "texturl": "text_link",
    "text_link": "text_link",
}
"""Type of an entity, folded, to Telegram Desktop's word for it."""

UNMARKED = frozenset(
    (  # noqa: SIM905  one word after the other reads better
        "bold italic underline strike strikethrough spoiler code pre blockquote "
        "expandable_blockquote customemoji custom_emoji botcommand bot_command cashtag unknown"
    ).split()
)
"""Types of entities that tell nothing that Tefter keeps."""

MEDIA = {
    "photo": "image",
    "video": "video",
    "video_note": "video",
    "videonote": "video",
    "round": "video",
    "audio": "audio",
    "voice": "voice",
    "sticker": "sticker",
    "animation": "animation",
    "gif": "animation",
    "document": "document",
    "file": "document",
    "contact": "contact",
    "poll": "poll",
    "geo": "location",
    "geolive": "location",
    "geo_live": "location",
    "venue": "location",
    "location": "location",
    "webpage": "text",
    "web_page": "text",
    "web_page_preview": "text",
    "url": "text",
    "empty": "text",
}
"""Type of media, without ``MessageMedia`` and in lower case, to ``media_kind``."""

PEER_IDS = (("channel_id", "channel"), ("user_id", "user"), ("chat_id", "chat"))
FORWARDS = (
    "fwd_from",
    "forward_origin",
    "forward_from_chat",
    "forward_from",
    "forwarded_from",
    "forward_sender_name",
)
BMP_END = "\uffff"


def type_of(value: Any) -> str | None:
    """Return the name of an object's type, as the library wrote it."""
    if not isinstance(value, Mapping):
        return None
    return string(value.get("_"), "_") or string(value.get("_type"), "_type") or None


def peer(value: Any) -> str | None:
    """Return an account or chat as ``user123``, ``channel123`` or ``chat123``.

    Parameters
    ----------
    value : int, str, Mapping or None
        A marked number (-100… for channels), or an object with ``channel_id``, ``user_id`` or
        ``chat_id``, or an object with its own ``id``.
    """
    if value is None or value == "":
        return None
    if isinstance(value, Mapping):
        for key, kind in PEER_IDS:
            if value.get(key):
                return f"{kind}{bare(value[key])}"
        return peer(value.get("id"))
    return telegram_peer(undotted(value))


def bare(value: Any) -> str | None:
    """Return the digits of a chat's or account's number, without -100 or its kind."""
    return telegram_chat(undotted(value))


def undotted(value: Any) -> Any:
    """Return a number that pandas wrote as ``123.0``, because a column had gaps, without the dot.

    Telegram's numbers fit into 52 bits (https://core.telegram.org/api/bots/ids), so that a float
    written in full holds them exactly; one in scientific notation stays as it is, and is refused.
    """
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str) and value.endswith(".0"):
        return value[:-2]
    return value


def entities(value: Any, text: str) -> list[Entity] | None:
    """Return the marks of a text, or None where there is no list of them.

    Offsets and lengths count UTF-16 code units (https://core.telegram.org/api/entities); here
    they become characters of Python.
    """
    if not isinstance(value, list):
        if not is_nothing(value):
            leave_unread("entities", "wrong_type")
        return None
    units = None if not text or max(text) <= BMP_END else text.encode("utf-16-le", "surrogatepass")
    found: list[Entity] = []
    for entity in value:
        kind = _entity_kind(entity)
        if kind is None:
            continue
        start, length = entity.get("offset"), entity.get("length")
        if not isinstance(start, int) or not isinstance(length, int) or start < 0 or length < 1:
            leave_unread("entities", "wrong_type")
            continue
        end = start + length
        if units is not None:
            start, end = _characters(units, start), _characters(units, end)
        end = min(end, len(text))
        if start < end:
            found.append(Entity(kind, start, end, string(entity.get("url"), "entities.url")))
        else:
            leave_unread("entities", "wrong_type")
    return found


def media_kind(message: Mapping[str, Any]) -> str | None:
    """Return ``media_kind`` of a message; None for media that Tefter has no word for."""
    media = message.get("media")
    if media is None or media == "" or media is False:
        return _media_beside(message)
    name = media if isinstance(media, str) else type_of(media)
    if name is None:
        media = part(media, "media")
        return next((MEDIA[key] for key in ("contact", "poll", "photo") if key in media), None)
    word = re.split(r"[(\s]", name)[0].rpartition(".")[2].lower()
    word = word.removeprefix("messagemedia").removeprefix("messagemediatype")
    if word == "document" and isinstance(media, Mapping):
        return _document_kind(media.get("document"))
    if word not in MEDIA:
        leave_unread("media", "unknown_word")
    return MEDIA.get(word)


def reactions(value: Any) -> int | None:
    """Return the sum of reactions; None where the record has none of the known forms."""
    found = _reactions(value)
    if found is None and not is_nothing(value):
        leave_unread("reactions", "bad_count")
    return found


def _reactions(value: Any) -> int | None:
    if isinstance(value, Mapping):
        value = value.get("results", value.get("reactions", value))
    if isinstance(value, Mapping):
        # {"emoji": count}, as home-made scripts write it; anything else is not a count.
        numbers = [count for count in value.values() if isinstance(count, int)]
        return sum(numbers) if len(numbers) == len(value) else None
    if isinstance(value, list):
        if not all(isinstance(entry, Mapping) for entry in value):
            return None
        return total((entry.get("count") for entry in value), "reactions.count")
    if isinstance(value, int) or (isinstance(value, str) and value.strip().isdecimal()):
        return whole(value, "reactions")
    return None


def forwarded_from(message: Mapping[str, Any]) -> str | None:
    """Return whom a message was forwarded from: a name where there is one, else a peer."""
    found = _forwarded_from(message)
    if found is None:
        for key in FORWARDS:
            if not is_nothing(message.get(key)):
                leave_unread(key, "wrong_type")
    return found


def _forwarded_from(message: Mapping[str, Any]) -> str | None:
    forward = message.get("fwd_from") or message.get("forward_origin")
    for entry in (
        message.get("forward_from_chat"),
        message.get("forward_from"),
        *_forward_objects(message.get("_forward")),
    ):
        if isinstance(entry, Mapping) and (name := display_name(entry)):
            return name
    if isinstance(forward, Mapping):
        name = forward.get("from_name") or forward.get("sender_user_name")
        if isinstance(name, str) and name:
            return name
        for key in ("from_id", "saved_from_peer"):
            if forward.get(key):
                return peer(forward[key])
        for key in ("chat", "sender_chat", "sender_user"):
            if isinstance(forward.get(key), Mapping):
                return display_name(forward[key]) or peer(forward[key])
    for value in (
        forward,
        *(message.get(key) for key in ("forwarded_from", "forward_sender_name")),
    ):
        if isinstance(value, str) and value.strip():
            return value.strip()
    return None


def display_name(entry: Mapping[str, Any]) -> str | None:
    """Return the title of a chat, or the name shown of a person."""
    title = string(entry.get("title"), "title")
    if title:
        return title
    names = (string(entry.get(key), key) for key in ("first_name", "last_name"))
    return " ".join(name for name in names if name) or None


def service(message: Mapping[str, Any]) -> tuple[str | None, int | None] | None:
    """Return a service message's action and how many it concerned; None for a usual message."""
    action = message.get("action")
    if not isinstance(action, str):
        # Some scripts write the action as one word.
        action = part(action, "action")
    if type_of(message) == "MessageService" or (
        isinstance(action, Mapping) and (type_of(action) or "").startswith("MessageAction")
    ):
        name = type_of(action)
        users = action.get("users") if isinstance(action, Mapping) else None
        if name == "MessageActionChatAddUser" and isinstance(users, list):
            return name, len(users)
        if name is None or (name == "MessageActionChatAddUser" and not is_nothing(users)):
            leave_unread("action", "wrong_type")
        single = ("JoinedByLink", "JoinedByRequest", "DeleteUser")
        return name, 1 if name and name.endswith(single) else None
    kind = string(message.get("service"), "service")
    if kind:
        members = message.get("new_chat_members")
        name = kind.rpartition(".")[2].lower()
        if isinstance(members, list):
            return name, len(members)
        if not is_nothing(members):
            leave_unread("new_chat_members", "wrong_type")
        return name, 1 if name == "left_chat_members" else None
    return None


def _entity_kind(entity: Any) -> str | None:
    entity = part(entity, "entities")
    name = string(entity.get("type"), "entities.type") or type_of(entity)
    if name is None:
        return None
    word = name.rpartition(".")[2].lower().removeprefix("messageentity")
    if word not in KINDS and word not in UNMARKED:
        leave_unread("entities.type", "unknown_word")
    return KINDS.get(word)


def _characters(units: bytes, offset: int) -> int:
    return len(units[: 2 * offset].decode("utf-16-le", "surrogatepass"))


def _media_beside(message: Mapping[str, Any]) -> str | None:
    for key in ("media_type", "file_type", "attachment_type"):
        value = string(message.get(key), key)
        if value:
            word = value.rpartition(".")[2].lower().removeprefix("messagemedia")
            if word not in MEDIA and word not in {"none", "text"}:
                leave_unread(key, "unknown_word")
            return MEDIA.get(word, "text" if word in {"none", "text"} else None)
    for key in (
        "contact",
        "poll",
        "venue",
        "location",
        "photo",
        "video",
        "video_note",
        "animation",
    ):
        if isinstance(message.get(key), Mapping | list) and message[key]:
            return MEDIA[key]
        if not is_nothing(message.get(key)):
            leave_unread(key, "wrong_type")
    for key in ("sticker", "voice", "audio", "document"):
        if isinstance(message.get(key), Mapping) and message[key]:
            return MEDIA[key]
    return "text" if "media" in message or type_of(message) == "Message" else None


def _document_kind(document: Any) -> str:
    document = part(document, "document")
    kind = mime_kind(document.get("mime_type"))
    for attribute in document.get("attributes") or ():
        name = type_of(attribute) or ""
        if name == "DocumentAttributeSticker":
            return "sticker"
        if name == "DocumentAttributeAnimated":
            return "animation"
        if name == "DocumentAttributeAudio":
            return "voice" if attribute.get("voice") else "audio"
        if name == "DocumentAttributeVideo":
            kind = "video"
    return kind


def _forward_objects(forward: Any) -> tuple[Any, ...]:
    if not isinstance(forward, Mapping):
        return ()
    return forward.get("_chat"), forward.get("_sender")
