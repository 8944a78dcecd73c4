"""A small case for tests: 60 TikTok posts of 9 accounts, 12 Telegram messages, all invented."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl

from tefter.case import Fact
from tefter.findings import Data
from tefter.findings.data import CODED_SCHEMA
from tefter.frames import COMMENTS, EVENTS, OBSERVATIONS, REJECTS
from tefter.links.across import MATCHES
from tefter.links.comments import CODED
from tefter.links.lifetimes import LIFETIMES

CATEGORIES = {
    "attack": "Direct attack on a private person",
    "rule": "Rules for women",
    "joke": "Joke",
}
COUNTRIES = ("XK", "AL", "BA", "HR", "ME", "MK", "RS", "SI")
START = datetime(2021, 1, 15, 12, tzinfo=UTC)
OWNERS = [1] * 24 + [2] * 12 + [3] * 8 + [4] * 6 + [5] * 4 + [6] * 3 + [7] + [8] + [9]
HASHTAGS = (["fyp", "kosovo"], ["fyp", "aname"], [])
PLACES = {1: "XK", 2: "RS", 3: "AL", 4: "BA", 5: "MK", 6: "HR", 7: "ME", 8: "SI", 9: None}


def frame(rows: list[dict[str, Any]], schema: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame([{name: row.get(name) for name in schema} for row in rows], schema=schema)


def tiktok_posts() -> list[dict[str, Any]]:
    return [
        {
            "post_uid": f"tiktok:{7000000000000000000 + index}",
            "platform": "tiktok",
            "post_id": str(7000000000000000000 + index),
            "account_id": str(6000000000000000000 + owner),
            "account_name": f"invented_{owner}",
            "posted_at": START + timedelta(days=9 * index),
            "captured_at": datetime(2023, 12, 1, tzinfo=UTC),
            "text": "invented",
            "text_clean": "invented",
            "hashtags": HASHTAGS[index % 3],
            "views": None if index == 59 else 1000 * (index + 1),
            "comments": index * 7 if index % 3 else 0,
            "captures": 2 if index % 2 else 1,
            "country": PLACES[owner],
            "language": "und" if owner == 9 else "sq",
            "duplicate_of": "tiktok:7000000000000000000" if index in {4, 5} else None,
            "near_duplicate_of": "tiktok:7000000000000000000" if index == 6 else None,
            "personal_data": [],
            "category": list(CATEGORIES)[0 if index % 4 else 1 + index % 8 // 4],
            "category_source": "lexicon",
        }
        for index, owner in enumerate(OWNERS)
    ]


def telegram_posts() -> list[dict[str, Any]]:
    return [
        {
            "post_uid": f"telegram:100/{index}",
            "platform": "telegram",
            "post_id": str(index),
            "posted_at": START + timedelta(days=index),
            "captures": 1,
            "personal_data": [{"kind": "phone", "start": 0, "end": 5}] if index < 2 else [],
        }
        for index in range(12)
    ]


def shared(uids: list[str]) -> pl.DataFrame:
    """Two TikTok posts that Telegram links to, one of them twice; one the other way round."""
    pairs = [
        (0, 60, "link"),
        (0, 61, "link"),
        (3, 62, "link"),
        (61, 0, "link"),
        (5, 63, "near_text"),
    ]
    return frame(
        [
            {
                "post_uid": uids[of],
                "shared_in_uid": uids[again],
                "platform": uids[of].partition(":")[0],
                "shared_in_platform": uids[again].partition(":")[0],
                "kind": kind,
                "confidence": 1.0,
                "lag": timedelta(days=of + 2),
                "precedes": "post",
                "evidence": [{"kind": kind, "measure": None, "confidence": 1.0}],
            }
            for of, again, kind in pairs
        ],
        MATCHES,
    )


def lifetimes(uids: list[str]) -> pl.DataFrame:
    """Fifty posts seen again after thirty days, four gone by then."""
    return frame(
        [
            {"post_uid": uid, "platform": "tiktok", "days": 30.0, "gone": place >= 50}
            for place, uid in enumerate(uids[:54])
        ],
        LIFETIMES,
    )


def sample() -> Data:
    posts = frame(tiktok_posts() + telegram_posts(), CODED_SCHEMA)
    uids = posts["post_uid"].to_list()
    return Data(
        posts=posts,
        comments=frame(
            [{"comment_uid": f"tiktok:c{n % 5}", "platform": "tiktok"} for n in range(6)],
            COMMENTS.schema,
        ),
        events=frame(
            [{"event_uid": f"telegram:100/{n}", "platform": "telegram"} for n in (90, 91)],
            EVENTS.schema,
        ),
        rejects=frame(
            [{"source_file": "a.ndjson", "source_record": 3, "reason": "not_json"}], REJECTS.schema
        ),
        observations=frame(
            [
                {
                    "post_uid": uid,
                    "captured_at": datetime(2023, 11, day, tzinfo=UTC),
                    "views": 5,
                    "source_file": f"capture-{day}.ndjson",
                    "source_record": n,
                }
                for day in (1, 30)
                for n, uid in enumerate(uids[: 60 - day])
            ],
            OBSERVATIONS.schema,
        ),
        coded_comments=frame(
            [
                {"comment_uid": f"tiktok:c{n}", "matched": matched}
                for n, matched in enumerate((True, False, False, False, None))
            ],
            CODED,
        ),
        shared=shared(uids),
        lifetimes=lifetimes(uids),
        gone_posts=pl.DataFrame({"post_uid": [uids[57], uids[58]]}),
        gone_accounts=pl.DataFrame(
            {
                "platform": ["tiktok"] * 2,
                "account_id": ["6000000000000000007", "6000000000000000008"],
            }
        ),
        facts={
            "telegram_group_members": Fact(
                100500, "members", "the group's page", "The editors", "2023-12-01"
            )
        },
        reading={
            "records": 90,
            "posts": 80,
            "comments": 6,
            "accounts": 1,
            "events": 2,
            "rejects": 1,
        },
        categories=CATEGORIES,
        countries=COUNTRIES,
        public_hashtags=("fyp", "kosovo"),
        time_zone="Europe/Belgrade",
    )
