"""Rows of an XLSX workbook: results of formulas, and a word on those that have none."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from itertools import islice, repeat, zip_longest
from typing import IO, Any

import openpyxl

from tefter.errors import SourceError
from tefter.sources.cells import cell_text
from tefter.sources.contract import Opened
from tefter.sources.streams import LARGEST_RATIO, spooled
from tefter.sources.unread import leave_unread

LARGEST_WORKBOOK = 2 * 2**30
"""Bytes of the unpacked parts of a workbook: a full sheet of 1,048,576 rows stays below."""

_LOOKED_AT = 100
"""Rows by which is told whether a sheet holds anything."""

_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
"""The element of a formula. Source: ECMA-376, part 1, 18.3.1.40."""

_CHUNK, _OVERLAP = 1 << 20, 64


def first_sheet(opened: Opened) -> tuple[Iterator[list[str | None]], int]:
    """Return the filled rows of the first filled sheet, and how many more sheets are filled.

    A formula is its last result. One without a result, and a cell that holds an error of the
    spreadsheet, is None and told to ``leave_unread`` by the name in its column's first row.

    Raises
    ------
    SourceError
        When the workbook is not whole, unpacks to more than any real one, or is empty.
    """
    file = spooled(opened.stream)
    try:
        with zipfile.ZipFile(file) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
            packed = sum(part.compress_size for part in parts.infolist())
        if unpacked > LARGEST_WORKBOOK or unpacked > LARGEST_RATIO * max(packed, 2**20):
            raise SourceError(
                f"is a workbook that unpacks to {unpacked // 2**20} MB, more than any real one",
                "save the sheet as CSV",
                file=opened.name,
            )
        sheets = _sheets(file, data_only=True)
        filled = [number for number, sheet in enumerate(sheets) if _is_filled(sheet)]
        if not filled:
            raise SourceError(
                "is a workbook without a filled sheet", "export again", file=opened.name
            )
        formulas = _sheets(file)[filled[0]] if _has_formulas(file) else None
    except SourceError:
        raise
    except Exception as error:  # openpyxl raises whatever its XML makes it stumble on
        raise SourceError(
            "is an XLSX workbook that cannot be read", "open it and save it again", file=opened.name
        ) from error
    return _rows(sheets[filled[0]], formulas), len(filled) - 1


def _sheets(file: IO[bytes], *, data_only: bool = False) -> list[Any]:
    book = openpyxl.load_workbook(file, read_only=True, data_only=data_only, keep_links=False)
    for sheet in book.worksheets:
        # Some programs write dimensions that are wrong; without them every row is read.
        sheet.reset_dimensions()
    return list(book.worksheets)


def _is_filled(sheet: Any) -> bool:
    rows = islice(sheet.iter_rows(values_only=True), _LOOKED_AT)
    return any(cell_text(value) for row in rows for value in row)


def _has_formulas(file: IO[bytes]) -> bool:
    """Tell whether any sheet has a formula: most exports have none, and are read once."""
    with zipfile.ZipFile(file) as parts:
        for name in parts.namelist():
            if not name.startswith("xl/worksheets/"):
                continue
            with parts.open(name) as part:
                end = b""
                while chunk := part.read(_CHUNK):
                    if _FORMULA.search(end + chunk):
                        return True
                    end = chunk[-_OVERLAP:]
    return False


def _rows(sheet: Any, formulas: Any) -> Iterator[list[str | None]]:
    header: list[str | None] = []
    behind = formulas.iter_rows() if formulas else repeat(())
    for row, written in zip(sheet.iter_rows(), behind, strict=False):
        cells = [None if cell.data_type == "e" else cell_text(cell.value) for cell in row]
        reasons = [_reason(cell, formula) for cell, formula in zip_longest(row, written)]
        if not any(cells) and not any(reasons):
            continue
        header = header or cells
        for name, reason in zip(header, reasons, strict=False):
            if name and reason:
                leave_unread(name, reason)
        yield cells


def _reason(result: Any, formula: Any) -> str | None:
    """Say why a cell is left unread; None where it is not."""
    if result is not None and result.data_type == "e":
        return "spreadsheet_error"
    empty = result is None or result.value is None
    uncalculated = empty and formula is not None and formula.data_type == "f"
    return "not_calculated" if uncalculated else None
