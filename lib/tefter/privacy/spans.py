"""Spans of personal data in a text: how they are kept, and which one stands where two overlap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from tefter.frames import PERSONAL_DATA

Span = tuple[str, int, int]
"""Kind, start, end."""


def replaced(found: pl.Series, spans: Mapping[int, Sequence[Span]]) -> pl.Series:
    """Return a column of spans with those of some rows in place of what stands there.

    Polars takes a hundred times as long to make a column of lists from Python's lists as to join
    the few rows that have any.

    Parameters
    ----------
    found : polars.Series of List[Struct{kind, start, end}]
        The column.
    spans : mapping of int to spans
        Row to its new spans; each has at least one.
    """
    flat = [(row, *span) for row, own in spans.items() for span in own]
    schema = {"row": pl.UInt32, "kind": pl.String, "start": pl.Int64, "end": pl.Int64}
    lists = (
        pl.DataFrame(flat, schema=schema, orient="row")
        .group_by("row", maintain_order=True)
        .agg(new=pl.struct("kind", "start", "end"))
    )
    whole = pl.DataFrame({"old": found}).with_row_index("row")
    joined = whole.join(lists, on="row", how="left", maintain_order="left")
    return joined.select(pl.coalesce("new", "old").alias(found.name)).to_series()


def none_found(texts: pl.Series) -> pl.Series:
    """Return an empty list for every text, null for a null."""
    empty = pl.Series([[]], dtype=PERSONAL_DATA).new_from_index(0, len(texts))
    frame = pl.DataFrame({"text": texts.is_not_null(), "empty": empty})
    return frame.select(pl.when("text").then("empty").alias(texts.name)).to_series()


def united(spans: list[Span]) -> list[Span]:
    """Join overlapping spans; the kind that comes first in the list names them."""
    rank = {span: place for place, span in reversed(list(enumerate(spans)))}
    united: list[tuple[int, Span]] = []
    for span in sorted(rank, key=lambda span: (span[1], span[2])):
        kind, start, end = span
        if united and start < united[-1][1][2]:
            place, (before, first, last) = united[-1]
            best = min(place, rank[span])
            joined = (before if best == place else kind, first, max(last, end))
            united[-1] = (best, joined)
        else:
            united.append((rank[span], span))
    return [span for _, span in united]
