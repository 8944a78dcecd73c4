"""Posts for the tests of this room: a few columns given, all others null."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import polars as pl

from tefter.findings.data import CODED_SCHEMA

START = datetime(2023, 3, 1, 12, tzinfo=UTC)


def posts(*rows: dict[str, Any]) -> pl.DataFrame:
    """Return posts as they are after coding."""
    plain = {"hashtags": [], "urls": [], "linked_posts": [], "posted_at": START}
    return pl.DataFrame(
        [dict.fromkeys(CODED_SCHEMA) | plain | row for row in rows], schema=CODED_SCHEMA
    )


def tagged(*tags: str, count: int = 1, account: str = "a", start: int = 0) -> list[dict[str, Any]]:
    """Return so many posts with these hashtags."""
    return [
        {
            "post_uid": f"tiktok:{account}-{'-'.join(tags)}-{start + number}",
            "platform": "tiktok",
            "account_id": account,
            "hashtags": list(tags),
            "views": 10,
        }
        for number in range(count)
    ]
