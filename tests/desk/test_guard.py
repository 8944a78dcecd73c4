"""The desk opens to who has the token, on this machine, by its own pages, and to nobody else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from tests.desk.conftest import EARLIER

from tefter.desk.app import COOKIE, name_of

CASE = "/cases/a-case"
PAGES = ["/", CASE, f"{CASE}/run", f"{CASE}/runs/{EARLIER}", f"{CASE}/exports", "/jobs", "/log"]


@pytest.mark.parametrize("path", [*PAGES, f"{CASE}/runs/{EARLIER}/take/charts/views.svg"])
def test_without_the_token_there_is_only_the_door(served, path):
    answer = httpx.get(served.base + path, follow_redirects=True)
    assert answer.url.path == "/enter"
    assert "a-case" not in answer.text


def test_a_wrong_token_and_a_forged_cookie_do_not_open_it(served):
    assert httpx.get(f"{served.base}/enter?token=wrong").status_code == 403
    forged = {f"{COOKIE}-{name_of(served.project)}": "eyJpbiI6IHRydWV9.aaaa.bbbb"}
    assert httpx.get(f"{served.base}/", cookies=forged).status_code == 303


def test_the_cookie_is_kept_from_scripts_and_from_other_sites(served):
    answer = httpx.get(served.entrance)
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", ""])
def test_another_name_for_this_machine_is_refused(served, visitor, host):
    assert visitor.client.get("/", headers={"Host": host}).status_code == 400


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
    ],
    ids=str,
)
def test_a_form_of_another_site_is_refused_even_with_the_cookie_and_token(served, visitor, headers):
    ticket = visitor.ticket(f"{CASE}/run")
    fields = {"csrf": visitor.csrf, "ticket": ticket}
    answer = visitor.client.post(f"{CASE}/run", data=fields, headers=headers)
    assert answer.status_code == 403
    assert "No run" not in visitor.get("/jobs").text
    assert "/jobs/1" not in visitor.get("/jobs").text


@pytest.mark.parametrize(
    "path", ["/leave", "/language", f"{CASE}/run", "/jobs/1/cancel", f"{CASE}/exports"]
)
@pytest.mark.parametrize("token", ["", "guessed"])
def test_a_form_without_this_sessions_token_is_refused(visitor, path, token):
    multipart = {"files": {"files": ("a.json", b"[]")}} if path.endswith("exports") else {}
    answer = visitor.client.post(path, data={"csrf": token, "ticket": "x"}, **multipart)
    assert answer.status_code == 403


def test_pages_are_not_framed_not_guessed_at_and_load_only_their_own(visitor):
    for path in PAGES:
        headers = visitor.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "path",
    [
        "../../../data/desk/session.key",
        "..%2f..%2f..%2fdata%2fdesk%2fsession.key",
        "%2e%2e/provenance.json",
        "/etc/passwd",
        "notebooks/1-clean.ipynb",
        "report.json",
        "",
    ],
)
def test_of_a_run_only_what_it_published_can_be_had(visitor, path):
    kept = visitor.get(f"{CASE}/runs/{EARLIER}").text.split('href="/kept/')[1].split("/")[0]
    assert visitor.client.get(f"/kept/{kept}/numbers.json").status_code == 200
    assert visitor.client.get(f"/kept/{kept}/{path}").status_code in {404, 405}
    assert visitor.client.get(f"/kept/{kept}x/numbers.json").status_code == 404


@pytest.mark.parametrize("name", ["a-case%00", "nobody", "..%2fdata", "%2e%2e", "desk"])
def test_names_of_cases_runs_and_charts_are_those_that_exist(visitor, name):
    for path in (
        f"/cases/{name}",
        f"{CASE}/runs/{name}",
        f"{CASE}/runs/{EARLIER}/take/charts/{name}.svg",
        f"{CASE}/compare?before={quote(name)}&after={EARLIER}",
    ):
        answer = visitor.client.get(path, follow_redirects=False)
        assert answer.status_code in {404, 307}, path


def test_a_report_in_its_frame_has_no_part_in_the_desk(visitor):
    page = visitor.get(f"{CASE}/runs/{EARLIER}").text
    kept = "/kept/" + page.split('href="/kept/')[1].split("/")[0]
    policy = visitor.client.get(f"{kept}/numbers.json").headers["content-security-policy"]
    assert policy.startswith("sandbox")
    assert "allow-same-origin" not in policy
    assert "allow-same-origin" not in page


def test_going_on_after_a_name_never_leads_to_another_site(served):
    guest = served.visitor()
    for there in ("//evil.example", "https://evil.example", "/\\evil.example"):
        answer = guest.client.post(
            "/name", data={"csrf": guest.csrf, "name": "B", "next": there}, follow_redirects=False
        )
        assert answer.headers["location"] == "/"


def test_only_one_desk_opens_on_a_project(served):
    second = subprocess.run(
        [sys.executable, "-m", "tefter", "desk", "--port", "0"],
        cwd=served.project,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert second.returncode == 1
    assert "open already" in second.stderr
    assert "Traceback" not in second.stderr


def test_what_the_desk_keeps_is_for_this_account_only(served):
    folder = served.project / "data" / "desk"
    assert folder.stat().st_mode & 0o077 == 0
    assert (folder / "session.key").stat().st_mode & 0o077 == 0
    listening = f":{int(served.base.rpartition(':')[2]):04X}"
    sockets = Path("/proc/net/tcp").read_text().splitlines()
    own = [line.split()[1] for line in sockets if line.split()[1].endswith(listening)]
    assert own
    assert {address.split(":")[0] for address in own} == {"0100007F"}, "127.0.0.1"
    assert (folder / "desk-audit.ndjson").exists()


@pytest.mark.parametrize("name", ["", " ", "Ana <b>", 'Ana "A"', "Ana\x07", "Ana\u202e", "a" * 81])
def test_what_is_no_name_is_refused_and_the_page_says_why(served, name):
    visitor = served.visitor("Ana Editor")
    answer = visitor.post("/name", name=name)
    assert answer.status_code == 422
    assert "without quotation marks, &lt; and &gt;" in answer.text


@pytest.mark.parametrize("name", ["Đorđe O'Hara-Ćosić", "Ана Уредник", "Ëngjëll Ç."])
def test_the_names_of_people_are_taken(served, name):
    assert served.visitor().post("/name", name=name).status_code == 200
