"""4CAT's CSV of TikTok posts and of TikTok comments.

Columns are those of ``map_item`` in ``datasources/tiktok/search_tiktok.py`` and
``datasources/tiktok_comments/search_tiktok_comments.py`` of 4CAT
(https://github.com/digitalmethodsinitiative/4cat), in all versions since 2020.
"""

from __future__ import annotations

from datetime import datetime

from tefter.sources.contract import Format, Raw, Sample
from tefter.sources.cutting import table_rows
from tefter.sources.records import Account, Comment, Outcome, Post, Reject
from tefter.sources.tiktok import region
from tefter.sources.unread import leave_unread
from tefter.values.counts import whole
from tefter.values.identifiers import digits, name
from tefter.values.links import find_urls
from tefter.values.tags import find_hashtags, find_mentions, fold
from tefter.values.times import from_epoch, from_iso
from tefter.values.uids import tiktok

Row = dict[str, str | None]

SHARED = frozenset({"id", "thread_id", "author", "author_full", "body", "timestamp"})
POST = frozenset({"tiktok_url", "music_id", "music_name"})
COMMENT = frozenset({"post_id", "comment_url", "is_comment_on_comment"})


def recognise(sample: Sample) -> int:
    """Return 100 where 4CAT's columns for TikTok stand together."""
    header = set(sample.header)
    return 100 if header >= SHARED and (header >= POST or header >= COMMENT) else 0


def note(sample: Sample) -> str | None:
    """Say what this file cannot tell."""
    if "author_id" in sample.header:
        return None
    return "this table names accounts by handle only: a renamed account counts as two"


def parse(raw: Raw) -> Outcome:
    """Turn a row into a post or a comment."""
    row = raw.value
    if isinstance(row, Reject):
        return row
    number = digits(row.get("id"), "id")
    if number is None:
        return Reject("no_identifier", "id is empty")
    return _comment(row, number) if "comment_url" in row else _post(row, number)


FORMAT = Format(
    name="tiktok-4cat-csv",
    title="TikTok posts or comments from 4CAT (CSV)",
    recognise=recognise,
    records=table_rows,
    parse=parse,
    note=note,
)


def _post(row: Row, number: str) -> Post:
    text = row.get("body") or ""
    listed = ((row.get(key) or "").split(",") for key in ("hashtags", "challenges"))
    tags = [fold(tag.strip()) for names in listed for tag in names]
    account = _account(row)
    return Post(
        post_uid=tiktok(number),
        platform="tiktok",
        post_id=number,
        account_id=account.account_id if account else None,
        account_name=account.account_name if account else None,
        posted_at=_time(row),
        text=text,
        media_text=row.get("stickers") or None,
        hashtags=tuple(dict.fromkeys(tag for tag in (*tags, *find_hashtags(text)) if tag)),
        mentions=find_mentions(text),
        urls=find_urls(text),
        views=_count(row, "plays"),
        likes=_count(row, "likes"),
        comments=_count(row, "comments"),
        shares=_count(row, "shares"),
        media_kind="slideshow" if "/photo/" in (row.get("tiktok_url") or "") else "video",
        sound_id=digits(row.get("music_id"), "music_id"),
        declared_region=region(row.get("location_created"), "location_created"),
        accounts=(account,) if account else (),
    )


def _comment(row: Row, number: str) -> Comment:
    post = digits(row.get("post_id"), "post_id")
    parent = None
    if row.get("is_comment_on_comment") == "yes":
        parent = digits(row.get("thread_id"), "thread_id")
    elif row.get("is_comment_on_comment") not in (None, "", "no"):
        leave_unread("is_comment_on_comment", "unknown_word")
    account = _account(row)
    return Comment(
        comment_uid=tiktok(number),
        platform="tiktok",
        post_uid=None if post is None else tiktok(post),
        parent_uid=None if parent is None else tiktok(parent),
        account_id=account.account_id if account else None,
        account_name=account.account_name if account else None,
        posted_at=_time(row),
        text=row.get("body") or "",
        likes=whole(row.get("likes"), "likes"),
        replies=whole(row.get("replies"), "replies"),
        accounts=(account,) if account else (),
    )


def _count(row: Row, what: str) -> int | None:
    value = row.get(what)
    # The first versions of 4CAT wrote amount_likes and so on.
    return whole(row.get(f"amount_{what}") if value is None else value, what)


def _time(row: Row) -> datetime | None:
    # 4CAT writes its times in UTC, the first versions as epoch seconds.
    exact = from_epoch(row.get("unix_timestamp"), "unix_timestamp")
    stamp = row.get("timestamp")
    if exact or not stamp:
        return exact
    if stamp.isdecimal():
        return from_epoch(stamp, "timestamp")
    return from_iso(stamp, "timestamp", "UTC")


def _account(row: Row) -> Account | None:
    handle = row.get("author") or None
    number = name(row.get("author_id"), "author_id")
    if handle and handle.startswith("@") and handle[1:].isdecimal():
        # Where a commenter has no handle, 4CAT puts "@" and the number there.
        number, handle = handle[1:], None
    account = number or handle
    if account is None:
        return None
    return Account(
        account_id=account,
        platform="tiktok",
        account_name=handle,
        display_name=row.get("author_full") or None,
        followers=whole(row.get("author_followers"), "author_followers"),
    )
