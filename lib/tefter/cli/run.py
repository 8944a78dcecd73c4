"""``tefter run`` and ``tefter verify``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tefter.case import Case, find_project
from tefter.cli.console import progress, say, table
from tefter.errors import CaseError
from tefter.runs.parameters import INTERNAL, Parameter, read_values
from tefter.runs.provenance import read as read_provenance
from tefter.runs.provenance import verify as verify_run
from tefter.runs.whole import parameters_of, run_case


def run(
    case: Annotated[str, typer.Argument(help="Name of the case.")],
    parameter: Annotated[
        list[str] | None,
        typer.Option("-p", "--parameter", metavar="NAME=VALUE", help="May be given several times."),
    ] = None,
    list_parameters: Annotated[
        bool, typer.Option("--list", help="Show the parameters and stop.")
    ] = False,
) -> None:
    """Run a case the whole way, into `reports/CASE/RUN/`.

    The notebooks run in order; the report is `index.html` in the run's folder and opens in any
    browser, offline. A parameter that no notebook has, or a value of the wrong kind, is refused
    before anything runs.

    Example: `tefter run my-case -p date_from=2023-01-01 -p countries=XK,AL`
    """
    opened = Case(find_project(), case)
    parameters = parameters_of(opened.project)
    if list_parameters:
        table(
            "Parameters",
            ["name", "kind", "default", "what it does"],
            [_row(p) for p in parameters.values() if p.name not in INTERNAL],
        )
        return
    values = read_values(parameters, parameter or [], opened.file.countries)
    with progress() as report:
        done = run_case(opened, values, progress=report)
    say(f"Report: {_shown(done.report / 'index.html')}")
    say(f"Content digest: {done.content_digest}")
    say(f"Check it at any time: tefter verify {_shown(done.report)}")


def verify(
    run: Annotated[
        Path, typer.Argument(metavar="RUN", help="Folder of the run: reports/CASE/RUN.")
    ],
    expect: Annotated[
        str, typer.Option(metavar="DIGEST", help="Content digest that the run must have.")
    ] = "",
) -> None:
    """Check that a run is still what it was: every file, the inputs, and the content digest.

    Exits with status 1 and names what differs.

    Example: `tefter verify reports/my-case/2024-03-01T101500Z`
    """
    provenance = read_provenance(run)
    differences = verify_run(run, _raw_of(str(provenance["case"])))
    for difference in differences:
        say(f"{difference.file} {difference.what}.", "red")
    digest = str(provenance["content_digest"])
    if expect and expect != digest:
        say(f"The content digest is {digest}, not the one expected.", "red")
    if differences or (expect and expect != digest):
        raise typer.Exit(1)
    say(f"{len(provenance['files'])} files are as the run left them.")
    say(f"Content digest: {digest}")


def _row(parameter: Parameter) -> list[str]:
    default = parameter.default
    shown = ",".join(default) if isinstance(default, list) else str(default)
    kind = ", ".join(parameter.choices) or parameter.kind
    return [parameter.name, kind, shown, parameter.description]


def _raw_of(case: str) -> Path | None:
    """Return the case's raw folder where the run is checked inside its project."""
    try:
        raw = Case(find_project(), case).raw
    except CaseError:
        return None
    return raw if raw.is_dir() else None


def _shown(path: Path) -> str:
    here = Path.cwd().resolve()
    resolved = path.resolve()
    return str(resolved.relative_to(here) if resolved.is_relative_to(here) else resolved)
