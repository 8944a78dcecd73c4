"""Posts of one platform that appear again on another."""

from __future__ import annotations

import polars as pl

from tefter.frames import require
from tefter.links.across.by_link import by_link
from tefter.links.across.by_media import by_file, by_look
from tefter.links.across.by_sound import by_sound
from tefter.links.across.by_text import by_text
from tefter.links.across.pairs import KINDS, MATCHES, united
from tefter.links.across.wording import REASONS, wording

__all__ = ["KINDS", "MATCHES", "REASONS", "across_platforms", "wording"]

WAYS = (by_link, by_file, by_text, by_look, by_sound)
NEEDS = (
    "post_uid",
    "platform",
    "account_id",
    "posted_at",
    "text_clean",
    "linked_posts",
    "sound_id",
    "media_sha256",
    "media_phash",
)


def across_platforms(posts: pl.DataFrame) -> pl.DataFrame:
    """Return each pair of posts of two platforms that are one post, shared again.

    Told by a link, by the same media file, by the same or nearly the same text, by media that look
    alike, and by a rare sound. What none of these shows, such as a screenshot, is not found.

    Parameters
    ----------
    posts : polars.DataFrame
        After cleaning: ``post_uid`` (unique), ``platform``, ``account_id``, ``posted_at``,
        ``text_clean``, ``linked_posts``, ``sound_id``, ``media_sha256`` and ``media_phash``.

    Returns
    -------
    polars.DataFrame
        One row a pair, by time of sharing: ``post_uid`` (the post that a link names; without a
        link the earlier one, and where times do not tell, the one not of Telegram),
        ``shared_in_uid``; ``platform`` and ``shared_in_platform`` of the
        two; ``kind`` of the surest evidence (one of ``KINDS``) with its ``confidence`` (0 to 1,
        each way says where it has it from); ``lag`` Duration from the one to the other, null where
        a time is not known, negative where a link is older than the post that it names;
        ``precedes`` (``post``, ``shared_in``, ``same_time``, or null); ``evidence``, a list of
        every way with its kind, measure and confidence, the surest first.
    """
    require(posts, NEEDS, "across_platforms")
    return united([way(posts) for way in WAYS], posts)
