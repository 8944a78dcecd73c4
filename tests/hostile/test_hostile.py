"""At least 500 payloads, in every text field that is read, shown or written: none stays alive."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import polars as pl
import pytest
from openpyxl import load_workbook
from tests.hostile.exports import CONTROL, FORMULA, check_csv, check_html, export
from tests.hostile.payloads import MARK, PAYLOADS
from tests.newcomer import copy_of_the_project
from typer.testing import CliRunner

from tefter.case import Case, CaseFile, read_yaml
from tefter.cli import app
from tefter.errors import CaseError, ParameterError, TefterError
from tefter.privacy import find, mask, masked, safe_csv
from tefter.privacy.tables import write_table
from tefter.report.tables import table_output
from tefter.runs.parameters import declared, read_values
from tefter.runs.whole import notebooks_of
from tefter.sources import read_files


def test_there_are_at_least_500_payloads_and_all_differ():
    assert len(set(PAYLOADS)) >= 500


def test_every_record_of_payloads_is_accounted_for(tmp_path):
    summary = read_files([export(tmp_path)], tmp_path / "read")
    (file,) = summary.files
    became = file.posts + file.comments + file.account_records + file.events + file.rejects
    assert became == file.records == len(PAYLOADS)


TEXTS = pl.Series("text", PAYLOADS)


def test_masking_leaves_nothing_that_drives_a_terminal():
    frame = pl.DataFrame({"text": TEXTS, "account_name": TEXTS, "note": TEXTS})
    for column in masked(frame):
        assert not any(CONTROL.search(value) for value in column)


def test_tables_hold_no_formula_in_any_format(tmp_path):
    frame = pl.DataFrame({"text": TEXTS, "=xss7": TEXTS})
    safe_csv(frame, tmp_path / "safe.csv")
    for ending in ("csv", "tsv", "xlsx", "json", "parquet"):
        write_table(frame, tmp_path / f"t.{ending}")
    check_csv((tmp_path / "safe.csv").read_text("utf-8"), "safe.csv")
    check_csv((tmp_path / "t.csv").read_text("utf-8"), "t.csv")
    check_csv((tmp_path / "t.tsv").read_text("utf-8"), "t.tsv", "\t")
    for row in load_workbook(tmp_path / "t.xlsx").active.iter_rows():
        for cell in row:
            assert cell.data_type != "f"
            assert not (MARK in str(cell.value) and FORMULA.match(str(cell.value)))


def test_the_terminal_gets_no_control_character(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    frame = pl.DataFrame({"text": TEXTS, **{f"{name}\x1b[2J": TEXTS for name in "ab"}})
    frame.write_parquet("t.parquet")
    done = CliRunner().invoke(app, ["mask", "t.parquet", "--text", "text", "--to", "o.csv"])
    assert done.exit_code == 0
    assert not CONTROL.search(done.output)
    refused = CliRunner().invoke(
        app, ["mask", "t.parquet", "--text", "\x1b]52;c;x\x07", "--to", "p.csv"]
    )
    assert isinstance(refused.exception, TefterError)
    assert not CONTROL.search(str(refused.exception))


def test_finding_never_fails_and_stays_inside_the_text():
    for text, spans in zip(TEXTS, find(TEXTS).to_list(), strict=True):
        assert all(0 <= span["start"] < span["end"] <= len(text) for span in spans)
    assert mask(TEXTS).len() == len(PAYLOADS)


def test_no_payload_passes_as_a_parameter_that_is_not_text(tmp_path):
    project = copy_of_the_project(tmp_path)
    known = declared(notebooks_of(project))
    for payload in PAYLOADS:
        for name in ("similarity", "countries", "date_from"):
            with pytest.raises(ParameterError):
                read_values(known, [f"{name}={payload}"], ["XK", "AL"])
        with pytest.raises(ParameterError):
            read_values(known, [f"{payload}=1"], ["XK", "AL"])


def test_no_payload_is_the_name_of_a_case(tmp_path):
    for folder in ("cases", "data"):
        (tmp_path / folder).mkdir()
    for payload in PAYLOADS:
        with pytest.raises(CaseError):
            Case(tmp_path, payload)


BOMBS = {
    "tags": "title: !!python/object/apply:os.system ['touch xss7']\n",
    "aliases": "a: &a [x,x]\nb: &b [*a,*a]\ntitle: [*b,*b]\n",
    "depth": "title: " + "[" * 100_000,
    "size": "title: " + "x" * 2_000_000,
    "keys": "title: x\n? {a: b}\n: c\n",
    "not text": "title: \ud800\n",
}


@pytest.mark.parametrize("name", BOMBS)
def test_yaml_is_safe_and_bounded(tmp_path, name):
    path = tmp_path / "case.yml"
    path.write_bytes(BOMBS[name].encode("utf-8", "surrogatepass"))
    with pytest.raises(CaseError):
        read_yaml(path, CaseFile)
    assert sorted(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("inner", ["../xss7.ndjson", "/tmp/xss7.ndjson", "a/../../xss7.ndjson"])
def test_an_archive_writes_nothing_outside(tmp_path, inner):
    record = json.dumps({"id": "1", "desc": "x", "createTime": 1, "author": "a", "stats": {}})
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(inner, record + "\n")
        link = zipfile.ZipInfo("link.ndjson")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    read_files([tmp_path / "a.zip"], tmp_path / "read")
    assert not list(tmp_path.rglob("xss7*"))
    assert not Path("/tmp/xss7.ndjson").exists()
    for frame in (tmp_path / "read").glob("*.parquet"):
        assert "root:" not in str(pl.read_parquet(frame).rows())


def test_an_archive_that_grows_without_end_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.ndjson", b"\0" * 300_000_000)
    summary = read_files([tmp_path / "bomb.zip"], tmp_path / "read")
    assert summary.failures


def test_a_table_shown_in_a_notebook_escapes_what_it_holds():
    shown = table_output(pl.DataFrame({"a": TEXTS, f"<{MARK}>": TEXTS}), f"<{MARK}>")
    check_html(shown["text/html"], "table")
