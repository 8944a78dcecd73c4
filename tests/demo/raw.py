"""The demo as it is committed, read with nothing but the JSON decoder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).parents[2]
RAW = PROJECT / "data" / "raw" / "balkan-slutshaming"


def lines(name: str) -> list[dict[str, Any]]:
    """Read the lines of a file that are whole JSON objects."""
    records = []
    for line in (RAW / name).read_text(encoding="utf-8").splitlines():
        try:
            records.append(json.loads(line))
        except json.JSONDecodeError:
            continue
    return records


def handle(item: dict[str, Any]) -> str:
    author = item["author"]
    return author if isinstance(author, str) else author["uniqueId"]
