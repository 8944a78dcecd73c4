"""Write docs/data-dictionary.md from lib/tefter/frames: `make docs`. A test compares them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tefter.frames import ADDED, FRAMES, Column

EXPOSURE = {"open": "may be published", "personal": "never published", "text": "never published"}
STEPS = {
    "cleaning": "After cleaning, every post also has",
    "language": "After language, every post also has",
    "country": "After country, every post also has",
    "privacy": "After privacy, every post also has",
    "coding": "After coding, every post also has",
}


def dictionary() -> str:
    """Return the data dictionary as Markdown."""
    parts = [
        "# Data dictionary",
        "Written from the code by `make docs`; do not edit it here. A null always means *not "
        "known*; zero means zero. Times are in UTC. *Never published* means that no report, chart "
        "or table can hold the column; on screen it is masked or replaced by a pseudonym.",
    ]
    for frame in FRAMES:
        key = ", ".join(f"`{name}`" for name in frame.key)
        parts += [f"## {frame.name}", f"{frame.meaning} A row is named by {key}."]
        parts.append(_table(frame.columns))
        if frame.name == "posts":
            for step, columns in ADDED.items():
                parts += [f"### {STEPS[step]}", _table(columns)]
    return "\n\n".join(parts) + "\n"


def _table(columns: Iterable[Column]) -> str:
    rows = ["| column | type | meaning | exposure |", "| --- | --- | --- | --- |"]
    rows += [
        f"| `{c.name}` | `{_type(c)}` | {c.meaning.replace('|', chr(92) + '|')} "
        f"| {EXPOSURE[c.exposure]} |"
        for c in columns
    ]
    return "\n".join(rows)


def _type(column: Column) -> str:
    name = str(column.dtype)
    return name.replace("time_unit='us', time_zone='UTC'", "UTC").replace("|", "/")


if __name__ == "__main__":
    Path(__file__).with_name("data-dictionary.md").write_text(dictionary(), encoding="utf-8")
