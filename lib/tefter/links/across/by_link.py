"""Posts that another platform links to."""

from __future__ import annotations

import polars as pl

from tefter.links.across.pairs import EVIDENCE, PAIR

CERTAIN = 1.0
"""A link names the post by its number."""


def by_link(posts: pl.DataFrame) -> pl.DataFrame:
    """Return the pairs of a post and a post of another platform that links to it.

    Parameters
    ----------
    posts : polars.DataFrame
        ``post_uid``, ``platform`` and ``linked_posts``.

    Returns
    -------
    polars.DataFrame
        ``pairs.PAIR``: ``one_uid`` is linked to by ``other_uid``; ``measure`` is null.
    """
    links = (
        posts.select("platform", other_uid="post_uid", one_uid="linked_posts")
        .explode("one_uid")
        .drop_nulls("one_uid")
        .unique(maintain_order=True)
    )
    return (
        links.join(posts.select(one_uid="post_uid", of="platform"), on="one_uid")
        .filter(pl.col("platform") != pl.col("of"))
        .with_columns(kind=pl.lit("link"), measure=pl.lit(None), confidence=pl.lit(CERTAIN))
        .select(pl.col(name).cast(dtype) for name, dtype in (PAIR | EVIDENCE).items())
    )
