"""One whole run of the demo case, made once for all who look at it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tefter.case import Case
from tefter.demo import CASE
from tefter.runs.whole import Done, run_case

PROJECT = Path(__file__).resolve().parents[2]


def copy_of_the_project(folder: Path) -> Path:
    """Copy what git has of a project's own folders, as a newcomer would clone it."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "cases", "data", "notebooks"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")
    for name in filter(None, listed):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(PROJECT / name, folder / name)
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of a test's own, to break."""
    return copy_of_the_project(tmp_path)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """The demo case in a project that tests only look at."""
    return Case(copy_of_the_project(tmp_path_factory.mktemp("demo")), CASE)


@pytest.fixture(scope="session")
def done(demo: Case) -> Done:
    """The demo case, run the whole way."""
    return run_case(demo, {}, name="first")
