"""The posts of a case, where they have been read already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tefter.cli.console import say
from tefter.errors import RunError

if TYPE_CHECKING:
    import polars as pl


def posts_of(name: str) -> pl.DataFrame | None:
    """Return the posts of a case where a run or a person has made them; else say so."""
    from tefter.runs import open_workspace  # noqa: PLC0415  takes a second to load

    for run in ("latest", ""):
        try:
            return open_workspace(name, run).read("located")
        except RunError:
            continue
    say("The posts of the case are not read yet: whether codes are of them is not checked.")
    say("Run tefter run first, if you want that.")
    return None
