"""Rows of CSV, TSV, XLSX and Parquet, every cell a string, so that no identifier is rounded."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq

from tefter.errors import SourceError
from tefter.sources import magic
from tefter.sources.cells import cell_text
from tefter.sources.contract import Opened, Raw
from tefter.sources.records import Reject
from tefter.sources.streams import BrokenFileError, spooled
from tefter.sources.swallowed import Columns, without_swallowers
from tefter.sources.text import LARGEST_RECORD, lines, too_large, utf8_chunks
from tefter.sources.workbooks import first_sheet

DELIMITERS = (",", ";", "\t", "|")
_SNIFFED = 30
"""Rows by which the delimiter is decided."""

_BATCH = 5_000
_HEADER_CELL = re.compile(r"[a-z][a-z0-9]*(?:[ _-][a-z0-9]+)?")

Row = list[str | None] | Reject


@dataclass(frozen=True)
class Table:
    """A table whose header has been read.

    Attributes
    ----------
    header : tuple of str
        Column names, made unique.
    rows : iterator
        The rows below it: as many cells as the header, or a ``Reject``.
    note : str or None
        What a person should know, such as sheets that were not read.
    """

    header: tuple[str, ...]
    rows: Iterator[Row]
    note: str | None = None


def table_rows(opened: Opened) -> Iterator[Raw]:
    """Cut a table into rows, as dicts of strings.

    Parameters
    ----------
    opened : Opened
        A CSV or TSV with any of the usual delimiters, an XLSX workbook, or a Parquet file.

    Yields
    ------
    Raw
        Numbered from 1 below the header; empty rows are no records. An empty cell is None. A
        number that may have been rounded stays as it was written (``7.28899563432818E+18``).
        Times become ISO 8601. A row is a ``Reject`` where it has another width than the header
        (``wrong_width``; ``unclosed_quote`` where a cell of it has swallowed others), is the header
        once more (``header_again``), has NUL bytes or bytes that are no text (``not_text``), or is
        too large.

    Raises
    ------
    SourceError
        When the table has no header, or a workbook is not whole.
    """
    table = open_table(opened)
    names = list(table.header)
    for number, row in enumerate(table.rows, start=1):
        if isinstance(row, Reject):
            yield Raw(number, row)
        elif row == names:
            yield Raw(number, Reject("header_again", "tables were put one after the other"))
        else:
            yield Raw(number, dict(zip(names, row, strict=True)))


def open_table(opened: Opened) -> Table:
    """Read the header of a table and return it with the rows still to come."""
    head = opened.stream.read(magic.HEAD)
    opened.stream.seek(0)
    if magic.is_zip(head):
        return _workbook(opened)
    if magic.is_parquet(head):
        return _parquet(opened)
    return _delimited(opened)


def delimiter_of(text: Iterable[str]) -> str | None:
    """Return the delimiter by which the lines make the same number of cells, at least two.

    Parameters
    ----------
    text : iterable of str
        The first lines, with their ends.
    """
    beginning = list(text)
    best, best_score = None, (0.0, 0)
    for delimiter in DELIMITERS:
        widths = [len(row) for row in islice(_parsed(beginning, delimiter), _SNIFFED) if row]
        if not widths or widths[0] < 2:  # noqa: PLR2004  one column has no delimiter
            continue
        share = widths.count(widths[0]) / len(widths)
        if (share, widths[0]) > best_score and share > 0.5:  # noqa: PLR2004  half of the rows
            best, best_score = delimiter, (share, widths[0])
    return best or _delimiter_of_header(beginning)


def _delimiter_of_header(beginning: list[str]) -> str | None:
    """Go by the first line alone where the rows are broken, if it is plainly a header."""
    for delimiter in DELIMITERS:
        cells = next(_parsed(beginning, delimiter), [])
        if len(cells) > 1 and all(_HEADER_CELL.fullmatch(cell.strip()) for cell in cells):
            return delimiter
    return None


def _parsed(text: Iterable[str], delimiter: str) -> Iterator[list[str]]:
    # The csv module knows only a limit for the whole process; its default is 128 kB.
    csv.field_size_limit(max(csv.field_size_limit(), LARGEST_RECORD))
    reader = csv.reader(text, delimiter=delimiter)
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield []


def _delimited(opened: Opened) -> Table:
    beginning: list[str] = []
    text = _text_lines(opened)
    for line in text:
        beginning.append(line)
        if len(beginning) > _SNIFFED:
            break
    named = ""
    if beginning and beginning[0].lower().startswith("sep=") and len(beginning[0].strip()) == 5:  # noqa: PLR2004
        # Excel's own way to name the delimiter, in a line above the header.
        named = beginning.pop(0).strip()[-1]
    delimiter = named or delimiter_of(beginning)
    if delimiter is None:
        raise SourceError(
            "is no table with a delimiter that Tefter knows (comma, semicolon, tab, bar)",
            "save it as CSV or XLSX",
            file=opened.name,
        )
    rows = _csv_rows(chain(beginning, text), delimiter)
    header = next((row for row in rows if isinstance(row, list)), [])
    names = _unique(header)
    # Line by line: of the rows below, a quote may have swallowed most.
    lines_alone = (next(_parsed([line], delimiter), []) for line in beginning[1:])
    columns = Columns(lines_alone, len(names), delimiter)
    return Table(names, without_swallowers(_fitted(rows, len(names)), columns))


def _text_lines(opened: Opened) -> Iterator[str]:
    for line in lines(utf8_chunks(opened.stream, opened.encoding)):
        # A line that is too large arrives as its mark, which no text can hold.
        content = _TOO_LARGE if line.content is None else line.content
        if content.find(b"\r", 0, -1) >= 0:
            # To the csv module it ends the row, also where nothing is quoted, and breaks it.
            ending = content[len(content.rstrip(b"\r")) :][:1]
            content = content.removesuffix(ending)
            yield content.decode("utf-8", "surrogateescape").replace("\r", _RETURN) + (
                ending.decode() + "\n"
            )
            continue
        yield content.decode("utf-8", "surrogateescape") + "\n"


_RETURN = "\ud800"
"""A carriage return inside a line, while the csv module reads it: half a pair, as no text holds."""

_TOO_LARGE = b"\xff\xfe\xff"
_END = b"\xff\xfe\xfe".decode("utf-8", "surrogateescape")
"""A line behind the last one, which no text can hold: in a cell of the last row where a quote was
never closed, which the reader would take for whole however many rows it had swallowed."""


def _csv_rows(text: Iterator[str], delimiter: str) -> Iterator[Row]:
    csv.field_size_limit(max(csv.field_size_limit(), LARGEST_RECORD))
    # The line ends of quoted cells come back as they were; those of rows are cut off.
    reader = csv.reader(chain(text, [_END]), delimiter=delimiter)
    mark = _TOO_LARGE.decode("utf-8", "surrogateescape")
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield too_large("cell")
            continue
        if cells and cells[-1].endswith("\r"):
            cells[-1] = cells[-1][:-1]
        if cells == [_END]:
            return
        cells = [cell.replace(_RETURN, "\r") if _RETURN in cell else cell for cell in cells]
        if not any(cells):
            continue
        joined = "".join(cells)
        if _END in joined:
            below = joined.count("\n")
            yield Reject(
                "unclosed_quote", f"the quote is never closed: {below} line ends are in it"
            )
            return
        if mark in joined:
            yield too_large("row")
        elif "\0" in joined:
            yield Reject("not_text", "the row holds NUL bytes")
        elif not joined.isascii() and any("\ud800" <= char <= "\udfff" for char in joined):
            yield Reject("not_text", "the row holds bytes that are not of the file's encoding")
        else:
            yield [cell or None for cell in cells]


def _fitted(rows: Iterator[Row], width: int) -> Iterator[Row]:
    for row in rows:
        if isinstance(row, Reject) or len(row) == width:
            yield row
        elif len(row) > width and not any(row[width:]):
            yield row[:width]
        elif any("\n" in (cell or "") for cell in row):
            yield Reject("unclosed_quote", f"{len(row)} cells, and one of them has several lines")
        else:
            yield Reject("wrong_width", f"{len(row)} cells, the header has {width}")


def _unique(header: Sequence[str | None]) -> tuple[str, ...]:
    names: dict[str, None] = {}
    used: dict[str, int] = {}
    for cell in header:
        name = plain = (cell or "").strip()
        while name in names:
            used[plain] = used.get(plain, 1) + 1
            name = f"{plain} ({used[plain]})"
        names[name] = None
    return tuple(names)


def _workbook(opened: Opened) -> Table:
    sheet, others = first_sheet(opened)
    rows = _while_whole(sheet, opened.name)
    header = next(rows)
    while header and header[-1] is None:
        header.pop()
    note = None
    if others:
        note = f"Only the first sheet was read; {others} more hold something: save them as files."
    return Table(_unique(header), _padded(rows, len(header)), note)


def _cells(row: Iterable[Any]) -> list[str | None]:
    return [cell_text(value) for value in row]


def _padded(rows: Iterator[list[str | None]], width: int) -> Iterator[Row]:
    # Workbooks leave out empty cells at the end of a row.
    full = (row + [None] * (width - len(row)) for row in rows)
    yield from _fitted(full, width)


def _parquet(opened: Opened) -> Table:
    file: IO[bytes] = spooled(opened.stream)
    try:
        parquet = pq.ParquetFile(file)
    except (pa.ArrowException, OSError) as error:
        raise SourceError(
            "is a Parquet file that cannot be read", "write it again", file=opened.name
        ) from error
    names = _unique(parquet.schema_arrow.names)
    return Table(names, _while_whole(_parquet_rows(parquet), opened.name))


def _parquet_rows(parquet: pq.ParquetFile) -> Iterator[Row]:
    for batch in parquet.iter_batches(batch_size=_BATCH):
        for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            yield _cells(row)


def _while_whole(rows: Iterator[Any], name: str) -> Iterator[Any]:
    """Give rows until the file breaks: libraries raise whatever its bytes make them stumble on."""
    try:
        yield from rows
    except SourceError:
        raise
    except Exception as error:
        raise BrokenFileError(
            "is damaged and cannot be read any further", "export it again", file=name
        ) from error
