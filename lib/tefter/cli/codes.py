"""``tefter codes export`` and ``tefter codes import``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tefter.case import Case, find_project
from tefter.cli.console import say
from tefter.cli.posts import posts_of
from tefter.errors import ParameterError, SourceError

if TYPE_CHECKING:
    from tefter.coding.human.exchange import Incoming

app = typer.Typer(no_args_is_help=True, help="Carry people's codes to other tools and back.")


@app.command("export")
def export(
    case: Annotated[str, typer.Argument(help="Name of the case.")],
    to: Annotated[
        Path, typer.Option(metavar="FILE", help="FILE.json for Label Studio, FILE.csv for tables.")
    ],
    codebook_version: Annotated[
        str | None, typer.Option(metavar="VERSION", help="Codes of this version only.")
    ] = None,
) -> None:
    """Write every coder's codes to a file: names of posts and codes, never a text.

    Beside a JSON it writes `FILE.xml`, the labelling setup to paste into Label Studio.

    Example: `tefter codes export my-case --to codes.json`
    """
    # Here, because polars takes a second to load.
    from tefter.coding import Codebook  # noqa: PLC0415
    from tefter.coding.human import Places, read_annotations  # noqa: PLC0415
    from tefter.coding.human.label_studio import label_studio_tasks, labelling_setup  # noqa: PLC0415
    from tefter.coding.human.tables import write_codes  # noqa: PLC0415

    if to.suffix not in {".json", ".csv"}:
        raise ParameterError(f"{to.name} is neither .json nor .csv", "choose by the file's ending")
    opened = Case(find_project(), case)
    codebook = Codebook.read(opened.folder / "codebook.yml")
    annotations = read_annotations(
        Places.of(opened).annotations, codebook, version=codebook_version
    )
    try:
        if to.suffix == ".csv":
            write_codes(annotations, to)
        else:
            tasks = json.dumps(label_studio_tasks(annotations), indent=1, ensure_ascii=False)
            to.write_text(tasks + "\n", encoding="utf-8")
            to.with_suffix(".xml").write_text(labelling_setup(codebook), encoding="utf-8")
    except OSError as error:
        raise SourceError("cannot be written", "name another place", file=to) from error
    say(f"{annotations.height:,} codes of {annotations['coder'].n_unique()} coders are in {to}")


@app.command("import")
def import_(
    case: Annotated[str, typer.Argument(help="Name of the case.")],
    file: Annotated[Path, typer.Argument(help="Label Studio's JSON, or a table of codes.")],
    coder: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME|THEIRS=NAME",
            help="Who coded: one name for the whole file, or the tool's name of each coder and "
            "yours.",
        ),
    ] = None,
    codebook_version: Annotated[
        str | None, typer.Option(metavar="VERSION", help="Where the file does not say which.")
    ] = None,
) -> None:
    """Put codes from another tool into `annotations/CODER.csv`.

    The whole file is checked before anything is written: a code that is not in the codebook, a post
    that is not in the case, another version of the codebook, an unknown coder. A file taken in
    twice changes nothing.

    Example: `tefter codes import my-case export.json --coder 7=ana --coder 8=bo`
    """
    from tefter.coding import Codebook  # noqa: PLC0415
    from tefter.coding.human import Places  # noqa: PLC0415
    from tefter.coding.human.exchange import take_in  # noqa: PLC0415
    from tefter.coding.human.label_studio import read_label_studio  # noqa: PLC0415
    from tefter.coding.human.tables import read_codes  # noqa: PLC0415

    if not file.is_file():
        raise SourceError("is no file", "name Label Studio's JSON or a table of codes", file=file)
    named = [one for one in coder or () if "=" not in one]
    theirs = dict(one.split("=", 1) for one in coder or () if "=" in one)
    if len(named) > 1 or (named and theirs):
        raise ParameterError(
            "one name is for the whole file",
            "for several coders write --coder THEIRS=NAME for each",
        )
    one = named[0] if named else None
    opened = Case(find_project(), case)
    codebook = Codebook.read(opened.folder / "codebook.yml")
    posts = posts_of(case)
    incoming: Iterable[Incoming] = (
        read_label_studio(file) if file.suffix == ".json" else read_codes(file, coder=one)
    )
    written = take_in(
        incoming if one is None else _all_of(one, incoming, file),
        Places.of(opened).annotations,
        codebook,
        file=file,
        coders=theirs,
        version=codebook_version,
        posts=None if posts is None else set(posts["post_uid"]),
    )
    if not written:
        say(f"There is no code in {file.name}.", "yellow")
    for name, count in written.items():
        say(f"{name}: {count:,} codes are new" if count else f"{name}: nothing is new")


def _all_of(coder: str, incoming: Iterable[Incoming], file: Path) -> Iterator[Incoming]:
    """Give codes to one coder, if they are of one."""
    first = None
    for one in incoming:
        first = one.coder if first is None else first
        if one.coder != first:
            raise ParameterError(
                f"{file.name} has codes of several people",
                "say who each is: --coder THEIRS=NAME, once for each",
            )
        yield replace(one, coder=coder)
