"""Adding exports at the desk: each is read in its own case, and added once."""

from __future__ import annotations

import json
import shutil

import pytest
from tests.desk.newsroom import newsroom
from tests.desk.serving import serving

from tefter.desk.places import Places
from tefter.desk.queue import Queue

SENT = {"files": ("4 December.json", b"[1]")}


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    project = tmp_path_factory.mktemp("two-cases")
    newsroom(project)
    shutil.copytree(project / "cases/a-case", project / "cases/b-case")
    with serving(project) as desk:
        yield desk


def test_one_export_is_read_in_both_cases_and_said_to_be_there_the_second_time(desk):
    ana = desk.visitor()
    for case in ("a-case", "b-case"):
        sent = ana.send(f"/cases/{case}/exports", SENT, origin="me")
        assert sent.url.path.startswith("/jobs/")
    again = ana.send("/cases/a-case/exports", SENT, origin="me")
    assert again.url.path == "/jobs/1", "what was read of it"
    assert "This is in custody already. Nothing was added." in again.text
    both = [*[SENT["files"]], ("new.json", b"[2]")]
    mixed = ana.send("/cases/a-case/exports", [("files", one) for one in both], origin="me")
    assert "In custody already, not read again: <b>4 December.json" in mixed.text
    # There, but never read at this desk together.
    never = ana.send("/cases/a-case/exports", [("files", one) for one in both], origin="me")
    assert never.status_code == 422
    jobs = Queue(Places(desk.project).queue).list(kind="read")
    assert [(job.case, job.asked["files"]) for job in reversed(jobs)] == [
        ("a-case", ["4 December.json"]),
        ("b-case", ["4 December.json"]),
        ("a-case", ["new.json"]),
    ]
    log = (desk.project / "data/desk/desk-audit.ndjson").read_text().splitlines()
    added = [line for line in map(json.loads, log) if line["what"] == "added an export"]
    assert [(line["case"], line["file"]) for line in added] == [
        ("a-case", "4 December.json"),
        ("b-case", "4 December.json"),
        ("a-case", "new.json"),
    ]
