"""Small frames of invented posts and accounts."""

from __future__ import annotations

from typing import Any

import polars as pl

from tefter.country import add_country
from tefter.frames import ACCOUNTS, COLUMNS

POST_COLUMNS = (
    "platform",
    "account_id",
    "declared_region",
    "text_clean",
    "hashtags",
    "language",
    "variety",
    "language_confidence",
    "posted_at",
)
SCHEMA = {name: COLUMNS[name].dtype for name in POST_COLUMNS}


def posts_of(*rows: dict[str, Any]) -> pl.DataFrame:
    """Posts of account ``a`` on TikTok, unless a row says otherwise."""
    base = {"platform": "tiktok", "account_id": "a", "hashtags": []}
    return pl.DataFrame(
        [{**dict.fromkeys(SCHEMA), **base, **row} for row in rows] or None, schema=SCHEMA
    )


def accounts_of(*rows: dict[str, Any]) -> pl.DataFrame:
    """Own records of account ``a`` on TikTok, unless a row says otherwise."""
    base = {"platform": "tiktok", "account_id": "a", "own_record": True}
    return pl.DataFrame(
        [{**dict.fromkeys(ACCOUNTS.schema), **base, **row} for row in rows] or None,
        schema=ACCOUNTS.schema,
    )


def one(post=None, bio=None, name=None, most_wrong=0.05):
    """Locate one post of an account with this bio and shown name."""
    accounts = accounts_of({"bio": bio, "display_name": name, "declared_region": None})
    return add_country(posts_of(post or {}), accounts, most_wrong).row(0, named=True)


def signals(located):
    """Names of the signals in the evidence of a located row."""
    return {said["signal"] for said in located["country_evidence"]}
