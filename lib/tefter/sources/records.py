"""What one raw record can become: a post, a comment, an account, an event, or a reject."""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias

import msgspec


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """An account as one record shows it. Fields are the columns of ``frames.ACCOUNTS``."""

    account_id: str
    platform: str
    account_name: str | None = None
    display_name: str | None = None
    bio: str | None = None
    followers: int | None = None
    verified: bool | None = None
    declared_region: str | None = None
    captured_at: datetime | None = None


class Span(msgspec.Struct, frozen=True):
    """Personal data that the platform itself marks in ``text``, in characters of Python."""

    kind: str
    start: int
    end: int


class Post(msgspec.Struct, frozen=True, kw_only=True):
    """A post. Fields are the columns of ``frames.POSTS``; times are aware, in UTC.

    ``accounts`` carries what the record says of accounts by the way; it is not a record of its
    own.
    """

    post_uid: str
    platform: str
    post_id: str
    chat_id: str | None = None
    chat_name: str | None = None
    account_id: str | None = None
    account_name: str | None = None
    posted_at: datetime | None = None
    captured_at: datetime | None = None
    text: str | None = None
    media_text: str | None = None
    hashtags: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    views: int | None = None
    likes: int | None = None
    comments: int | None = None
    shares: int | None = None
    media_kind: str | None = None
    sound_id: str | None = None
    media_sha256: str | None = None
    media_phash: str | None = None
    declared_region: str | None = None
    reply_to: str | None = None
    forwarded_from: str | None = None
    platform_entities: tuple[Span, ...] = ()
    accounts: tuple[Account, ...] = ()


class Comment(msgspec.Struct, frozen=True, kw_only=True):
    """A comment. Fields are the columns of ``frames.COMMENTS``."""

    comment_uid: str
    platform: str
    post_uid: str | None = None
    parent_uid: str | None = None
    account_id: str | None = None
    account_name: str | None = None
    posted_at: datetime | None = None
    captured_at: datetime | None = None
    text: str | None = None
    likes: int | None = None
    replies: int | None = None
    accounts: tuple[Account, ...] = ()


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """A service event. Fields are the columns of ``frames.EVENTS``."""

    event_uid: str
    platform: str
    chat_id: str | None = None
    chat_name: str | None = None
    action: str | None = None
    posted_at: datetime | None = None
    account_id: str | None = None
    account_name: str | None = None
    affected: int | None = None
    accounts: tuple[Account, ...] = ()


class Reject(msgspec.Struct, frozen=True):
    """A record that can become nothing else.

    ``reason`` is one of ``REASONS``; ``detail`` says what exactly, in one short clause that never
    quotes the record.
    """

    reason: str
    detail: str = ""


Outcome: TypeAlias = Post | Comment | Account | Event | Reject

REASONS: dict[str, str] = {
    "not_json": "The line or element is not JSON; export it again, or mend that line.",
    "truncated": "The file ends in the middle of this record: the export did not finish; export it "
    "again.",
    "damaged": "The file is damaged from here on; what stood before was kept; get the file again.",
    "expands_too_far": "The archive unpacks to far more than any real export; what stood before "
    "was kept; ask who sent it.",
    "too_large": "The record is larger than any real one; the rest of the file was read; look what "
    "it is before you cut it out.",
    "not_an_object": "The record is JSON, but not an object with fields; export it again.",
    "not_text": "The record holds NUL bytes, or bytes that are not of the file's encoding; save "
    "the file as UTF-8.",
    "wrong_shape": "The record lacks what this format always has, or a field has another type; if "
    "it is a new version of the format, please report it.",
    "no_identifier": "The record has no identifier, so nothing could be traced to it.",
    "identifier_damaged": "A spreadsheet rounded the identifier; go back to the original export.",
    "bad_time": "The time of posting cannot be read; mend it in the table, or export it again.",
    "bad_count": "A count cannot be read as a whole number; mend it in the table, or export it "
    "again.",
    "duplicate_record": "The same record stands earlier in this file: nothing is lost.",
    "duplicate_identifier": "Another record of this file has this identifier and other content; "
    "the first was kept.",
    "unsupported_platform": "The record is from a platform that Tefter does not read yet; save it "
    "as a table with a column of texts.",
    "unsupported_record": "A kind of record that Tefter does not read; look at it in the raw file.",
    "address_book": "A contact of the person who made the export: not part of the case.",
    "wrong_width": "The row has more or fewer cells than the header; mend it, or save the table "
    "again.",
    "unclosed_quote": "A quote opens in this row and closes lines below, or never: the rows "
    "between are in it; mend the quote.",
    "header_again": "The row names the columns once more: it is no post, and nothing is lost.",
    "unsafe_path": "The archive member has a path that leaves the archive, and was not opened; "
    "unpack it by hand if you trust it.",
    "unreadable": "The record breaks its reader; please report which format it is.",
}
