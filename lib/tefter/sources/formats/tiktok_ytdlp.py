"""What yt-dlp writes beside a TikTok video: ``.info.json``, ``-j`` lines and ``-J`` playlists.

Fields are those that yt-dlp documents for all sites (``yt_dlp/extractor/common.py``,
https://github.com/yt-dlp/yt-dlp) as its ``tiktok`` extractor fills them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from tefter.sources.contract import Format, Opened, Raw, Sample
from tefter.sources.cutting import json_items
from tefter.sources.records import Account, Comment, Outcome, Post, Reject
from tefter.sources.tiktok import account, captured, hashtags, identifier, moment, uid
from tefter.sources.typed import Item, filled, part, parts, string, texts
from tefter.values.counts import whole
from tefter.values.links import find_urls
from tefter.values.tags import find_mentions
from tefter.values.uids import tiktok

_HANDLE = re.compile(r"@?[A-Za-z0-9_.]{2,24}")
_SHOWN = re.compile(r"[A-Za-z0-9:._-]{1,40}")
_NO_TITLE = "TikTok video #"


def recognise(sample: Sample) -> int:
    """Return 100 for TikTok, 90 for other sites (to say so), 60 where the sample ends early."""
    return max(map(_score, (*sample.objects, sample.outline)), default=0)


def records(opened: Opened) -> Iterator[Raw]:
    """Cut a video and its comments, or many of them, numbered through the file.

    The video comes first and its comments follow; then the next video.
    """
    number = 0
    for raw in json_items(opened, ("entries",)):
        for value, context in _spread(raw.value):
            number += 1
            yield Raw(number, value, context)


def parse(raw: Raw) -> Outcome:
    """Turn a video into a post, a comment into a comment, a user's page into an account."""
    value = raw.value
    if isinstance(value, Reject):
        return value
    info = part(raw.context.get("video", value))
    extractor = _extractor(info)
    if extractor is None:
        return Reject("wrong_shape", "it does not say which site it is from")
    if not _is_tiktok(extractor):
        shown = extractor if _SHOWN.fullmatch(extractor) else "another site"
        return Reject("unsupported_platform", f"downloaded from {shown}")
    if "video" in raw.context:
        return _comment(value, info)
    if filled(value.get("_type")) in {"playlist", "multi_video"}:
        return _page(value)
    post_id = identifier(value.get("id"), "id", value.get("webpage_url"), value.get("url"))
    if post_id is None:
        return Reject("no_identifier", "id is empty")
    return _post(value, post_id)


def note(sample: Sample) -> str | None:
    """Say what yt-dlp does not keep."""
    return "yt-dlp keeps neither the country that TikTok states for a post nor its sound's number"


FORMAT = Format(
    name="tiktok-ytdlp",
    title="TikTok video downloaded with yt-dlp (.info.json)",
    recognise=recognise,
    records=records,
    parse=parse,
    note=note,
)


def _score(info: Item) -> int:
    extractor = _extractor(info)
    if extractor is not None and ("webpage_url" in info or "url" in info or "_type" in info):
        return 100 if _is_tiktok(extractor) else 90
    entries = parts(info.get("entries"))
    if entries and "id" in info:
        return max(map(_score, entries))
    formats = parts(info.get("formats"))
    return 60 if "title" in info and any("format_id" in known for known in formats) else 0


def _extractor(info: Item) -> str | None:
    return filled(info.get("extractor_key"), info.get("ie_key"), info.get("extractor"))


def _is_tiktok(extractor: str) -> bool:
    # TikTok, TikTokVM, TikTokUser, tiktok:user, vm.tiktok
    return extractor.lower().startswith(("tiktok", "vm.tiktok"))


def _spread(value: dict[str, Any] | Reject) -> Iterator[tuple[Any, Mapping[str, Any]]]:
    """Yield a video and then its comments; of a list of videos, each so."""
    if isinstance(value, Reject):
        yield value, {}
        return
    entries, comments = value.get("entries"), value.get("comments")
    if isinstance(entries, list):
        for entry in entries:
            yield from _spread(entry if isinstance(entry, dict) else _not_an_object())
        return
    parts(entries, "entries")
    if not isinstance(comments, list):
        parts(comments, "comments")
    yield {key: field for key, field in value.items() if key != "comments"}, {}
    if not isinstance(comments, list):
        return
    context = {"video": {key: value.get(key) for key in _KEPT}}
    for comment in comments:
        yield (comment, context) if isinstance(comment, dict) else (_not_an_object(), {})


_KEPT = ("id", "webpage_url", "extractor", "extractor_key", "ie_key", "epoch")


def _not_an_object() -> Reject:
    return Reject("not_an_object", "yt-dlp could not get this one, and left its place empty")


def _author(info: Item) -> Account | None:
    display = filled(
        info.get("channel"),
        info.get("creator"),
        *texts(info.get("creators"), "creators"),
        field="channel",
    )
    return account(
        info.get("uploader_id"),
        info.get("uploader"),
        display_name=display,
        followers=info.get("channel_follower_count"),
        verified=info.get("channel_is_verified"),
        captured_at=captured(info.get("epoch")),
    )


def _post(info: Item, post_id: str) -> Post:
    author = _author(info)
    text = _text(info)
    return Post(
        post_uid=tiktok(post_id),
        platform="tiktok",
        post_id=post_id,
        account_id=author.account_id if author else None,
        account_name=author.account_name if author else None,
        posted_at=moment(info.get("timestamp"), "timestamp"),
        captured_at=captured(info.get("epoch")),
        text=text,
        hashtags=hashtags(texts(info.get("tags"), "tags"), text),
        mentions=find_mentions(text or ""),
        urls=find_urls(text or ""),
        views=whole(info.get("view_count"), "view_count"),
        likes=whole(info.get("like_count"), "like_count"),
        comments=whole(info.get("comment_count"), "comment_count"),
        shares=whole(info.get("repost_count"), "repost_count"),
        media_kind="slideshow" if _is_slideshow(info) else "video",
        accounts=(author,) if author else (),
    )


def _text(info: Item) -> str | None:
    """Return the description; a title is that cut short, or made up where there was none."""
    description = string(info.get("description"), "description")
    if description is not None:
        return description
    title = string(info.get("title"), "title") or None
    return None if title is None or title.startswith(_NO_TITLE) else title


def _is_slideshow(info: Item) -> bool:
    """Tell a slideshow: TikTok gives only its sound, or its address says so."""
    formats = parts(info.get("formats"), "formats")
    only_sound = bool(formats) and all(known.get("vcodec") == "none" for known in formats)
    return only_sound or "/photo/" in (filled(info.get("webpage_url")) or "")


def _page(info: Item) -> Outcome:
    found = account(
        info.get("uploader_id"),
        filled(info.get("uploader"), info.get("title"), field="uploader"),
        display_name=info.get("channel"),
        captured_at=captured(info.get("epoch")),
    )
    return found or Reject("no_identifier", "the list of videos does not say whose they are")


def _comment(item: Item, video: Item) -> Outcome:
    comment_id = identifier(item.get("id"), "id")
    if comment_id is None:
        return Reject("no_identifier", "the comment's id is empty")
    post_id = identifier(video.get("id"), "id", video.get("webpage_url"))
    captured_at = captured(video.get("epoch"))
    name = string(item.get("author"), "author") or None
    is_handle = name is not None and _HANDLE.fullmatch(name) is not None
    author = account(
        item.get("author_id"),
        name if is_handle else None,
        display_name=None if is_handle else name,
        verified=item.get("author_is_verified"),
        captured_at=captured_at,
    )
    parent = item.get("parent")
    return Comment(
        comment_uid=tiktok(comment_id),
        platform="tiktok",
        post_uid=None if post_id is None else tiktok(post_id),
        parent_uid=None if parent == "root" else uid(parent, "parent"),
        account_id=author.account_id if author else None,
        account_name=author.account_name if author else None,
        posted_at=moment(item.get("timestamp"), "timestamp"),
        captured_at=captured_at,
        text=string(item.get("text"), "text"),
        likes=whole(item.get("like_count"), "like_count"),
        replies=whole(item.get("reply_count"), "reply_count"),
        accounts=(author,) if author else (),
    )
