"""Codes for tests, written as tables: a row a unit, a column a coder, ``.`` for no code."""

from __future__ import annotations

from tefter.coding.agreement import Options, Ratings, agreement


def ratings(rows, read=str, values=None, groups=None):
    given = [
        (f"u{unit}", f"coder {coder}", None if cell in {".", ""} else read(cell))
        for unit, row in enumerate(rows)
        for coder, cell in enumerate(row)
    ]
    return Ratings.of(given, values, groups)


def by_coder(text, read=str):
    """One line a coder, as the literature prints reliability data."""
    return ratings(
        list(zip(*(line.split() for line in text.strip().splitlines()), strict=True)), read
    )


def of_counts(counts):
    """Return units from how many coders gave each code, as Fleiss prints them."""
    return ratings([[f"c{code}" for code, n in enumerate(row) for _ in range(n)] for row in counts])


def of_table(table):
    """Return two coders' codes from their cross table."""
    return ratings(
        [
            (f"c{one}", f"c{other}")
            for one, row in enumerate(table)
            for other, n in enumerate(row)
            for _ in range(n)
        ]
    )


def value(codes, measure, level="nominal"):
    found = agreement(codes, Options(level, draws=0))
    whole = found.filter((found["scope"] == "all") & (found["measure"] == measure))
    return whole["value"].item()
