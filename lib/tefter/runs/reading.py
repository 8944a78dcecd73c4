"""The first step of a run: the raw files of a case, checked and read."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import polars as pl

from tefter import custody
from tefter.errors import RunError, SourceError
from tefter.privacy import file_name
from tefter.runs.workspace import Workspace
from tefter.sources import ReadingSummary, read_files

SUMMARY = "reading.json"
"""What became of every record, kept beside the frames."""

BY_FILE = {
    "source_file": pl.String,
    "format": pl.String,
    "records": pl.Int64,
    "posts": pl.Int64,
    "comments": pl.Int64,
    "account_records": pl.Int64,
    "events": pl.Int64,
    "rejects": pl.Int64,
}

VALUES_UNREAD = {
    "source_file": pl.String,
    "field": pl.String,
    "reason": pl.String,
    "records": pl.Int64,
    "first_record": pl.Int64,
}


@dataclass(frozen=True)
class Reading:
    """The frames of a case as they were read, and what became of every record.

    Attributes
    ----------
    posts, comments, accounts, events, rejects : polars.DataFrame
        As ``tefter.frames`` describes them.
    summary : ReadingSummary
        What became of the records of each file.
    """

    posts: pl.DataFrame
    comments: pl.DataFrame
    accounts: pl.DataFrame
    events: pl.DataFrame
    rejects: pl.DataFrame
    summary: ReadingSummary

    @property
    def by_reason(self) -> pl.DataFrame:
        """How many records were rejected, by file and reason."""
        return (
            self.rejects.group_by("source_file", "reason")
            .agg(pl.len().cast(pl.Int64).alias("records"))
            .sort("source_file", "reason")
        )

    @property
    def values_unread(self) -> pl.DataFrame:
        """Fields that were not understood in records that stayed.

        Columns: ``source_file``, ``field``, ``reason`` (one of ``sources.unread.VALUES``),
        ``records``, in how many, and ``first_record``, the first of these.
        """
        return pl.DataFrame(
            [
                (file_name(file.source_file), *value, *where)
                for file in self.summary.files
                for value, where in sorted(file.values_unread.items())
            ],
            schema=VALUES_UNREAD,
            orient="row",
        )

    @property
    def notes(self) -> list[str]:
        """Files that could not be read, and what others cannot tell: a sentence each."""
        said = [f"{file.source_file}: {note}" for file in self.summary.files for note in file.notes]
        return [*self.summary.failures, *said]


def read_case(workspace: Workspace) -> Reading:
    """Check custody, read every raw file of the case, and keep the frames for the next steps.

    Raises
    ------
    CustodyError
        When a raw file is changed, missing or unknown.
    RunError
        When there is no raw file.
    SourceError
        When no file could be read. One of several that cannot is told in ``notes``: it stays in
        custody, and must not stop the case for ever.
    """
    raw = workspace.case.raw
    entries = custody.verify(raw)
    if not entries:
        raise RunError(
            f"the case {workspace.case.name} has no raw files",
            f"add some with tefter add {workspace.case.name} FILE",
        )
    if "read/posts" in workspace.prefilled:
        return _reading(workspace, ReadingSummary.from_dict(_kept(workspace)))
    folder = workspace.processed / "read"
    summary = read_files(
        # By name, so that the order in which files arrived changes nothing.
        sorted(raw / entry.file for entry in entries),
        folder,
        settings=workspace.case.file.sources,
    )
    keep_summary(workspace, summary)
    if summary.failures and not summary.total("records"):
        raise SourceError(summary.failures[0].rstrip("."))
    return _reading(workspace, summary)


def keep_summary(workspace: Workspace, summary: ReadingSummary) -> None:
    """Leave what became of every record beside the frames."""
    (workspace.processed / SUMMARY).write_text(
        json.dumps(summary.to_dict(), indent=1), encoding="utf-8"
    )


def _reading(workspace: Workspace, summary: ReadingSummary) -> Reading:
    return Reading(
        posts=workspace.read("read/posts"),
        comments=workspace.read("read/comments"),
        accounts=workspace.read("read/accounts"),
        events=workspace.read("read/events"),
        rejects=workspace.read("read/rejects"),
        summary=summary,
    )


def reading_by_file(workspace: Workspace) -> pl.DataFrame:
    """Return what the records of each file became, as the reading of this workspace counted.

    Returns
    -------
    polars.DataFrame
        ``source_file``, ``format``, ``records`` and what they became. A file that could not be
        read has a row, too: it says so under ``format``. The last row is the total.
    """
    kept = _kept(workspace)
    files: list[dict[str, Any]] = kept.get("files", [])
    begun = {file["source_file"] for file in files}
    for name in kept.get("unread", []):
        if name not in begun:
            files.append({"source_file": name, "format": "could not be read"})
            begun.add(name)
    files = [{**file, "source_file": file_name(file["source_file"])} for file in files]
    rows = [*files, {"source_file": "total", **kept.get("totals", {})}]
    return pl.DataFrame(
        [{name: row.get(name) for name in BY_FILE} for row in rows], schema=BY_FILE
    ).with_columns(pl.col("format").fill_null(""))


def reading_totals(workspace: Workspace) -> dict[str, int]:
    """Return what the reading counted, as ``findings.Data`` wants it; empty where none was kept."""
    totals: dict[str, int] = _kept(workspace).get("totals", {})
    return {name.replace("account_records", "accounts"): n for name, n in totals.items()}


def unread_files(workspace: Workspace) -> list[str]:
    """Return the names of the raw files that could not be read, or not to their end."""
    return list(dict.fromkeys(_kept(workspace).get("unread", [])))


def reading_failures(workspace: Workspace) -> list[str]:
    """Return the sentence of each of them; not for publication: it may name fields of a file."""
    failures: list[str] = _kept(workspace).get("failures", [])
    return failures


def _kept(workspace: Workspace) -> dict[str, Any]:
    path = workspace.processed / SUMMARY
    kept: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return kept
