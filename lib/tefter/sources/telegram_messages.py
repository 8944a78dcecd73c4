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
from tefter.values.counts import whole
from tefter.values.identifiers import digits
from tefter.values.uids import telegram

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
        value = message.get(key)
        if isinstance(value, str) and value:
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
    account = None
    for key in SENDER_IDS:
        value = message.get(key)
        if isinstance(value, Mapping) or (value and _is_number(value)):
            account = peer(value)
            if account is not None:
                break
    if account is None and entry:
        account = peer(entry)
    own_channel = f"channel{chat.number}" if chat.number else None
    if account is None:
        account = _unsigned(message, own_channel)
    elif own_channel and account == f"user{chat.number}" and not _is_private(message):
        # Some scripts write a channel's own number as its sender, without -100.
        account = own_channel
    if account is None:
        return None
    by_chat = account == own_channel
    handle = entry.get("username") or next(
        (message[key] for key in HANDLES if isinstance(message.get(key), str) and not by_chat), None
    )
    shown = display_name(entry) or next(
        (message[key] for key in NAMES if isinstance(message.get(key), str)), None
    )
    if by_chat:
        shown = shown or chat.name
    verified = entry.get("verified")
    return Account(
        account_id=account,
        platform="telegram",
        account_name=handle if isinstance(handle, str) and handle else None,
        display_name=shown or None,
        verified=verified if isinstance(verified, bool) else None,
    )


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
        replies = replies.get("replies")
    return whole(undotted(replies), "replies") if _is_number(replies) else None


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
        reply = reply.get("reply_to_msg_id") or reply.get("message_id") or reply.get("id")
    if not _is_number(reply):
        return None
    number = digits(undotted(reply), "reply_to")
    return None if number is None else telegram(key, number)
