"""What may be done with a job once it is there, and what its page says of it."""

from __future__ import annotations

import pytest
from tests.desk.conftest import EARLIER
from tests.desk.newsroom import Office, newsroom
from tests.desk.serving import serving

CASE = "/cases/a-case"


@pytest.fixture
def office(tmp_path):
    newsroom(tmp_path, runs=(EARLIER,))
    return Office(tmp_path)


def ended(office: Office, kind, state, **asked) -> int:
    job, _ = office.queue.ask(kind, "a-case", asked, who="Ana", ticket=f"{kind} {state}")
    office.queue.change(job.number, only=("waiting",), state=state)
    return job.number


def test_a_signature_is_not_used_again_and_what_finished_is_not_repeated(office):
    signed = {"run": EARLIER, "signed_by": "Ana", "digest": "0" * 64}
    refused = [
        *(ended(office, "publish", state, **signed) for state in ("finished", "failed", "crashed")),
        *(ended(office, kind, "finished", run=EARLIER) for kind in ("run", "check")),
    ]
    fine = ended(office, "check", "failed", run=EARLIER)
    with serving(office.project) as desk:
        for visitor in (desk.visitor("Boris"), desk.visitor("Ana")):
            for number in refused:
                assert 'id="again"' not in visitor.get(f"/jobs/{number}").text
                answer = visitor.post(f"/jobs/{number}/again", ticket=f"{number}")
                assert answer.status_code == 409
        assert office.queue.list()[0].number == fine
        visitor.get(f"/jobs/{fine}")
        assert visitor.post(f"/jobs/{fine}/again", ticket="new").url.path == f"/jobs/{fine + 1}"
    assert [job.kind for job in office.queue.list() if job.number > fine] == ["check"]


@pytest.mark.parametrize("path", ["/jobs/99999999999999999999", "/jobs/99999999999999999999/part"])
def test_a_number_that_no_job_can_have_is_not_found(visitor, path):
    assert visitor.get(path).status_code == 404
    assert visitor.post("/jobs/99999999999999999999/cancel").status_code == 404
