"""At least 500 payloads, in every text field that is read, shown or written: none stays alive."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import polars as pl
import pytest
from openpyxl import load_workbook
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

FORMULA = re.compile(r"^\s*[=+\-@＝＋－＠]")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
ALIVE = re.compile(r"^\s*(?:javascript|vbscript|data|file|blob)\s*:", re.IGNORECASE)


def test_there_are_at_least_500_payloads_and_all_differ():
    assert len(set(PAYLOADS)) >= 500


def export(folder: Path) -> Path:
    """Write an export in which every text field of a record is one payload."""
    path = folder / "hostile.ndjson"
    with path.open("w", encoding="utf-8") as file:
        for number, payload in enumerate(PAYLOADS):
            item = {
                "id": str(7_200_000_000_000_000_000 + number),
                "desc": f"{payload} {payload}",
                "createTime": 1_680_000_000 + number,
                "author": dict.fromkeys(("id", "uniqueId", "nickname", "signature"), payload),
                "authorStats": {"followerCount": 1},
                "stats": {"playCount": 5, "diggCount": 1, "commentCount": 0, "shareCount": 0},
                "challenges": [{"id": "1", "title": payload, "desc": payload}],
                "textExtra": [
                    {"hashtagName": payload},
                    {"hashtagName": "", "userUniqueId": payload},
                ],
                "music": {"id": payload, "title": payload, "authorName": payload},
                "stickersOnItem": [{"stickerText": [payload]}],
                "locationCreated": payload,
                "textLanguage": payload,
            }  # fmt: skip
            envelope = {
                "item_id": item["id"],
                "timestamp_collected": 1_690_000_000_000,
                "source_platform": "tiktok.com",
                "source_url": payload,
                "data": item,
            }
            file.write(json.dumps(envelope) + "\n")
    return path


class Elements(HTMLParser):
    """What a browser would make of a page: elements with their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def check_html(content: str, where: str) -> None:
    parser = Elements()
    parser.feed(content)
    for tag, attributes in parser.found:
        assert MARK not in tag, where
        for name, value in attributes.items():
            assert MARK not in name, where
            assert not (name.startswith("on") and MARK in (value or "")), where
            if name in {"href", "src", "xlink:href", "action"}:
                assert not (MARK in (value or "") and ALIVE.match(value or "")), where
    for script in re.findall(r"<script[^>]*>(.*?)</script>", content, re.DOTALL):
        assert MARK not in script, where


def check_csv(content: str, where: str, delimiter: str = ",") -> None:
    for row in csv.reader(io.StringIO(content), delimiter=delimiter):
        for cell in row:
            assert not (MARK in cell and FORMULA.match(cell)), where


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
