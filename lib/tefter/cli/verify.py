"""``tefter verify``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tefter import custody
from tefter.case import check_name, find_project
from tefter.cli.console import say
from tefter.errors import CaseError


def verify(
    run: Annotated[
        Path,
        typer.Argument(
            metavar="RUN", help="Folder of the run, reports/CASE/RUN, or of a published site."
        ),
    ],
    expect: Annotated[
        str,
        typer.Option(
            metavar="DIGEST",
            help="Digest that the run must have: of its content, or of its provenance.json.",
        ),
    ] = "",
    against: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER", help="A backup of the run or of its raw files, to name the byte."
        ),
    ] = None,
) -> None:
    """Check that a run is still what it was: every file, its provenance, inputs and manifest.

    Exits with status 1 and names what differs, with the first byte that does, counted from 0, where
    that can be told: always where another run of the case, or a copy in the folder of --against,
    holds the file as it was; else where one byte was changed or some were added; else the block of
    bytes in which it is.

    A published site is checked too: every file of it, and of each earlier version in it.

    Example: `tefter verify reports/my-case/2024-03-01T101500Z`
    """
    # Here, because its room loads Altair, which takes a second that no other command needs.
    from tefter.publish.seal import is_published  # noqa: PLC0415
    from tefter.runs import provenance as checks  # noqa: PLC0415

    if is_published(run):
        _verify_site(run, expect)
        return
    provenance = checks.read(run)
    check_name(provenance["case"])
    raw = _raw_of(run, str(provenance["case"]))
    differences = checks.verify(run, raw, against=against)
    for difference in differences:
        say(str(difference), "red")
    digest = str(provenance["content_digest"])
    own = custody.digest(run / checks.PROVENANCE)
    if expect and expect not in {digest, own}:
        say(f"The content digest is {digest}, not the one expected.", "red")
    if differences or (expect and expect not in {digest, own}):
        raise typer.Exit(1)
    say(f"{len(provenance['files'])} files are as the run left them.")
    if raw is None:
        say("Its raw files are not at hand: whether they are as they were is not known.", "yellow")
    if not checks.is_registered(run) and expect != own:
        say("No register at hand names the run: an edited provenance.json would be seen only")
        say("with --expect and the digest of it that tefter run printed.")
    say(f"Content digest: {digest}")
    say(f"Digest of provenance.json: {own}")


def _verify_site(folder: Path, expect: str) -> None:
    from tefter.publish.seal import read_seal, verify_site  # noqa: PLC0415

    differences = verify_site(folder)
    for difference in differences:
        say(str(difference), "red")
    seal = read_seal(folder)
    digests = {"site": str(seal["site_digest"]), "run": str(seal["content_digest"])}
    if expect and expect not in digests.values():
        say("Neither the digest of the site nor that of its run is the one expected.", "red")
    if differences or (expect and expect not in digests.values()):
        raise typer.Exit(1)
    say(f"{len(seal['files'])} files of version {seal['number']} are as they were published.")
    say(f"Digest of the site: {digests['site']}")
    say(f"Content digest of the run {seal['run']}: {digests['run']}")


def _raw_of(run: Path, case: str) -> Path | None:
    """Return the case's raw folder: where the run lies in its project, also one that is gone."""
    of_case = run.resolve().parent
    project = of_case.parent.parent
    if of_case == project / "reports" / case and (project / "cases").is_dir():
        return project / "data" / "raw" / case
    try:
        raw = find_project() / "data" / "raw" / case
    except CaseError:
        return None
    return raw if raw.is_dir() else None
