"""``tefter new`` and ``tefter add``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tefter import custody
from tefter.case import Case, find_project
from tefter.cli.console import progress, say
from tefter.scaffold import new_case
from tefter.sources import glance


def new(
    case: Annotated[str, typer.Argument(help="Name of the case: lower-case words and hyphens.")],
    title: Annotated[str, typer.Option(help="What people call it.")] = "",
) -> None:
    """Make a new case: `cases/CASE/` for decisions and `data/raw/CASE/` for exports.

    Then edit `cases/CASE/case.yml` and `codebook.yml`; both explain themselves.

    Example: `tefter new my-case --title "Our investigation"`
    """
    made = new_case(find_project(), case, title or case.replace("-", " ").capitalize())
    say(f"Made cases/{made.name}/. Next: tefter add {made.name} FILE …")


def add(
    case: Annotated[str, typer.Argument(help="Name of the case.")],
    files: Annotated[list[Path], typer.Argument(help="Exports, as they arrived.")],
    origin: Annotated[
        str, typer.Option("--from", help="Where they came from, in your words.")
    ] = "not stated",
    by: Annotated[str, typer.Option(help="Who adds them; by default your account's name.")] = "",
) -> None:
    """Take exports into custody.

    Each file is copied into `data/raw/CASE/`, made read-only, and written into the manifest with
    its size, SHA-256, time, who and where from. Files are never replaced: a second capture needs a
    name of its own.

    Example: `tefter add my-case export.ndjson --from "Zeeschuimer, search #tag, 2023-12-04"`
    """
    # Here, because its room loads the charts, which takes a second that no other command needs.
    from tefter.runs.register import check_custody  # noqa: PLC0415

    opened = Case(find_project(), case)
    check_custody(opened)
    with progress() as report:
        added = custody.add(opened.raw, files, origin=origin, added_by=by or None, progress=report)
    say(f"In custody of {opened.name}", "bold")
    for entry in added:
        say(f"  {entry.file}: {entry.size:,} bytes, added {entry.added_at}")
        say(f"  SHA-256 {entry.sha256}")
        _show_glance(opened, entry.file)


def _show_glance(case: Case, file: str) -> None:
    """Say what the file is, now that the person who knows where it came from is here."""
    given = case.file.sources.get(file)
    seen = glance(case.raw / file, {} if given is None else given.stated())
    for title, count in seen.formats.items():
        say(f"  Looks like: {title}" + (f" ({count} files in it)" if count > 1 else ""))
    if seen.failure:
        say(f"  {seen.failure} It stays in custody, but a run cannot read it.", "yellow")
