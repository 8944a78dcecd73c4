"""The frames of a run, made by an engine before its notebooks begin."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import polars as pl

from tefter import custody
from tefter.disk import written
from tefter.engine.executors import Executor
from tefter.engine.store import below, fetch, listed, remove
from tefter.engine.way import Asked, Progress, go
from tefter.frames import COUNTRY, LANGUAGE, OBSERVATIONS
from tefter.runs.parameters import Value
from tefter.runs.reading import keep_summary
from tefter.runs.workspace import PREFILLED, Workspace
from tefter.sources.collecting import WRITTEN

Prepare = Callable[[Workspace, Mapping[str, Value]], None]


def prefill(
    workspace: Workspace,
    values: Mapping[str, Value],
    executor: Executor,
    *,
    work: str | None = None,
    progress: Progress = lambda *_: None,
) -> Mapping[str, float]:
    """Make the frames that ``1-clean`` and ``2-locate`` make, and leave them in the run.

    Parameters
    ----------
    workspace : Workspace
        Of the run.
    values : mapping
        Parameters: ``similarity`` and ``most_wrong`` count here.
    executor : Executor
        Who runs the tasks.
    work : str, optional
        Folder or address that every worker reaches, for the partitions; by default a folder of
        the run. It is emptied in the end.
    progress : callable, optional
        Told of each step.

    Returns
    -------
    mapping
        Seconds of each step.
    """
    case = workspace.case
    raw = sorted(case.raw / entry.file for entry in custody.verify(case.raw))
    workspace.processed.mkdir(parents=True, exist_ok=True)
    parts = work or str(workspace.processed / "parts")
    asked = Asked(
        raw=[str(path) for path in raw],
        work=parts,
        settings=case.file.sources,
        similarity=float(str(values.get("similarity", 0.8))),
        most_wrong=float(str(values.get("most_wrong", 0.05))),
    )
    made = go(asked, executor, progress)
    keep_summary(workspace, made.summary)
    located = [column.name for column in COUNTRY]
    spoken = [column.name for column in LANGUAGE]
    names = {f"read/{frame.name}": (f"read/{frame.name}", frame.empty(), ()) for frame in WRITTEN}
    for name, (folder, empty, without) in {
        **names,
        "observations": ("observations", OBSERVATIONS.empty(), ()),
        "cleaned": ("located", None, (*spoken, *located)),
        "spoken": ("located", None, tuple(located)),
        "located": ("located", None, ()),
    }.items():
        _gather(below(parts, folder), workspace.processed / f"{name}.parquet", empty, without)
    (workspace.processed / PREFILLED).write_text(
        json.dumps([*names, "observations", "cleaned", "spoken", "located"]), encoding="utf-8"
    )
    for folder in ("read", "observations", "located", "coded"):
        remove(below(parts, folder))
    return made.seconds


def _gather(folder: str, to: Path, empty: pl.DataFrame | None, without: tuple[str, ...]) -> None:
    """Write the partitions of a frame one under the other, never all of them in memory."""
    to.parent.mkdir(parents=True, exist_ok=True)
    places = listed(folder)
    with written(to, settled=False) as beside:
        if not places and empty is not None:
            empty.write_parquet(beside, compression="zstd")
            return
        local = [fetch(place, to.with_name(f".{n:06d}.part")) for n, place in enumerate(places)]
        frame = pl.scan_parquet(local).drop(without)
        frame.sink_parquet(beside, compression="zstd", maintain_order=True)
        for path in to.parent.glob(".*.part"):
            path.unlink()
