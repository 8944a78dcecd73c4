"""``tefter language``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import polars as pl
import typer

from tefter.cli.console import progress, say
from tefter.errors import ParameterError, SourceError, printable

NUMBER = r"^[\p{Nd}\p{P}\p{Sc}\sTZe+]*\p{Nd}[\p{Nd}\p{P}\p{Sc}\sTZe+]*$"
"""A number, amount, date or time."""

GIVEN = "given_"
"""Before the name of a column of the table that is called like one that is added."""


def language(
    file: Annotated[Path, typer.Argument(help="A table: CSV, TSV, XLSX, Parquet or JSON.")],
    text: Annotated[str, typer.Option("--text", metavar="COLUMN", help="The column of texts.")],
    to: Annotated[Path, typer.Option("--to", metavar="OUT.parquet", help="Where the result goes.")],
) -> None:
    """Tell the script, language and variety of every text of a table.

    Adds the columns `script`, `language`, `variety`, `language_confidence` and
    `language_evidence`, and prints how many texts are in which. A text that shows no language is
    `und`, and a variety that the text does not show is empty. A column of the table that has one
    of these names already is kept as `given_language`, and so on.

    Example: `tefter language table.csv --text body --to languages.parquet`
    """
    # Here, because polars and the lists of words take seconds to load.
    from tefter.language import identify  # noqa: PLC0415
    from tefter.privacy import mask as masked  # noqa: PLC0415
    from tefter.sources import REASONS, read_table  # noqa: PLC0415

    _check_place(file, to)
    with progress() as report:
        report("reading", 0, 2)
        table = read_table(file)
        columns = table.frame.columns
        if text not in columns:
            raise ParameterError(
                f"there is no column {printable(text)}",
                # A table without names of columns has a record there.
                f"choose one of {printable(', '.join(masked(pl.Series(columns))))}",
                file=file,
            )
        if _numbers_alone(table.frame[text]):
            raise ParameterError(
                f"the column {printable(text)} holds numbers and no text",
                "name with --text the column in which the texts are",
                file=file,
            )
        report("telling languages", 1, 2)
        told = identify(table.frame[text])
        report("telling languages", 2, 2)
    taken = {name: _free(GIVEN + name, columns) for name in columns if name in told.columns}
    whole = pl.concat([table.frame.rename(taken), told], how="horizontal")
    try:
        whole.write_parquet(to)
    except OSError as error:
        raise SourceError("cannot be written", "name another place", file=to) from error
    show(told)
    for reason, records in sorted(table.unread.items()):
        say(f"  records that could not be read: {records:,} ({reason}: {REASONS[reason]})")
    for name, kept in taken.items():
        say(f"The table's own column {name} is kept as {kept}")
    say(f"Languages are in {to}")


def _check_place(file: Path, to: Path) -> None:
    if to.suffix.lower() != ".parquet":
        raise ParameterError("the result is Parquet", "give --to a name that ends in .parquet")
    if not to.parent.is_dir():
        raise SourceError("lies in a folder that does not exist", "make the folder first", file=to)
    if to.exists() and file.exists() and to.samefile(file):
        raise ParameterError("the result would overwrite the table", "give --to another name")


def _numbers_alone(column: pl.Series) -> bool:
    """Whether a column has values and all of them are numbers or dates."""
    said = column.cast(pl.String, strict=False).drop_nulls()
    said = said.filter(said.str.contains(r"\S"))
    return bool(len(said)) and bool(said.str.contains(NUMBER).all())


def _free(name: str, taken: list[str]) -> str:
    while name in taken:
        name = GIVEN + name
    return name


def show(told: pl.DataFrame) -> None:
    """Print how many texts are in which language and variety."""
    counted = told.group_by("language", "variety").len("texts")
    order = counted.sort("texts", "language", "variety", descending=[True, False, False])
    for language, variety, texts in order.iter_rows():
        say(f"  {texts:,} {language}" + (f", variety {variety}" if variety else ""))
