"""A disk without room, or one that may only be read, stops a command with a sentence."""

from __future__ import annotations

import resource
import subprocess
import sys

import pytest
from tests.crash.commands import PROJECT, tefter
from tests.fuzz.seeds import seeds

EXPORT = seeds()["zeeschuimer.ndjson"]


@pytest.fixture
def project(tmp_path):
    for folder in ("cases", "data"):
        (tmp_path / folder).mkdir()
    assert tefter(tmp_path, "new", "full").returncode == 0
    (tmp_path / "export.ndjson").write_bytes(EXPORT)
    return tmp_path


def add_with_room_for(project, size):
    """Run ``tefter add`` where no file may grow beyond a size, as on a disk that fills up."""
    return subprocess.run(
        [sys.executable, "-m", "tefter", "add", "full", "export.ndjson"],
        cwd=project,
        env={
            "PYTHONPATH": f"{PROJECT / 'lib'}",
            "PATH": "/usr/bin:/bin",
            "NO_COLOR": "1",
            # Python would keep its bytecode cut off as well, for every later test to stumble on.
            "PYTHONDONTWRITEBYTECODE": "1",
        },
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_file_that_finds_no_room_is_not_in_custody_and_can_be_added_when_there_is(project):
    refused = add_with_room_for(project, len(EXPORT) // 2)
    assert refused.returncode == 1
    assert refused.stderr.splitlines()[-1].endswith(
        "make room or change its permissions, and try again."
    )
    assert "core.py" not in refused.stderr
    raw = project / "data" / "raw" / "full"
    assert not (raw / "export.ndjson").exists()
    assert not (raw / "manifest.jsonl").exists()
    assert tefter(project, "add", "full", "export.ndjson").returncode == 0
    assert (raw / "export.ndjson").read_bytes() == EXPORT
    assert not list(raw.glob(".*.partial"))
