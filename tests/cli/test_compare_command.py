"""``tefter compare``: what it prints, the page that it leaves, and its exit status."""

from __future__ import annotations

import pytest
from tests.claims.sealed import make_case, make_run
from typer.testing import CliRunner

from tefter.cli import app
from tefter.runs.provenance import verify

FIRST, SECOND = "reports/a-case/first", "reports/a-case/second"


@pytest.fixture
def project(tmp_path, monkeypatch):
    case = make_case(tmp_path)
    make_run(case, "first")
    make_run(case, "second", values={"tiktok_posts": 450})
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    return tmp_path


def compare(*words):
    return CliRunner().invoke(app, ["compare", *words])


def test_it_exits_with_status_0_whether_or_not_the_runs_differ(project):
    same = compare(FIRST, FIRST)
    assert same.exit_code == 0, same.output
    assert "byte for byte" in same.output
    differing = compare(FIRST, SECOND)
    assert differing.exit_code == 0
    assert "Numbers: 1 of" in differing.output
    assert "story.md, line 1: 427 holds → does not hold" in differing.output


def test_it_leaves_a_page_and_changes_no_run(project):
    done = compare(FIRST, SECOND, "--to", "compared/page.html")
    assert done.exit_code == 0, done.output
    assert "first → second" in (project / "compared/page.html").read_text()
    assert verify(project / FIRST) == verify(project / SECOND) == []


def test_nothing_is_written_into_a_run(project):
    done = compare(FIRST, SECOND, "--to", f"{FIRST}/page.html")
    assert "is inside a run" in str(done.exception)


def test_a_damaged_run_and_a_folder_that_is_none_exit_with_status_1(project):
    (project / SECOND / "numbers.json").write_text("[]")
    damaged = compare(FIRST, SECOND)
    assert damaged.exit_code == 1
    assert "second: is damaged: numbers.json has changed" in str(damaged.exception)
    assert "is not a run" in str(compare(FIRST, "cases").exception)


def test_outside_the_project_the_claims_are_not_checked(project, monkeypatch, tmp_path_factory):
    first, second = (project / FIRST).resolve(), (project / SECOND).resolve()
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert "Claims: not checked" in compare(str(first), str(second)).output


def test_help_has_an_example():
    assert "Example" in compare("--help").output
