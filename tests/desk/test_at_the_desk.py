"""What editors do at the desk: run, add exports, compare, take away; two at once, and restarts."""

from __future__ import annotations

import json
import re
import struct

import pytest
from tests.cli.test_cli import RECORD
from tests.desk.conftest import EARLIER, LATER
from tests.desk.newsroom import newsroom, provenance_of, until
from tests.desk.serving import serving

from tefter import custody
from tefter.case import Case

CASE = "/cases/a-case"


def audit(project):
    lines = (project / "data/desk/desk-audit.ndjson").read_text().splitlines()
    return [json.loads(line) for line in lines]


def test_two_editors_ask_for_one_run_the_desk_is_restarted_and_the_run_is_there(tmp_path):
    case = newsroom(tmp_path, gate=True)
    with serving(tmp_path) as desk:
        ana, boris = desk.visitor("Ana"), desk.visitor("Boris")
        ticket = ana.ticket(f"{CASE}/run")
        wish = {"date_from": "2023-01-01", "countries": "XK", "minimum_cell": "3"}
        first = ana.post(f"{CASE}/run", ticket=ticket, **wish)
        twice = ana.post(f"{CASE}/run", ticket=ticket, **wish)
        other = boris.post(f"{CASE}/run", ticket=boris.ticket(f"{CASE}/run"), **wish)
        assert first.url.path == twice.url.path == other.url.path == "/jobs/1"
        assert "nothing was started twice" in other.text
        assert "by Ana" in other.text
        until((tmp_path / "began").exists)
        until(lambda: "Read and clean the posts" in ana.get("/jobs/1/part").text)
    # The desk is closed; the run goes on, and a page that was open then needs no new token.
    with serving(tmp_path) as desk:
        boris.client.base_url = desk.base
        assert "Now: Read and clean" in boris.get("/jobs/1/part").text
        (tmp_path / "gate").unlink()
        until(lambda: 'data-open="no"' in boris.get("/jobs/1/part").text)
        page = boris.get(CASE).text
        assert "Started by Ana" in page
        assert "First day: <b>2023-01-01" in page
        assert "Countries: <b>Kosovo" in page
    [run] = [path.name for path in case.reports.iterdir()]
    assert provenance_of(case, run)["parameters"]["countries"] == ["XK"]
    said = [(one["who"], one["what"]) for one in audit(tmp_path)]
    assert ("Ana", "asked for a run") in said
    assert ("Boris", "asked for a run that was asked for") in said


def test_a_run_is_called_off_by_another_editor_and_asked_for_again(tmp_path):
    newsroom(tmp_path, gate=True)
    with serving(tmp_path) as desk:
        ana, boris = desk.visitor("Ana"), desk.visitor("Boris")
        ana.post(f"{CASE}/run", ticket=ana.ticket(f"{CASE}/run"))
        until((tmp_path / "began").exists)
        boris.get("/jobs/1")
        boris.post("/jobs/1/cancel")
        until(lambda: "Cancelled by Boris." in ana.get("/jobs/1/part").text)
        (tmp_path / "gate").unlink()
        again = ana.post("/jobs/1/again", ticket="again")
        assert again.url.path == "/jobs/2"
        until(lambda: "Open the report" in ana.get("/jobs/2/part").text)
        log = ana.get("/jobs/2").text
        assert "Code the posts: begins" in log
        assert "Traceback" not in log


def test_an_export_goes_into_custody_and_the_desk_says_what_is_in_it(served, visitor):
    content = json.dumps(RECORD) + "\n" + json.dumps({"nav_index": "x"}) + "\n"
    answer = visitor.send(
        f"{CASE}/exports",
        {"files": ("4 December.ndjson", content.encode())},
        origin="Zeeschuimer, my capture",
    )
    number = answer.url.path
    until(lambda: 'data-open="no"' in visitor.get(f"{number}/part").text)
    page = visitor.get(number).text
    assert "2 records = 1 posts + 0 comments + 0 account records + 0 events + 1 rejects" in page
    assert "Rejects of 4 December.ndjson" in page
    case = Case(served.project, "a-case")
    entry = custody.verify(case.raw)[-1]
    assert (entry.file, entry.added_by) == ("4 December.ndjson", "Ana Editor")
    assert entry.origin == "Zeeschuimer, my capture"
    assert list((served.project / "data/desk/incoming").iterdir()) == []
    assert not (served.project / "data/desk/jobs/1/frames").exists()
    line = next(one for one in audit(served.project) if one["what"] == "added an export")
    assert line["sha256"] == entry.sha256


@pytest.mark.parametrize(
    "name",
    [
        *["../../../evil.json", "/etc/evil.json", "a/b.json", "..", ".hidden", "manifest.jsonl"],
        *["a<b.json", "a>b.json", 'a"b.json', "a\nb.json", "a\rb.json"],
    ],
)
def test_a_name_that_is_a_path_or_hides_is_refused(served, visitor, name):
    before = sorted(path.name for path in (served.project / "data/raw/a-case").iterdir())
    answer = visitor.send(f"{CASE}/exports", {"files": (name, b"[1]")}, origin="me")
    assert answer.status_code == 422
    assert "has a name that cannot be kept" in answer.text
    after = sorted(path.name for path in (served.project / "data/raw/a-case").iterdir())
    assert [name for name in after if name not in before] in ([], [".lock"])


def test_an_upload_over_the_bound_is_refused_whether_it_says_its_size_or_not(served, visitor):
    large = b"x" * 1_100_000
    told = visitor.send(f"{CASE}/exports", {"files": ("large.json", large)}, origin="me")
    assert told.status_code == 422
    assert "the most that the desk takes" in told.text
    boundary = "b0"
    head = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="files"; filename="l.json"\r\n\r\n'
    )

    def untold():
        yield head.encode()
        for _ in range(20):
            yield b"x" * 100_000

    answer = visitor.client.post(
        f"{CASE}/exports",
        content=untold(),
        headers={"Content-Type": f"multipart/form-data; boundary={boundary}"},
    )
    assert answer.status_code == 422
    assert list((served.project / "data/desk/incoming").iterdir()) == []
    assert visitor.client.post(f"{CASE}/run", content=large).status_code == 413


def test_an_export_is_never_replaced_and_needs_an_origin(visitor):
    sent = visitor.send(f"{CASE}/exports", {"files": ("export.json", b"[1]")}, origin="me")
    assert sent.status_code == 422
    assert "another file of this name is in custody" in sent.text
    without = visitor.send(f"{CASE}/exports", {"files": ("new.json", b"[1]")}, origin=" ")
    assert "Say where the files come from." in without.text
    assert "Choose a file first" in visitor.send(f"{CASE}/exports", {"files": ("", b"")}).text


def test_charts_and_tables_are_taken_away_in_the_formats_of_newsrooms(visitor):
    base = f"{CASE}/runs/{EARLIER}/take"
    page = visitor.get(f"{CASE}/runs/{EARLIER}").text
    for kind in ("views.svg", "views@1x.png", "views@2x.png", "views.csv", "views.html"):
        assert f"/take/charts/{kind}" in page, kind
    fragment = visitor.get(f"{base}/charts/views.html")
    assert fragment.headers["content-disposition"].startswith("attachment")
    assert "<script" not in fragment.text
    assert "http" not in re.sub(r"data:[^\"]*", "", fragment.text)
    assert "<figure" in fragment.text
    assert "Posts &lt;b&gt; by country" in fragment.text
    table = visitor.get(f"{base}/tables/posts.html").text
    assert "<table>" in table
    assert visitor.get(f"{base}/tables/posts.csv").text.startswith("country,posts")
    one = visitor.get(f"{base}/charts/views@1x.png").content
    assert one.startswith(b"\x89PNG")
    two = visitor.get(f"{base}/charts/views@2x.png").content
    widths = [struct.unpack(">II", picture[16:24])[0] for picture in (one, two)]
    assert widths[1] == 2 * widths[0]
    assert visitor.get(f"{base}/charts/views.exe").status_code == 404
    assert visitor.get(f"{base}/charts/views@3x.png").status_code == 404
    assert visitor.get(f"{base}/charts/views.svg?in=fr").status_code == 404


def test_comparing_says_what_moved_and_which_claims_broke(tmp_path):
    case = newsroom(tmp_path, runs=(EARLIER,))
    from tests.claims.sealed import make_run  # noqa: PLC0415  only here

    make_run(case, LATER, values={"tiktok_posts": 430})
    with serving(tmp_path) as desk:
        ana = desk.visitor()
        page = ana.get(f"{CASE}/compare?before={EARLIER}&after={LATER}").text
        assert "Held before, and no more" in page
        assert "<td>427</td>" in page
        assert "tiktok_posts" in page
        assert "Numbers that moved: 1 of" in page
        listed = ana.get(CASE).text
        assert "All 2 numbers of the stories hold." in listed
        assert "1 of 2 numbers of the stories hold." in listed
        whole = ana.get(f"{CASE}/compare/page?before={EARLIER}&after={LATER}")
        assert whole.headers["content-security-policy"].startswith("sandbox")
        (case.reports / LATER / "numbers.json").write_text("[]")
        damaged = ana.get(f"{CASE}/compare?before={EARLIER}&after={LATER}").text
        assert "A file of this run is not as the run left it." in damaged


def test_a_case_that_cannot_be_read_does_not_hide_the_others(tmp_path):
    newsroom(tmp_path)
    (tmp_path / "cases/broken").mkdir()
    (tmp_path / "cases/broken/case.yml").write_text("title: 1")
    with serving(tmp_path) as desk:
        page = desk.visitor().get("/").text
        assert "A case" in page
        assert "case.yml: " in page


def test_the_log_masks_what_it_is_told(visitor, served):
    visitor.send(f"{CASE}/exports", {"files": ("../+38344123456.json", b"[1]")}, origin="me")
    log = (served.project / "data/desk/desk-audit.ndjson").read_text()
    assert "38344123456" not in log
    assert "38344123456" not in visitor.get("/log").text
