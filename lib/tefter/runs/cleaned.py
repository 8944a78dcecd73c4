"""The cleaning of a case: its stages, one after the other."""

from __future__ import annotations

import polars as pl

from tefter.cleaning import clean, observations
from tefter.privacy import add_personal_data, declared_names, mark_split_phones
from tefter.runs.reading import Reading
from tefter.runs.workspace import Workspace


def clean_case(workspace: Workspace, reading: Reading, similarity: float) -> pl.DataFrame:
    """Clean the posts of a case, mark personal data in them, and keep both frames.

    Parameters
    ----------
    workspace : Workspace
        Gets ``observations`` and ``cleaned``, unless an engine made them for this run.
    reading : Reading
        From ``read_case``.
    similarity : float
        From which Jaccard similarity two texts are near duplicates.

    Returns
    -------
    polars.DataFrame
        ``frames.POSTS`` and the columns of cleaning and privacy, one row a post.
    """
    workspace.keep("observations", observations, reading.posts)
    return workspace.keep("cleaned", _cleaned, reading, similarity)


def _cleaned(reading: Reading, similarity: float) -> pl.DataFrame:
    names = declared_names(reading.accounts["display_name"])
    marked = add_personal_data(clean(reading.posts, similarity=similarity), names)
    return mark_split_phones(marked)
