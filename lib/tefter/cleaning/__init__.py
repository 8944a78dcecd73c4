"""Text normalisation, captures merged, exact and near duplicates."""

from __future__ import annotations

import polars as pl

from tefter.cleaning.captures import latest, observations
from tefter.cleaning.duplicates import mark_duplicates
from tefter.cleaning.links import mark_links
from tefter.cleaning.text import mend, normalise

__all__ = ["clean", "latest", "mark_duplicates", "mark_links", "mend", "normalise", "observations"]


def clean(posts: pl.DataFrame, similarity: float = 0.8) -> pl.DataFrame:
    """Clean posts as they were read: one row a post, text normalised, links and copies marked.

    The stages are ``latest``, ``normalise``, ``mark_links`` and ``mark_duplicates``, in that
    order. Cleaning what is clean changes nothing.

    Parameters
    ----------
    posts : polars.DataFrame
        ``frames.POSTS``, one row a capture. Keep ``observations(posts)`` beside the result.
    similarity : float
        From which Jaccard similarity two texts are near duplicates.

    Returns
    -------
    polars.DataFrame
        The columns of ``frames.POSTS`` and of ``frames.CLEANING``.
    """
    return mark_duplicates(mark_links(normalise(latest(posts))), similarity)
