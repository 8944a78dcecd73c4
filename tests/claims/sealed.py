"""A run of a case as ``tefter run`` leaves it, sealed, in a second instead of thirty."""

from __future__ import annotations

import json
from pathlib import Path

from tests.claims.published import published

from tefter import custody
from tefter.case import Case
from tefter.runs import provenance

CASE_YML = """
title: {en: A case}
contact: desk@example.org
languages: [en]
countries: [XK]
synthetic: true
"""
CLAIMS_YML = """
stories:
  story.md:
    language: en
    claims:
      - sentence: There were 427 videos by 43 accounts.
        numbers:
          - {number: 427, finding: tiktok_posts, kind: exact}
          - {number: 43, finding: tiktok_accounts, kind: exact}
"""
STORY = "There were 427 videos by 43 accounts.\n"
SVG = "<svg xmlns='http://www.w3.org/2000/svg'/>"
PACKAGES = {"polars": "2.1.0"}


def make_case(project: Path, name: str = "a-case") -> Case:
    """Make a case with a raw file, claims and a story."""
    folder = project / "cases" / name
    folder.mkdir(parents=True)
    (folder / "case.yml").write_text(CASE_YML)
    (folder / "claims.yml").write_text(CLAIMS_YML)
    (folder / "story.md").write_text(STORY)
    (project / "notebooks").mkdir(exist_ok=True)
    made = Case(project, name)
    add_input(made, "export.json", "[]")
    return made


def add_input(case: Case, name: str, content: str) -> None:
    """Take a file into custody."""
    outside = case.project / name
    outside.write_text(content)
    custody.add(case.raw, [outside], origin="a test", added_by="tester")


def make_run(case: Case, run: str, **changes) -> Path:
    """Leave a sealed run.

    ``values`` are values of findings by name, ``rows`` the digest of their rows, ``intervals``
    their low and high, ``left_out`` findings that it lacks, ``parameters`` and ``packages`` those
    of the run, ``chart`` the title of its chart, ``table`` the lines of its table.
    """
    report = case.reports / run
    (report / "charts").mkdir(parents=True)
    (report / "tables").mkdir()
    numbers = [
        _changed(one, changes)
        for one in published()
        if one["name"] not in changes.get("left_out", ())
    ]
    (report / "numbers.json").write_text(json.dumps(numbers))
    (report / "tables" / "posts.csv").write_text(changes.get("table", "country,posts\nXK,427\n"))
    words = {
        "name": "views",
        "title": changes.get("chart", "Views rise"),
        "caption": "Synthetic data.",
        "alt": "A line.",
        "svg": SVG,
        "narrow_svg": SVG,
    }
    chart = json.dumps({"usermeta": {"tefter": words}})
    (report / "charts" / "views.json").write_text(chart)
    described = provenance.describe(
        case,
        run,
        inputs=custody.verify(case.raw),
        parameters=changes.get("parameters", {"date_from": "", "countries": []}),
        started="2024-01-01T00:00:00Z",
        ended="2024-01-01T00:00:01Z",
        outcome=changes.get("outcome", {"status": "finished"}),
    )
    described["packages"] = changes.get("packages", PACKAGES)
    provenance.write(report, described)
    return report


def _changed(one: dict, changes: dict) -> dict:
    name = one["name"]
    if name in changes.get("values", {}):
        one = one | {"value": changes["values"][name]}
    if name in changes.get("rows", {}):
        one = one | {"rows": {"count": 1, "sha256": changes["rows"][name]}}
    if name in changes.get("intervals", {}):
        low, high = changes["intervals"][name]
        one = one | {"low": low, "high": high}
    return one
