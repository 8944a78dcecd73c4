"""Posts of which some are coded."""

from __future__ import annotations

import msgspec
import polars as pl

from tefter.coding import Category, Codebook

BOOK = Codebook(
    version="1",
    order=["attack", "shaming", "not_relevant"],
    categories=[
        Category(id="attack", label={"en": "Attack"}, definition="One person."),
        Category(id="shaming", label={"en": "Shaming"}, definition="Many."),
        Category(id="not_relevant", label={"en": "None"}, definition="No.", relevant=False),
    ],
)
SEVERAL = msgspec.structs.replace(BOOK, exclusive=False)
SCHEMA = {"human": pl.String, "machine": pl.String, "country": pl.String, "stratum": pl.String}


def posts(*rows):
    """Rows of how often, human, machine, country, stratum; what is not given is null."""
    full = [tuple(row[1:]) + (None,) * (5 - len(row)) for row in rows for _ in range(row[0])]
    return pl.DataFrame(full, schema=SCHEMA, orient="row")


def row(frame, category, method="sample", **cell):
    found = frame.filter(category=category, method=method, **cell)
    assert found.height == 1
    return found.row(0, named=True)
