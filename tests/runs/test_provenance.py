"""A run can be checked a year later: every file, its inputs, and one digest over its content."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import socket as sockets
from pathlib import Path

import pytest

from tefter import custody
from tefter.case import Case
from tefter.errors import CustodyError, RunError
from tefter.runs import provenance
from tefter.runs.register import check_custody

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


def test_the_first_byte_that_differs_is_named(case):
    report = finished(case, views="10")
    (report / "charts" / "views.csv").write_text("country,views\nXK,11\n")
    [difference] = provenance.verify(report, case.raw)
    assert str(difference) == "charts/views.csv has changed, first at byte 18."


def test_another_run_or_a_backup_tells_the_byte_where_much_was_changed(case, tmp_path):
    report = finished(case, "run-1", views="1000")
    (report / "charts" / "views.csv").write_text("country,views\nXK,2222\n")

    def told(**given):
        return str(provenance.verify(report, case.raw, **given)[0])

    assert told() == "charts/views.csv has changed, first in bytes 0 to 21."
    backup = tmp_path / "backup"
    (backup / "charts").mkdir(parents=True)
    (backup / "charts" / "views.csv").write_text("country,views\nXK,1000\n")
    assert told(against=backup) == "charts/views.csv has changed, first at byte 17."
    finished(case, "run-2", views="1000")
    assert told() == "charts/views.csv has changed, first at byte 17."


EDITS = {
    "a parameter": lambda stated: stated["parameters"].update(date_from="2020-01-01"),
    "the inputs": lambda stated: stated["inputs"].clear(),
    "the case": lambda stated: stated.update(case="another"),
    "the format": lambda stated: stated.pop("provenance"),
    "the outcome": lambda stated: stated["outcome"].update(status="failed"),
    "the decisions": lambda stated: stated["decisions"].clear(),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_an_edited_provenance_is_named(case, edit):
    report = finished(case)
    path = report / "provenance.json"
    stated = json.loads(path.read_text())
    edit(stated)
    path.write_text(json.dumps(stated, indent=2) + "\n")
    [difference] = provenance.verify(report, case.raw)
    assert (difference.file, difference.what) == (
        "provenance.json",
        "is not what was registered when the run was made",
    )
    assert difference.where is not None


def test_a_run_that_is_taken_out_of_the_register_is_named(case):
    first, second = finished(case, "run-1"), finished(case, "run-2")
    register = case.reports.with_name("a-case.runs.jsonl")
    lines = register.read_bytes().splitlines(keepends=True)
    register.write_bytes(lines[0])
    assert provenance.verify(first, case.raw) == []
    assert [d.what for d in provenance.verify(second)] == ["is not registered in a-case.runs.jsonl"]
    register.write_bytes(lines[1])
    with pytest.raises(RunError, match="record 1: the line does not follow"):
        provenance.verify(second)
    register.unlink()
    assert [d.file for d in provenance.verify(second, case.raw)] == ["provenance.json"]


def test_a_register_whose_last_line_was_cut_off_is_read_and_mended_by_the_next_run(case):
    first = finished(case, "run-1")
    register = case.reports.with_name("a-case.runs.jsonl")
    register.write_bytes(register.read_bytes() + b'{"run":"ru')
    assert provenance.verify(first, case.raw) == []
    assert provenance.verify(finished(case, "run-2"), case.raw) == []
    assert len(register.read_bytes().splitlines()) == 2


def test_a_run_from_before_the_register_is_verified_without_it(case):
    report = finished(case)
    path = report / "provenance.json"
    stated = json.loads(path.read_text())
    for name in ("provenance", "manifest", "empty_folders"):
        del stated[name]
    del stated["files"]["blocks.json"]
    (report / "blocks.json").unlink()
    path.write_text(json.dumps(stated))
    case.reports.with_name("a-case.runs.jsonl").unlink()
    assert provenance.verify(report, case.raw) == []
    assert not provenance.is_registered(report)
    (report / "index.html").write_text("changed")
    assert [str(d) for d in provenance.verify(report)] == ["index.html has changed."]


def test_a_manifest_that_was_written_anew_is_named_and_one_that_grew_is_not(case, tmp_path):
    report = finished(case)
    later = tmp_path / "later.json"
    later.write_text("[2]")
    custody.add(case.raw, [later], origin="a test", added_by="tester")
    assert provenance.verify(report, case.raw) == []
    for path in list(case.raw.iterdir()):
        path.unlink()
    custody.add(case.raw, [tmp_path / "export.json"], origin="somewhere else", added_by="tester")
    assert [(d.file, d.what) for d in provenance.verify(report, case.raw)] == [
        ("manifest.jsonl", "does not begin as it did when the run was made")
    ]


@pytest.mark.parametrize(
    ("name", "behind", "said"),
    [
        ("manifest.jsonl", b"\n", "manifest.jsonl, record 2: the line cannot be read"),
        ("manifest.jsonl", b'{"file"', "record 2: the last line was cut off"),
        ("manifest.jsonl", None, "record 2: the line does not follow"),
        ("manifest.sha256", b"", "a line was changed or taken out"),
    ],
)
def test_a_manifest_that_was_broken_after_the_run_is_named(case, name, behind, said):
    report = finished(case)
    path = case.raw / name
    before = path.read_bytes() if name == "manifest.jsonl" else b""
    path.write_bytes(before + (before if behind is None else behind))
    [difference] = provenance.verify(report, case.raw)
    assert difference.file == "manifest.jsonl"
    assert said in str(difference)


def socket(path):
    with sockets.socket(sockets.AF_UNIX) as made:
        made.bind(str(path))


STRAY = {
    "a symbolic link": lambda path: path.symlink_to("index.html"),
    "a named pipe": os.mkfifo,
    "a socket": socket,
    "an empty folder": lambda path: path.mkdir(),
}


@pytest.mark.parametrize("what", STRAY)
def test_what_is_no_plain_file_and_was_not_there_is_named(case, what, monkeypatch):
    report = finished(case)
    monkeypatch.chdir(report / "charts")  # the name of a socket must be short
    STRAY[what](Path("new"))
    assert [str(d) for d in provenance.verify(report, case.raw)] == [
        f"charts/new was added after the run: {what}."
    ]


@pytest.mark.parametrize("what", STRAY)
def test_what_stands_in_the_place_of_a_file_is_named_and_not_opened(case, what, monkeypatch):
    report = finished(case)
    (report / "numbers.json").rename(case.project / "elsewhere.json")
    monkeypatch.chdir(report)
    if what == "a symbolic link":
        Path("numbers.json").symlink_to(case.project / "elsewhere.json")
    else:
        STRAY[what](Path("numbers.json"))
    assert [str(d) for d in provenance.verify(report, case.raw)] == [f"numbers.json is now {what}."]


def test_a_link_to_a_folder_is_named_and_not_entered(case):
    report = finished(case)
    (report / "charts").rename(case.project / "charts")
    (report / "charts").symlink_to(case.project / "charts")
    assert [str(d) for d in provenance.verify(report)] == [
        "charts/views.csv is missing.",
        "charts was added after the run: a symbolic link.",
    ]


def test_an_empty_folder_that_the_run_left_is_its_own(case):
    (case.reports / "run-1" / "tables").mkdir(parents=True)
    assert provenance.verify(finished(case, "run-1"), case.raw) == []


def test_a_link_in_the_place_of_provenance_is_refused(case):
    report = finished(case)
    (report / "provenance.json").rename(case.project / "provenance.json")
    (report / "provenance.json").symlink_to(case.project / "provenance.json")
    with pytest.raises(RunError, match=r"provenance\.json: is not a plain file"):
        provenance.verify(report)


def test_a_changed_and_a_lost_input_are_named(case):
    report = finished(case)
    raw = case.raw / "export.json"
    raw.chmod(0o644)
    raw.write_text("[1]")
    [difference] = provenance.verify(report, case.raw)
    assert str(difference) == "export.json in data/raw is not what the run used, first at byte 1."
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
    assert {d.file for d in provenance.verify(report)} == {"provenance.json"}


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
    said = r"is not a run|cannot be read|does not state what a run states"
    with pytest.raises(RunError, match=said):
        provenance.verify(tmp_path)


MALFORMED = {
    "a list": "[]",
    "no files": '{"case": "a-case"}',
    "a digest that is none": ("content_digest", "12"),
    "files of another form": ("files", {"a.csv": ["x"]}),
    "inputs without a name": ("inputs", [{"size": 1}]),
    "a manifest of another form": ("manifest", {"lines": "two"}),
    "folders that are none": ("empty_folders", 3),
    "no case": ("case", None),
}


@pytest.mark.parametrize("given", MALFORMED.values(), ids=MALFORMED)
def test_a_malformed_provenance_is_a_sentence(case, given):
    report = finished(case)
    path = report / "provenance.json"
    if isinstance(given, tuple):
        given = json.dumps({**json.loads(path.read_text()), given[0]: given[1]})
    path.write_text(given)
    with pytest.raises(RunError, match=r"provenance\.json: .* backup, or run the case again"):
        provenance.verify(report, case.raw)


def test_a_pipe_in_place_of_the_provenance_is_not_waited_for(case):
    report = finished(case)
    (report / "provenance.json").unlink()
    os.mkfifo(report / "provenance.json")
    with pytest.raises(RunError, match="is not a plain file"):
        provenance.verify(report, case.raw)


def test_a_file_that_nobody_added_is_named(case):
    report = finished(case)
    (case.raw / "stray.json").write_text("[]")
    assert [str(one) for one in provenance.verify(report, case.raw)] == [
        "stray.json in data/raw is not in the manifest."
    ]


def test_raw_files_that_are_gone_are_no_new_beginning(case, tmp_path):
    report = finished(case)
    check_custody(case)
    shutil.rmtree(case.raw)
    with pytest.raises(CustodyError, match="data/raw/a-case is gone, and run 2024-01-01T000000Z"):
        check_custody(case)
    assert [one.file for one in provenance.verify(report, case.raw)] == [
        "export.json",
        "manifest.jsonl",
    ]
    # A manifest that somebody begins anew, with the same file in it, is another one.
    custody.add(case.raw, [tmp_path / "export.json"], origin="elsewhere", added_by="tester")
    with pytest.raises(CustodyError, match="does not begin as it did when run"):
        check_custody(case)


def test_a_last_line_that_was_edited_and_sealed_anew_is_seen_by_the_next_run(case):
    finished(case)
    manifest = case.raw / "manifest.jsonl"
    edited = manifest.read_bytes().replace(b"a test", b"A test")
    manifest.write_bytes(edited)
    (case.raw / "manifest.sha256").write_text(
        f"{hashlib.sha256(edited).hexdigest()}  manifest.jsonl\n"
    )
    assert custody.verify(case.raw)
    with pytest.raises(CustodyError, match="does not begin as it did when run"):
        check_custody(case)


def test_files_added_since_the_last_run_are_no_difference(case, tmp_path):
    finished(case)
    (tmp_path / "more.json").write_text("[1]")
    custody.add(case.raw, [tmp_path / "more.json"], origin="a test", added_by="tester")
    check_custody(case)
