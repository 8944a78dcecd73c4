"""An export in which every text field is a payload, and what may never be found of it."""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import mistune
import nbformat
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
    for kind, script in re.findall(r"<script([^>]*)>(.*?)</script>", content, re.DOTALL):
        if "json" in kind:
            json.loads(script)  # an island of data, which no browser runs
        else:
            assert MARK not in script, where


def check_csv(content: str, where: str, delimiter: str = ",") -> None:
    for row in csv.reader(io.StringIO(content), delimiter=delimiter):
        for cell in row:
            assert not (MARK in cell and FORMULA.match(cell)), where


def check_files(folder: Path) -> set[str]:
    """Look through each file by its kind; return the kinds."""
    kinds = set()
    for path in sorted(folder.rglob("*")):
        where = path.relative_to(folder).as_posix()
        assert MARK not in where
        if path.is_dir():
            continue
        kinds.add(path.suffix)
        if path.suffix == ".html":
            check_html(path.read_text("utf-8"), where)
        elif path.suffix == ".csv":
            check_csv(path.read_text("utf-8"), where)
        elif path.suffix == ".svg":
            check_svg(path.read_text("utf-8"), where)
        elif path.suffix == ".json":
            json.loads(path.read_bytes())
        elif path.suffix == ".ipynb":
            check_notebook(path, where)
    return kinds


def check_svg(content: str, where: str) -> None:
    for element in ElementTree.fromstring(content).iter():
        tag = element.tag.rpartition("}")[2]
        assert tag not in {"script", "foreignObject", "image", "a", "use"}, where
        assert MARK not in tag, where
        for name in element.attrib:
            assert MARK not in name and not name.startswith("on"), where


def check_notebook(path: Path, where: str) -> None:
    for cell in nbformat.read(path, as_version=4).cells:
        for out in cell.get("outputs", []):
            assert out.output_type != "error", where
            shown = out.get("data", {"text/plain": out.get("text", "")})
            check_html(str(shown.get("text/html", "")), where)
            assert "text/latex" not in shown, where
            # As JupyterLab, GitHub and nbconvert would make of it: markup in Markdown is markup.
            check_html(str(mistune.html(str(shown.get("text/markdown", "")))), where)
            assert not CONTROL.search(str(shown.get("text/plain", ""))), where
