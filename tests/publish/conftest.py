"""One planted run and its site, made once for all who look at them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.publish.planted import make_project, make_run

from tefter import publish
from tefter.case import Case


@pytest.fixture(scope="session")
def planted(tmp_path_factory) -> Path:
    """The run of the planted case, to look at."""
    return make_run(make_project(tmp_path_factory.mktemp("planted")), "first")


@pytest.fixture(scope="session")
def items(planted) -> list[publish.Item]:
    """Its checklist."""
    return publish.checklist(planted)


@pytest.fixture(scope="session")
def site(planted, items, tmp_path_factory) -> Path:
    """Its site, to look at."""
    to = tmp_path_factory.mktemp("site") / "site"
    return publish.publish(planted, to, publish.sign(planted, items, "Ana Editor")).folder


@pytest.fixture
def own_run(planted, tmp_path) -> Path:
    """A copy of the project whose run a test may break."""
    shutil.copytree(planted.parents[2], tmp_path / "project")
    return tmp_path / "project" / "reports" / "planted" / planted.name


@pytest.fixture
def own_case(own_run) -> Case:
    """Its case."""
    return Case(own_run.parents[2], "planted")


@pytest.fixture
def own_site(site, tmp_path) -> Path:
    """A copy of the site to break."""
    return Path(shutil.copytree(site, tmp_path / "copy"))
