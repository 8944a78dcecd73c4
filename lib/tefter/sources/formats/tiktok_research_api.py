"""Answers of TikTok's Research API: pages of videos, comments or account details.

Fields are those of the specification (https://developers.tiktok.com/doc/research-api-specs-query-
videos, -query-video-comments and -query-user-info). A researcher asks for the fields wanted, so
that any of them may be missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from tefter.sources.contract import Format, Opened, Raw, Sample
from tefter.sources.cutting import json_items, table_rows
from tefter.sources.records import Comment, Outcome, Post, Reject
from tefter.sources.tiktok import (
    account,
    handles,
    hashtags,
    identifier,
    moment,
    number,
    region,
    uid,
)
from tefter.sources.tiktok_cells import count, listed
from tefter.sources.typed import Item, filled, part, parts, string
from tefter.values.links import find_urls
from tefter.values.tags import find_mentions
from tefter.values.uids import tiktok

PAGES = (("data", "videos"), ("data", "comments"), ("videos",), ("comments",))
"""Where a page has its records: as the API answers, or with the envelope taken off."""

ERROR = "error"
"""Where an answer says whether it failed: a code, a message and the number of its line in a log."""

OWN = frozenset(
    {
        "video_description",
        "region_code",
        "hashtag_names",
        "hashtag_info_list",
        "voice_to_text",
        "effect_ids",
        "effect_info_list",
        "sticker_info_list",
        "video_mention_list",
        "is_stem_verified",
        "favorites_count",
    }
)
"""Fields of a video that no other export has under these names."""

USUAL = frozenset(
    {
        "create_time",
        "username",
        "like_count",
        "view_count",
        "share_count",
        "comment_count",
        "music_id",
        "playlist_id",
        "video_duration",
    }
)
COMMENT = frozenset({"text", "like_count", "reply_count", "create_time", "parent_comment_id"})
USER = frozenset({"bio_description", "follower_count", "is_verified", "likes_count", "avatar_url"})
ENOUGH = 3
"""Fields that must meet to be sure of an item without its page."""

KNOWN = OWN | USUAL | COMMENT | {"id", "video_id", "video_label", "video_tag"}


def recognise(sample: Sample) -> int:
    """Return 100 for a page of the API, 95 or 60 for its items, by how many fields speak."""
    row = dict.fromkeys(sample.header, "")
    return max((_score(record) for record in (*sample.objects, sample.outline, row)), default=0)


def records(opened: Opened) -> Iterator[Raw]:
    """Cut pages, lists, lines and rows into videos and comments, numbered through the file."""
    if opened.shape == "table":
        return table_rows(opened)
    return json_items(opened, *PAGES, says=ERROR, worth=_is_fault)


def parse(raw: Raw) -> Outcome:
    """Turn a video into a post, a comment into a comment, account details into an account."""
    item = raw.value
    if isinstance(item, Reject):
        return item
    if _is_page(item):
        what = "reports an error" if _is_fault(item.get(ERROR)) else "holds no list of records"
        return Reject("wrong_shape", f"this answer of the API {what}: ask for it again")
    if _is_user(item):
        return _user(item)
    item_id = identifier(item.get("id"), "id")
    if item_id is None:
        return Reject("no_identifier", "the field id was not asked for, or is empty")
    return _comment(item, item_id) if _is_comment(item) else _video(item, item_id)


def note(sample: Sample) -> str | None:
    """Say what the API does not tell."""
    items = list(_items((*sample.objects, sample.outline, dict.fromkeys(sample.header, ""))))
    if any(_is_comment(item) for item in items):
        return "the Research API does not say who wrote a comment"
    return "the Research API names accounts by handle only: a renamed account counts as two"


FORMAT = Format(
    name="tiktok-research-api",
    title="TikTok Research API (JSON)",
    recognise=recognise,
    records=records,
    parse=parse,
    note=note,
)


def _score(record: Item) -> int:
    items = list(_items([record]))
    if not _is_page(record):
        return max(map(_score_of_item, items), default=0)
    if items == [record]:
        return 100 if "log_id" in part(record.get(ERROR)) else 0
    # Another service with pages of this build has other fields in them.
    return 100 if all("id" in item and set(item) <= KNOWN for item in items) else 0


def _score_of_item(item: Item) -> int:
    fields = set(item)
    if "id" in fields and fields & OWN and len(fields & (OWN | USUAL)) >= ENOUGH:
        return 95
    if {"id", "video_id"} <= fields and "parent_comment_id" in fields:
        return 95
    if {"id", "video_id"} <= fields and len(fields & COMMENT) >= ENOUGH:
        return 60
    return 95 if _is_user(item) else 0


def _is_page(record: Item) -> bool:
    data = part(record.get("data"))
    return (
        isinstance(data.get("videos"), list)
        or isinstance(data.get("comments"), list)
        or "log_id" in part(record.get(ERROR))
    )


def _is_fault(error: Any) -> bool:
    """Whether an answer failed, also where it holds an empty list or the beginning of one."""
    code = filled(part(error).get("code"))
    return code is not None and code != "ok"


def _is_comment(item: Item) -> bool:
    return "parent_comment_id" in item or ("video_id" in item and "video_description" not in item)


def _is_user(item: Item) -> bool:
    return "display_name" in item and "id" not in item and len(USER & set(item)) > 1


def _items(records: Iterable[Item]) -> Iterator[Item]:
    """Yield the items of pages, and what is no page as it is."""
    for record in records:
        lists = [_at(record, path) for path in PAGES]
        found = [item for items in lists for item in parts(items)]
        yield from found or [record]


def _at(record: Item, path: tuple[str, ...]) -> Any:
    value: Any = record
    for key in path:
        value = part(value).get(key)
    return value


def _video(item: Item, post_id: str) -> Post:
    country = region(item.get("region_code"), "region_code")
    author = account(None, item.get("username"), declared_region=country)
    text = string(item.get("video_description"), "video_description")
    described = parts(
        listed(item.get("hashtag_info_list"), "hashtag_info_list"), "hashtag_info_list"
    )
    named = [entry.get("hashtag_name") for entry in described]
    mentioned = handles(listed(item.get("video_mention_list"), "video_mention_list"))
    shown = text or ""
    return Post(
        post_uid=tiktok(post_id),
        platform="tiktok",
        post_id=post_id,
        account_id=author.account_id if author else None,
        account_name=author.account_name if author else None,
        posted_at=moment(item.get("create_time"), "create_time"),
        text=text,
        media_text=_media_text(item),
        hashtags=hashtags([*listed(item.get("hashtag_names"), "hashtag_names"), *named], shown),
        mentions=mentioned or find_mentions(shown),
        urls=find_urls(shown),
        views=count(item, "view_count"),
        likes=count(item, "like_count"),
        comments=count(item, "comment_count"),
        shares=count(item, "share_count"),
        media_kind="video",
        sound_id=number(item.get("music_id"), "music_id"),
        declared_region=country,
        accounts=(author,) if author else (),
    )


def _media_text(item: Item) -> str | None:
    stickers = parts(
        listed(item.get("sticker_info_list"), "sticker_info_list"), "sticker_info_list"
    )
    lines = [
        filled(sticker.get("sticker_text"), sticker.get("text"), field="sticker_text")
        for sticker in stickers
    ]
    lines.append(string(item.get("voice_to_text"), "voice_to_text"))
    return "\n".join(line for line in lines if line) or None


def _comment(item: Item, comment_id: str) -> Comment:
    post_uid = uid(item.get("video_id"), "video_id")
    parent = uid(item.get("parent_comment_id"), "parent_comment_id")
    return Comment(
        comment_uid=tiktok(comment_id),
        platform="tiktok",
        post_uid=post_uid,
        # The API gives the video as the parent of a comment on the video itself.
        parent_uid=None if parent == post_uid else parent,
        posted_at=moment(item.get("create_time"), "create_time"),
        text=string(item.get("text"), "text"),
        likes=count(item, "like_count"),
        replies=count(item, "reply_count"),
    )


def _user(item: Item) -> Outcome:
    found = account(
        None,
        item.get("username"),
        display_name=item.get("display_name"),
        bio=item.get("bio_description"),
        followers=item.get("follower_count"),
        verified=item.get("is_verified"),
    )
    return found or Reject("no_identifier", "the account's details do not say whose they are")
