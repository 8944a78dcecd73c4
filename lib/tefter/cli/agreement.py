"""``tefter agreement``."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tefter.case import Case, find_project
from tefter.cli.console import say, table
from tefter.cli.posts import posts_of
from tefter.errors import ParameterError, SourceError

if TYPE_CHECKING:
    import polars as pl

    from tefter.coding.agreement import Level


class LevelName(StrEnum):
    """Levels of measurement, as typed."""

    nominal = "nominal"
    ordinal = "ordinal"
    interval = "interval"
    ratio = "ratio"
    masi = "masi"
    jaccard = "jaccard"


TITLES = {
    "category": "Each category against the rest (kappa is Fleiss')",
    "flag": "Each flag",
    "coders": "Each pair of coders (kappa is Cohen's)",
}


def agreement(
    target: Annotated[
        str, typer.Argument(metavar="FILE|CASE", help="A table of codes, or the name of a case.")
    ],
    level: Annotated[
        LevelName | None,
        typer.Option(
            help="Level of measurement of the codes; masi and jaccard for sets of codes. "
            "By default nominal, and masi in a case whose posts may have several categories."
        ),
    ] = None,
    by: Annotated[
        list[str] | None,
        typer.Option(metavar="COLUMN", help="Measure each group of this column too."),
    ] = None,
    unit: Annotated[str | None, typer.Option(metavar="COLUMN", help="What was coded.")] = None,
    coder: Annotated[str | None, typer.Option(metavar="COLUMN", help="Who coded.")] = None,
    code: Annotated[str | None, typer.Option(metavar="COLUMN", help="The code given.")] = None,
    codes: Annotated[
        str | None, typer.Option(metavar="A,B,…", help="Every code there is, in order.")
    ] = None,
    missing: Annotated[
        list[str] | None,
        typer.Option(metavar="MARK", help="What stands for no code, besides an empty cell."),
    ] = None,
    codebook_version: Annotated[
        str | None, typer.Option(metavar="VERSION", help="Of a case: codes of this version only.")
    ] = None,
    draws: Annotated[int, typer.Option(min=0, help="Resamples for the intervals.")] = 2000,
    seed: Annotated[int, typer.Option(min=0, help="The same seed, the same intervals.")] = 1,
    to: Annotated[
        Path | None, typer.Option(metavar="OUT.csv", help="Write every value there too.")
    ] = None,
) -> None:
    """Tell how well coders agree, with intervals.

    Reads a table with one line a code (columns such as `coder`, `unit`, `code`) or one column a
    coder, or every coder of a case. Prints Krippendorff's alpha, Fleiss' and Cohen's kappa, Gwet's
    AC1 and percent agreement: of all, of each category, group and pair of coders. Where agreement
    cannot be told it says why.

    Example: `tefter agreement codes.csv --level ordinal --by language`
    """
    # Here, because polars takes a second to load.
    from tefter.coding.agreement import Columns, Options, read_ratings  # noqa: PLC0415
    from tefter.coding.agreement import agreement as measure  # noqa: PLC0415

    path = Path(target)
    chosen: Level | None = level.value if level else None
    if path.is_file():
        ratings = read_ratings(
            path,
            Columns(unit, coder, code, tuple(by or ())),
            level=chosen or "nominal",
            codes=[one.strip() for one in codes.split(",")] if codes else None,
            missing=missing or (),
        )
        found = measure(ratings, Options(chosen or "nominal", draws, seed))
    elif path.suffix or path.exists():
        raise SourceError("is no file", "name a table of codes, or a case", file=path)
    else:
        found = _of_case(target, chosen, by or ["language"], codebook_version, draws, seed)
    show(found)
    if to is not None:
        try:
            found.write_csv(to)
        except OSError as error:
            raise SourceError("cannot be written", "name another place", file=to) from error
        say(f"Every value is in {to}")


def _of_case(
    name: str, level: Level | None, by: list[str], version: str | None, draws: int, seed: int
) -> pl.DataFrame:
    from tefter.coding import Codebook  # noqa: PLC0415
    from tefter.coding.human import Places, read_annotations, reliability  # noqa: PLC0415

    case = Case(find_project(), name)
    codebook = Codebook.read(case.folder / "codebook.yml")
    posts = posts_of(name)
    known = None if posts is None else set(posts["post_uid"])
    annotations = read_annotations(
        Places.of(case).annotations, codebook, version=version, posts=known
    )
    for column in by:
        if posts is not None and column not in posts.columns:
            raise ParameterError(
                f"posts have no column {column!r}", "choose language, country or platform"
            )
    return reliability(annotations, codebook, posts, by=by, level=level, draws=draws, seed=seed)


def show(found: pl.DataFrame) -> None:
    """Print what was measured: of all first, then a table for each scope, then what misleads."""
    from tefter.coding.agreement import table as written  # noqa: PLC0415

    whole = found.filter(found["scope"] == "all").to_dicts()
    first = whole[0]
    say(
        f"Coders: {first['coders']}. Codes: {first['codes']:,}. "
        f"Units coded by two or more: {first['compared']:,}."
    )
    if first["value"] is None:
        say(f"Agreement is undefined: {first['reason']}.", "bold")
    for row in whole:
        if row["value"] is not None:
            value = written.figure(row["value"], row["measure"])
            measure = written.MEASURES[row["measure"]]
            say(f"  {measure:<21} {value}  {written.interval(row)}".rstrip())
    if first["value"] is None:
        return
    told = written.agreement_table(found)
    for (scope,), part in told.group_by("scope", maintain_order=True):
        if scope != "all":
            shown = part.drop("scope", "remark").rename({"name": str(scope), "interval": "95%"})
            rows = [[str(cell) for cell in row] for row in shown.iter_rows()]
            table(TITLES.get(str(scope), f"Each {scope}"), shown.columns, rows)
    for name, remark in told.filter(told["remark"] != "").select("name", "remark").iter_rows():
        say(f"{name or 'All'}: {remark}", "yellow")
    if any(row["low"] is not None for row in whole):
        say("Intervals are 95%, by a bootstrap over units; --to OUT.csv writes all of them.")
