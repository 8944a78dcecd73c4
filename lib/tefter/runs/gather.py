"""Between the coded posts and the findings: the frames of a run, cut to what was asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

import polars as pl

from tefter.charts import Chart, Origin, save
from tefter.coding import Codebook, Lexicon
from tefter.findings import (
    Data,
    Finding,
    Table,
    finding_rows,
    write_numbers,
    write_tables,
)
from tefter.links import across_platforms, code_comments, disappeared, lifetimes
from tefter.report import write_about
from tefter.runs.reading import reading_totals, unread_files
from tefter.runs.workspace import Workspace
from tefter.values.tags import fold


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
        Countries to include, ISO 3166 alpha-2; empty for all and unknown. Messages whose country
        is not known are left out with the unknown, and so are service events.
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
    gone_posts, gone_accounts = disappeared(read)
    inside = _inside(case.time_zone, date_from, date_to)
    kept = posts.filter(inside)
    if countries:
        kept = kept.filter(pl.col("country").is_in(list(countries)))
    uids = kept.select("post_uid")
    accounts = kept.select("platform", "account_id").unique()
    codebook = Codebook.read(workspace.case.folder / "codebook.yml")
    lexicon = Lexicon.read(workspace.case.folder / "lexicon", codebook)
    comments = workspace.read("read/comments").join(uids, on="post_uid", how="semi")
    return Data(
        posts=kept,
        comments=comments,
        coded_comments=code_comments(comments, lexicon),
        accounts=workspace.read("read/accounts").join(
            accounts, on=["platform", "account_id"], how="semi"
        ),
        observations=workspace.read("observations").join(uids, on="post_uid", how="semi"),
        # An event has no country, and unknown is not among those asked for.
        events=workspace.read("read/events").filter(inside & (not countries)),
        rejects=workspace.read("read/rejects"),
        shared=across_platforms(posts).join(uids, on="post_uid", how="semi"),
        lifetimes=lifetimes(read).join(uids, on="post_uid", how="semi"),
        gone_posts=gone_posts.join(uids, on="post_uid", how="semi"),
        gone_accounts=gone_accounts.join(accounts, on=["platform", "account_id"], how="semi"),
        facts=case.facts,
        reading=reading_totals(workspace),
        annotations=workspace.read("annotations"),
        agreement=workspace.read("agreement"),
        machine_quality=workspace.read("machine_quality"),
        codebook=codebook,
        categories={one.id: one.label["en"] for one in codebook.categories},
        languages=tuple(case.languages),
        countries=tuple(countries or case.countries),
        public_hashtags=tuple(fold(tag) for tag in case.public_hashtags),
        request_flag=case.request_flag,
        time_zone=case.time_zone,
        minimum=minimum,
        scope=_scope(date_from, date_to, countries),
    )


def origin_of(workspace: Workspace, data: Data) -> Origin:
    """Return what the captions of this run's charts say of the data."""
    return Origin.of(
        data.posts,
        title_of(workspace),
        synthetic=workspace.case.file.synthetic,
        scope=data.scope,
    )


def keep_findings(
    workspace: Workspace,
    findings: Mapping[str, Finding],
    tables: Mapping[str, Table],
    charts: Sequence[Chart],
) -> None:
    """Leave numbers, tables and charts in the run, from which its pages are made.

    The rows behind each number stay beside the processed frames: they name posts, and are never
    published.

    Parameters
    ----------
    workspace : Workspace
        The run.
    findings, tables : mapping
        From ``findings.all_findings`` and ``findings.tables``.
    charts : sequence of Chart
        In the order in which the report shows them.
    """
    case = workspace.case.file
    write_numbers(findings, workspace.report / "numbers.json")
    write_tables(tables, workspace.report / "tables")
    for chart in charts:
        save(chart, workspace.report / "charts")
    write_about(
        workspace.report,
        case_title=title_of(workspace),
        synthetic=case.synthetic,
        run=workspace.run,
        summary=reading_totals(workspace),
        unread=unread_files(workspace),
        charts=[chart.name for chart in charts],
    )
    workspace.write("finding_rows", finding_rows(dict(findings)))


def title_of(workspace: Workspace) -> str:
    """Return the English title of the case, or its first."""
    title = workspace.case.file.title
    return title.get("en") or next(iter(title.values()))


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
