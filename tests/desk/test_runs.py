"""What the pages of a case say of its runs: those that go on, were cut, or came to nothing."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys

import msgspec
import pytest
from tests.claims.sealed import make_run
from tests.desk.conftest import EARLIER, LATER
from tests.desk.newsroom import Office, newsroom, until
from tests.desk.serving import serving

from tefter.desk.job import FilledIn
from tefter.desk.words import said_in
from tefter.publish import Item

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


def test_runs_are_chosen_by_when_they_were_and_what_they_were_asked_and_only_whole_ones(project):
    case = newsroom(project)
    make_run(case, EARLIER, parameters={"date_from": "2023-06-01", "countries": []})
    make_run(case, LATER, parameters={"date_from": "", "countries": []})
    broken_off = "2024-01-03T000000Z"
    make_run(case, broken_off, outcome={"status": "failed", "reason": "it was interrupted"})
    with serving(project) as desk:
        ana = desk.visitor()
        page = ana.get(f"{CASE}/compare").text
        options = re.findall(r"<option[^>]*>([^<]*)</option>", page.partition("</main>")[0])
        assert len(options) == 4
        assert any("First day: 2023-06-01" in one and EARLIER in one for one in options)
        assert any("Usual settings" in one and LATER in one for one in options)
        pair = f"before={EARLIER}&after={broken_off}"
        refused = ana.get(f"{CASE}/compare?{pair}").text
        assert "Only runs that finished can be compared." in refused
        assert ana.get(f"{CASE}/compare/page?{pair}").status_code == 409


def test_a_cancelled_run_is_not_called_failed(project):
    case = newsroom(project)
    make_run(case, EARLIER, outcome={"status": "failed", "reason": "it was interrupted"})
    office = Office(project)
    job = office.ask()
    ending = {"state": "cancelled", "cancelled_by": "Boris", "run": EARLIER}
    office.queue.change(job.number, only=("waiting",), **ending)
    with serving(project) as desk:
        for page in (CASE, f"{CASE}/runs/{EARLIER}"):
            shown = desk.visitor().get(page).text
            assert "Cancelled by Boris." in shown
            assert '<span class="state cancelled">' in shown
            assert "it was interrupted" not in shown


def checked(office: Office, *items: Item) -> None:
    """Leave a checklist of the run as its job would."""
    job, _ = office.queue.ask("check", "a-case", {"run": EARLIER}, who="Ana", ticket="check")
    folder = office.places.of_job(job.number)
    filled_in = FilledIn(list(items), "0" * 64)
    (folder / "checklist.json").write_bytes(msgspec.json.encode(filled_in))
    office.queue.change(job.number, only=("waiting",), state="finished")


def test_a_wrong_signature_loses_nothing_that_was_written(project):
    newsroom(project, runs=(EARLIER,))
    checked(Office(project), Item("run_whole", "The run is whole", "holds", "it is"))
    path = f"{CASE}/runs/{EARLIER}/publish"
    with serving(project) as desk:
        ana = desk.visitor("Ana")
        first = ana.get(path).text
        assert 'value="yes" required>' in first
        wrong = ana.post(path, answer="yes", signed_by="Anna & co")
        assert wrong.status_code == 422
        assert 'value="yes" required checked>' in wrong.text
        assert 'value="Anna &amp; co"' in wrong.text
        unticked = ana.post(path, signed_by="Ana").text
        assert 'value="yes" required>' in unticked
        assert 'value="Ana"' in unticked


def test_a_story_that_does_not_hold_leads_to_its_numbers_and_not_to_a_terminal(project):
    case = newsroom(project)
    make_run(case, EARLIER, values={"tiktok_posts": 430})
    remedy = f"see which numbers: tefter claims a-case {EARLIER}"
    checked(Office(project), Item("claims_hold", "Holds", "fails", "en does not", remedy))
    with serving(project) as desk:
        ana = desk.visitor()
        for page in ("/jobs/1", f"{CASE}/runs/{EARLIER}/publish"):
            shown = ana.get(page).text
            assert "tefter claims" not in shown
            assert f'<a href="{CASE}/runs/{EARLIER}#claims">See which numbers</a>' in shown
        assert "<td>427</td><td>430 posts</td>" in ana.get(f"{CASE}/runs/{EARLIER}").text


def test_a_run_that_was_changed_is_said_to_be_so_and_gives_nothing(project):
    case = newsroom(project, runs=(EARLIER,))
    numbers = case.reports / EARLIER / "numbers.json"
    numbers.write_text(numbers.read_text().replace("427", "9427"))
    with serving(project) as desk:
        ana = desk.visitor("Ana")
        for path in (CASE, f"{CASE}/runs/{EARLIER}"):
            page = ana.get(path).text
            assert "is not as the run left it" in page
            assert "9,427" not in page
        assert ana.get(f"{CASE}/runs/{EARLIER}/take/charts/views.svg").status_code == 404
        assert "is not as the run left it" not in ana.get("/").text


def test_a_changed_list_of_files_leads_nowhere(project):
    case = newsroom(project, runs=(EARLIER,))
    report = case.reports / EARLIER
    raw = case.raw / "export.json"
    listed = json.loads((report / "provenance.json").read_bytes())
    out = "charts/../../../../data/raw/a-case/export.json"
    listed["files"][out] = hashlib.sha256(raw.read_bytes()).hexdigest()
    with serving(project) as desk:
        ana = desk.visitor("Ana")
        page = ana.get(f"{CASE}/runs/{EARLIER}").text
        kept = re.search(r'/kept/[^"]+/', page)[0]
        (report / "provenance.json").write_text(json.dumps(listed))
        for path in (out.replace("..", "%2e%2e"), out.replace("../", "..%2f")):
            assert ana.client.get(kept + path).status_code == 404
