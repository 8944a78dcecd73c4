"""Posts of one platform that were shared again on another."""

from __future__ import annotations

import polars as pl

from tefter.frames import require


def shared_again(posts: pl.DataFrame) -> pl.DataFrame:
    """Return each post of the case that a post of another platform links to.

    A link is certain evidence: it names the post. What was shared without a link is not seen.

    Parameters
    ----------
    posts : polars.DataFrame
        After cleaning: ``post_uid`` (unique), ``platform``, ``posted_at`` and ``linked_posts``.

    Returns
    -------
    polars.DataFrame
        One row for each pair, by time of sharing: ``post_uid`` (the post), ``shared_in_uid`` (the
        post that links to it), ``kind`` (``link``), ``confidence`` (Float64, 1.0 for a link) and
        ``lag`` (Duration, from posting to sharing; null where either time is unknown, negative
        where the clocks of the platforms or the exports disagree).
    """
    require(posts, ("post_uid", "platform", "posted_at", "linked_posts"), "shared_again")
    sharing = (
        posts.select(
            "platform",
            "linked_posts",
            shared_in_uid="post_uid",
            shared_at="posted_at",
        )
        .explode("linked_posts")
        .filter(pl.col("linked_posts").is_not_null())
    )
    shared = posts.select("post_uid", "posted_at", of="platform")
    return (
        sharing.join(shared, left_on="linked_posts", right_on="post_uid")
        .filter(pl.col("platform") != pl.col("of"))
        .sort("shared_at", "linked_posts", "shared_in_uid")
        .select(
            post_uid="linked_posts",
            shared_in_uid="shared_in_uid",
            kind=pl.lit("link"),
            confidence=pl.lit(1.0),
            lag=pl.col("shared_at") - pl.col("posted_at"),
        )
        .unique(["post_uid", "shared_in_uid"], keep="first", maintain_order=True)
    )
