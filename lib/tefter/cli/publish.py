"""``tefter publish``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tefter.cli.console import say


def publish(
    run: Annotated[
        Path, typer.Argument(metavar="RUN", help="Folder of the run: reports/CASE/RUN.")
    ],
    to: Annotated[
        Path, typer.Option(metavar="DIR", help="Folder of the site: new, empty, or this case's.")
    ],
    signed_by: Annotated[
        str,
        typer.Option(
            metavar='"FIRST LAST"', help="Who answers for the publication; stands on the site."
        ),
    ] = "",
    address: Annotated[
        str, typer.Option(metavar="URL", help="Where it will stand on the web, if that is known.")
    ] = "",
) -> None:
    """Publish a run as a site that needs nothing: no server, no network, no script of others.

    First the checklist fills itself in: the claims of the story hold, agreement is stated, small
    cells are withheld, nothing is out of a person's data, corrections are noted, invented data says
    so. Where one line does not hold, nothing is written and the status is 1. Without `--signed-by`
    the checklist is only shown. A site that stands in DIR already is kept in `versions/`.

    Example: `tefter publish reports/my-case/RUN --to site/ --signed-by "Ana Editor"`
    """
    # Here, because its room loads Altair, which takes a second that no other command needs.
    from tefter import publish as room  # noqa: PLC0415

    items = room.checklist(run, to)
    for item in items:
        say(
            f"{'✓' if item.holds else '✗'} {item.title}: {item.reason}", "" if item.holds else "red"
        )
        if not item.holds:
            say(f"  {item.remedy[:1].upper()}{item.remedy[1:]}.", "red")
    if not all(item.holds for item in items):
        say("Nothing was published.", "red")
        raise typer.Exit(1)
    if not signed_by:
        say(f'Nothing was published yet: sign with --signed-by "First Last" to publish to {to}')
        raise typer.Exit(1)
    done = room.publish(run, to, room.sign(run, items, signed_by), address=address)
    say(f"Published version {done.number}: {done.folder / 'index.html'}")
    say(f"Digest of the site: {done.site_digest}")
    say(f"Check it at any time: tefter verify {to}")
