"""Posts with the same sound."""

from __future__ import annotations

import polars as pl

from tefter.links.across.pairs import PAIR, with_earliest

POPULAR = 10
"""Posts. A sound that more of them use is a song or a fashion, and names no post."""


def by_sound(posts: pl.DataFrame) -> pl.DataFrame:
    """Return pairs of posts of two platforms that use the same sound.

    Only where two exports number sounds in the same way can this find anything: TikTok's number
    stands in tables made from TikTok, and in no export of Telegram.

    Parameters
    ----------
    posts : polars.DataFrame
        ``post_uid``, ``platform``, ``posted_at`` and ``sound_id``.

    Returns
    -------
    polars.DataFrame
        ``pairs.PAIR`` and ``EVIDENCE``, kind ``sound``. ``confidence`` is 1 in as many as there
        are posts with the sound on the platform of the earliest, as at most one of them is the
        one that was shared. A sound of more than 10 posts of a platform makes no pair.
    """
    used = posts.drop_nulls("sound_id").with_columns(many=pl.len().over("platform", "sound_id"))
    popular = used.filter(pl.col("many") > POPULAR)["sound_id"].unique().implode()
    kept = used.filter(~pl.col("sound_id").is_in(popular))
    return (
        with_earliest(kept, "sound_id")
        .join(kept.select(one_uid="post_uid", many="many"), on="one_uid")
        .select(
            *PAIR,
            kind=pl.lit("sound"),
            measure=pl.lit(None, pl.Float64),
            confidence=1 / pl.col("many"),
        )
    )
