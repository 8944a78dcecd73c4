"""Small tables of a site: what each column means, and pairs of words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from tefter.frames import ADDED, FRAMES, Column
from tefter.publish.explaining import Explained
from tefter.publish.words import Words
from tefter.report.tables import as_html


def dictionary(say: Words, explained: Explained) -> Markup:
    """Return every column of the frames: its meaning, and whether it may be published."""
    columns: list[tuple[str, Column]] = [
        *((frame.name, column) for frame in FRAMES for column in frame.columns),
        *((stage, column) for stage, columns in ADDED.items() for column in columns),
    ]
    rows = [
        (
            f"{where}: {column.name}",
            str(column.dtype),
            explained.meaning(column.meaning) or column.meaning,
            say("yes") if column.exposure == "open" else say("no"),
        )
        for where, column in columns
    ]
    headings = (say("column"), say("type"), say("meaning"), say("published"))
    return pairs(say("dictionary"), headings, rows)


def pairs(caption: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Markup:
    """Return a table of text, all of it escaped."""
    cells = {
        "columns": list(headings),
        "numeric": [False] * len(headings),
        "rows": [list(row) for row in rows],
        "omitted": 0,
    }
    return as_html(cells, caption)
