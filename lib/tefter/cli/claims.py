"""``tefter claims``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tefter.case import Case, find_project
from tefter.cli.console import say
from tefter.custody import digest
from tefter.errors import CaseError, RunError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tefter.claims import Checked, ClaimsBook

NUMBERS = "numbers.json"

STYLES = {"does not hold": "red", "bound to nothing": "yellow"}


def claims(
    case: Annotated[str, typer.Argument(help="Name of the case.")],
    run: Annotated[
        str, typer.Argument(help="Name of the run, or its folder; `latest` for the last one.")
    ],
    story: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE", help="A story; by default every one of claims.yml. May be repeated."
        ),
    ] = None,
    to: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Where claims.json and a page of each story go."),
    ] = None,
) -> None:
    """Check every number of a story against a run.

    Finds every number in the story, in digits and words, and says of each: holds, does not hold,
    bound to nothing, or exempt with a reason. Which sentence states which finding is in
    `cases/CASE/claims.yml`. Exits with status 1 unless every number holds or is exempt and every
    claim is in its story. Nothing is written into the run, which is sealed.

    Example: `tefter claims my-case latest --story cases/my-case/story.md --to checked/`
    """
    # Here, because their rooms load polars and Altair, which takes a second.
    from tefter.claims import CLAIMS, check_story, read_claims, read_story  # noqa: PLC0415
    from tefter.findings import read_numbers  # noqa: PLC0415
    from tefter.runs import provenance as checks  # noqa: PLC0415
    from tefter.runs.workspace import latest  # noqa: PLC0415

    opened = Case(find_project(), case)
    report = opened.reports / (latest(opened) if run == "latest" else Path(run).name)
    provenance = checks.read(report)
    if provenance["case"] != opened.name:
        raise RunError(f"is a run of the case {provenance['case']}", "name its case", file=report)
    if provenance["files"].get(NUMBERS) != _digest(report / NUMBERS):
        raise RunError(
            "is not what the run left",
            "run the case again, or look with tefter verify",
            file=report / NUMBERS,
        )
    if to is not None and any((one / checks.PROVENANCE).exists() for one in _ways(to)):
        raise RunError(
            "is inside a run, which is sealed by its provenance", "name another folder", file=to
        )
    book = read_claims(opened.folder / CLAIMS)
    paths = _stories(opened, book, story)
    numbers = read_numbers(report / NUMBERS)
    checked = {
        name: check_story(read_story(path), book.stories[name], numbers)
        for name, path in paths.items()
    }
    for name, one in checked.items():
        _show(name, one)
    if to is not None:
        same = provenance["code"]["sha256"] == checks.code_digest(opened.project)
        _write(to, checked, numbers, report, provenance, same_code=same)
        say(f"Pages and claims.json are in {to}")
    if not all(one.passes for one in checked.values()):
        raise typer.Exit(1)


def _stories(case: Case, book: ClaimsBook, asked: list[Path] | None) -> dict[str, Path]:
    """Return the stories to check by file name: those asked for, or all that have claims."""
    paths = asked or [case.folder / name for name in book.stories]
    for path in paths:
        if path.name not in book.stories:
            raise CaseError(
                f"has no claims for {path.name}, only for {', '.join(book.stories)}",
                "bind its numbers there",
                file="claims.yml",
            )
    return {path.name: path if path.exists() else case.folder / path.name for path in paths}


def _show(name: str, checked: Checked) -> None:
    say(name, "bold")
    for one in checked.verdicts:
        meaning = "" if one.says == one.text else f" ({one.says})"
        what = f"  line {one.line}: “{' '.join(one.text.split())}”{meaning} {one.status}"
        if one.actual:
            what += f"; the data say {one.actual} ({', '.join(one.findings)})"
        say(what + (f": {one.reason}" if one.reason else ""), STYLES.get(one.status, ""))
    for gone in checked.gone:
        near = f"; line {gone.nearest} is most like it" if gone.nearest else ""
        say(f"  not in the story: “{gone.sentence}”{near}", "red")
    say(
        f"  {len(checked.verdicts)} numbers: {checked.count('holds')} hold, "
        f"{checked.count('does not hold')} do not hold, "
        f"{checked.count('bound to nothing')} bound to nothing, "
        f"{checked.count('exempt')} exempt; {len(checked.gone)} claims not in the story"
    )


def _write(
    to: Path,
    checked: Mapping[str, Checked],
    numbers: Sequence[Mapping[str, Any]],
    report: Path,
    provenance: Mapping[str, Any],
    *,
    same_code: bool,
) -> None:
    from tefter.claims import CLAIMS_JSON, record, story_page, write_record  # noqa: PLC0415

    document = record(
        checked,
        case=provenance["case"],
        run=provenance["run"],
        content_digest=provenance["content_digest"],
        synthetic=provenance["synthetic"],
    )
    try:
        write_record(document, to / CLAIMS_JSON)
        for name, one in checked.items():
            page = story_page(
                one,
                title=name,
                numbers=numbers,
                run=report,
                provenance=provenance,
                same_code=same_code,
            )
            (to / f"{Path(name).stem}.html").write_bytes(page)
    except (FileExistsError, NotADirectoryError) as error:
        raise RunError("is no folder that can be written to", "name another", file=to) from error


def _ways(to: Path) -> list[Path]:
    resolved = to.resolve()
    return [resolved, *resolved.parents]


def _digest(path: Path) -> str | None:
    return digest(path) if path.exists() else None
