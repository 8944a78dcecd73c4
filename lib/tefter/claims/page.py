"""The page of a story: each number with its verdict, its finding, its chart and its code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

from markupsafe import Markup

from tefter.claims.code import code_of
from tefter.claims.marking import SIGNS, marked
from tefter.claims.pictures import charts_of, pictures
from tefter.claims.verdict import Checked, Status, value_text
from tefter.pages import own_file, policy, templates

ROOM = "tefter.claims"


def story_page(
    checked: Checked,
    *,
    title: str,
    numbers: Sequence[Mapping[str, Any]],
    run: Path,
    provenance: Mapping[str, Any],
    same_code: bool,
) -> bytes:
    """Return the page of a story: one file, no network, no script, all escaped.

    Parameters
    ----------
    checked : Checked
        From ``check_story``.
    title : str
        The story's file name.
    numbers : sequence of mapping
        From ``findings.read_numbers``.
    run : path
        Folder of the run, whose charts are shown.
    provenance : mapping
        Of the run.
    same_code : bool
        Whether this Tefter is the one that made the run; the page says where it is not.
    """
    known = {str(one["name"]): one for one in numbers}
    numbered = list(enumerate(checked.verdicts, 1))
    used = dict.fromkeys(name for _, one in numbered for name in one.findings if name in known)
    shown = pictures(run, (chart for name in used for chart in charts_of(name)))
    findings = [
        {
            "one": known[name],
            "value": finding_text(known[name]),
            "interval": interval_text(known[name]),
            "code": code_of(str(known[name]["code"])),
            "charts": [shown[chart] for chart in charts_of(name) if chart in shown],
            "quoted": [(n, one) for n, one in numbered if name in one.findings],
        }
        for name in used
    ]
    style = own_file(ROOM, "story.css")
    return (
        templates(ROOM)
        .get_template("story.html")
        .render(
            checked=checked,
            title=title,
            story=marked(checked),
            counts=[(status, *SIGNS[status], checked.count(status)) for status in STATUSES],
            signs=SIGNS,
            failing=[(n, one) for n, one in numbered if one.status in FAILING],
            loose=[(n, one) for n, one in numbered if not one.findings],
            findings=findings,
            charts=list(shown.values()),
            run=provenance["run"],
            digest=provenance["content_digest"],
            commit=(provenance.get("code") or {}).get("commit"),
            synthetic=provenance["synthetic"],
            same_code=same_code,
            policy=policy(style),
            style=Markup(style),  # noqa: S704  our own file
        )
        .encode()
    )


STATUSES: tuple[Status, ...] = get_args(Status)
FAILING = ("does not hold", "bound to nothing")


def finding_text(finding: Mapping[str, Any]) -> str:
    """Write the value of a finding with its unit; not known where there is none."""
    value = finding["value"]
    return "not known" if value is None else value_text(value, finding["unit"])


def interval_text(finding: Mapping[str, Any]) -> str:
    """Write the interval of a finding; empty where there is none."""
    if finding["low"] is None or finding["high"] is None:
        return ""
    low, high = (value_text(finding[end], finding["unit"]) for end in ("low", "high"))
    return f"{low} to {high}"
