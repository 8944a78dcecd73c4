"""Makes datasets as Apify's scrapers of TikTok write them. Nobody in them exists."""

from __future__ import annotations

import csv
import io
from typing import Any

POST_ID = "7280000000000000123"


def post(**changes: Any) -> dict[str, Any]:
    """Return a post; a change to ``...`` takes the field out."""
    made: dict[str, Any] = {
        "id": POST_ID,
        "text": "Diçka #Prishtina",
        "createTime": 1_693_526_400,
        "createTimeISO": "2023-09-01T00:00:00.000Z",
        "isAd": False,
        "authorMeta": {
            "id": "6800000000000000456",
            "name": "person.i.shpikur",
            "nickName": "Person i Shpikur",
            "verified": False,
            "signature": "Nuk ekzistoj.",
            "fans": 51_000,
            "region": "XK",
        },
        "musicMeta": {"musicId": "6900000000000000789", "musicName": "x", "musicOriginal": True},
        "webVideoUrl": f"https://www.tiktok.com/@person.i.shpikur/video/{POST_ID}",
        "diggCount": 20,
        "shareCount": 0,
        "playCount": 1000,
        "commentCount": 3,
        "collectCount": 1,
        "mentions": ["@drug.nalog"],
        "hashtags": [{"id": "1", "name": "Prishtina"}, {"id": "2", "name": "fyp"}],
        "isSlideshow": False,
        "isPinned": False,
        "searchHashtag": {"name": "prishtina", "views": 5},
    }
    made.update(changes)
    return {key: value for key, value in made.items() if value is not ...}


def comment(**changes: Any) -> dict[str, Any]:
    """Return a comment, as the comments scraper writes it."""
    made: dict[str, Any] = {
        "cid": "7281000000000000001",
        "videoWebUrl": f"https://www.tiktok.com/@person.i.shpikur/video/{POST_ID}",
        "text": "koment i shpikur",
        "createTime": 1_693_530_000,
        "createTimeISO": "2023-09-01T01:00:00.000Z",
        "diggCount": 4,
        "replyCommentTotal": 2,
        "repliesToId": None,
        "uid": "6700000000000000002",
        "uniqueId": "askush",
    }
    made.update(changes)
    return made


def flat(record: dict[str, Any], step: str) -> dict[str, str]:
    """Lay a record flat as the export to a table does, with the path in the column's name."""
    cells: dict[str, str] = {}

    def lay(name: str, value: Any) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                lay(f"{name}{step}{key}", inner)
        elif isinstance(value, list):
            for index, inner in enumerate(value):
                lay(f"{name}{step}{index}", inner)
        else:
            words = {None: "", True: "true", False: "false"}
            cells[name] = (
                words[value] if value is None or value is True or value is False else str(value)
            )

    for key, value in record.items():
        lay(key, value)
    return cells


def table(records: list[dict[str, Any]], step: str) -> str:
    """Write records as CSV."""
    rows = [flat(record, step) for record in records]
    header = list(dict.fromkeys(column for row in rows for column in row))
    written = io.StringIO()
    writer = csv.DictWriter(written, header, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue()
