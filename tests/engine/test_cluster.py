"""On a Dask cluster of this machine, with a worker killed on the way, and on an object store."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from polars.testing import assert_frame_equal
from tests.engine.test_engine import CASE, RAW, made, same, whole  # noqa: F401  a fixture

from tefter.engine import Asked, go, open_executor, tasks
from tefter.engine.store import below, listed, read_all

pytest.importorskip("distributed")


def clean_part_on_a_worker_that_dies(number, accounts, work):
    """Stand in for ``clean_part``: the first worker that takes part 1 is killed over it."""
    marker = Path(work) / "killed"
    if number == 1 and not marker.exists():
        marker.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return tasks_clean_part(number, accounts, work)


tasks_clean_part = tasks.clean_part


@pytest.mark.xdist_group("cluster")
def test_a_cluster_gives_the_same_also_when_a_worker_is_killed_in_mid_run(
    tmp_path,
    monkeypatch,
    whole,  # noqa: F811
):
    monkeypatch.setattr(tasks, "clean_part", clean_part_on_a_worker_that_dies)
    with open_executor("dask", 2) as executor:
        assert executor.workers == 2
        made(executor, tmp_path, in_a_part=200)
    assert (tmp_path / "killed").exists()
    same(tmp_path, whole)


def test_raw_files_and_results_may_lie_on_an_object_store(whole):  # noqa: F811
    fsspec = pytest.importorskip("fsspec")
    store = fsspec.filesystem("memory")
    for path in RAW:
        store.pipe_file(f"/raw/{path.name}", path.read_bytes())
    asked = Asked(
        raw=[f"memory://raw/{path.name}" for path in RAW],
        work="memory://work",
        case=CASE.folder,
        in_a_part=400,
    )
    with open_executor("inline") as executor:
        done = go(asked, executor)
    assert len(listed(below(done.work, "coded"))) == done.parts > 1
    found = read_all(below(done.work, "coded"), whole["coded"].schema)
    assert_frame_equal(found, whole["coded"], check_exact=True)
