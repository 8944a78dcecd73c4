"""``tefter language``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tefter.cli.console import progress, say
from tefter.errors import ParameterError, SourceError

if TYPE_CHECKING:
    import polars as pl


def language(
    file: Annotated[Path, typer.Argument(help="A table: CSV, TSV, XLSX or Parquet.")],
    text: Annotated[str, typer.Option("--text", metavar="COLUMN", help="The column of texts.")],
    to: Annotated[Path, typer.Option("--to", metavar="OUT.parquet", help="Where the result goes.")],
) -> None:
    """Tell the script, language and variety of every text of a table.

    Adds the columns `script`, `language`, `variety`, `language_confidence` and
    `language_evidence`, and prints how many texts are in which. A text that shows no language is
    `und`, and a variety that the text does not show is empty.

    Example: `tefter language table.csv --text body --to languages.parquet`
    """
    # Here, because polars and the lists of words take seconds to load.
    from tefter.language import add_language  # noqa: PLC0415
    from tefter.sources import read_table  # noqa: PLC0415

    with progress() as report:
        report("reading", 0, 2)
        table = read_table(file)
        if text not in table.columns:
            raise ParameterError(
                f"there is no column {text!r}", f"choose one of {', '.join(table.columns)}"
            )
        report("telling languages", 1, 2)
        renamed = table.rename({text: "text_clean"}) if text != "text_clean" else table
        told = add_language(renamed).rename({"text_clean": text})
        report("telling languages", 2, 2)
    try:
        told.write_parquet(to)
    except OSError as error:
        raise SourceError("cannot be written", "name another place", file=to) from error
    show(told)
    say(f"Languages are in {to}")


def show(told: pl.DataFrame) -> None:
    """Print how many texts are in which language and variety."""
    counted = told.group_by("language", "variety").len("texts")
    for language, variety, texts in counted.sort("texts", descending=True).iter_rows():
        say(f"  {texts:,} {language}" + (f", variety {variety}" if variety else ""))
