"""What a publishable table is, and its files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from tefter.privacy import safe_csv

PACKAGE = "datapackage.json"


@dataclass(frozen=True)
class Table:
    """A publishable aggregate: no row of it is a person, small cells are withheld.

    Attributes
    ----------
    name : str
        Name of its file.
    title : str
        What it shows, in a few words.
    frame : polars.DataFrame
        The aggregate.
    caption : str
        What was counted, and what the table does not say.
    columns : mapping of str to str
        Meaning of every column.
    """

    name: str
    title: str
    frame: pl.DataFrame
    caption: str
    columns: Mapping[str, str]


def write_tables(tables: Mapping[str, Table], folder: Path) -> list[Path]:
    """Write every table as CSV, and ``datapackage.json`` that says what the columns mean.

    The same tables always give the same bytes. Text that a spreadsheet would take for a formula
    gets an apostrophe before it.

    Notes
    -----
    ``datapackage.json`` follows the Data Package standard, version 2 (datapackage.org).
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for table in tables.values():
        path = folder / f"{table.name}.csv"
        safe_csv(table.frame, path)
        written.append(path)
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "resources": [_resource(table) for table in tables.values()],
    }
    path = folder / PACKAGE
    path.write_bytes((json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode())
    return [*written, path]


def read_tables(folder: Path) -> dict[str, Table]:
    """Read what ``write_tables`` wrote; a folder without tables gives none."""
    path = folder / PACKAGE
    if not path.exists():
        return {}
    found = {}
    for resource in json.loads(path.read_bytes())["resources"]:
        fields = resource["schema"]["fields"]
        schema = {one["name"]: _READ[one["type"]] for one in fields}
        found[resource["name"]] = Table(
            name=resource["name"],
            title=resource["title"],
            frame=pl.read_csv(folder / resource["path"], schema=schema),
            caption=resource["description"],
            columns={one["name"]: one["description"] for one in fields},
        )
    return found


_READ = {
    "string": pl.String,
    "integer": pl.Int64,
    "number": pl.Float64,
    "date": pl.Date,
    "boolean": pl.Boolean,
}


def _type(dtype: pl.DataType) -> str:
    if dtype.is_integer():
        return "integer"
    if dtype.is_float():
        return "number"
    return {pl.Date: "date", pl.Boolean: "boolean"}.get(type(dtype), "string")


def _resource(table: Table) -> dict[str, object]:
    return {
        "name": table.name,
        "path": f"{table.name}.csv",
        "title": table.title,
        "description": table.caption,
        "schema": {
            "fields": [
                {"name": name, "type": _type(dtype), "description": table.columns[name]}
                for name, dtype in table.frame.schema.items()
            ],
            "missingValues": [""],
        },
    }
