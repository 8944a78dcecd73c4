"""4CAT's CSV of Telegram messages.

Columns are those of ``SearchTelegram.map_item`` in ``datasources/telegram/search_telegram.py`` of
4CAT (https://github.com/digitalmethodsinitiative/4cat), in all versions since 2021.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tefter.sources.contract import Format, Raw, Sample
from tefter.sources.cutting import table_rows
from tefter.sources.records import Account, Outcome, Post, Reject
from tefter.sources.telegram import CONTACT, identity, marks, named_chat, posted
from tefter.sources.telegram_objects import MEDIA
from tefter.sources.unread import leave_unread
from tefter.values import Unreadable
from tefter.values.counts import whole
from tefter.values.identifiers import digits, name
from tefter.values.tags import find_mentions
from tefter.values.uids import telegram, telegram_chat

COLUMNS = frozenset({"id", "thread_id", "chat", "author", "body", "timestamp", "unix_timestamp"})
OWN = frozenset({"author_is_bot", "author_forwarded_from_name", "attachment_type"})

FILES = {"video": "video", "image": "image", "audio": "audio"}
"""4CAT replaces ``document`` by the first word of the file's MIME type."""

EMOJI = re.compile(
    r"[\U0001f1e6-\U0001f1ff]{2}"
    r"|[^\s\w{}][\ufe0f\U0001f3fb-\U0001f3ff]*(?:\u200d.[\ufe0f\U0001f3fb-\U0001f3ff]*)*"
)
"""One emoji with its modifiers (Unicode Technical Standard 51, without tags and keycaps)."""


def recognise(sample: Sample) -> int:
    """Return 100 where 4CAT's columns for Telegram stand together."""
    header = set(sample.header)
    return 100 if header >= COLUMNS and len(header & OWN) > 1 else 0


def parse(raw: Raw) -> Outcome:
    """Turn a row into a post."""
    row = raw.value
    if isinstance(row, Reject):
        return row
    thread = row.get("chat") or row.get("thread_id")
    if not thread or thread == "unknown":
        return Reject("no_identifier", "the row names no chat")
    # Since 2022 `id` is "chat-123"; before, the bare number. A chat's name may hold hyphens.
    number = digits((row.get("id") or "").rpartition("-")[2], "id")
    if number is None:
        return Reject("no_identifier", "id is empty")
    numbered = thread.removeprefix("-").isdecimal()
    key = telegram_chat(thread) if numbered else named_chat(thread)
    if key is None:
        raise Unreadable("wrong_shape", "chat is no chat")
    text = row.get("body") or ""
    marked = marks(text, None)
    mentions = tuple(
        dict.fromkeys(
            (
                *marked.mentions,
                *_mentioned(row.get("entities_mentioned") or ""),
            )
        )
    )
    link = row.get("link_attached")
    kind = (row.get("attachment_type") or "").strip()
    media = "text" if not kind else FILES.get(kind) or MEDIA.get(kind, "document")
    reply = row.get("reply_to")
    if reply and not reply.isdecimal():
        leave_unread("reply_to", "bad_identifier")
    account = _account(row, key, numbered)
    account_id, account_name = identity(account)
    return Post(
        post_uid=telegram(key, number),
        platform="telegram",
        post_id=number,
        chat_id=key if numbered else None,
        chat_name=None if numbered else thread,
        account_id=account_id,
        account_name=account_name,
        posted_at=posted(row.get("unix_timestamp"), "unix_timestamp", None)
        or posted(row.get("timestamp"), "timestamp", "UTC"),
        text=text,
        hashtags=marked.hashtags,
        mentions=mentions,
        urls=tuple(dict.fromkeys((*marked.urls, *((link,) if link else ())))),
        views=whole(row.get("views"), "views"),
        likes=_likes(row.get("reactions")),
        shares=whole(row.get("forwards"), "forwards"),
        media_kind=media,
        reply_to=telegram(key, reply) if reply and reply.isdecimal() else None,
        forwarded_from=row.get("author_forwarded_from_name")
        or row.get("author_forwarded_from_username")
        or row.get("author_forwarded_from_id")
        or None,
        platform_entities=CONTACT if kind == "contact" else (),
        accounts=(account,) if account else (),
    )


FORMAT = Format(
    name="telegram-4cat-csv",
    title="Telegram messages from 4CAT (CSV)",
    recognise=recognise,
    records=table_rows,
    parse=parse,
)


def _mentioned(listed: str) -> Iterator[str]:
    for entry in filter(None, map(str.strip, listed.split(","))):
        found = find_mentions(f"@{entry}")
        if not found:
            leave_unread("entities_mentioned", "wrong_type")
        yield from found


def _likes(reactions: str | None) -> int | None:
    """Count the emoji: 4CAT writes each as many times as it was given."""
    if not reactions:
        return None
    if EMOJI.sub("", reactions):
        leave_unread("reactions", "bad_count")
        return None
    return len(EMOJI.findall(reactions))


def _account(row: dict[str, str | None], chat: str, numbered: bool) -> Account | None:
    author = (row.get("author") or "").removeprefix("-100")
    if not author:
        return None
    handle = row.get("author_username") or None
    # A channel's own posts carry the channel as their author.
    own = author == chat if numbered else handle is not None and named_chat(handle) == chat
    # Where 4CAT was told to pseudonymise, a hash stands here instead of a number.
    numbered_author = author.isascii() and author.isdigit()
    kind = "channel" if own else "user"
    return Account(
        account_id=f"{kind}{author}" if numbered_author else name(author, "author") or author,
        platform="telegram",
        account_name=handle,
        display_name=row.get("author_name") or None,
    )
