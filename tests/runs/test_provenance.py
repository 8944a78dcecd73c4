"""A run can be checked a year later: every file, its inputs, and one digest over its content."""

from __future__ import annotations

import json

import pytest

from tefter import custody
from tefter.case import Case
from tefter.errors import RunError
from tefter.runs import provenance

CASE = """
title: {en: A case}
contact: desk@example.org
languages: [en]
countries: [XK]
"""


@pytest.fixture
def case(tmp_path):
    folder = tmp_path / "cases" / "a-case"
    folder.mkdir(parents=True)
    (folder / "case.yml").write_text(CASE)
    (tmp_path / "notebooks").mkdir()
    export = tmp_path / "export.json"
    export.write_text("[]")
    made = Case(tmp_path, "a-case")
    custody.add(made.raw, [export], origin="a test", added_by="tester")
    return made


def finished(case, run="2024-01-01T000000Z", views="10"):
    report = case.reports / run
    (report / "charts").mkdir(parents=True)
    (report / "notebooks").mkdir()
    (report / "charts" / "views.csv").write_text(f"country,views\nXK,{views}\n")
    (report / "numbers.json").write_text("{}")
    (report / "index.html").write_text(f"<title>{run}</title>")
    (report / "notebooks" / "1-clean.ipynb").write_text(f'{{"at": "{run}"}}')
    described = provenance.describe(
        case,
        run,
        inputs=custody.verify(case.raw),
        parameters={"date_from": ""},
        started="2024-01-01T00:00:00Z",
        ended="2024-01-01T00:00:01Z",
        outcome={"status": "finished"},
    )
    provenance.write(report, described)
    return report


def test_an_untouched_run_has_no_difference(case):
    assert provenance.verify(finished(case), case.raw) == []


def test_a_changed_a_missing_and_an_added_file_are_each_named(case):
    report = finished(case)
    (report / "numbers.json").write_text('{"a": 1}')
    (report / "index.html").unlink()
    (report / "charts" / "new.svg").write_text("<svg/>")
    assert [(d.file, d.what) for d in provenance.verify(report, case.raw)] == [
        ("index.html", "is missing"),
        ("numbers.json", "has changed"),
        ("charts/new.svg", "was added after the run"),
    ]


def test_a_changed_and_a_lost_input_are_named(case):
    report = finished(case)
    raw = case.raw / "export.json"
    raw.chmod(0o644)
    raw.write_text("[1]")
    [difference] = provenance.verify(report, case.raw)
    assert (difference.file, difference.what) == (
        "export.json",
        "in data/raw is not what the run used",
    )
    raw.unlink()
    [difference] = provenance.verify(report, case.raw)
    assert difference.what == "is no longer in data/raw"


def test_the_content_digest_does_not_know_when_the_run_was_made(case):
    first, second = (
        provenance.read(finished(case, run))["content_digest"] for run in ("run-1", "run-2")
    )
    assert first == second


def test_the_content_digest_knows_every_number(case):
    first = provenance.read(finished(case, "run-1"))["content_digest"]
    second = provenance.read(finished(case, "run-2", views="11"))["content_digest"]
    assert first != second


def test_a_digest_that_was_edited_with_its_file_is_found(case):
    report = finished(case)
    stated = json.loads((report / "provenance.json").read_text())
    (report / "numbers.json").write_text('{"a": 1}')
    stated["files"]["numbers.json"] = custody.digest(report / "numbers.json")
    (report / "provenance.json").write_text(json.dumps(stated))
    assert [d.file for d in provenance.verify(report)] == ["provenance.json"]


def test_provenance_names_inputs_decisions_versions_and_code(case):
    stated = provenance.read(finished(case))
    assert stated["inputs"][0]["sha256"] == custody.digest(case.raw / "export.json")
    assert set(stated["decisions"]) == {"case.yml"}
    assert stated["packages"]["polars"]
    assert len(stated["code"]["sha256"]) == 64
    assert stated["outcome"] == {"status": "finished"}


def test_provenance_names_no_folder_of_this_machine(case):
    report = finished(case)
    assert str(case.project) not in (report / "provenance.json").read_text()


@pytest.mark.parametrize("content", [None, "", "{", "[]", "{}", '{"files": [], "x": 1}', "\x00"])
def test_a_folder_that_is_no_run_is_one_sentence(tmp_path, content):
    if content is not None:
        (tmp_path / "provenance.json").write_text(content)
    with pytest.raises(RunError, match=r"is not a run|cannot be read"):
        provenance.verify(tmp_path)
