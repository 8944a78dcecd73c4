"""Whether a publication says how far its codes can be trusted."""

from __future__ import annotations

import polars as pl

from tefter.publish.material import Material
from tefter.publish.signing import Item, failing, holding

AGREEMENT = "agreement"
"""Stands in the name of every table and finding that says how well coders agree."""


def coded_by(material: Material) -> list[str]:
    """Return who coded the posts of a run: human, lexicon, model; none where nobody did."""
    path = material.processed / "coded.parquet"
    if not path.exists():
        return []
    return (
        pl.read_parquet(path, columns=["category_source"])["category_source"]
        .drop_nulls()
        .unique()
        .sort()
        .to_list()
    )


def agreement_stated(material: Material) -> Item:
    """Check that a run in which people coded says how well they agree."""
    stated = [
        name for name, one in material.tables.items() if AGREEMENT in name and one.frame.height
    ]
    stated += [
        one["name"]
        for one in material.numbers
        if AGREEMENT in one["name"] and one["value"] is not None
    ]
    coders = coded_by(material)
    who = [f"coded_by_{one}" for one in coders] or ["coded_by_nobody"]
    if stated:
        tables = ", ".join(stated[:3])
        return holding("agreement_stated", "agreement_is_in", who=who, tables=tables)
    if "human" in coders:
        return failing(
            "agreement_stated",
            "people coded, and how well they agree is in no table or finding of the run",
            "let two people code the same posts, and run the case again",
        )
    return holding("agreement_stated", "agreement_not_measured", who=who)
