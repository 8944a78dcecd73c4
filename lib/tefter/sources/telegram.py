"""What every Telegram export shares: names of chats, marks in a text, times, reactions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import blake2b
from typing import Any, NamedTuple

from tefter.sources.records import Account, Span
from tefter.sources.typed import string
from tefter.sources.unread import leave_unread
from tefter.values import Unreadable
from tefter.values.counts import whole
from tefter.values.links import find_urls
from tefter.values.tags import find_hashtags, find_mentions, fold
from tefter.values.times import from_epoch, from_iso

CERTAIN = frozenset({"phone", "email", "bank_card", "mention_name"})
"""Entities that are personal data for certain, because Telegram itself marks them."""

CONTACT = (Span("contact", 0, 0),)
"""A shared contact: personal data that stands beside the text, so it has no place in it."""

OFFSET = re.compile(r"(?:Z|[+-]\d\d:?\d\d)$", re.IGNORECASE)
EPOCH = re.compile(r"\d{9,13}(?:\.\d+)?")

MARKDOWN_LINK = re.compile(r"\]\(((?:[^\s()]|\([^\s()]*\))+)\)")
"""How Telethon writes a link behind words, ``[words](link)``, where it gives text as Markdown."""


class Chat(NamedTuple):
    """The chat of a message.

    Attributes
    ----------
    key : str
        Its name inside ``post_uid``: the number; else the handle or title, folded; else a
        stand-in.
    number : str or None
        Bare digits, without -100.
    name : str or None
        Its title.
    """

    key: str
    number: str | None = None
    name: str | None = None


class Entity(NamedTuple):
    """A marked span of a text, in characters of Python, with Telegram Desktop's word for it."""

    kind: str
    start: int
    end: int
    href: str | None = None


class Marks(NamedTuple):
    """What is marked in a text, ready for the columns of a post."""

    hashtags: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()


NO_MARKS = Marks()


def marks(text: str, entities: Sequence[Entity] | None) -> Marks:
    """Return hashtags, mentions, links and certain personal data of a text.

    Parameters
    ----------
    text : str
        The text as shown.
    entities : sequence of Entity or None
        What Telegram marked; None where the export does not carry its marks, so that links and
        mentions are looked for in the text.
    """
    if not text:
        return NO_MARKS
    tags: list[str] = []
    mentions: list[str] = []
    urls: list[str] = []
    spans: list[Span] = []
    for kind, start, end, href in entities or ():
        if kind == "hashtag":
            tags.append(fold(text[start:end]))
        elif kind == "mention":
            mentions.extend(find_mentions(text[start:end]))
        elif kind == "link":
            urls.append(text[start:end].strip())
        elif kind == "text_link":
            if href:
                urls.append(href)
        elif kind in CERTAIN:
            spans.append(Span(kind, start, end))
    if "#" in text or "\N{FULLWIDTH NUMBER SIGN}" in text:
        tags.extend(find_hashtags(text))
    if entities is None:
        if "@" in text:
            mentions.extend(find_mentions(text))
        if "." in text:
            urls.extend(find_urls(MARKDOWN_LINK.sub(r" \1 ", text) if "](" in text else text))
    return Marks(_unique(tags), _unique(mentions), _unique(urls), tuple(spans))


def named_chat(name: str) -> str:
    """Return the name of a chat inside ``post_uid`` where only its handle or title is known.

    A handle is folded as in a link to the chat, so that ``t.me/Handle/5`` finds the post.
    """
    return re.sub(r"[\s/]+", "-", fold(name.strip().removeprefix("@")).strip()) or unnamed_chat(
        name
    )


def unnamed_chat(*what_is_known: object) -> str:
    """Return a stand-in for the name of a chat, the same whenever the same is known of it."""
    known = "\x1f".join("" if part is None else str(part) for part in what_is_known)
    return f"unnamed-{blake2b(known.encode('utf-8', 'surrogatepass'), digest_size=6).hexdigest()}"


def posted(value: Any, field: str, time_zone: str | None) -> datetime | None:
    """Return a time, or None where it is not given or its zone is not known.

    Parameters
    ----------
    value : int, float, str or None
        Epoch seconds, or ISO 8601 with or without offset.
    field : str
        For the error.
    time_zone : str or None
        IANA zone for times without offset, as ``case.yml`` states it.

    Raises
    ------
    Unreadable
        With ``bad_time``.
    """
    if value is None or value == "":
        return None
    if isinstance(value, int | float) or (isinstance(value, str) and EPOCH.fullmatch(value)):
        return from_epoch(value, field)
    if not isinstance(value, str):
        raise Unreadable("bad_time", f"{field} is neither text nor a number")
    if OFFSET.search(value):
        return from_iso(value, field)
    # Read even where the zone is unknown, so that a broken time is a reject in any case.
    read = from_iso(value, field, time_zone or "UTC")
    return read if time_zone else None


def total(counts: Iterable[Any], field: str) -> int:
    """Return the sum of counts, a missing one counting as none."""
    return sum(whole(count, field) or 0 for count in counts)


def identity(account: Account | None) -> tuple[str | None, str | None]:
    """Return an account's identifier, and its handle or else the name shown."""
    if account is None:
        return None, None
    return account.account_id, account.account_name or account.display_name


def mime_kind(mime: Any) -> str:
    """Return the media kind of a file by its MIME type (RFC 6838)."""
    family, slash, _ = (string(mime, "mime_type") or "/").partition("/")
    if not slash:
        leave_unread("mime_type", "wrong_type")
    family = family.lower()
    return family if family in {"video", "image", "audio"} else "document"


def _unique(values: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value)) if values else ()
