"""What the tests of the demo look at."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.demo.raw import RAW, lines


@pytest.fixture(scope="session")
def first() -> dict[str, dict[str, Any]]:
    """The items of the first capture by identifier."""
    records = [
        one for one in lines("tiktok-2023-12.ndjson") if one["source_platform"] == "tiktok.com"
    ]
    return {one["data"]["id"]: one["data"] for one in records}


@pytest.fixture(scope="session")
def second() -> dict[str, dict[str, Any]]:
    """The items of the second capture by identifier."""
    return {one["id"]: one for one in lines("tiktok-2024-01.ndjson")}


@pytest.fixture(scope="session")
def comments() -> list[dict[str, Any]]:
    return lines("tiktok-comments-2023-12.ndjson")


@pytest.fixture(scope="session")
def group() -> dict[str, Any]:
    return json.loads((RAW / "telegram-result.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def every_text(first, second, comments, group) -> list[str]:
    """Every text that a person is said to have written, and every number given as a contact."""
    written = [item["desc"] for item in (*first.values(), *second.values())]
    for item in first.values():
        for sticker in item.get("stickersOnItem", ()):
            written += sticker["stickerText"]
    written += [one["data"]["text"] for one in comments]
    for message in group["messages"]:
        written.append("".join(entity["text"] for entity in message["text_entities"]))
        if contact := message.get("contact_information"):
            written.append(contact["phone_number"])
    return [text for text in written if text]
