"""``tefter run`` killed at any point leaves the other runs whole, and can be said again."""

from __future__ import annotations

import os

import pytest
from tests.crash.commands import chosen, killed, points_of, tefter
from tests.desk.newsroom import newsroom

from tefter.runs.workspace import latest

MOST = int(os.environ.get("TEFTER_KILLS", "2"))
ASKED = ("run", "a-case", "--fresh", "--engine", "none")
"""Fresh: a run that takes over what an earlier one made has fewer points to be killed at."""


def runs(case):
    return {path.name for path in case.reports.iterdir()}


@pytest.mark.skipif("TEFTER_KILLS" not in os.environ, reason="takes minutes: TEFTER_KILLS=2")
def test_run_killed_at_any_point_leaves_the_others_whole_and_can_be_said_again(tmp_path):
    case = newsroom(tmp_path)
    # Ends differ by a few points, with how often progress is drawn.
    points = points_of(tmp_path, *ASKED) * 9 // 10
    whole = latest(case)
    for point in chosen(points, MOST, seed=2):
        assert killed(tmp_path, point, *ASKED), point
        # What was killed is never taken for a run that finished, and the whole one is untouched.
        assert latest(case) == whole
        verified = tefter(tmp_path, "verify", f"reports/a-case/{whole}")
        assert verified.returncode == 0, (point, verified.stdout + verified.stderr)
    before = runs(case)
    again = tefter(tmp_path, *ASKED)
    assert again.returncode == 0, again.stdout + again.stderr
    assert (runs(case) - before) == {latest(case)}
