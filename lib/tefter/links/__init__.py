"""What belongs together: hashtags, accounts, posts on two platforms, posts gone since."""

from __future__ import annotations

from tefter.links.accounts import account_clusters, account_ties, account_totals, concentration
from tefter.links.across import across_platforms, wording
from tefter.links.comments import code_comments, comment_volume
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
    "account_clusters",
    "account_ties",
    "account_totals",
    "across_platforms",
    "code_comments",
    "comment_volume",
    "concentration",
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
    "wording",
    "write_gexf",
]
