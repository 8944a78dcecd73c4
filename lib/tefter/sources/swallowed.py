"""Rows of a CSV that a quote has swallowed, though what came of it has as many cells as the header.

A quote that opens a cell and is not closed on its line goes on to the next quote of the file. Where
that one stands in the same column some rows below, the result is one row of the right width, and
one cell of it holds the rows between. Such a cell cannot be told from a caption of several lines by
its delimiters alone: people write commas. It can where the other columns are plain to see.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from tefter.sources.records import Reject
from tefter.sources.unread import leave_unread

Kind = Literal["number", "link", "word", "empty", "text"]
Row = list[str | None] | Reject

MOST = 0.9
"""Share of a column's cells that must be of one kind, so that a few broken rows hide nothing."""

FEWEST = 3
"""Rows from which on anything is said of a column."""

_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("empty", re.compile(r"")),
    # Counts, identifiers, dates and times.
    ("number", re.compile(r"[+-]?\d[\d.,:/+\-TZ]*(?: \d[\d:.,]*)?[KMkm]?")),
    ("link", re.compile(r"https?://\S+")),
    ("word", re.compile(r"\S{1,40}")),
)
_PATTERNS = dict(_KINDS)


class Columns:
    """What the cells of each column look like.

    Parameters
    ----------
    rows : iterable of list of str or None
        The first lines of the table, each by itself; those of another width say nothing.
    width : int
        Cells of the header.
    delimiter : str
        What parts the cells.
    """

    def __init__(self, rows: Iterable[Sequence[str | None]], width: int, delimiter: str) -> None:
        fitting = [row for row in rows if len(row) == width and not _several_lines(row)]
        self._width = width
        self._delimiter = delimiter
        self._kinds: list[Kind] = [
            _kind([row[at] for row in fitting]) if len(fitting) >= FEWEST else "text"
            for at in range(width)
        ]

    def swallowed(self, row: Sequence[str | None]) -> tuple[int, bool]:
        """Return how many rows a cell of this row has swallowed, and whether that is sure.

        The cell must have, line by line, the delimiters that these rows would have there, and
        what would stand in columns of numbers, links, single words or nothing must be such. It is
        sure where one of these at least is a number or a link.
        """
        for at, cell in enumerate(row):
            if cell and "\n" in cell:
                rows = self._rows_in(at, cell)
                telling = self._telling(rows)
                if rows and telling is not None:
                    return len(rows) - 1, telling > 0
        return 0, False

    def _rows_in(self, at: int, cell: str) -> list[list[str]]:
        first, *inner, last = (
            line.removesuffix("\r").split(self._delimiter) for line in cell.split("\n")
        )
        rest = self._width - 1
        if len(first) - 1 != rest - at or len(last) - 1 != at:
            return []
        if any(len(line) != self._width for line in inner):
            return []
        return [[""] * at + first, *inner, last + [""] * (rest - at)]

    def _telling(self, rows: list[list[str]]) -> int | None:
        """Return how many cells tell that these are rows; None where one tells the contrary."""
        telling = 0
        for row in rows:
            for kind, cell in zip(self._kinds, row, strict=True):
                if not cell or kind == "text":
                    continue
                if not _PATTERNS[kind].fullmatch(cell):
                    return None
                telling += kind in {"number", "link"}
        return telling


def without_swallowers(rows: Iterator[Row], columns: Columns) -> Iterator[Row]:
    """Reject the rows of which a cell has swallowed others, and say which ones may have."""
    for row in rows:
        many, sure = 0, False
        if not isinstance(row, Reject) and _several_lines(row):
            many, sure = columns.swallowed(row)
        if sure:
            yield Reject("unclosed_quote", f"{many} line ends are in a cell, and rows behind them")
            continue
        if many > 1:
            leave_unread("a cell of several lines", "may_hold_rows")
        yield row


def _several_lines(row: Sequence[str | None]) -> bool:
    return "\n" in "".join(filter(None, row))


def _kind(cells: list[str | None]) -> Kind:
    filled = [cell for cell in cells if cell]
    if not filled:
        return "empty"
    for kind, pattern in _KINDS[1:]:
        if sum(pattern.fullmatch(cell) is not None for cell in filled) >= MOST * len(filled):
            return kind
    return "text"
