"""Posts of one platform that appear again on another."""

from __future__ import annotations

import polars as pl

from tefter.frames import require
from tefter.links.across.by_link import by_link
from tefter.links.across.pairs import KINDS, MATCHES, united

__all__ = ["KINDS", "MATCHES", "across_platforms"]


def across_platforms(posts: pl.DataFrame) -> pl.DataFrame:
    """Return each pair of posts on two platforms of which one is the other, shared again.

    Parameters
    ----------
    posts : polars.DataFrame
        After cleaning: ``post_uid`` (unique), ``platform``, ``posted_at`` and ``linked_posts``.

    Returns
    -------
    polars.DataFrame
        ``MATCHES``, one row a pair, by time of sharing.
    """
    require(posts, ("post_uid", "platform", "posted_at", "linked_posts"), "across_platforms")
    return united([by_link(posts)], posts)
