"""``tefter run``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tefter.case import Case, find_project
from tefter.cli.console import progress, say, table
from tefter.custody import digest

if TYPE_CHECKING:
    from tefter.runs.parameters import Parameter, Value
    from tefter.runs.whole import Prepare
    from tefter.runs.workspace import Workspace


def run(
    case: Annotated[str, typer.Argument(help="Name of the case.")],
    parameter: Annotated[
        list[str] | None,
        typer.Option("-p", "--parameter", metavar="NAME=VALUE", help="May be given several times."),
    ] = None,
    list_parameters: Annotated[
        bool, typer.Option("--list", help="Show the parameters and stop.")
    ] = False,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Make everything anew, also what is kept.")
    ] = False,
    engine: Annotated[
        str,
        typer.Option(
            "--engine",
            metavar="ENGINE",
            help="auto, inline, local, dask, none, or the address of a Dask scheduler.",
        ),
    ] = "auto",
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, help="Processes of local and dask.")
    ] = None,
    work: Annotated[
        str | None,
        typer.Option("--work", help="Folder or address that all workers reach, for partitions."),
    ] = None,
) -> None:
    """Run a case the whole way, into `reports/CASE/RUN/`.

    The notebooks run in order; the report is `index.html` in the run's folder and opens in any
    browser, offline. A parameter that no notebook has, or a value of the wrong kind, is refused
    before anything runs.

    Example: `tefter run my-case -p date_from=2023-01-01 -p countries=XK,AL`
    """
    # Here, because Altair and papermill take a second to load, and no other command needs them.
    from tefter.runs.parameters import INTERNAL, read_values  # noqa: PLC0415
    from tefter.runs.provenance import PROVENANCE  # noqa: PLC0415
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
    values = read_values(parameters, parameter or [], opened.file.countries, opened.folder)
    with progress() as report, _engine(opened, engine, workers, work, report) as prepare:
        done = run_case(opened, values, progress=report, fresh=fresh, prepare=prepare)
    if done.kept:
        made = ", ".join(f"{notebook} (from {run})" for notebook, run in done.kept.items())
        say(f"Not made again, as nothing that decides it has changed: {made}")
    for failure in done.failures:
        say(failure, "red")
    if done.failures:
        say("What is lost there is in no number of the report.", "red")
    say(f"Report: {_shown(done.report / 'index.html')}")
    say(f"Content digest: {done.content_digest}")
    say(f"Digest of provenance.json: {digest(done.report / PROVENANCE)}")
    say(f"Check it at any time: tefter verify {_shown(done.report)}")


SMALL = 20_000_000
"""Bytes of raw files up to which one process is faster than two."""


@contextmanager
def _engine(
    case: Case,
    name: str,
    workers: int | None,
    work: str | None,
    report: Callable[[str, int, int | None], None],
) -> Iterator[Prepare | None]:
    """Open the engine only when it is needed: most runs after the first find all frames kept."""
    from tefter.engine import check_engine, open_executor, prefill  # noqa: PLC0415

    if name == "auto":
        held = sum(path.stat().st_size for path in case.raw.glob("*")) if case.raw.is_dir() else 0
        name = "local" if held > SMALL else "inline"
    if name == "none":
        yield None
        return
    check_engine(name)

    def prepare(workspace: Workspace, values: Mapping[str, Value]) -> None:
        with open_executor(name, workers) as executor:
            prefill(workspace, values, executor, work=work, progress=report)

    yield prepare


def _row(parameter: Parameter) -> list[str]:
    default = parameter.default
    shown = ",".join(default) if isinstance(default, list) else str(default)
    kind = ", ".join(parameter.choices) or parameter.kind
    return [parameter.name, kind, shown, parameter.description]


def _shown(path: Path) -> str:
    here = Path.cwd().resolve()
    resolved = path.resolve()
    return str(resolved.relative_to(here) if resolved.is_relative_to(here) else resolved)
