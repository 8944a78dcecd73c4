"""Any table as a frame of strings, for those who want a column of it and no posts."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from tefter.errors import SourceError
from tefter.sources.contract import Opened
from tefter.sources.cutting import json_items, json_lines, table_rows
from tefter.sources.opening import Member, open_all
from tefter.sources.records import Reject
from tefter.sources.sampling import NotDataError, look
from tefter.sources.text import encoding_of

ONE_COLUMN = (".csv", ".txt")
"""Endings of files that may be a table of one column, which has no delimiter to be known by."""

REMEDY = "name a CSV, TSV, XLSX, Parquet, or JSON with one object a record"


@dataclass(frozen=True)
class PlainTable:
    """A table as it stands in a file.

    Attributes
    ----------
    frame : polars.DataFrame
        A row a record, every column String.
    unread : dict of str to int
        Reason to how many records could not be read; none of them is in the frame.
    """

    frame: pl.DataFrame
    unread: dict[str, int]


def read_table(path: Path) -> PlainTable:
    """Read a table of any kind that the sources know, plain or packed.

    Parameters
    ----------
    path : path
        CSV (also of one column), TSV, XLSX or Parquet, or JSON with one object a record, of which
        nested values are left out; the first one of an archive.

    Raises
    ------
    SourceError
        When the file is no table, or is empty.
    """
    for member in open_all(path):
        table = _table(member, path)
        if table.frame.width:
            return table
        break
    raise SourceError("holds no table", REMEDY, file=path)


def _table(member: Member, path: Path) -> PlainTable:
    try:
        looked = look(member.name, member.stream)
    except NotDataError:
        if Path(member.name).suffix.lower() not in ONE_COLUMN:
            raise
        return _framed(_one_column(member))
    sample = looked.sample
    opened = Opened(member.name, sample.shape, member.stream, looked.encoding)
    if sample.shape == "table":
        return _framed((raw.value for raw in table_rows(opened)), sample.header)
    if sample.shape == "json-lines":
        return _framed(_scalars(raw.value for raw in json_lines(opened)))
    if sample.objects:
        return _framed(_scalars(raw.value for raw in json_items(opened)))
    raise SourceError("is not a table", REMEDY, file=path)


def _framed(records: Iterable[dict[str, Any] | Reject], header: Iterable[str] = ()) -> PlainTable:
    unread: Counter[str] = Counter()
    rows: list[dict[str, Any]] = []
    columns = dict.fromkeys(header)
    for record in records:
        if isinstance(record, Reject):
            unread[record.reason] += 1
        else:
            rows.append(record)
            columns |= dict.fromkeys(record)
    return PlainTable(pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String)), dict(unread))


def _one_column(member: Member) -> Iterator[dict[str, Any] | Reject]:
    content = member.stream.read()
    encoding = encoding_of(content, whole=True, table=True)
    if not encoding:
        raise SourceError("holds binary data, not text", REMEDY, file=member.name)
    rows = csv.reader(io.StringIO(content.decode(encoding, "replace"), newline=""))
    name = next(rows, [""])[0].lstrip("\ufeff")
    for row in rows:
        if len(row) > 1:
            yield Reject("wrong_width", "the row has more cells than the header")
        elif row:
            yield {name: row[0]}


def _scalars(records: Iterable[dict[str, Any] | Reject]) -> Iterator[dict[str, Any] | Reject]:
    for record in records:
        if isinstance(record, Reject):
            yield record
        else:
            yield {
                name: value if value is None else str(value)
                for name, value in record.items()
                if not isinstance(value, (dict, list))
            }
