"""What an editor changes reaches every number; what goes wrong stops a run in one sentence."""

from __future__ import annotations

import json
import re

import nbformat
import pytest
from tests.fuzz.seeds import seeds
from typer.testing import CliRunner

from tefter import custody
from tefter.case import Case
from tefter.cli import app
from tefter.demo import CASE
from tefter.errors import CustodyError, TefterError
from tefter.runs.execute import NotebookFailedError
from tefter.runs.provenance import read, verify
from tefter.runs.whole import run_case
from tefter.scaffold import new_case


def numbers(report):
    listed = json.loads((report / "numbers.json").read_text("utf-8"))
    return {one["name"]: one["value"] for one in listed}


def sentences(report):
    listed = json.loads((report / "numbers.json").read_text("utf-8"))
    return {one["name"]: one["sentence"] for one in listed}


def typed(monkeypatch, project, *words, case=CASE):
    monkeypatch.chdir(project)
    return CliRunner().invoke(app, ["run", case, *words])


def test_days_and_countries_cut_every_number(demo):
    values = {"date_from": "2023-01-01", "date_to": "2023-12-31", "countries": ["XK", "AL"]}
    found = numbers(run_case(demo, values, name="cut").report)
    assert 0 < found["tiktok_posts"] < 427
    assert found["countries"] == 2
    assert found["first_posted"] >= "2023-01-01"
    assert read(demo.reports / "cut")["parameters"]["countries"] == ["XK", "AL"]


def test_a_cut_that_leaves_no_post_is_a_report_that_says_so(demo):
    done = run_case(demo, {"date_to": "2001-01-01"}, name="nothing")
    assert numbers(done.report)["tiktok_posts"] is None
    said = sentences(done.report)["tiktok_posts"]
    assert said == (
        "No TikTok post is in this cut of the data (posted to 2001-01-01), so this is not known."
    )
    assert verify(done.report, demo.raw) == []


@pytest.mark.parametrize(
    ("word", "sentence"),
    [
        ("date_form=2023-01-01", "date_from"),
        ("date_from=yesterday", "a date such as 2021-01-31"),
        ("countries=XX", "XX"),
        ("minimum_cell=many", "minimum_cell"),
        ("date_from", "name=value"),
    ],
)
def test_a_wrong_parameter_is_refused_before_anything_runs(monkeypatch, project, word, sentence):
    refused = typed(monkeypatch, project, "-p", word)
    assert isinstance(refused.exception, TefterError)
    assert sentence.casefold() in str(refused.exception).casefold()
    assert not (project / "reports").exists()


def test_a_changed_raw_file_stops_a_run(project):
    case = Case(project, CASE)
    raw = case.raw / "tiktok-2024-01.ndjson"
    raw.chmod(0o644)
    raw.write_bytes(raw.read_bytes() + b" ")
    with pytest.raises(CustodyError, match=r"tiktok-2024-01\.ndjson.* changed"):
        run_case(case, {})
    assert not case.reports.exists()


def test_an_unknown_raw_file_stops_a_run(project):
    case = Case(project, CASE)
    (case.raw / "stray.ndjson").write_text("{}")
    with pytest.raises(CustodyError, match=r"stray\.ndjson"):
        run_case(case, {})


def test_a_file_that_cannot_be_read_stands_on_both_pages_and_in_the_terminal(monkeypatch, project):
    tiny = new_case(project, "tiny", "A case")
    (project / "photo.json").write_bytes(b"\xff\xd8\xff\xe0" + bytes(64))
    (project / "posts.ndjson").write_bytes(seeds()["zeeschuimer.ndjson"])
    files = [project / "photo.json", project / "posts.ndjson"]
    custody.add(tiny.raw, files, origin="one of them a mistake")
    done = typed(monkeypatch, project, case="tiny")
    assert done.exit_code == 0, done.output
    assert "photo.json: is a JPEG photo" in done.output
    (report,) = (project / "reports" / "tiny").iterdir()
    index = (report / "index.html").read_text("utf-8")
    assert "1 raw file could not be read, or not to the end: <code>photo.json</code>" in index
    methodology = (report / "methodology.html").read_text("utf-8")
    assert re.search(r"photo\.json</t[dh]>\s*<td[^>]*>could not be read<", methodology)


def test_a_failed_notebook_leaves_its_part_its_reason_and_its_provenance(after_a_run):
    case = Case(after_a_run, CASE)
    codebook = after_a_run / "cases" / CASE / "codebook.yml"
    codebook.write_text(codebook.read_text("utf-8").replace("id: direct_attack", "id: renamed"))
    with pytest.raises(NotebookFailedError) as failed:
        run_case(case, {}, name="failed")
    sentence = str(failed.value)
    assert sentence.startswith("3-code, cell ")
    assert "direct_attack" in sentence
    report = case.reports / "failed"
    assert read(report)["outcome"]["status"] == "failed"
    assert read(report)["outcome"]["reason"] in sentence
    partial = nbformat.read(report / "notebooks" / "3-code.ipynb", as_version=4)
    kinds = [out.output_type for cell in partial.cells for out in cell.get("outputs", [])]
    assert "error" in kinds
    assert not (report / "index.html").exists()
    assert verify(report, case.raw) == []
