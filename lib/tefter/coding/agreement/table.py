"""Agreement as a table for people: figures to three decimals, intervals in words."""

from __future__ import annotations

from typing import Any

import polars as pl

UNDEFINED = "–"

MEASURES = {
    "alpha": "Krippendorff's alpha",
    "fleiss_kappa": "Fleiss' kappa",
    "gwet_ac1": "Gwet's AC1",
    "cohen_kappa": "Cohen's kappa",
    "percent": "percent",
}
"""What the measures are called."""


BELOW = (
    "Fleiss' kappa is below -1, which it can be where many were coded once only: it reckons chance "
    "from all codes, and agreement from pairs. Trust alpha."
)
"""What to say of a kappa that no textbook has."""


def agreement_table(found: pl.DataFrame) -> pl.DataFrame:
    """Return what ``agreement`` found as a table to read, one row for each part of the codes.

    Parameters
    ----------
    found : polars.DataFrame
        As ``agreement`` or ``reliability`` gives it.

    Returns
    -------
    polars.DataFrame
        ``scope``, ``name``; ``alpha`` with its ``interval``, ``kappa`` (Cohen's of pairs of coders,
        else Fleiss'), ``ac1``, ``percent`` String, a dash where undefined; ``units`` String, how
        many were compared; ``remark``: why alpha or its interval is missing, or what misleads.
        Where nothing can be told of all codes, only that.
    """
    rows = []
    for (scope, name), part in found.group_by("scope", "name", maintain_order=True):
        by_measure = {row["measure"]: row for row in part.iter_rows(named=True)}
        alpha = by_measure["alpha"]
        kappa = "cohen_kappa" if scope == "coders" else "fleiss_kappa"
        figures = (figure(by_measure[one]["value"], one) for one in (kappa, "gwet_ac1", "percent"))
        below = (by_measure[kappa]["value"] or 0) < -1
        said = (_sentence(alpha["reason"]), alpha["remark"], BELOW if below else "")
        remark = " ".join(sentence for sentence in said if sentence)
        told = figure(alpha["value"], "alpha"), interval(alpha), *figures
        rows.append((scope, name, *told, f"{alpha['compared']:,}", remark))
    columns = ("scope", "name", "alpha", "interval", "kappa", "ac1", "percent", "units", "remark")
    table = pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")
    return table if rows and rows[0][2] != UNDEFINED else table.head(1)


def _sentence(reason: str) -> str:
    return f"{reason[0].upper()}{reason[1:]}." if reason else ""


def figure(value: float | None, measure: str) -> str:
    """Write one value; a dash where it is undefined."""
    if value is None:
        return UNDEFINED
    return f"{value:.1%}" if measure == "percent" else f"{value:.3f}"


def interval(row: dict[str, Any]) -> str:
    """Write the interval of a row; empty where there is none."""
    if row["low"] is None:
        return ""
    return f"{figure(row['low'], row['measure'])} to {figure(row['high'], row['measure'])}"
