"""Names of raw files as others may see them: people name exports after whom they are about."""

from __future__ import annotations

import re

import polars as pl

from tefter.privacy.find import find
from tefter.privacy.mask import mask

KINDS = ("email", "national_number", "phone", "name")
"""Kinds of personal data that are masked in the name of a file. What looks like a link or a handle
there is mostly the name of a platform: ``zeeschuimer-export-tiktok.com-2023.ndjson``."""

JOINED = re.compile(r"[_]+")


def file_name(name: str) -> str:
    """Return the name of a raw file without the people and numbers that stand in it.

    Parameters
    ----------
    name : str
        Such as ``export of Marija Jovanović.ndjson``.

    Returns
    -------
    str
        Such as ``export of [name].ndjson``; a name without anybody in it as it is.
    """
    plain = JOINED.sub(" ", name)
    texts = pl.Series([plain])
    masked = str(mask(texts, find(texts, kinds=KINDS))[0])
    return name if masked == plain else masked
