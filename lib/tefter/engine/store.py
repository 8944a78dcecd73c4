"""Where partitions lie: a folder of this machine, or an object store that fsspec knows."""

from __future__ import annotations

import io
import shutil
from pathlib import Path
from typing import Any

import polars as pl

from tefter.disk import written
from tefter.errors import RunError


def _remote(place: str) -> bool:
    return "://" in place and not place.startswith("file://")


def _filesystem(place: str) -> tuple[Any, str]:
    try:
        from fsspec.core import url_to_fs  # noqa: PLC0415  an extra: object stores only
    except ImportError:
        raise RunError(
            "this place is no folder, and fsspec is not installed", "pip install tefter[engine]"
        ) from None
    filesystem, path = url_to_fs(place)
    return filesystem, str(path)


def _local(place: str) -> Path:
    return Path(place.removeprefix("file://"))


def below(place: str, *parts: str | int) -> str:
    """Return a place below another."""
    return "/".join([place.rstrip("/"), *(str(part) for part in parts)])


def write(frame: pl.DataFrame, place: str) -> None:
    """Write a frame as Parquet, whole or not at all, so that a task may be run again."""
    if _remote(place):
        filesystem, path = _filesystem(place)
        buffer = io.BytesIO()
        frame.write_parquet(buffer, compression="zstd")
        filesystem.makedirs(path.rpartition("/")[0], exist_ok=True)
        filesystem.pipe_file(path, buffer.getvalue())
        return
    path_ = _local(place)
    path_.parent.mkdir(parents=True, exist_ok=True)
    with written(path_, settled=False) as beside:
        frame.write_parquet(beside, compression="zstd")


def read(place: str, columns: list[str] | None = None) -> pl.DataFrame:
    """Read a frame."""
    if _remote(place):
        filesystem, path = _filesystem(place)
        return pl.read_parquet(io.BytesIO(filesystem.cat_file(path)), columns=columns)
    return pl.read_parquet(_local(place), columns=columns)


def listed(place: str) -> list[str]:
    """Return the frames that lie in a folder, by name; none where there is no such folder."""
    if _remote(place):
        filesystem, path = _filesystem(place)
        if not filesystem.exists(path):
            return []
        names = sorted(one for one in filesystem.ls(path, detail=False))
        return [
            below(place, name.rpartition("/")[2]) for name in names if name.endswith(".parquet")
        ]
    return [str(one) for one in sorted(_local(place).glob("*.parquet"))]


def read_all(
    place: str, schema: pl.Schema | dict[str, Any], columns: list[str] | None = None
) -> pl.DataFrame:
    """Read all frames of a folder, one under the other, in the order of their names."""
    frames = [read(one, columns) for one in listed(place)]
    return pl.concat(frames) if frames else pl.DataFrame(schema=schema)


def fetch(place: str, to: Path) -> Path:
    """Bring a file to this machine; one that is here stays where it is."""
    if not _remote(place):
        return _local(place)
    filesystem, path = _filesystem(place)
    filesystem.get_file(path, str(to))
    return to


def remove(place: str) -> None:
    """Remove a frame, or a folder and all in it; what is not there is removed already."""
    if _remote(place):
        filesystem, path = _filesystem(place)
        if filesystem.exists(path):
            filesystem.rm(path, recursive=True)
        return
    path_ = _local(place)
    if path_.is_dir():
        shutil.rmtree(path_)
    else:
        path_.unlink(missing_ok=True)


def scatter(frame: pl.DataFrame, to: pl.Series, place: str, name: str) -> None:
    """Write each row into the folder of its partition, as a file of that name.

    Parameters
    ----------
    frame : polars.DataFrame
        The rows.
    to : polars.Series
        The partition of each.
    place, name : str
        The file is ``place/PARTITION/name.parquet``; partitions without a row get none.
    """
    parts = frame.with_columns(_to=to).partition_by("_to", as_dict=True, include_key=False)
    for (partition,), rows in parts.items():
        write(rows, below(place, int(partition), f"{name}.parquet"))
