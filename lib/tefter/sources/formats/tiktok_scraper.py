"""TikTok posts and comments from scrapers that people buy or run: Apify's and their kin.

Fields are those of the actors ``clockworks/tiktok-scraper`` and ``clockworks/tiktok-comments-
scraper`` (https://apify.com/clockworks) and of the older program ``tiktok-scraper``
(https://github.com/drawrowfly/tiktok-scraper), whose names the others took over. Tables have them
laid flat: ``authorMeta/name``, ``authorMeta.name``, ``hashtags/0/name``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from tefter.sources.contract import Format, Opened, Raw, Sample
from tefter.sources.cutting import json_items, json_lines, table_rows
from tefter.sources.records import Account, Comment, Outcome, Post, Reject
from tefter.sources.tiktok import (
    Item,
    account,
    captured,
    filled,
    flag,
    handles,
    hashtags,
    identifier,
    moment,
    number,
    part,
    region,
    uid,
)
from tefter.values.counts import whole
from tefter.values.links import find_urls, post_of
from tefter.values.tags import find_mentions
from tefter.values.uids import tiktok

_STEPS = re.compile(r"[/.]")


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


def nested(record: Mapping[str, Any]) -> Item:
    """Build the nested object again whose fields were laid flat in a table.

    Empty cells stand for fields that the record does not have. Lists come back as objects with
    the index as key.

    Examples
    --------
    >>> nested({"id": "1", "authorMeta/name": "a", "hashtags.0.name": "b", "text": ""})
    {'id': '1', 'authorMeta': {'name': 'a'}, 'hashtags': {'0': {'name': 'b'}}}
    """
    if not any(_STEPS.search(key) for key in record):
        return record
    built: dict[str, Any] = {}
    for column, cell in record.items():
        if cell is None or cell == "":
            continue
        *way, last = _STEPS.split(column)
        place = built
        for step in way:
            inner = place.get(step)
            if not isinstance(inner, dict):
                inner = place[step] = {}
            place = inner
        place[last] = cell
    return built


def _score(names: Iterable[str]) -> int:
    tops = {_STEPS.split(name)[0] for name in names}
    if "authorMeta" in tops and tops & {"webVideoUrl", "diggCount", "playCount", "musicMeta"}:
        return 100
    if {"cid", "videoWebUrl"} <= tops:
        return 100
    if "webVideoUrl" in tops and tops & {"diggCount", "playCount", "createTimeISO"}:
        return 90
    return 80 if "authorMeta" in tops else 0


def _series(value: Any) -> list[Any]:
    """Return a list as such, however the export keeps it: as a list, laid flat, or as JSON."""
    if isinstance(value, Mapping):
        indexes = sorted((key for key in value if key.isdecimal()), key=int)
        return [value[index] for index in indexes]
    if isinstance(value, str) and value.startswith("["):
        try:
            value = json.loads(value)
        except ValueError:
            return []
    return value if isinstance(value, list) else []


def _named(value: Any) -> list[Any]:
    """Return the names in a list of strings or of objects."""
    return [part(entry).get("name", entry) for entry in _series(value)]


def _author(item: Item) -> Account | None:
    meta = part(item.get("authorMeta"))
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
    text = item.get("text")
    shown = filled(text) or ""
    mentioned = handles([*_named(item.get("mentions")), *_named(item.get("detailedMentions"))])
    slides = flag(item.get("isSlideshow")) or _series(item.get("slideshowImageLinks"))
    return Post(
        post_uid=tiktok(post_id),
        platform="tiktok",
        post_id=post_id,
        account_id=author.account_id if author else None,
        account_name=author.account_name if author else None,
        posted_at=_time(item),
        captured_at=captured(item.get("scrapedAt")),
        text=text if isinstance(text, str) else None,
        hashtags=hashtags(_named(item.get("hashtags")), shown),
        mentions=mentioned or find_mentions(shown),
        urls=find_urls(shown),
        views=whole(item.get("playCount"), "playCount"),
        likes=whole(item.get("diggCount"), "diggCount"),
        comments=whole(item.get("commentCount"), "commentCount"),
        shares=whole(item.get("shareCount"), "shareCount"),
        media_kind="slideshow" if slides else "video",
        sound_id=number(part(item.get("musicMeta")).get("musicId")),
        declared_region=region(item.get("locationCreated"))
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
    link = filled(item.get("videoWebUrl"), item.get("submittedVideoUrl"))
    author = account(item.get("uid"), item.get("uniqueId"))
    text = item.get("text")
    return Comment(
        comment_uid=tiktok(comment_id),
        platform="tiktok",
        post_uid=None if link is None else post_of(link),
        parent_uid=uid(item.get("repliesToId"), "repliesToId"),
        account_id=author.account_id if author else None,
        account_name=author.account_name if author else None,
        posted_at=_time(item),
        text=text if isinstance(text, str) else None,
        likes=whole(item.get("diggCount"), "diggCount"),
        replies=whole(item.get("replyCommentTotal"), "replyCommentTotal"),
        accounts=(author,) if author else (),
    )
