"""A coder's process killed at any point keeps every decision that was said to be saved."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest
from tests.crash.commands import PROJECT

from tefter.coding.human import CoderFile

MOST = int(os.environ.get("TEFTER_KILLS", "4"))


def code(folder, point):
    return subprocess.run(
        [sys.executable, "-m", "tests.crash.coder", str(point), str(folder)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("point", range(1, MOST + 1))
def test_what_was_saved_is_there_and_the_rest_can_be_coded(tmp_path, point):
    killed = code(tmp_path, point)
    assert killed.returncode == -signal.SIGKILL
    saved = killed.stdout.split()
    again = code(tmp_path, 0)
    assert again.returncode == 0, again.stderr
    decided = [decision.post_uid for decision in CoderFile(tmp_path, "ana").read()]
    assert decided[: len(saved)] == saved
    assert sorted(decided) == sorted(f"tiktok:{number}" for number in range(20))
