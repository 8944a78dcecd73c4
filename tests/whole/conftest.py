"""One whole run of the demo case, made once for all who look at it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.newcomer import copy_of_the_project

from tefter.case import Case
from tefter.demo import CASE
from tefter.runs.whole import Done, run_case


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
