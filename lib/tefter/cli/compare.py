"""``tefter compare``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tefter.case import Case, find_project
from tefter.cli.console import say
from tefter.errors import CaseError, RunError


def compare(
    before: Annotated[Path, typer.Argument(metavar="RUN", help="Folder of the earlier run.")],
    after: Annotated[Path, typer.Argument(metavar="RUN", help="Folder of the later run.")],
    to: Annotated[
        Path | None,
        typer.Option(metavar="FILE.html", help="Where a page with the charts side by side goes."),
    ] = None,
) -> None:
    """Compare two runs of a case: what went in, and what came out.

    Says which inputs, parameters, decisions of editors, code and packages differ, which numbers
    moved and by how much, which tables and charts changed, and which claims of the case's
    stories changed their verdict. Exits with status 0 whether or not they differ, and with 1
    where a run is damaged.

    Example: `tefter compare reports/my-case/FIRST reports/my-case/SECOND --to compared.html`
    """
    # Here, because its room loads Altair, which takes a second that no other command needs.
    from tefter.runs import provenance  # noqa: PLC0415
    from tefter.runs.compare import compare_runs  # noqa: PLC0415
    from tefter.runs.compare_page import comparison_page  # noqa: PLC0415
    from tefter.runs.compare_text import comparison_lines  # noqa: PLC0415

    stated = provenance.read(before)
    found = compare_runs(before, after, _case(str(stated["case"])))
    for line, style in comparison_lines(found):
        say(line, style)
    if to is None:
        return
    resolved = to.resolve()
    if any((one / provenance.PROVENANCE).exists() for one in resolved.parents):
        raise RunError(
            "is inside a run, which is sealed by its provenance", "name another place", file=to
        )
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_bytes(comparison_page(found, before, after))
    except (IsADirectoryError, NotADirectoryError, FileExistsError) as error:
        raise RunError("cannot be written", "name a file", file=to) from error
    say(f"Page: {to}")


def _case(name: str) -> Case | None:
    """Return the case where the runs are compared inside its project."""
    try:
        return Case(find_project(), name)
    except CaseError:
        return None
