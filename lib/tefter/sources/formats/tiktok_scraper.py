"""TikTok posts and comments from scrapers that people buy or run: Apify's and their kin.

Fields are those of the actors ``clockworks/tiktok-scraper`` and ``clockworks/tiktok-comments-
scraper`` (https://apify.com/clockworks) and of the older program ``tiktok-scraper``
(https://github.com/drawrowfly/tiktok-scraper), whose names the others took over. Tables have them
laid flat: ``authorMeta/name``, ``authorMeta.name``, ``hashtags/0/name``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from tefter.sources.contract import Format, Opened, Raw, Sample
from tefter.sources.cutting import json_items, json_lines, table_rows
from tefter.sources.records import Account, Comment, Outcome, Post, Reject
from tefter.sources.tiktok import (
    account,
    captured,
    flag,
    handles,
    hashtags,
    identifier,
    moment,
    number,
    region,
    uid,
)
from tefter.sources.tiktok_cells import count, fields, listed, nested, top
from tefter.sources.typed import Item, filled, part, string
from tefter.sources.unread import leave_unread
from tefter.values.links import find_urls, post_of
from tefter.values.tags import find_mentions
from tefter.values.uids import tiktok


def recognise(sample: Sample) -> int:
    """Return up to 100 by the names that these scrapers share, nested or laid flat."""
    records = (sample.header, sample.outline, *sample.objects)
    return max(map(_score, records), default=0)


def records(opened: Opened) -> Iterator[Raw]:
    """Cut lines, list items or table rows."""
    if opened.shape == "table":
        return table_rows(opened)
    return json_lines(opened) if opened.shape == "json-lines" else json_items(opened)


def parse(raw: Raw) -> Outcome:
    """Turn a record into a post, a comment, or (a profile without posts) an account."""
    if isinstance(raw.value, Reject):
        return raw.value
    item = nested(raw.value)
    if "cid" in item or "repliesToId" in item:
        return _comment(item)
    post_id = identifier(item.get("id"), "id", item.get("webVideoUrl"))
    if post_id is not None:
        return _post(item, post_id)
    author = _author(item)
    if author is not None:
        return author
    if any(key in item for key in ("error", "errorCode", "note")):
        return Reject("no_identifier", "the scraper reports that it found nothing here")
    return Reject("no_identifier", "neither id nor webVideoUrl is filled")


FORMAT = Format(
    name="tiktok-scraper",
    title="TikTok scraper (Apify and kin: JSON, JSON lines or CSV)",
    recognise=recognise,
    records=records,
    parse=parse,
)


def _score(names: Iterable[str]) -> int:
    tops = {top(name) for name in names}
    if "authorMeta" in tops and tops & {"webVideoUrl", "diggCount", "playCount", "musicMeta"}:
        return 100
    if {"cid", "videoWebUrl"} <= tops:
        return 100
    if "webVideoUrl" in tops and tops & {"diggCount", "playCount", "createTimeISO"}:
        return 90
    return 80 if "authorMeta" in tops else 0


def _named(item: Item, field: str) -> list[Any]:
    """Return the names in a list of strings or of objects."""
    return [part(entry).get("name", entry) for entry in listed(item.get(field), field)]


def _author(item: Item) -> Account | None:
    meta = fields(item.get("authorMeta"), "authorMeta")
    return account(
        meta.get("id"),
        meta.get("name"),
        display_name=meta.get("nickName"),
        bio=meta.get("signature"),
        followers=meta.get("fans"),
        verified=meta.get("verified"),
        declared_region=meta.get("region"),
    )


def _post(item: Item, post_id: str) -> Post:
    author = _author(item)
    text = string(item.get("text"), "text")
    shown = text or ""
    mentioned = handles([*_named(item, "mentions"), *_named(item, "detailedMentions")])
    slides = flag(item.get("isSlideshow"), "isSlideshow") or listed(
        item.get("slideshowImageLinks"), "slideshowImageLinks"
    )
    return Post(
        post_uid=tiktok(post_id),
        platform="tiktok",
        post_id=post_id,
        account_id=author.account_id if author else None,
        account_name=author.account_name if author else None,
        posted_at=_time(item),
        captured_at=captured(item.get("scrapedAt")),
        text=text,
        hashtags=hashtags(_named(item, "hashtags"), shown),
        mentions=mentioned or find_mentions(shown),
        urls=find_urls(shown),
        views=count(item, "playCount"),
        likes=count(item, "diggCount"),
        comments=count(item, "commentCount"),
        shares=count(item, "shareCount"),
        media_kind="slideshow" if slides else "video",
        sound_id=number(fields(item.get("musicMeta"), "musicMeta").get("musicId"), "musicId"),
        declared_region=region(item.get("locationCreated"), "locationCreated")
        or (author.declared_region if author else None),
        accounts=(author,) if author else (),
    )


def _time(item: Item) -> datetime | None:
    # A spreadsheet rounds epoch seconds, but leaves ISO 8601 as it is.
    name = "createTimeISO" if item.get("createTimeISO") else "createTime"
    return moment(item.get(name), name)


def _comment(item: Item) -> Outcome:
    comment_id = identifier(item.get("cid"), "cid")
    if comment_id is None:
        return Reject("no_identifier", "cid is empty")
    link = filled(item.get("videoWebUrl"), item.get("submittedVideoUrl"), field="videoWebUrl")
    post_uid = None if link is None else post_of(link)
    if link is not None and post_uid is None:
        leave_unread("videoWebUrl", "bad_identifier")
    author = account(item.get("uid"), item.get("uniqueId"))
    return Comment(
        comment_uid=tiktok(comment_id),
        platform="tiktok",
        post_uid=post_uid,
        parent_uid=uid(item.get("repliesToId"), "repliesToId"),
        account_id=author.account_id if author else None,
        account_name=author.account_name if author else None,
        posted_at=_time(item),
        text=string(item.get("text"), "text"),
        likes=count(item, "diggCount"),
        replies=count(item, "replyCommentTotal"),
        accounts=(author,) if author else (),
    )
