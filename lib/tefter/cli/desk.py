"""``tefter desk``."""

from __future__ import annotations

from typing import Annotated

import typer

from tefter.case import find_project
from tefter.cli.console import say

GB = 1_000_000_000


def desk(
    port: Annotated[int, typer.Option(help="Port on 127.0.0.1; 0 for any that is free.")] = 8640,
    largest: Annotated[
        float, typer.Option(metavar="GB", min=0.001, help="Gigabytes that one upload may have.")
    ] = 4.0,
) -> None:
    """Open the editors' desk: runs, reports, comparisons and exports in a browser.

    Prints an address with a token, which opens the desk on this machine only. Runs go on when
    the desk is closed.

    Example: `tefter desk`
    """
    # Here, because its rooms load Altair and papermill, which takes a second.
    from tefter.desk.server import serve  # noqa: PLC0415

    serve(find_project(), port=port, largest=int(largest * GB), opened=_say_where)


def _say_where(address: str) -> None:
    say("The desk is open, on this machine only. Open this address in a browser:")
    say(f"  {address}", "bold")
    say("Close it with Ctrl-C. Runs that have begun go on.")
