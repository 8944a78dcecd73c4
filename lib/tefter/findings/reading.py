"""Findings about the reading itself, the comments, and facts that no export carries."""

from __future__ import annotations

from collections.abc import Iterator

from tefter.findings.data import Data
from tefter.findings.finding import Finding, finding, identifiers
from tefter.findings.interval import wilson
from tefter.findings.words import count, number, percent


@finding
def comments(data: Data) -> Finding:
    """Count the comments read, each once."""
    rows = identifiers(data.comments["comment_uid"].unique())
    return Finding(
        value=len(rows) or None,
        unit="comments",
        filter="distinct comment_uid of comments",
        rows=rows,
        sentence=f"{count(len(rows), 'comment')} were read, each counted once; only the posts "
        "whose comments were captured have any."
        if rows
        else "No comment was read, so this is not known.",
    )


@finding
def comments_matched(data: Data) -> Iterator[Finding]:
    """Say how many comments, and which share, the lexicon matches."""
    read = data.coded_comments.drop_nulls("matched")
    rows = identifiers(read.filter("matched")["comment_uid"])
    interval = wilson(len(rows), read.height)
    low, high = interval or (None, None)
    where = "distinct comments in which an entry of the lexicon counts"
    nothing = "No comment was coded, so this is not known."
    yield Finding(
        name="comments_matched",
        value=len(rows) if read.height else None,
        unit="comments",
        filter=where,
        rows=rows,
        sentence=f"In {number(len(rows))} of {count(read.height, 'comment')} a word of the lexicon "
        "counts. Comments that object name such words too."
        if read.height
        else nothing,
    )
    yield Finding(
        name="comments_matched_share",
        value=len(rows) / read.height if read.height else None,
        unit="share",
        low=low,
        high=high,
        filter=f"{where}, of all comments with a text",
        rows=rows,
        sentence=f"The lexicon matches {percent(len(rows) / read.height)} of the comments (95% "
        f"interval {percent(interval[0])} to {percent(interval[1])}). The interval is for chance "
        "alone, as if these comments were a random sample; the lexicon's own mistakes are not in "
        "it."
        if interval
        else nothing,
    )


@finding
def records_read(data: Data) -> Finding:
    """Say how many raw records were read, and what they became."""
    total = data.reading.get("records")
    parts = ", ".join(
        f"{count(data.reading.get(f'{kind}s', 0), kind)}"
        for kind in ("post", "comment", "account", "event", "reject")
    )
    return Finding(
        value=total or None,
        unit="records",
        filter="all records of all raw files",
        cut=False,
        sentence=f"{count(total, 'raw record')} were read; each became exactly one thing: {parts}."
        if total
        else "The reading left no account of itself, so this is not known.",
    )


@finding
def rejects(data: Data) -> Finding:
    """Count the raw records that could become nothing."""
    many = data.reading.get("rejects", data.rejects.height)
    known = bool(data.reading.get("records")) or data.rejects.height > 0
    return Finding(
        value=many if known else None,
        unit="records",
        filter="rejects",
        cut=False,
        rows=tuple(
            sorted(
                f"{file}#{record}"
                for file, record in data.rejects.select("source_file", "source_record").iter_rows()
            )
        ),
        sentence=f"{count(many, 'raw record')} could not be read; what could not be read is in no "
        "other count and is kept with the reason."
        if known
        else "The reading left no account of itself, so this is not known.",
    )


@finding
def stated_facts(data: Data) -> Iterator[Finding]:
    """Give the facts of ``case.yml``: stated by a person with a source, not counted."""
    for name, fact in sorted(data.facts.items()):
        yield Finding(
            name=name,
            value=fact.value,
            unit=fact.unit,
            filter="stated in case.yml, not counted",
            cut=False,
            sentence=f"{number(fact.value)} {fact.unit}: stated by {fact.stated_by} on "
            f"{fact.stated_on}, not counted in the data. Source: {fact.source.rstrip('.')}.",
            source="stated",
        )
