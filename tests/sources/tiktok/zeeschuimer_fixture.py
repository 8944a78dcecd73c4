"""Makes captures as Zeeschuimer and 4CAT write them. Nobody in them exists."""

from __future__ import annotations

import json
from typing import Any

POST_ID = "7280000000000000123"
AUTHOR_ID = "6800000000000000456"
CAPTURED_MS = 1_700_000_000_123


def item(**changes: Any) -> dict[str, Any]:
    """Return a post as TikTok's website receives it; a change to ``...`` takes the field out."""
    made: dict[str, Any] = {
        "id": POST_ID,
        "desc": "Prva #Beograd pesma @prijatelj https://example.org/a  ",
        "createTime": 1_693_526_400,
        "author": {
            "id": AUTHOR_ID,
            "uniqueId": "izmisljena.osoba",
            "nickname": "Izmišljena Osoba",
            "signature": "Ne postojim.",
            "verified": False,
        },
        "authorStats": {"followerCount": 51_000, "heartCount": 9, "videoCount": 3},
        "stats": {"playCount": 1000, "diggCount": 20, "commentCount": 3, "shareCount": 0},
        "challenges": [{"id": "1", "title": "Beograd", "desc": ""}],
        "textExtra": [
            {"hashtagName": "beograd", "userUniqueId": "", "start": 5, "end": 13},
            {"hashtagName": "", "userUniqueId": "drug.nalog", "start": 20, "end": 30},
        ],
        "music": {"id": "6900000000000000789", "title": "original sound", "original": True},
        "video": {"id": POST_ID, "duration": 15},
        "duetInfo": {"duetFromId": "0"},
        "stickersOnItem": [
            {"stickerType": 4, "stickerText": ["Tekst", "preko slike"]},
            {"stickerType": 4, "stickerText": ["drugi red"]},
        ],
        "locationCreated": "RS",
        "isAd": False,
    }
    made.update(changes)
    return {key: value for key, value in made.items() if value is not ...}


def comment(**changes: Any) -> dict[str, Any]:
    """Return a comment as TikTok's website receives it."""
    made: dict[str, Any] = {
        "cid": "7281000000000000001",
        "id": "7281000000000000001",
        "aweme_id": POST_ID,
        "text": "Измишљен коментар",
        "create_time": 1_693_530_000,
        "digg_count": 4,
        "reply_id": "0",
        "reply_to_reply_id": "0",
        "reply_comment_total": 2,
        "reply_comment": None,
        "user": {"uid": "6700000000000000002", "unique_id": "niko.nigde", "nickname": "Niko"},
        "comment_language": "sr",
        "share_info": {"url": "https://m.tiktok.com/v/1.html", "title": "naslov"},
    }
    made.update(changes)
    return {key: value for key, value in made.items() if value is not ...}


def envelope(data: Any, platform: str = "tiktok.com", **changes: Any) -> dict[str, Any]:
    """Wrap an item as Zeeschuimer does, with the counter of its own database as ``id``."""
    made: dict[str, Any] = {
        "nav_index": "2:14:0",
        "item_id": data.get("id") if isinstance(data, dict) else None,
        "timestamp_collected": CAPTURED_MS,
        "source_platform": platform,
        "source_platform_url": "https://www.tiktok.com/@izmisljena.osoba",
        "source_url": "https://www.tiktok.com/api/post/item_list/",
        "user_agent": "Mozilla/5.0",
        "data": data,
        "id": 17,
    }
    made.update(changes)
    return made


def kept_by_4cat(data: dict[str, Any], platform: str = "tiktok.com") -> dict[str, Any]:
    """Lay the envelope inside the item, as 4CAT does."""
    outer = envelope(data, platform)
    return {**data, "__import_meta": {key: outer[key] for key in outer if key != "data"}}


def ndjson(*records: dict[str, Any]) -> str:
    """Write one object a line."""
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
