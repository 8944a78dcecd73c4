"""``tefter mask``."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import polars as pl
import typer

from tefter.cli.console import progress, say
from tefter.errors import ParameterError, SourceError, printable

RECORD = ("phone", "email", "national_number", "name")
"""Personal data that shows that a first row is a record: columns are called like links."""


def mask(
    file: Annotated[Path, typer.Argument(help="A table: CSV, TSV, XLSX, Parquet or JSON.")],
    text: Annotated[
        list[str],
        typer.Option("--text", metavar="COLUMN", help="A column of texts; may be repeated."),
    ],
    to: Annotated[
        Path,
        typer.Option(
            "--to", metavar="OUT", help="Where the result goes: .csv, .tsv, .xlsx, .parquet, .json."
        ),
    ],
) -> None:
    """Mask personal data in a column of texts, and write the table anew.

    Telephone numbers, e-mail addresses, handles, links, national and bank numbers, plates,
    addresses and many names become `[phone]`, `[email]` and so on, and how many of each is
    printed. The other columns are **not** touched, and not every name is found: the result is
    masked, not anonymous. A file that exists is never replaced.

    Example: `tefter mask posts.csv --text body --to masked.csv`
    """
    # Here, because polars and the lists of names take a second to load.
    from tefter.privacy import find  # noqa: PLC0415
    from tefter.privacy import mask as masked  # noqa: PLC0415
    from tefter.privacy.tables import check_ending, write_table  # noqa: PLC0415
    from tefter.sources import REASONS, read_table  # noqa: PLC0415

    check_ending(to)
    if not to.parent.is_dir():
        raise SourceError("lies in a folder that does not exist", "make the folder first", file=to)
    if to.exists():
        raise SourceError("exists already", "name a file that does not", file=to)
    with progress() as report:
        report("reading", 0, 2)
        table = read_table(file)
        frame = table.frame
        names = pl.Series(frame.columns, dtype=pl.String)
        if find(names, kinds=RECORD).list.len().sum():
            raise SourceError(
                "has personal data where the names of its columns should stand",
                "put a row with names of columns above the first record",
                file=file,
            )
        for column in text:
            if column not in frame.columns:
                raise ParameterError(
                    f"there is no column {printable(column)}",
                    f"choose one of {printable(', '.join(frame.columns))}",
                    file=file,
                )
        # Columns of the same name are told apart by a number behind it.
        text = [
            one for one in frame.columns if re.sub(r" \(\d+\)$", "", one) in text or one in text
        ]
        report("masking", 1, 2)
        spans = {column: find(frame[column]) for column in text}
        frame = frame.with_columns(masked(frame[column], spans[column]) for column in text)
        report("masking", 2, 2)
    write_table(frame, to)
    found = pl.concat([one.explode().struct.field("kind") for one in spans.values()]).drop_nulls()
    touched = pl.DataFrame([one.list.len().fill_null(0) > 0 for one in spans.values()])
    rows = touched.select(pl.any_horizontal(pl.all())).to_series().sum() if text else 0
    say(f"{rows:,} of {frame.height:,} rows had something to mask")
    counts = found.value_counts(sort=True, name="count")
    for kind, count in sorted(counts.iter_rows(), key=lambda row: (-row[1], row[0])):
        say(f"  {count:,} {kind.replace('_', ' ')}")
    for reason, records in sorted(table.unread.items()):
        say(f"  records that could not be read: {records:,} ({reason}: {REASONS[reason]})")
    left = [name for name in frame.columns if name not in text]
    if left:
        say(f"Not masked: {printable(', '.join(left))}", "yellow")
    say(f"The masked table is in {to}")
