"""Commands that are killed, and commands that are not."""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]


def new_project(folder: Path, case: str) -> Path:
    """Make a project with one case."""
    for part in ("cases", "data"):
        (folder / part).mkdir()
    assert tefter(folder, "new", case).returncode == 0
    return folder


def tefter(
    project: Path, *arguments: str, largest: int | None = None
) -> subprocess.CompletedProcess[str]:
    """Run ``tefter`` to its end; with ``largest``, where no file may grow beyond so many bytes."""
    return _python(project, "-m", "tefter", *arguments, largest=largest)


def points_of(project: Path, *arguments: str) -> int:
    """Run ``tefter`` to its end, and return at how many points it could have been killed."""
    counted = project / "points"
    done = _python(project, "-m", "tests.crash.killer", "0", str(counted), *arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    points = int(counted.read_text())
    counted.unlink()
    return points


def killed(project: Path, point: int, *arguments: str) -> bool:
    """Run ``tefter`` until a point, and return whether it was killed there."""
    done = _python(project, "-m", "tests.crash.killer", str(point), "-", *arguments)
    return done.returncode == -signal.SIGKILL


def chosen(points: int, most: int, seed: int) -> Sequence[int]:
    """Choose points: the first, the last, and others at random."""
    if points <= most:
        return range(1, points + 1)
    inner = random.Random(seed).sample(range(2, points), most - 2)
    return sorted([1, *inner, points])


def _python(
    project: Path, *arguments: str, largest: int | None = None
) -> subprocess.CompletedProcess[str]:
    def full_soon() -> None:
        if largest is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))

    paths = [str(PROJECT), os.environ.get("PYTHONPATH", "")]
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=project,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(str(Path(one).resolve()) for one in paths if one),
            "NO_COLOR": "1",
            "COLUMNS": "200",
            # It would be kept cut off where files may not grow, for every later test to stumble on.
            "PYTHONDONTWRITEBYTECODE": "1",
        },
        preexec_fn=full_soon,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
