"""``tefter run``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tefter.case import Case, find_project
from tefter.cli.console import progress, say, table

if TYPE_CHECKING:
    from tefter.runs.parameters import Parameter


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
    # Here, because Altair and papermill take a second to load, and no other command needs them.
    from tefter.runs.parameters import INTERNAL, read_values  # noqa: PLC0415
    from tefter.runs.whole import parameters_of, run_case  # noqa: PLC0415

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
    for failure in done.failures:
        say(failure, "red")
    if done.failures:
        say("What is lost there is in no number of the report.", "red")
    say(f"Report: {_shown(done.report / 'index.html')}")
    say(f"Content digest: {done.content_digest}")
    say(f"Check it at any time: tefter verify {_shown(done.report)}")


def _row(parameter: Parameter) -> list[str]:
    default = parameter.default
    shown = ",".join(default) if isinstance(default, list) else str(default)
    kind = ", ".join(parameter.choices) or parameter.kind
    return [parameter.name, kind, shown, parameter.description]


def _shown(path: Path) -> str:
    here = Path.cwd().resolve()
    resolved = path.resolve()
    return str(resolved.relative_to(here) if resolved.is_relative_to(here) else resolved)
