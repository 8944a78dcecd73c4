"""What belongs together: hashtags, accounts, posts on two platforms, posts gone since."""

from __future__ import annotations

from tefter.links.across import across_platforms
from tefter.links.disappearance import disappeared
from tefter.links.hashtags import (
    grow,
    hashtag_communities,
    hashtag_counts,
    hashtag_pairs,
    write_gexf,
)
from tefter.links.lifetimes import lifetimes, survival
from tefter.links.telegram import MemberCount, member_changes, telegram_weeks, threads

__all__ = [
    "MemberCount",
    "across_platforms",
    "disappeared",
    "grow",
    "hashtag_communities",
    "hashtag_counts",
    "hashtag_pairs",
    "lifetimes",
    "member_changes",
    "survival",
    "telegram_weeks",
    "threads",
    "write_gexf",
]
