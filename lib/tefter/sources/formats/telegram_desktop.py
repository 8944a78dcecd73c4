"""Telegram Desktop's ``result.json``: one chat, or everything of an account.

Field names follow ``Telegram/SourceFiles/export/output/export_output_json.cpp`` of Telegram
Desktop. What becomes of each field stands in ``docs/sources/telegram-desktop.md``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tefter.sources.contract import Format, Raw, Sample
from tefter.sources.records import Account, Event, Outcome, Post, Reject
from tefter.sources.telegram import (
    CONTACT,
    Chat,
    Entity,
    Marks,
    marks,
    mime_kind,
    posted,
    total,
)
from tefter.sources.telegram_walk import (
    CHAT_SHIFT,
    SHIFTS_END,
    chats_of,
    is_chat,
    records,
    unshifted,
)
from tefter.sources.typed import is_nothing, part, parts, string, texts
from tefter.sources.unread import leave_unread
from tefter.values import Unreadable
from tefter.values.counts import whole
from tefter.values.uids import telegram_chat, telegram_peer

MEDIA = {
    "video_file": "video",
    "video_message": "video",
    "voice_message": "voice",
    "audio_file": "audio",
    "animation": "animation",
    "sticker": "sticker",
}
PARTS = frozenset(
    (  # noqa: SIM905  one word after the other reads better
        "plain unknown bold italic underline strikethrough spoiler code pre blockquote link "
        "text_link mention mention_name hashtag cashtag bot_command email phone bank_card "
        "custom_emoji"
    ).split()
)
"""Types of the parts of a text, as ``SerializeText`` in the same file names them."""
ONE_AFFECTED = frozenset({"join_group_by_link", "join_group_by_request"})
MANY_AFFECTED = frozenset({"invite_members", "remove_members"})

MIGRATED_SHIFT = 1_000_000_000
"""Messages from before a group became a supergroup: ``kMigratedMessagesIdShift``, same file."""


def recognise(sample: Sample) -> int:
    """Return 100 for a chat or a full export, 90 for the beginning of one, 0 otherwise."""
    outline = sample.outline
    if any(map(is_chat, chats_of(outline))):
        return 100
    personal = outline.get("personal_information")
    return 90 if "about" in outline and isinstance(personal, dict) else 0


def note(sample: Sample) -> str | None:
    """Say what this file cannot tell: the zone of times, the number of a chat."""
    chats = chats_of(sample.outline)
    messages = [message for chat in chats for message in chat.get("messages") or ()]
    notes = []
    if any("date" in message and "date_unixtime" not in message for message in messages):
        notes.append(
            "this older export gives times without their zone, so they stay unknown: state the "
            "zone in case.yml, such as sources: {result.json: {time_zone: Europe/Belgrade}}"
        )
    if any("id" not in chat and "messages" in chat for chat in chats):
        notes.append("a chat here has no number: a stand-in made of its name takes its place")
    return "; ".join(notes) or None


def parse(raw: Raw) -> Outcome:
    """Turn a message into a post or an event, and a contact into a reject."""
    if isinstance(raw.value, Reject):
        return raw.value
    context = raw.context
    if context.get("section") == "contact":
        return Reject("address_book")
    if context.get("section") == "story":
        return Reject("unsupported_record", "a story")
    message = raw.value
    chat: Chat = context["chat"]
    number = message.get("id")
    if not isinstance(number, int) or isinstance(number, bool):
        return Reject("no_identifier", "the message has no number")
    kind = message.get("type")
    if kind == "message":
        return _post(message, number, chat, context)
    if kind == "service":
        return _event(message, number, chat, context)
    if kind == "unsupported":
        return Reject("wrong_shape", "Telegram Desktop could not export this message")
    return Reject("wrong_shape", "type is neither message nor service")


FORMAT = Format(
    name="telegram-desktop",
    title="Telegram Desktop export (result.json)",
    recognise=recognise,
    records=records,
    parse=parse,
    note=note,
)


def _post(message: dict[str, Any], number: int, chat: Chat, context: Mapping[str, Any]) -> Post:
    text, marked = written(message)
    sender, sender_name = _who(message, "from", context)
    media = media_kind(message)
    reply = message.get("reply_to_message_id")
    return Post(
        post_uid=_uid(chat.key, number),
        platform="telegram",
        post_id=str(_own_number(number)),
        chat_id=chat.number,
        chat_name=chat.name,
        account_id=sender,
        account_name=sender_name,
        posted_at=_time(message, context),
        text=text,
        media_text=_poll_text(message),
        hashtags=marked.hashtags,
        mentions=marked.mentions,
        urls=marked.urls,
        likes=_likes(message),
        media_kind=media,
        reply_to=None if reply is None else _reply(reply, message, chat),
        forwarded_from=_forwarded(message),
        platform_entities=marked.spans + CONTACT if media == "contact" else marked.spans,
        accounts=_account(sender, sender_name),
    )


def _event(message: dict[str, Any], number: int, chat: Chat, context: Mapping[str, Any]) -> Event:
    actor, actor_name = _who(message, "actor", context)
    action = string(message.get("action"), "action") or None
    members = message.get("members")
    if not isinstance(members, list) and not is_nothing(members):
        leave_unread("members", "wrong_type")
    affected = None
    if action in ONE_AFFECTED:
        affected = 1
    elif action in MANY_AFFECTED and isinstance(members, list):
        affected = len(members)
    return Event(
        event_uid=_uid(chat.key, number),
        platform="telegram",
        chat_id=chat.number,
        chat_name=chat.name,
        action=action,
        posted_at=_time(message, context),
        account_id=actor,
        account_name=actor_name,
        affected=affected,
        accounts=_account(actor, actor_name),
    )


def written(message: Mapping[str, Any]) -> tuple[str, Marks]:
    """Return the text of a message as shown, and what is marked in it.

    ``text`` is a string where nothing is marked, otherwise a list of strings and of objects with
    their own ``text``; ``text_entities`` is the same as a list of objects only.
    """
    pieces = message.get("text")
    same = message.get("text_entities")
    if not isinstance(same, list) and not is_nothing(same):
        leave_unread("text_entities", "wrong_type")
        same = None
    if isinstance(same, list) and (pieces is None or _tells_more(same, pieces)):
        pieces = same
    if pieces is None or isinstance(pieces, str):
        return pieces or "", marks(pieces or "", None if same is None else ())
    if not isinstance(pieces, list):
        raise Unreadable("wrong_shape", "text is neither a string nor a list")
    shown: list[str] = []
    entities: list[Entity] = []
    end = 0
    for one in pieces:
        if isinstance(one, str):
            shown.append(one)
            end += len(one)
            continue
        piece = one.get("text") if isinstance(one, dict) else None
        if not isinstance(piece, str):
            raise Unreadable("wrong_shape", "a part of text is neither a string nor an object")
        start, end = end, end + len(piece)
        shown.append(piece)
        kind = string(one.get("type"), "text.type") or "plain"
        if kind not in PARTS:
            leave_unread("text.type", "unknown_word")
        entities.append(Entity(kind, start, end, string(one.get("href"), "text.href")))
    text = "".join(shown)
    return text, marks(text, entities)


def _tells_more(entities: list[Any], text: Any) -> bool:
    """Say whether entities mark something in a text that came as one plain string."""
    if not isinstance(text, str) or not all(isinstance(entity, dict) for entity in entities):
        return False
    if all(entity.get("type") == "plain" for entity in entities):
        return False
    return "".join(str(entity.get("text")) for entity in entities) == text


def media_kind(message: Mapping[str, Any]) -> str | None:
    """Return the kind of media of a message; None for games, invoices and other rarities."""
    if "contact_information" in message or "contact_vcard" in message:
        return "contact"
    if "poll" in message:
        return "poll"
    if "location_information" in message or "place_name" in message:
        return "location"
    if "media_type" in message:
        kind = string(message["media_type"], "media_type") or ""
        return MEDIA.get(kind) or mime_kind(message.get("mime_type"))
    if "photo" in message:
        return "image"
    if "file" in message:
        return mime_kind(message.get("mime_type"))
    rarities = ("game_title", "invoice_information", "giveaway_information", "todo_list")
    return None if any(key in message for key in rarities) else "text"


def _likes(message: Mapping[str, Any]) -> int | None:
    # reactions[].recent names private persons: it is never looked at.
    reactions = message.get("reactions")
    counts = [entry.get("count") for entry in parts(reactions, "reactions")]
    return total(counts, "reactions.count") if isinstance(reactions, list) else None


def _poll_text(message: Mapping[str, Any]) -> str | None:
    poll = part(message.get("poll"), "poll")
    answers = [entry.get("text") for entry in parts(poll.get("answers"), "poll.answers")]
    return "\n".join(texts([poll.get("question"), *answers], "poll")) or None


def _forwarded(message: Mapping[str, Any]) -> str | None:
    for key in ("forwarded_from", "forwarded_from_id", "saved_from"):
        value = string(message.get(key), key)
        if value:
            return value
    return None


def _reply(reply: Any, message: Mapping[str, Any], chat: Chat) -> str | None:
    number = whole(reply, "reply_to_message_id")
    if number is None:
        return None
    peer = message.get("reply_to_peer_id")
    return _uid(chat.key if peer is None else telegram_chat(peer) or chat.key, number)


def _uid(chat: str, number: int) -> str:
    # A negative number counts in the group that this supergroup was made from.
    if number < 0:
        return f"telegram:{chat}-before/{_own_number(number)}"
    return f"telegram:{chat}/{number}"


def _own_number(number: int) -> int:
    return number + MIGRATED_SHIFT if -MIGRATED_SHIFT < number < 0 else abs(number)


def _who(
    message: Mapping[str, Any], key: str, context: Mapping[str, Any]
) -> tuple[str | None, str | None]:
    peer = message.get(f"{key}_id")
    name = message.get(key)
    if isinstance(peer, int) and not isinstance(peer, bool):
        peer = _old_peer(peer, context)
    elif peer is not None:
        peer = telegram_peer(peer)
    return peer, string(name, key) or None


def _old_peer(number: int, context: Mapping[str, Any]) -> str:
    if CHAT_SHIFT <= number < SHIFTS_END:
        kind = "chat" if context.get("chat_type") == "private_group" else "channel"
        return f"{kind}{unshifted(number)}"
    return f"user{unshifted(number)}"


def _account(account: str | None, name: str | None) -> tuple[Account, ...]:
    if account is None:
        return ()
    return (Account(account_id=account, platform="telegram", display_name=name),)


def _time(message: Mapping[str, Any], context: Mapping[str, Any]) -> Any:
    value = message.get("date_unixtime")
    if value:
        return posted(value, "date_unixtime", None)
    if not is_nothing(value):
        leave_unread("date_unixtime", "bad_time")
    return posted(message.get("date"), "date", context.get("time_zone"))
