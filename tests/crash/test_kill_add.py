"""``tefter add`` killed at any point loses nothing that was in custody, and can be said again."""

from __future__ import annotations

import json
import os
import shutil

import pytest
from tests.crash.commands import chosen, killed, new_project, points_of, tefter
from tests.fuzz.seeds import seeds

MOST = int(os.environ.get("TEFTER_KILLS", "4"))
"""Points tried; ``TEFTER_KILLS=100`` tries a hundred."""


@pytest.fixture
def project(tmp_path):
    new_project(tmp_path, "kill")
    for name in ("zeeschuimer.ndjson", "telegram.json"):
        (tmp_path / name).write_bytes(seeds()[name])
    done = tefter(tmp_path, "add", "kill", "zeeschuimer.ndjson")
    assert done.returncode == 0, done.stdout + done.stderr
    return tmp_path


def custody(project):
    raw = project / "data" / "raw" / "kill"
    lines = [json.loads(line) for line in (raw / "manifest.jsonl").read_bytes().splitlines()]
    return {line["file"]: (raw / line["file"]).read_bytes() for line in lines}


def test_add_killed_at_any_point_loses_nothing_and_can_be_said_again(project, tmp_path_factory):
    asked = ("add", "kill", "telegram.json")
    before = custody(project)
    whole = tmp_path_factory.mktemp("whole") / "project"
    shutil.copytree(project, whole)
    points = points_of(whole, *asked)
    assert points > 3
    for point in chosen(points, MOST, seed=1):
        tried = tmp_path_factory.mktemp("tried") / "project"
        shutil.copytree(project, tried)
        assert killed(tried, point, *asked), point
        assert before.items() <= custody(tried).items(), point
        again = tefter(tried, *asked)
        assert again.returncode == 0, (point, again.stdout + again.stderr)
        assert custody(tried) == {**before, "telegram.json": seeds()["telegram.json"]}, point
        left = {path.name for path in (tried / "data" / "raw" / "kill").iterdir()}
        assert not [name for name in left if name.endswith(".partial")], point
