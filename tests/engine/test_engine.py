"""The same stages over many partitions give the same frames, to the last value."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import psutil
import pytest
from polars.testing import assert_frame_equal

from tefter.case import Case
from tefter.cleaning import clean, observations
from tefter.coding import Codebook, Lexicon, code_with_lexicon
from tefter.country import add_country
from tefter.engine import Asked, go, open_executor
from tefter.engine.store import below, read_all
from tefter.errors import ParameterError, RunError
from tefter.language import add_language
from tefter.privacy import add_personal_data, declared_names, mark_split_phones
from tefter.sources import read_files

PROJECT = Path(__file__).resolve().parents[2]
CASE = Case(PROJECT, "balkan-slutshaming")
RAW = sorted(path for path in CASE.raw.iterdir() if path.suffix in {".json", ".ndjson"})


@pytest.fixture(scope="session")
def whole(tmp_path_factory):
    """What the notebooks make of the demo, all posts in one frame."""
    folder = tmp_path_factory.mktemp("whole")
    read_files(RAW, folder)
    posts = pl.read_parquet(folder / "posts.parquet")
    accounts = pl.read_parquet(folder / "accounts.parquet")
    names = declared_names(accounts["display_name"])
    cleaned = mark_split_phones(add_personal_data(clean(posts), names))
    located = add_country(add_language(cleaned), accounts)
    codebook = Codebook.read(CASE.folder / "codebook.yml")
    coded = code_with_lexicon(located, Lexicon.read(CASE.folder / "lexicon", codebook))
    return {"coded": coded, "observations": observations(posts), "read/accounts": accounts}


def made(executor, work, *, in_a_part=90, raw=None):
    asked = Asked(
        raw=raw or [str(path) for path in RAW],
        work=str(work),
        case=CASE.folder,
        in_a_part=in_a_part,
    )
    return go(asked, executor)


def same(work, whole):
    for name, frame in whole.items():
        found = read_all(below(str(work), name), frame.schema)
        assert_frame_equal(found, frame, check_exact=True)


@pytest.mark.parametrize("in_a_part", [60, 400, 10**6])
def test_however_posts_are_cut_the_result_is_the_same(tmp_path, whole, in_a_part):
    with open_executor("inline") as executor:
        done = made(executor, tmp_path, in_a_part=in_a_part)
    assert (done.parts > 1) == (in_a_part < 1000)
    same(tmp_path, whole)


def test_the_sums_of_the_reading_are_those_of_one_reading(tmp_path):
    alone = read_files(RAW, tmp_path / "alone")
    with open_executor("inline") as executor:
        done = made(executor, tmp_path / "parts")
    assert done.summary.to_dict() == alone.to_dict()


def test_what_tasks_hand_to_each_other_does_not_stay(tmp_path):
    with open_executor("inline") as executor:
        made(executor, tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {
        "read",
        "observations",
        "located",
        "coded",
    }


def test_several_processes_give_the_same(tmp_path, whole):
    with open_executor("local", 2) as executor:
        made(executor, tmp_path)
    same(tmp_path, whole)


def die_once(marker: str, value: int) -> int:
    if value == 3 and not Path(marker).exists():
        Path(marker).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return value * value


def die_always(value: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return value


def test_tasks_of_a_process_that_was_killed_are_run_again(tmp_path):
    with open_executor("local", 2) as executor:
        found = executor.map(die_once, [(str(tmp_path / "died"), value) for value in range(8)])
    assert found == [value * value for value in range(8)]


def test_a_task_that_kills_every_process_ends_with_a_sentence():
    with open_executor("local", 1) as executor, pytest.raises(RunError, match="too little memory"):
        executor.map(die_always, [(1,)])


RUN = """
import os, sys, time
from tefter.engine import open_executor
if __name__ == "__main__":
    with open_executor("local", 1) as executor:
        print(executor.map(os.getpid, [()])[0], flush=True)
        time.sleep(60)
"""


def test_workers_end_when_their_run_is_killed(tmp_path):
    script = tmp_path / "run.py"
    script.write_text(RUN)
    run = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True)
    worker = int(run.stdout.readline())
    run.kill()
    run.wait()
    for _ in range(100):
        if not psutil.pid_exists(worker):
            return
        time.sleep(0.1)
    pytest.fail("the worker is still there")


def test_an_engine_that_is_none_is_refused():
    with pytest.raises(ParameterError, match="inline, local, dask"), open_executor("spark"):
        pass


def test_no_post_at_all_is_no_obstacle(tmp_path):
    export = tmp_path / "result.json"
    export.write_text('{"name": "x", "type": "public_channel", "id": 1, "messages": []}')
    with open_executor("inline") as executor:
        done = made(executor, tmp_path / "work", raw=[str(export)])
    assert done.summary.total("posts") == 0
    assert done.parts == 1
