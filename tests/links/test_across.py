from __future__ import annotations

from datetime import UTC, datetime, timedelta

import polars as pl

from tefter.links import across_platforms
from tefter.links.across import MATCHES

START = datetime(2023, 3, 1, 12, tzinfo=UTC)
SCHEMA = {
    "post_uid": pl.String,
    "platform": pl.String,
    "posted_at": pl.Datetime("us", "UTC"),
    "linked_posts": pl.List(pl.String),
}


def posts(*rows):
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def test_a_post_linked_to_from_another_platform_was_across_platforms():
    found = across_platforms(
        posts(
            ("tiktok:1", "tiktok", START, []),
            ("telegram:9/1", "telegram", START + timedelta(hours=3), ["tiktok:1", "tiktok:77"]),
        )
    )
    assert found.rows(named=True) == [
        {
            "post_uid": "tiktok:1",
            "shared_in_uid": "telegram:9/1",
            "platform": "tiktok",
            "shared_in_platform": "telegram",
            "kind": "link",
            "confidence": 1.0,
            "lag": timedelta(hours=3),
            "precedes": "post",
            "evidence": [{"kind": "link", "measure": None, "confidence": 1.0}],
        }
    ]


def test_a_link_inside_one_platform_is_not_sharing_elsewhere():
    found = across_platforms(
        posts(("tiktok:1", "tiktok", START, []), ("tiktok:2", "tiktok", START, ["tiktok:1"]))
    )
    assert found.is_empty()


def test_a_lag_that_cannot_be_told_is_null():
    found = across_platforms(
        posts(("tiktok:1", "tiktok", None, []), ("telegram:9/1", "telegram", START, ["tiktok:1"]))
    )
    assert found["lag"].to_list() == [None]


def test_every_sharing_counts_in_order_of_time():
    found = across_platforms(
        posts(
            ("tiktok:1", "tiktok", START, []),
            ("telegram:9/2", "telegram", START + timedelta(days=2), ["tiktok:1"]),
            ("telegram:9/1", "telegram", START + timedelta(days=1), ["tiktok:1"]),
        )
    )
    assert found["shared_in_uid"].to_list() == ["telegram:9/1", "telegram:9/2"]


def test_no_posts_give_no_sharing_and_the_same_columns():
    found = across_platforms(posts())
    assert dict(found.schema) == MATCHES
