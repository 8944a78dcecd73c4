"""``tefter claims``: what it prints, what it leaves, and its exit status."""

from __future__ import annotations

import json
import re

import pytest
from tests.claims.sealed import CLAIMS_YML, make_case, make_run
from typer.testing import CliRunner

from tefter.cli import app
from tefter.runs.provenance import verify


@pytest.fixture
def project(tmp_path, monkeypatch):
    case = make_case(tmp_path)
    make_run(case, "first")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    return tmp_path


def claims(*words):
    return CliRunner().invoke(app, ["claims", *words])


def story(project, text):
    (project / "cases/a-case/story.md").write_text(text)


def test_a_story_whose_numbers_all_hold_exits_with_status_0(project):
    done = claims("a-case", "first", "--story", "cases/a-case/story.md")
    assert done.exit_code == 0, done.output
    assert "line 1: “427” holds; the data say 427 posts (tiktok_posts)" in done.output
    assert "2 numbers: 2 hold, 0 do not hold, 0 bound to nothing, 0 exempt" in done.output


def test_a_wrong_number_is_told_with_both_values_and_fails(project):
    story(project, "There were 428 videos by 43 accounts.")
    done = claims("a-case", "first")
    assert done.exit_code == 1
    assert "“428” does not hold; the data say 427 posts" in done.output


def test_an_unbound_number_and_a_lost_claim_fail(project):
    story(project, "Nine towns.")
    done = claims("a-case", "first")
    assert done.exit_code == 1
    assert "“Nine” (9) bound to nothing" in done.output
    assert "not in the story: “There were 427 videos by 43 accounts.”" in done.output


def test_it_leaves_a_page_and_a_record_and_nothing_in_the_run(project):
    done = claims("a-case", "first", "--to", "checked")
    assert done.exit_code == 0, done.output
    assert sorted(path.name for path in (project / "checked").iterdir()) == [
        "claims.json",
        "story.html",
    ]
    record = json.loads((project / "checked/claims.json").read_text())
    assert (record["run"], record["passes"], record["synthetic"]) == ("first", True, True)
    assert verify(project / "reports/a-case/first") == []


def test_pages_are_written_for_a_story_that_fails_too(project):
    story(project, "There were 428 videos by 43 accounts.")
    assert claims("a-case", "first", "--to", "checked").exit_code == 1
    assert "What to mend" in (project / "checked/story.html").read_text()


def test_nothing_is_written_into_a_run(project):
    done = claims("a-case", "first", "--to", "reports/a-case/first/claims")
    assert "is inside a run, which is sealed by its provenance" in str(done.exception)
    assert verify(project / "reports/a-case/first") == []


def test_numbers_that_were_edited_after_the_run_are_not_believed(project):
    path = project / "reports/a-case/first/numbers.json"
    path.write_text(path.read_text().replace("427", "428"))
    assert "numbers.json: is not what the run left" in str(claims("a-case", "first").exception)


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("a-case", "none"), "is not a run"),
        (("b-case", "first"), "cannot be read"),
        (("a-case", "first", "--story", "other.md"), "has no claims for other.md, only for story"),
    ],
)
def test_what_is_missing_is_one_sentence(project, words, problem):
    assert problem in str(claims(*words).exception)


def test_a_claims_file_that_is_not_valid_is_one_sentence(project):
    path = project / "cases/a-case/claims.yml"
    path.write_text(CLAIMS_YML.replace("kind: exact", "kind: exactly"))
    said = str(claims("a-case", "first").exception)
    assert re.fullmatch(r"claims\.yml: Invalid enum value 'exactly'.*; mend that field\.", said)


def test_a_case_without_claims_is_one_sentence(project):
    (project / "cases/a-case/claims.yml").unlink()
    assert "claims.yml: cannot be read" in str(claims("a-case", "first").exception)


def test_help_has_an_example():
    assert "Example" in claims("--help").output
