"""A message as a library's dump holds it, turned into a post or an event of a known chat."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tefter.sources.records import Account, Event, Post, Reject
from tefter.sources.telegram import CONTACT, Chat, identity, marks, posted
from tefter.sources.telegram_objects import (
    bare,
    display_name,
    entities,
    forwarded_from,
    media_kind,
    peer,
    reactions,
    service,
    type_of,
    undotted,
)
from tefter.sources.typed import is_nothing, part, string
from tefter.sources.unread import leave_unread
from tefter.values.counts import whole
from tefter.values.identifiers import digits
from tefter.values.uids import telegram

TYPES = frozenset({"Message", "MessageService", "MessageEmpty"})
TEXTS = ("message", "text", "raw_text", "caption", "message_text", "content")
DATES = ("date", "timestamp", "datetime", "date_utc", "message_date", "post_date", "created_at")
VIEWS = ("views", "view_count", "views_count")
FORWARDS = ("forwards", "forward_count", "forwards_count")
REACTIONS = ("reactions", "reactions_count", "reaction_count")
SENDER_IDS = ("from_id", "sender_id", "user_id", "sender", "from_user", "from", "sender_chat")
SENDER_OBJECTS = ("_sender", "sender", "from_user", "from", "sender_chat")
HANDLES = ("sender_username", "from_username", "username")
NAMES = ("sender_name", "from_name", "sender", "from")


def outcome(message: Mapping[str, Any], chat: Chat, time_zone: str | None) -> Post | Event | Reject:
    """Return what a message becomes.

    Parameters
    ----------
    message : Mapping
        The message as Telethon, Pyrogram, the Bot API or a script of their users writes it.
    chat : Chat
        The chat it stands in.
    time_zone : str or None
        IANA zone for times without offset; without it they are not known.
    """
    if type_of(message) == "MessageEmpty":
        return Reject("wrong_shape", "the message was deleted before it was captured")
    if (type_of(message) or "Message") not in TYPES:
        leave_unread("_", "unknown_word")
    number = digits(undotted(message.get("message_id") or message.get("id")), "id")
    if number is None:
        return Reject("no_identifier", "the message has no number")
    account = _account(message, chat)
    account_id, account_name = identity(account)
    at = posted(undotted(first_of(message, DATES)), "date", time_zone)
    happened = service(message)
    if happened is not None:
        action, affected = happened
        return Event(
            event_uid=telegram(chat.key, number),
            platform="telegram",
            chat_id=chat.number,
            chat_name=chat.name,
            action=action,
            posted_at=at,
            account_id=account_id,
            account_name=account_name,
            affected=affected,
            accounts=(account,) if account else (),
        )
    text = text_of(message)
    marked = marks(text or "", entities(_entities(message), text or ""))
    media = media_kind(message)
    return Post(
        post_uid=telegram(chat.key, number),
        platform="telegram",
        post_id=number,
        chat_id=chat.number,
        chat_name=chat.name,
        account_id=account_id,
        account_name=account_name,
        posted_at=at,
        text=text,
        hashtags=marked.hashtags,
        mentions=marked.mentions,
        urls=marked.urls,
        views=whole(undotted(first_of(message, VIEWS)), "views"),
        likes=reactions(undotted(first_of(message, REACTIONS))),
        comments=_comments(message),
        shares=whole(undotted(first_of(message, FORWARDS)), "forwards"),
        media_kind=media,
        reply_to=_reply(message, chat),
        forwarded_from=forwarded_from(message),
        platform_entities=marked.spans + CONTACT if media == "contact" else marked.spans,
        accounts=(account,) if account else (),
    )


def text_of(message: Mapping[str, Any]) -> str | None:
    """Return the text as written; None where the record has no field for it."""
    present = False
    for key in TEXTS:
        value = string(message.get(key), key)
        if value:
            return value
        present = present or key in message
    return "" if present else None


def first_of(message: Mapping[str, Any], keys: tuple[str, ...]) -> Any:
    """Return the first value that is there, under the names that scripts give it."""
    return next((message[key] for key in keys if message.get(key) is not None), None)


def _entities(message: Mapping[str, Any]) -> Any:
    found = message.get("entities")
    return message.get("caption_entities") if found is None else found


def _account(message: Mapping[str, Any], chat: Chat) -> Account | None:
    entry: Mapping[str, Any] = next(
        (message[key] for key in SENDER_OBJECTS if isinstance(message.get(key), Mapping)), {}
    )
    part(message.get("_sender"), "_sender")
    account = None
    for key in SENDER_IDS:
        value = message.get(key)
        if isinstance(value, Mapping) or (value and _is_number(value)):
            account = peer(value)
            if account is not None:
                break
        if not is_nothing(value) and not (key in NAMES and isinstance(value, str)):
            leave_unread(key, "bad_identifier")
    if account is None and entry:
        account = peer(entry)
    own_channel = f"channel{chat.number}" if chat.number else None
    if account is None:
        account = _unsigned(message, own_channel)
    elif own_channel and account == f"user{chat.number}" and not _is_private(message):
        # Some scripts write a channel's own number as its sender, without -100.
        account = own_channel
    if account is None:
        for key in NAMES:
            if not is_nothing(message.get(key)):
                leave_unread(key, "bad_identifier")
        return None
    by_chat = account == own_channel
    handle = string(entry.get("username"), "username") or next(
        (name for key in HANDLES if not by_chat and (name := string(message.get(key), key))), None
    )
    shown = display_name(entry) or next(filter(None, (_name(message, key) for key in NAMES)), None)
    if by_chat:
        shown = shown or chat.name
    verified = entry.get("verified")
    if not isinstance(verified, bool) and not is_nothing(verified):
        leave_unread("verified", "wrong_type")
    return Account(
        account_id=account,
        platform="telegram",
        account_name=handle,
        display_name=shown or None,
        verified=verified if isinstance(verified, bool) else None,
    )


def _name(message: Mapping[str, Any], key: str) -> str | None:
    value = message.get(key)
    # Under two of the names an object or a number may stand as well.
    return string(value, key) if key not in SENDER_IDS or isinstance(value, str) else None


def _unsigned(message: Mapping[str, Any], own_channel: str | None) -> str | None:
    """Return who sent a message that names no sender: channels sign with nobody's name."""
    place = message.get("peer_id")
    if message.get("post") is True or (isinstance(place, Mapping) and place.get("channel_id")):
        return own_channel
    if _is_private(message) and message.get("out") is False:
        return peer(place)
    return None


def _is_private(message: Mapping[str, Any]) -> bool:
    place = message.get("peer_id")
    return isinstance(place, Mapping) and bool(place.get("user_id"))


def _is_number(value: Any) -> bool:
    value = undotted(value)
    if isinstance(value, bool):
        return False
    return isinstance(value, int) or (
        isinstance(value, str) and value.removeprefix("-").isdecimal()
    )


def _comments(message: Mapping[str, Any]) -> int | None:
    replies = message.get("replies")
    if isinstance(replies, Mapping):
        replies = replies.get("replies", replies)
    if _is_number(replies):
        return whole(undotted(replies), "replies")
    if not is_nothing(replies):
        leave_unread("replies", "bad_count")
    return None


def _reply(message: Mapping[str, Any], chat: Chat) -> str | None:
    reply: Any = None
    for key in ("reply_to", "reply_to_msg_id", "reply_to_message_id", "reply_to_message"):
        reply = message.get(key)
        if reply:
            break
    key = chat.key
    if isinstance(reply, Mapping):
        place = reply.get("reply_to_peer_id")
        if isinstance(place, Mapping):
            other = peer(place)
            key = (bare(other) or key) if other else key
        numbers = (reply.get(name) for name in ("reply_to_msg_id", "message_id", "id"))
        # A reply to a story has no number of a message.
        reply = next(filter(None, numbers), None if "story_id" in reply else reply)
    if not _is_number(reply):
        if not is_nothing(reply):
            leave_unread("reply_to", "bad_identifier")
        return None
    number = digits(undotted(reply), "reply_to")
    return None if number is None else telegram(key, number)
