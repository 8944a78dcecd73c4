"""A desk on a tiny case with two runs, for tests that change nothing that another looks at."""

from __future__ import annotations

import pytest
from tests.desk.newsroom import newsroom
from tests.desk.serving import serving

EARLIER, LATER = "2024-01-01T000000Z", "2024-01-02T000000Z"


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    project = tmp_path_factory.mktemp("newsroom")
    newsroom(project, runs=(EARLIER, LATER))
    with serving(project, "--largest", "0.001") as desk:
        yield desk


@pytest.fixture(scope="module")
def visitor(served):
    return served.visitor()
