"""Whether the tables of a publication give a small cell away."""

from __future__ import annotations

import polars as pl

from tefter.findings import Table
from tefter.privacy.release import HIDDEN
from tefter.publish.material import Material
from tefter.publish.signing import Item, failing, holding

COUNTED = ("posts", "comments", "messages")
"""Columns that count what people did: no count of them from 1 to under the minimum is shown."""


def small_cells(material: Material) -> Item:
    """Check every table of a run for counts that are too small to publish."""
    for table in material.tables.values():
        if found := _small(table, material.minimum):
            return failing(
                "small_cells",
                f"the table {table.name} shows a count of {found} below {material.minimum}",
                "withhold it with privacy.suppress_small_cells where the table is made, and run "
                "the case again",
            )
    hidden = sum(
        int(table.frame[HIDDEN].sum())
        for table in material.tables.values()
        if HIDDEN in table.frame.columns
    )
    return holding(
        "small_cells",
        "no_small_cell",
        minimum=str(material.minimum),
        tables=str(len(material.tables)),
        rows=str(hidden),
    )


def _small(table: Table, minimum: int) -> str:
    for name in COUNTED:
        if name in table.frame.columns and table.frame[name].dtype.is_integer():
            small = table.frame.select(pl.col(name).is_between(1, minimum - 1).any()).item()
            if small:
                return name
    return ""
