"""Any table as a frame of strings, for those who want a column of it and no posts."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from tefter.errors import SourceError
from tefter.sources.contract import Opened
from tefter.sources.cutting import table_rows
from tefter.sources.opening import open_all
from tefter.sources.records import Reject
from tefter.sources.sampling import look


def read_table(path: Path) -> pl.DataFrame:
    """Read a table of any kind that the sources know, plain or packed.

    Parameters
    ----------
    path : path
        CSV, TSV, XLSX or Parquet; the first table of an archive.

    Returns
    -------
    polars.DataFrame
        The columns as they are called, String. Rows that cannot be read are left out.

    Raises
    ------
    SourceError
        When the file is no table.
    """
    for member in open_all(path):
        looked = look(member.name, member.stream)
        if looked.sample.shape != "table":
            raise SourceError("is not a table", "name a CSV, TSV, XLSX or Parquet", file=path)
        opened = Opened(member.name, "table", member.stream, looked.encoding)
        rows = [raw.value for raw in table_rows(opened) if not isinstance(raw.value, Reject)]
        return pl.DataFrame(rows, schema=dict.fromkeys(looked.sample.header, pl.String))
    raise SourceError("holds no table", "name a CSV, TSV, XLSX or Parquet", file=path)
