"""One whole run of the demo case, made once for all who look at it.

All tests here are one group, so that they run on one worker and share it.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from tests.newcomer import copy_of_the_project

from tefter import publish
from tefter.case import Case
from tefter.demo import CASE
from tefter.publish.rehearsed import FOLDER
from tefter.runs.kept import Kept
from tefter.runs.whole import Done, run_case


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put every test of this folder into the group, before pytest-xdist looks."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("whole"))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of a test's own, to break."""
    return copy_of_the_project(tmp_path)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """The demo case in a project that tests only look at."""
    return Case(copy_of_the_project(tmp_path_factory.mktemp("demo")), CASE)


@pytest.fixture(scope="session")
def done(demo: Case, tmp_path_factory: pytest.TempPathFactory) -> Done:
    """The demo case, run the whole way; once for all workers, or the group does not hold."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        (tmp_path_factory.getbasetemp().parent / "the-demo-was-run").touch(exist_ok=False)
    return run_case(demo, {}, name="first")


@pytest.fixture
def after_a_run(done: Done, demo: Case, project: Path) -> Path:
    """A project of a test's own, with what the run has made and keeps for the next."""
    kept = Kept(demo).folder
    shutil.copytree(kept, project / kept.relative_to(demo.project), copy_function=os.link)
    return project


@pytest.fixture
def after_a_publication(site: Path, demo: Case, after_a_run: Path) -> Path:
    """The same, with the drawings that publications of the same run keep for the next."""
    assert site.exists()
    drawings = demo.processed / FOLDER
    shutil.copytree(drawings, after_a_run / drawings.relative_to(demo.project))
    return after_a_run


@pytest.fixture(scope="session")
def site(done: Done, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's site."""
    items = publish.checklist(done.report)
    assert [item for item in items if not item.holds] == []
    to = tmp_path_factory.mktemp("published") / "site"
    return publish.publish(done.report, to, publish.sign(done.report, items, "Ana Editor")).folder
