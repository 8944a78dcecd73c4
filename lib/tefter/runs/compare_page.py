"""The page of a comparison: one file that opens offline, with the charts side by side."""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup

from tefter.claims.pictures import pictures
from tefter.pages import own_file, policy, templates
from tefter.runs.compare import Comparison
from tefter.runs.compare_text import (
    SECTIONS,
    change_text,
    difference_text,
    known,
    overlap_text,
    stayed_text,
)

ROOM = "tefter.runs"


def comparison_page(found: Comparison, before: Path, after: Path) -> bytes:
    """Return the page: no network, no script, all escaped.

    Parameters
    ----------
    found : Comparison
        From ``compare_runs``.
    before, after : path
        Folders of the runs, whose charts are shown.
    """
    style = own_file("tefter.claims", "story.css") + own_file(ROOM, "compare.css")
    first, second = (pictures(run, found.charts) for run in (before, after))
    # Those that differ come first.
    names = sorted(found.charts, key=lambda name: (not found.charts[name], name))
    return (
        templates(ROOM)
        .get_template("compare.html")
        .render(
            found=found,
            sections=[
                (heading, [change_text(one) for one in getattr(found, name)])
                for name, heading in SECTIONS.items()
            ],
            numbers=[
                (
                    one,
                    known(one.before, one.unit),
                    known(one.after, one.unit),
                    difference_text(one),
                    overlap_text(one),
                )
                for one in found.numbers
                if not one.stayed
            ],
            stayed=[stayed_text(one) for one in found.numbers if one.stayed],
            charts=[
                (name, found.charts[name], first.get(name), second.get(name)) for name in names
            ],
            policy=policy(style),
            style=Markup(style),  # noqa: S704  our own files
        )
        .encode()
    )
