"""What may be personal data in a story: readers see it blotted out."""

from __future__ import annotations

import re
from collections.abc import Sequence

import polars as pl

from tefter.privacy import find
from tefter.privacy.find import KINDS

IN_A_STORY = tuple(kind for kind in KINDS if kind != "name")
"""Kinds of personal data that are blotted out of a story."""

LIKE_A_HANDLE = re.compile(r"[@\d_]|\w\.\w")


def suspected_in(texts: Sequence[str]) -> list[list[tuple[int, int]]]:
    """Find what may be personal data in each text of a story.

    Editors name people on purpose, and write "TikTok je objavljen": of names, and of words that
    nothing but the word before them makes a handle, a story is not blotted.
    """
    found = find(pl.Series(texts, dtype=pl.String), kinds=IN_A_STORY).to_list()
    return [
        [
            (one["start"], one["end"])
            for one in spans
            if one["kind"] != "handle" or LIKE_A_HANDLE.search(text[one["start"] : one["end"]])
        ]
        for text, spans in zip(texts, found, strict=True)
    ]
