"""What the pages of a case say of its runs: those that go on, were cut, or came to nothing."""

from __future__ import annotations

import subprocess
import sys

import pytest
from tests.claims.sealed import make_run
from tests.desk.conftest import EARLIER
from tests.desk.newsroom import newsroom, until
from tests.desk.serving import serving

from tefter.desk.words import said_in

CASE = "/cases/a-case"
STOPPED, GOES_ON = (said_in("en")[key] for key in ("broken_help", "running_help"))


@pytest.fixture
def project(tmp_path):
    return tmp_path


def test_a_run_that_goes_on_is_not_called_stopped_and_one_that_was_killed_is(project):
    case = newsroom(project, gate=True)
    with serving(project) as desk:
        ana = desk.visitor("Ana")
        ana.post(f"{CASE}/run", ticket=ana.ticket(f"{CASE}/run"))
        until((project / "began").exists)
        [name] = [path.name for path in case.reports.iterdir()]
        page = ana.get(CASE).text
        assert "Under way" in page
        assert STOPPED not in page
        assert "Not started at the desk" not in page
        own = ana.get(f"{CASE}/runs/{name}").text
        assert GOES_ON in own
        assert "Started by Ana" in own
        assert 'href="/jobs/1"' in own
        ana.get("/jobs/1")
        ana.post("/jobs/1/cancel")
        until(lambda: 'data-open="no"' in ana.get("/jobs/1/part").text)
        (project / "began").unlink()
        by_hand = subprocess.Popen(
            [
                *[sys.executable, "-c"],
                "from pathlib import Path; from tefter.case import Case\n"
                "from tefter.runs.whole import run_case; run_case(Case(Path(), 'a-case'), {})",
            ],
            cwd=project,
        )
        until((project / "began").exists)
        page = ana.get(CASE).text
        assert GOES_ON in page
        assert STOPPED not in page
        by_hand.kill()
        by_hand.wait()
        until(lambda: STOPPED in ana.get(CASE).text)
        assert GOES_ON not in ana.get(CASE).text
        (project / "gate").unlink()


def test_the_first_page_says_that_its_numbers_are_of_a_part(project):
    case = newsroom(project)
    make_run(case, "2024-01-01T000000Z", parameters={"date_from": "", "countries": []})
    with serving(project) as desk:
        ana = desk.visitor()
        assert "a part of the case only" not in ana.get("/").text
        cut = {"date_from": "2023-06-01", "countries": ["XK"]}
        make_run(case, "2024-01-02T000000Z", parameters=cut)
        page = ana.get("/").text
        assert "The last run looked at a part of the case only:" in page
        assert "First day: <b>2023-06-01</b>" in page
        assert "Countries: <b>Kosovo</b>" in page


def test_another_language_has_its_own_words_and_says_where_a_text_is_english(project):
    newsroom(project, runs=(EARLIER,))
    with serving(project) as desk:
        ana = desk.visitor()
        ana.get("/")
        ana.post("/language", language="sq")
        log = ana.get("/log").text
        assert '<span lang="sq">tha emrin</span>' in log
        assert "said their name" not in log
        page = ana.get(f"{CASE}/runs/{EARLIER}").text
        assert '<h3 lang="en">Posts &lt;b&gt; by country</h3>' in page
        assert '<li><span lang="en">Posts</span>' in page
