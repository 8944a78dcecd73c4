"""TikTok's own items, as its website receives them and capturing tools keep them.

The shape is nowhere documented by TikTok. It follows what 4CAT reads
(``datasources/tiktok/search_tiktok.py`` and ``datasources/tiktok_comments``,
https://github.com/digitalmethodsinitiative/4cat) and what captures from 2020 on hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from tefter.sources.records import Account, Comment, Outcome, Post, Reject
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
from tefter.sources.typed import Item, filled, is_nothing, part, parts, string, texts
from tefter.sources.unread import leave_unread
from tefter.values.counts import whole
from tefter.values.links import find_urls
from tefter.values.tags import find_mentions
from tefter.values.uids import tiktok


def is_post(item: Item) -> bool:
    """Tell whether the object has the fields that tell a post of TikTok's website."""
    author = item.get("author")
    return (
        isinstance(item.get("desc"), str)
        and "createTime" in item
        and (isinstance(author, str) or "uniqueId" in part(author))
        and any(isinstance(item.get(key), dict) for key in ("stats", "statsV2", "video", "music"))
    )


def is_comment(item: Item) -> bool:
    """Tell whether the object has the fields that tell a comment of TikTok's website."""
    return "cid" in item and "aweme_id" in item


def is_profile(item: Item) -> bool:
    """Tell whether the object is about an account: a profile page's ``userInfo``."""
    inner = part(item.get("userInfo", item))
    return isinstance(part(inner.get("user")).get("uniqueId"), str) and "aweme_id" not in item


def outcome(item: Item, envelope_id: Any, captured_at: datetime | None) -> Outcome:
    """Turn an item into what it is.

    Parameters
    ----------
    item : mapping
        The item as TikTok's website received it.
    envelope_id : object
        The identifier that the capturing tool noted, for items that have none inside.
    captured_at : datetime or None
        When it was captured.
    """
    if is_comment(item):
        return _comment(item, captured_at)
    if is_profile(item) and "desc" not in item:
        return _profile(item, captured_at)
    if "liveRoomInfo" in item:
        return Reject("wrong_shape", "a live broadcast, not a post")
    post_id = identifier(item.get("id"), "id") or identifier(envelope_id, "item_id")
    if post_id is None:
        return Reject("no_identifier", "neither the item nor its envelope has an id")
    if not any(key in item for key in ("desc", "createTime", "author", "video", "imagePost")):
        return Reject("wrong_shape", "the item has no text, time, author or video")
    return _post(item, post_id, captured_at)


def _post(item: Item, post_id: str, captured_at: datetime | None) -> Post:
    author = _author(item, captured_at)
    # The newer counts are strings, because the older ones overflow beyond 2,147,483,647.
    stats = part(item.get("statsV2"), "statsV2"), part(item.get("stats"), "stats")
    text = _text(item)
    marks = list(_marks(item))
    tags = [challenge.get("title") for challenge in parts(item.get("challenges"), "challenges")]
    tags += [mark.get("hashtagName") for mark in marks]
    return Post(
        post_uid=tiktok(post_id),
        platform="tiktok",
        post_id=post_id,
        account_id=author.account_id if author else None,
        account_name=author.account_name if author else None,
        posted_at=moment(item.get("createTime"), "createTime"),
        captured_at=captured_at,
        text=text,
        media_text=_media_text(item),
        hashtags=hashtags(tags, text),
        mentions=_mentions(marks, text),
        urls=find_urls(text or ""),
        views=_count(stats, "playCount"),
        likes=_count(stats, "diggCount"),
        comments=_count(stats, "commentCount"),
        shares=_count(stats, "shareCount"),
        media_kind="slideshow" if item.get("imagePost") else "video",
        sound_id=number(part(item.get("music"), "music").get("id"), "music.id"),
        declared_region=region(item.get("locationCreated"), "locationCreated"),
        reply_to=uid(part(item.get("duetInfo"), "duetInfo").get("duetFromId"), "duetFromId"),
        accounts=(author,) if author else (),
    )


def _text(item: Item) -> str | None:
    """Return the caption exactly as it came; the parts of it where a newer item has only these."""
    caption = string(item.get("desc"), "desc")
    if caption:
        return caption
    contents = parts(item.get("contents"), "contents")
    pieces = "\n".join(texts([piece.get("desc") for piece in contents], "contents.desc"))
    return pieces or ("" if caption == "" else None)


def _marks(item: Item) -> Iterator[Item]:
    """Yield what TikTok marks in the caption: hashtags, and accounts where there is no hashtag."""
    yield from parts(item.get("textExtra"), "textExtra")
    for piece in parts(item.get("contents")):
        yield from parts(piece.get("textExtra"), "contents.textExtra")


def _mentions(marks: list[Item], text: str | None) -> tuple[str, ...]:
    # In the caption stands the name shown, which is no handle: what TikTok marks is surer.
    if marks:
        return handles(mark.get("userUniqueId") for mark in marks if not mark.get("hashtagName"))
    return find_mentions(text or "")


def _media_text(item: Item) -> str | None:
    stickers = parts(item.get("stickersOnItem"), "stickersOnItem")
    lines = [" ".join(texts(sticker.get("stickerText"), "stickerText")) for sticker in stickers]
    title = part(item.get("imagePost"), "imagePost").get("title")
    lines.append(string(title, "imagePost.title") or "")
    return "\n".join(line for line in lines if line) or None


def _count(stats: tuple[Item, ...], name: str) -> int | None:
    for counts in stats:
        if counts.get(name) not in (None, ""):
            return whole(counts[name], name)
    return None


def _author(item: Item, captured_at: datetime | None) -> Account | None:
    author = item.get("author")
    who = {} if isinstance(author, str) else part(author, "author")
    if who and not who.keys() & {"id", "uniqueId"}:
        leave_unread("author", "bad_identifier")
    return account(
        item.get("authorId") if is_nothing(who.get("id")) else who["id"],
        author if isinstance(author, str) else who.get("uniqueId"),
        display_name=filled(who.get("nickname"), item.get("nickname"), field="nickname"),
        bio=filled(who.get("signature"), item.get("signature"), field="signature"),
        followers=_audience(item.get("authorStatsV2"), item.get("authorStats")),
        verified=who.get("verified", item.get("verified")),
        declared_region=who.get("region"),
        captured_at=captured_at,
    )


def _audience(*stats: Any) -> Any:
    found = [part(counts, "authorStats").get("followerCount") for counts in stats]
    return next((count for count in found if count not in (None, "")), None)


def _profile(item: Item, captured_at: datetime | None) -> Outcome:
    inner = part(item.get("userInfo", item))
    user = part(inner.get("user"))
    found = account(
        user.get("id"),
        user.get("uniqueId"),
        display_name=user.get("nickname"),
        bio=user.get("signature"),
        followers=_audience(inner.get("statsV2"), inner.get("stats")),
        verified=user.get("verified"),
        declared_region=user.get("region"),
        captured_at=captured_at,
    )
    return found or Reject("no_identifier", "the profile has neither a number nor a handle")


def _comment(item: Item, captured_at: datetime | None) -> Outcome:
    cid = identifier(item.get("cid"), "cid")
    if cid is None:
        return Reject("no_identifier", "cid is empty")
    user = part(item.get("user"), "user")
    author = account(
        user.get("uid"),
        user.get("unique_id"),
        display_name=user.get("nickname"),
        bio=user.get("signature"),
        followers=user.get("follower_count"),
        declared_region=user.get("region"),
        captured_at=captured_at,
    )
    return Comment(
        comment_uid=tiktok(cid),
        platform="tiktok",
        post_uid=uid(item.get("aweme_id"), "aweme_id"),
        parent_uid=uid(item.get("reply_id"), "reply_id"),
        account_id=author.account_id if author else None,
        account_name=author.account_name if author else None,
        posted_at=moment(item.get("create_time"), "create_time"),
        captured_at=captured_at,
        text=string(item.get("text"), "text"),
        likes=whole(item.get("digg_count"), "digg_count"),
        replies=whole(item.get("reply_comment_total"), "reply_comment_total"),
        accounts=(author,) if author else (),
    )
