"""An export in which every text field is a payload, and what may never be found of it."""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path

from tests.hostile.payloads import MARK, PAYLOADS

FORMULA = re.compile(r"^\s*[=+\-@＝＋－＠]")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
ALIVE = re.compile(r"^\s*(?:javascript|vbscript|data|file|blob)\s*:", re.IGNORECASE)
PICTURE = re.compile(r"data:image/(?:png|svg\+xml);base64,[A-Za-z0-9+/=]*")


def export(folder: Path) -> Path:
    """Write an export in which every text field of a record is one payload."""
    path = folder / "hostile.ndjson"
    with path.open("w", encoding="utf-8") as file:
        for number, payload in enumerate(PAYLOADS):
            item = {
                "id": str(7_200_000_000_000_000_000 + number),
                "desc": f"{payload} {payload}",
                "createTime": 1_680_000_000 + number,
                "author": dict.fromkeys(("id", "uniqueId", "nickname", "signature"), payload),
                "authorStats": {"followerCount": 1},
                "stats": {"playCount": 5, "diggCount": 1, "commentCount": 0, "shareCount": 0},
                "challenges": [{"id": "1", "title": payload, "desc": payload}],
                "textExtra": [
                    {"hashtagName": payload},
                    {"hashtagName": "", "userUniqueId": payload},
                ],
                "music": {"id": payload, "title": payload, "authorName": payload},
                "stickersOnItem": [{"stickerText": [payload]}],
                "locationCreated": payload,
                "textLanguage": payload,
            }  # fmt: skip
            envelope = {
                "item_id": item["id"],
                "timestamp_collected": 1_690_000_000_000,
                "source_platform": "tiktok.com",
                "source_url": payload,
                "data": item,
            }
            file.write(json.dumps(envelope) + "\n")
    return path


class Elements(HTMLParser):
    """What a browser would make of a page: elements with their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def without_pictures(content: str) -> str:
    """Leave out the bytes of pictures: in a million letters of base64 any four stand somewhere."""
    return PICTURE.sub("data:,", content)


def check_html(content: str, where: str) -> None:
    parser = Elements()
    parser.feed(without_pictures(content))
    for tag, attributes in parser.found:
        assert MARK not in tag, where
        for name, value in attributes.items():
            assert MARK not in name, where
            assert not (name.startswith("on") and MARK in (value or "")), where
            if name in {"href", "src", "xlink:href", "action"}:
                assert not (MARK in (value or "") and ALIVE.match(value or "")), where
    for script in re.findall(r"<script[^>]*>(.*?)</script>", content, re.DOTALL):
        assert MARK not in script, where


def check_csv(content: str, where: str, delimiter: str = ",") -> None:
    for row in csv.reader(io.StringIO(content), delimiter=delimiter):
        for cell in row:
            assert not (MARK in cell and FORMULA.match(cell)), where
