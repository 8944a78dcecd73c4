"""Between the coded posts and the findings: the frames of a run, cut to what was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import polars as pl

from tefter.charts import Chart, Origin, save, show
from tefter.coding import Codebook
from tefter.findings import (
    Data,
    Finding,
    Table,
    finding_rows,
    write_numbers,
    write_tables,
)
from tefter.links import disappeared, shared_again
from tefter.runs.reading import reading_totals
from tefter.runs.workspace import Workspace


def gather(
    workspace: Workspace,
    *,
    date_from: str = "",
    date_to: str = "",
    countries: Sequence[str] = (),
    minimum: int = 3,
) -> Data:
    """Bundle the frames of a run for the findings, cut to days and countries.

    Parameters
    ----------
    workspace : Workspace
        Where the earlier steps left their frames.
    date_from, date_to : str
        First and last day of posting, YYYY-MM-DD, in the time zone of the case, both included;
        empty for no bound. A post whose time is not known is left out where there is a bound.
    countries : sequence of str
        Countries to include, ISO 3166 alpha-2; empty for all and unknown.
    minimum : int
        Smallest number of posts that a table or chart may show.

    Returns
    -------
    Data
        Comments, captures and links are those of the posts that are left.
    """
    case = workspace.case.file
    posts = workspace.read("coded")
    read = workspace.read("read/posts")
    captures = disappeared(read)
    inside = _inside(case.time_zone, date_from, date_to)
    kept = posts.filter(inside)
    if countries:
        kept = kept.filter(pl.col("country").is_in(list(countries)))
    uids = kept.select("post_uid")
    accounts = kept.select("platform", "account_id").unique()
    codebook = Codebook.read(workspace.case.folder / "codebook.yml")
    return Data(
        posts=kept,
        comments=workspace.read("read/comments").join(uids, on="post_uid", how="semi"),
        accounts=workspace.read("read/accounts").join(
            accounts, on=["platform", "account_id"], how="semi"
        ),
        observations=workspace.read("observations").join(uids, on="post_uid", how="semi"),
        events=workspace.read("read/events").filter(inside),
        rejects=workspace.read("read/rejects"),
        shared=shared_again(posts).join(uids, on="post_uid", how="semi"),
        gone_posts=captures.posts.join(uids, on="post_uid", how="semi"),
        gone_accounts=captures.accounts.join(accounts, on=["platform", "account_id"], how="semi"),
        facts=case.facts,
        reading=reading_totals(workspace),
        categories={one.id: one.label["en"] for one in codebook.categories},
        languages=tuple(case.languages),
        countries=tuple(countries or case.countries),
        minimum=minimum,
        scope=_scope(date_from, date_to, countries),
    )


def origin_of(workspace: Workspace, data: Data) -> Origin:
    """Return what the captions of this run's charts say of the data."""
    title = workspace.case.file.title
    source = title.get("en") or next(iter(title.values()))
    if data.scope:
        source = f"{source} ({data.scope})"
    return Origin.of(data.posts, source, synthetic=workspace.case.file.synthetic)


def keep_chart(workspace: Workspace, chart: Chart) -> None:
    """Write a chart into the run's ``charts/``, and show it."""
    save(chart, workspace.report / "charts")
    show(chart)


def keep_numbers(
    workspace: Workspace, findings: dict[str, Finding], tables: dict[str, Table]
) -> None:
    """Write ``numbers.json`` and ``tables/`` into the run.

    The rows behind each number stay beside the processed frames: they name posts, and are never
    published.
    """
    write_numbers(findings, workspace.report / "numbers.json")
    write_tables(tables, workspace.report / "tables")
    workspace.write("finding_rows", finding_rows(findings))


def _inside(time_zone: str, date_from: str, date_to: str) -> pl.Expr:
    posted = pl.col("posted_at")
    inside = pl.lit(True)
    if date_from:
        inside = inside & (posted >= _midnight(time_zone, date_from, 0))
    if date_to:
        inside = inside & (posted < _midnight(time_zone, date_to, 1))
    return inside.fill_null(False)


def _midnight(time_zone: str, day: str, later: int) -> pl.Expr:
    at = datetime.combine(date.fromisoformat(day) + timedelta(days=later), datetime.min.time())
    return pl.lit(at).dt.replace_time_zone(time_zone).dt.convert_time_zone(str(UTC))


def _scope(date_from: str, date_to: str, countries: Sequence[str]) -> str:
    parts = []
    if date_from:
        parts.append(f"posted from {date_from}")
    if date_to:
        parts.append(f"posted to {date_to}")
    if countries:
        parts.append(f"countries {', '.join(countries)}")
    return ", ".join(parts)
