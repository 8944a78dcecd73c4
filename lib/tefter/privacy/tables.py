"""Tables of masked texts, in the format that a file's name asks for, with no formula in them."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import polars as pl
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from tefter.errors import ParameterError, SourceError
from tefter.privacy.release import FORMULA

CELL = 32_767
"""Characters that a cell of Excel holds."""


def defused(frame: pl.DataFrame) -> pl.DataFrame:
    """Put an apostrophe before what a spreadsheet takes for a formula, in names of columns too."""
    safe = frame.with_columns(pl.col(pl.String).str.replace_all(FORMULA, "${1}${2}'${3}"))
    names = pl.Series(safe.columns, dtype=pl.String).str.replace_all(FORMULA, "${1}${2}'${3}")
    return safe.rename(dict(zip(safe.columns, names, strict=True)))


def _csv(frame: pl.DataFrame, path: Path) -> None:
    defused(frame).write_csv(path)


def _tsv(frame: pl.DataFrame, path: Path) -> None:
    defused(frame).write_csv(path, separator="\t")


def _xlsx(frame: pl.DataFrame, path: Path) -> None:
    safe = defused(frame)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("masked")
    for row in ([*safe.columns], *safe.iter_rows()):
        sheet.append(
            [
                ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", cell)[:CELL]
                if isinstance(cell, str)
                else cell
                for cell in row
            ]
        )
    book.save(path)


def _parquet(frame: pl.DataFrame, path: Path) -> None:
    frame.write_parquet(path)


def _json(frame: pl.DataFrame, path: Path) -> None:
    frame.write_json(path)


def _ndjson(frame: pl.DataFrame, path: Path) -> None:
    frame.write_ndjson(path)


WRITERS: dict[str, Callable[[pl.DataFrame, Path], None]] = {
    ".csv": _csv,
    ".tsv": _tsv,
    ".xlsx": _xlsx,
    ".parquet": _parquet,
    ".json": _json,
    ".ndjson": _ndjson,
}


def check_ending(to: Path) -> None:
    """Raise unless the name of a file says in which format it is to be written.

    Raises
    ------
    ParameterError
        Naming the endings there are.
    """
    if to.suffix.lower() not in WRITERS:
        raise ParameterError(
            "the ending of the result's name says no format that can be written",
            f"end it with one of {', '.join(WRITERS)}",
        )


def write_table(frame: pl.DataFrame, to: Path) -> None:
    """Write a table, whole or not at all, never over a file that is there.

    Parameters
    ----------
    frame : polars.DataFrame
        Columns of strings, numbers and truths.
    to : path
        Where to; its ending says how. In CSV, TSV and XLSX formulas are defused; in XLSX a text
        is cut after 32,767 characters, which is what a cell holds.

    Raises
    ------
    ParameterError
        When the ending is of no format that can be written.
    SourceError
        When there is such a file already.
    """
    check_ending(to)
    handle, temporary = tempfile.mkstemp(dir=to.parent, prefix=".", suffix=to.suffix.lower())
    os.close(handle)
    try:
        WRITERS[to.suffix.lower()](frame, Path(temporary))
        # A link fails where the name is taken; a rename would replace what is there.
        os.link(temporary, to)
    except FileExistsError:
        raise SourceError("exists already", "name a file that does not", file=to) from None
    finally:
        Path(temporary).unlink(missing_ok=True)
