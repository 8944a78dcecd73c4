"""What the tests of every source share: samples as a recogniser sees them, and a whole reading."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from tefter.case import SourceSettings
from tefter.frames import ACCOUNTS, COMMENTS, EVENTS, POSTS, REJECTS
from tefter.sources.contract import Sample, Shape


def sample_of(
    objects: Iterable[dict[str, Any]], shape: Shape = "json-lines", name: str = "export.bin"
) -> Sample:
    """Return the sample of JSON lines, or (``shape="json"``) of a list at the top."""
    return Sample(name=name, shape=shape, objects=tuple(objects))


def sample_outline(document: dict[str, Any], name: str = "export.bin") -> Sample:
    """Return the sample of one JSON object, with every list cut to its first element."""
    return Sample(name=name, shape="json", outline=_cut(document))


def sample_table(
    header: Sequence[str], rows: Iterable[Sequence[str | None]], name: str = "export.bin"
) -> Sample:
    """Return the sample of a table."""
    return Sample(
        name=name,
        shape="table",
        header=tuple(header),
        rows=tuple(dict(zip(header, row, strict=True)) for row in rows),
    )


def read_bytes(
    name: str, content: bytes | str, tmp_path: Path, **settings: Any
) -> tuple[dict[str, pl.DataFrame], Any]:
    """Write a file, read it as ``tefter read`` does, and return the five frames and the summary.

    ``settings`` are those of ``case.yml`` for this file: ``time_zone``, ``platform``, ``columns``.
    """
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_paths([path], tmp_path / "read", **settings)


def read_paths(
    paths: Sequence[Path], to: Path, **settings: Any
) -> tuple[dict[str, pl.DataFrame], Any]:
    """Read files and return the five frames by name, and the summary, whose sums are checked."""
    from tefter.sources.reading import read_files  # noqa: PLC0415  samples need no reading

    given = {path.name: SourceSettings(**settings) for path in paths} if settings else {}
    summary = read_files(paths, to, settings=given)
    assert summary.adds_up
    frames = {
        frame.name: pl.read_parquet(to / f"{frame.name}.parquet")
        for frame in (POSTS, COMMENTS, ACCOUNTS, EVENTS, REJECTS)
    }
    return frames, summary


def _cut(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _cut(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_cut(inner) for inner in value[:1]]
    return value
