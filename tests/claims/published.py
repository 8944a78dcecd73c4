"""The findings of the demo case as its README states them, without the twenty seconds of a run."""

from __future__ import annotations

from pathlib import Path

from tefter.findings import Finding, numbers, wilson

CASE = Path(__file__).resolve().parents[2] / "cases" / "balkan-slutshaming"

POSTS = 427
CATEGORIES = {"direct_attack": 318, "degrading_public": 44, "general_shaming": 36}
CATEGORIES |= {"public_figure": 29}

VALUES = {
    "tiktok_posts": (POSTS, "posts"),
    "tiktok_accounts": (43, "accounts"),
    "countries": (8, "countries"),
    "first_posted": ("2020-09-14", "date"),
    "last_posted": ("2023-11-27", "date"),
    "tiktok_views": (30_606_176, "views"),
    "top_account_posts": (142, "posts"),
    "top_account_views": (8_214_306, "views"),
    "posts_not_seen_again": (17, "posts"),
    "accounts_emptied": (2, "accounts"),
    "posts_shared_in_telegram": (12, "posts"),
    "telegram_messages": (370, "messages"),
    "telegram_events": (30, "events"),
    "messages_with_personal_data": (62, "messages"),
    "comments": (379, "comments"),
    "records_read": (1619, "records"),
    "rejects": (3, "records"),
}


def published() -> list[dict]:
    """Return them as ``numbers.json`` has them."""
    made = {
        name: Finding(name, value, unit, filter="all", sentence=f"{value}.", code=CODE)
        for name, (value, unit) in VALUES.items()
    }
    made["telegram_group_members"] = Finding(
        "telegram_group_members",
        104_218,
        "members",
        source="stated",
        sentence="104,218.",
        code=CODE,
    )
    for category, many in CATEGORIES.items():
        low, high = wilson(many, POSTS)
        share = f"category_{category}_share"
        made[share] = Finding(share, many / POSTS, "share", low, high, code=CODE)
        count = f"category_{category}_posts"
        made[count] = Finding(count, many, "posts", code=CODE)
    return numbers(made)


CODE = "tefter.findings.posts:tiktok_posts"
