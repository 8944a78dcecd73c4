"""TikTok posts and comments as the browser extension Zeeschuimer exports them (NDJSON).

The first capture has the older envelope, with the item under ``data``; the second has the item
itself with ``__import_meta``, as 4CAT stores it. Keys are those of real items, the larger part of
them left out. Identifiers begin with 95 to 98: they are larger than 2**63 - 1 and so cannot be
identifiers of TikTok, which are signed 64-bit numbers.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from tefter.demo import texts
from tefter.demo.dice import Dice
from tefter.demo.plan import FIRST_CAPTURE, SECOND_CAPTURE, Account, Counts, Video
from tefter.demo.texts import Caption

USER_AGENT = "Tefter demo generator, synthetic data"
API = "https://www.tiktok.com/api/"
SIGNATURE = "Synthetic demo account"
COMMENTED = 80
MASKED = 7
"""Every so many-th video carries TikTok's mark for sensitive content (maskType 3)."""


def first_capture(videos: Sequence[Video], captions: Sequence[Caption], dice: Dice) -> bytes:
    """Write the capture of December 2023: every video, older envelope.

    Two records are there to be rejected: one of another platform, and one line twice.
    """
    lines = []
    for place, (video, caption) in enumerate(zip(videos, captions, strict=True)):
        at = _milliseconds(FIRST_CAPTURE) + place * 1700 + dice.below(1500)
        item = _item(video, caption, video.first, dice)
        if dice.chance(12):
            item = _with_bare_author(item)
        lines.append(_line(_envelope(item, f"1:{place // 30}:{place % 30}", at, video.account)))
    lines.insert(210, _line(_instagram()))
    lines.insert(300, lines[299])
    return _file(lines)


def second_capture(videos: Sequence[Video], captions: Sequence[Caption], dice: Dice) -> bytes:
    """Write the capture of January 2024: what is still there, newer envelope.

    The last line ends in the middle: the record of a video that stands whole before it.
    """
    lines = []
    for video, caption in zip(videos, captions, strict=True):
        if video.second is None:
            continue
        at = _milliseconds(SECOND_CAPTURE) + video.number * 1700 + dice.below(1500)
        item = _item(video, caption, video.second, dice)
        if dice.chance(30):
            item["createTime"] = str(item["createTime"])
        if dice.chance(25):
            item["statsV2"] = {key: str(value) for key, value in item["stats"].items()}
        if dice.chance(20):
            item["contents"] = [{"desc": item["desc"]}]
        item["__import_meta"] = {
            "source_platform": "tiktok.com",
            "source_platform_url": _profile(video.account),
            "timestamp_collected": at,
            "user_agent": USER_AGENT,
        }
        lines.append(_line(item))
    return _file(lines) + lines[-1].encode()[:300]


def comments(videos: Sequence[Video], dice: Dice) -> bytes:
    """Write about 400 comments, replies among them, under 80 of the videos."""
    lines: list[str] = []
    number = 0
    for video in sorted(dice.some(videos, COMMENTED), key=lambda video: video.number):
        at = _milliseconds(FIRST_CAPTURE) + 3_600_000 + video.number * 2100
        top: list[dict[str, Any]] = []
        replies: list[dict[str, Any]] = []
        for _ in range(dice.between(2, 7)):
            number += 1
            parent = dice.one(top) if top and dice.chance(28) else None
            item = _comment(video, number, parent, dice)
            (top if parent is None else replies).append(item)
            if parent is not None:
                parent["reply_comment_total"] += 1
        for item in top + replies:
            cid = item["cid"]
            lines.append(
                _line(
                    {
                        "nav_index": f"2:{len(lines) // 40}:{len(lines) % 40}",
                        "item_id": cid,
                        "timestamp_collected": at + dice.below(1500),
                        "source_platform": "tiktok-comments",
                        "source_platform_url": _post(video),
                        "source_url": API,
                        "user_agent": USER_AGENT,
                        "data": item,
                        "id": int(cid[-6:]),
                    }
                )
            )
    return _file(lines)


def _item(video: Video, caption: Caption, counts: Counts, dice: Dice) -> dict[str, Any]:
    account = video.account
    item: dict[str, Any] = {
        "id": video.post_id,
        "desc": caption.text,
        "createTime": int(video.posted_at.timestamp()),
        "author": {
            "id": account.account_id,
            "uniqueId": account.name,
            "nickname": f"Demo {account.country} {account.number}",
            "signature": SIGNATURE,
        },
        "authorStats": {"followerCount": account.followers},
        "stats": {
            "diggCount": counts.likes,
            "shareCount": counts.shares,
            "commentCount": counts.comments,
            "playCount": counts.views,
        },
        "challenges": [{"id": texts.hashtag_id(tag), "title": tag} for tag in caption.hashtags],
        "music": {"id": f"98{video.sound:017d}"},
    }
    if dice.chance(15):
        item["textExtra"] = _text_extra(caption)
    if video.slideshow:
        image = {"imageWidth": 1080, "imageHeight": 1440}
        item["imagePost"] = {"images": [image] * (2 + video.number % 3)}
    else:
        item["video"] = {"duration": video.duration}
    if caption.sticker:
        item["stickersOnItem"] = [{"stickerType": 4, "stickerText": [caption.sticker]}]
    if video.declared:
        item["locationCreated"] = account.country
    if video.number % MASKED == 0:
        item["maskType"] = 3
    return item


def _text_extra(caption: Caption) -> list[dict[str, Any]]:
    """Mark the hashtags as TikTok does: positions count UTF-16 code units."""
    found = []
    at = 0
    for tag in caption.hashtags:
        at = caption.text.find(f"#{tag}", at)
        if at < 0:
            return []
        start = len(caption.text[:at].encode("utf-16-le")) // 2
        found.append({"start": start, "end": start + len(tag) + 1, "hashtagName": tag})
        at += 1
    return found


def _with_bare_author(item: dict[str, Any]) -> dict[str, Any]:
    """Give the author as a bare handle with its details beside it, as some endpoints do."""
    author = item.pop("author")
    return {
        **item,
        "author": author["uniqueId"],
        "authorId": author["id"],
        "nickname": author["nickname"],
    }


def _comment(
    video: Video, number: int, parent: dict[str, Any] | None, dice: Dice
) -> dict[str, Any]:
    user = dice.between(1, 260)
    begin = int(video.posted_at.timestamp()) if parent is None else parent["create_time"]
    return {
        "cid": f"96{number:05d}{dice.digits(12)}",
        "aweme_id": video.post_id,
        "text": texts.comment(video.account, dice),
        "create_time": begin + dice.between(60, 200_000),
        "digg_count": dice.below(12) * dice.below(25),
        "reply_id": "0" if parent is None else parent["cid"],
        "reply_comment_total": 0,
        "user": {
            "uid": f"97{900_000 + user:017d}",
            "unique_id": f"demo_viewer_{user:03d}",
            "nickname": f"Demo viewer {user}",
        },
        "share_info": {"url": _post(video)},
    }


def _envelope(item: dict[str, Any], index: str, at: int, account: Account) -> dict[str, Any]:
    return {
        "nav_index": index,
        "item_id": item["id"],
        "timestamp_collected": at,
        "source_platform": "tiktok.com",
        "source_platform_url": _profile(account),
        "source_url": API,
        "user_agent": USER_AGENT,
        "data": item,
        "id": int(item["id"][2:7]),
    }


def _instagram() -> dict[str, Any]:
    at = _milliseconds(FIRST_CAPTURE)
    return {
        "nav_index": "3:0:0",
        "item_id": "demo_not_tiktok",
        "timestamp_collected": at,
        "source_platform": "instagram.com",
        "source_platform_url": "https://www.instagram.com/",
        "source_url": "https://www.instagram.com/graphql/query",
        "user_agent": USER_AGENT,
        "data": {"id": "demo_not_tiktok", "code": "demo", "caption": {"text": "Synthetic"}},
        "id": 90001,
    }


def _profile(account: Account) -> str:
    return f"https://www.tiktok.com/@{account.name}"


def _post(video: Video) -> str:
    return f"{_profile(video.account)}/video/{video.post_id}"


def _milliseconds(time: datetime) -> int:
    return int(time.timestamp()) * 1000


def _line(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def _file(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode("utf-8")
