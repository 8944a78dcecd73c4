"""What holds of any file whatever, damaged or hostile: the promises of reading."""

from __future__ import annotations

import re
import resource
import tempfile
import time
from pathlib import Path

import polars as pl
from tests.fuzz.cases import damaged_export

from tefter.frames import COMMENTS, EVENTS, POSTS, REJECTS, check
from tefter.sources.reading import read_files
from tefter.sources.records import REASONS

LONGEST = 4.0
"""Seconds of processor time after which one small file counts as a hang: most take 0.03."""

GROWTH = 400_000
"""KiB by which one small file may raise the peak of memory."""

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def broken_promises(name: str, content: bytes, folder: Path) -> list[str]:
    """Read one file, and say which promises of reading it broke: none, if all is well.

    Parameters
    ----------
    name : str
        Name of the file.
    content : bytes
        Anything.
    folder : path
        Where the file and its frames go.
    """
    path = folder / name
    path.write_bytes(content)
    before, began = _peak(), time.process_time()
    try:
        summary = read_files([path], folder / "read")
    except Exception as error:  # the promise is that there is none
        return [f"{type(error).__name__}: {error}"]
    broken = []
    if time.process_time() - began > LONGEST:
        broken.append("hangs")
    if _peak() - before > GROWTH:
        broken.append(f"takes {(_peak() - before) // 1024} MiB")
    frames = {
        frame.name: pl.read_parquet(folder / "read" / f"{frame.name}.parquet")
        for frame in (POSTS, COMMENTS, EVENTS, REJECTS)
    }
    for frame in (POSTS, COMMENTS, EVENTS, REJECTS):
        check(frames[frame.name], frame)
    broken += _sums(summary, frames)
    broken += _sentences(summary)
    unknown = set(frames["rejects"]["reason"].unique()) - REASONS.keys()
    broken += [f"reason without a meaning: {reason}" for reason in unknown]
    if not summary.files and not summary.failures:
        broken.append("is passed over in silence")
    return broken


def _sums(summary, frames) -> list[str]:
    """Count again, from the frames, what the reading says it counted."""
    said = {
        "posts": sum(file.posts for file in summary.files),
        "comments": sum(file.comments for file in summary.files),
        "events": sum(file.events for file in summary.files),
        "rejects": sum(file.rejects for file in summary.files),
    }
    broken = [
        f"says {count} {name}, wrote {frames[name].height}"
        for name, count in said.items()
        if frames[name].height != count
    ]
    records = sum(file.records for file in summary.files)
    became = sum(said.values()) + sum(file.account_records for file in summary.files)
    if records != became:
        broken.append(f"{records} records became {became}")
    return broken


def _sentences(summary) -> list[str]:
    """Every sentence is one line, and none can write to a terminal."""
    said = [*summary.failures, *(note for file in summary.files for note in file.notes)]
    return [f"not one clean line: {one!r}" for one in said if "\n" in one or CONTROL.search(one)]


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def tried_number(number: int) -> tuple[str, int, list[str]]:
    """Read the damaged export of a number; return its name, the number and the broken promises."""
    name, content = damaged_export(number)
    with tempfile.TemporaryDirectory() as folder:
        return name, number, broken_promises(name, content, Path(folder))
