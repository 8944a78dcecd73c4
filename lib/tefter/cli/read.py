"""``tefter read``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tefter.case import SourceSettings
from tefter.cli.console import progress, say
from tefter.errors import ParameterError
from tefter.sources import ReadingSummary, read_files
from tefter.sources.records import REASONS

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
    """Print what became of every record, the rejects by reason, the notes, and the failures."""
    for file in summary.files:
        say(file.source_file, "bold")
        if file.format:
            say(f"  {file.format}")
        say(f"  {_sum({name: getattr(file, name) for name in COUNTED})}")
        for reason, count in sorted(file.reasons.items()):
            record, detail = file.first[reason]
            first = f"record {record:,}" if count == 1 else f"the first is record {record:,}"
            where = f"{first}, {detail}" if detail else first
            say(f"  {count:,} rejected as {reason} ({where}): {REASONS[reason]}", "yellow")
        for sentence in file.unread_sentences():
            say(f"  {sentence}", "yellow")
        for note in file.notes:
            say(f"  {note}", "yellow")
    if len(summary.files) > 1:
        say("Total", "bold")
        say(f"  {_sum({name: summary.total(name) for name in COUNTED})}")
    for failure in summary.failures:
        say(failure, "red")


def _sum(counts: dict[str, int]) -> str:
    """Write one line that a person can add up."""
    records, *parts = counts.items()
    became = " + ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in parts)
    return f"{records[1]:,} records = {became}"


def _columns(pairs: list[str]) -> dict[str, str]:
    columns = {}
    for pair in pairs:
        ours, equals, theirs = pair.partition("=")
        if not equals or not ours or not theirs:
            raise ParameterError(f"the column {pair!r} is not a pair", "write --column text=body")
        columns[ours] = theirs
    return columns
