"""``tefter read``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tefter.case import SourceSettings
from tefter.cli.console import progress, say, table
from tefter.errors import ParameterError
from tefter.sources import ReadingSummary, read_files

COUNTED = ("records", "posts", "comments", "account_records", "events", "rejects")


def read(
    files: Annotated[list[Path], typer.Argument(help="Exports of any kind that Tefter knows.")],
    to: Annotated[Path, typer.Option("--to", metavar="DIR", help="Where the frames go.")],
    time_zone: Annotated[
        str, typer.Option(help="Zone of times written without one, such as Europe/Belgrade.")
    ] = "",
    platform: Annotated[str, typer.Option(help="Platform of a table that does not say it.")] = "",
    column: Annotated[
        list[str] | None,
        typer.Option(
            metavar="COLUMN=THEIRS", help="Column of a table, such as text=body; several times."
        ),
    ] = None,
) -> None:
    """Read exports into typed frames, each recognised by its content.

    Writes `posts.parquet`, `comments.parquet`, `accounts.parquet`, `events.parquet` and
    `rejects.parquet`, and prints a summary: every record is exactly one of these, and the counts
    add up. The frames hold personal data: keep them out of git and mail.

    Example: `tefter read result.json posts.csv.gz --to /tmp/read --time-zone Europe/Belgrade`
    """
    settings = SourceSettings(
        time_zone=time_zone or None,
        platform=platform or None,
        columns=_columns(column or []) or None,
    )
    with progress() as report:
        summary = read_files(
            files, to, settings={file.name: settings for file in files}, progress=report
        )
    show_summary(summary)
    say(f"Frames are in {to}")
    if summary.failures:
        raise typer.Exit(1)


def show_summary(summary: ReadingSummary) -> None:
    """Print what became of every record, the notes, the rejects by reason, and the failures."""
    rows = [
        [
            file.source_file,
            file.format,
            *(f"{getattr(file, count):,}" for count in COUNTED),
        ]
        for file in summary.files
    ]
    table(
        "Records = posts + comments + account records + events + rejects",
        ["file", "format", *(count.replace("_", " ") for count in COUNTED)],
        rows,
    )
    for file in summary.files:
        for reason, count in sorted(file.reasons.items()):
            say(f"{file.source_file}: {count:,} rejected as {reason}", "yellow")
        for note in file.notes:
            say(f"{file.source_file}: {note}", "yellow")
    for failure in summary.failures:
        say(failure, "red")


def _columns(pairs: list[str]) -> dict[str, str]:
    columns = {}
    for pair in pairs:
        ours, equals, theirs = pair.partition("=")
        if not equals or not ours or not theirs:
            raise ParameterError(f"the column {pair!r} is not a pair", "write --column text=body")
        columns[ours] = theirs
    return columns
