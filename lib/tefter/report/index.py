"""index.html: the report of a run, one file that opens with the network off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from tefter.charts import Chart, Picture
from tefter.findings import Finding, Table, numbers
from tefter.report.page import Drawn, render
from tefter.report.tables import as_cells, as_html, interval_text, value_text

HEADLINE = {
    "tiktok_posts": "TikTok posts",
    "tiktok_accounts": "accounts",
    "countries": "countries",
    "tiktok_views": "views",
    "top_account_posts": "posts by one account",
    "telegram_messages": "Telegram messages",
    "posts_shared_in_telegram": "posts shared again in Telegram",
    "comments": "comments",
}
"""Findings that stand at the top, where they are known, and how they are called there."""

TOP = 6
"""How many of them."""

KINDS = ("posts", "comments", "accounts", "events", "rejects")
"""What a record can become."""


def write_index(
    folder: Path,
    *,
    case_title: str,
    synthetic: bool,
    run: str,
    findings: Mapping[str, Finding] | Sequence[Mapping[str, Any]],
    charts: Iterable[Chart | Picture],
    tables: Mapping[str, Table],
    summary: Mapping[str, int],
    unread: Sequence[str] = (),
    language: str = "en",
) -> Path:
    """Write ``index.html``.

    Parameters
    ----------
    folder : path
        Folder of the run; ``charts/`` and ``tables/`` in it are linked to.
    case_title : str
        Title of the case in ``language``.
    synthetic : bool
        Whether the data is invented; the page then says so first.
    run : str
        Name of the run.
    findings : mapping or sequence
        From ``all_findings``, or as ``read_numbers`` reads them.
    charts : iterable of Chart or Picture
        In the order to show.
    tables : mapping of str to Table
        From ``tables``.
    summary : mapping of str to int
        ``records`` and what they became.
    unread : sequence of str
        Names of the raw files that could not be read, or not to their end.
    language : str
        Language of title, charts and names of countries. The rest of the page is English.
    """
    listed = numbers(findings) if isinstance(findings, Mapping) else [dict(f) for f in findings]
    for one in listed:
        one["text"] = value_text(one["value"], one["unit"])
        one["interval"] = interval_text(one["low"], one["high"], one["unit"])
    known = {one["name"]: one for one in listed if one["value"] is not None}
    headline = [(label, known[name]) for name, label in HEADLINE.items() if name in known][:TOP]
    parts = [(kind, int(summary.get(kind, 0))) for kind in KINDS]
    drawn = [Drawn.of(one if isinstance(one, Picture) else Picture.of(one)) for one in charts]
    page = render(
        "index.html",
        drawn,
        case_title=case_title,
        synthetic=synthetic,
        run=run,
        language=language,
        headline=headline,
        findings=listed,
        tables=[
            (table, as_html(as_cells(table.frame, language), table.title))
            for table in tables.values()
        ],
        parts=parts,
        unread=unread,
        records=int(summary.get("records", 0)),
        adds_up=sum(many for _, many in parts) == int(summary.get("records", 0)),
    )
    path = folder / "index.html"
    path.write_bytes(page)
    return path
