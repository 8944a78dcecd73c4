"""How the command line speaks: sentences, tables and progress, never markup from data."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    TaskID,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from tefter.errors import TefterError, printable

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)


def say(text: str, style: str = "") -> None:
    """Print one line; markup and control characters in it mean nothing."""
    out.print(Text(printable(text), style=style), soft_wrap=True)


def complain(error: TefterError) -> None:
    """Print the sentence of an error to standard error."""
    err.print(Text(f"tefter: {printable(error.sentence())}", style="red"), soft_wrap=True)


def table(title: str, columns: list[str], rows: list[list[str]]) -> None:
    """Print a table; every cell is plain text, columns of figures stand to the right."""
    drawn = Table(title=Text(title), title_justify="left", header_style="bold")
    for index, column in enumerate(columns):
        figures = rows and all(row[index].replace(",", "").isdigit() for row in rows)
        drawn.add_column(column, justify="right" if figures else "left", overflow="fold")
    for row in rows:
        drawn.add_row(*(Text(printable(cell)) for cell in row))
    out.print(drawn)


@contextmanager
def progress() -> Iterator[Callable[[str, int, int | None], None]]:
    """Show a bar for every step that is reported: its name, how far it is, how far it goes.

    Where standard error is no terminal, one line is printed as each step begins.
    """
    bars = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=err,
        transient=False,
        disable=not err.is_terminal,
    )
    steps: dict[str, TaskID] = {}

    def report(step: str, done: int, total: int | None) -> None:
        if step not in steps:
            name = printable(step).replace("[", "\\[")
            steps[step] = bars.add_task(name, total=total)
            if not err.is_terminal:
                err.print(Text(f"· {printable(step)}"))
        bars.update(steps[step], completed=done, total=total)

    with bars:
        yield report
