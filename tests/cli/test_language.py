"""``tefter language``: any table in, the same rows with their languages out."""

from __future__ import annotations

import gzip
import json

import polars as pl
import pytest
from typer.testing import CliRunner

from tefter.cli import app
from tefter.errors import ParameterError, SourceError, TefterError

SQ, HBS = "Sot nuk ka ujë në lagjen tonë", "Danas nema vode u našem kraju"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    return tmp_path


def told(folder, name, content, column="body"):
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    done = CliRunner().invoke(app, ["language", name, "--text", column, "--to", "out.parquet"])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return pl.read_parquet("out.parquet"), done.output


ROWS = {
    "table.csv": f"id,body\n1,{SQ}\n2,{HBS}\n",
    "table.tsv": f"id\tbody\n1\t{SQ}\n2\t{HBS}\n",
    "semicolons.csv": f"id;body\n1;{SQ}\n2;{HBS}\n".encode("utf-8-sig"),
    "rows.ndjson": f'{{"id": 1, "body": "{SQ}", "more": {{}}}}\n{{"id": 2, "body": "{HBS}"}}\n',
    "list.json": json.dumps([{"id": 1, "body": SQ}, {"id": 2, "body": HBS}]),
    "table.csv.gz": gzip.compress(f"id,body\n1,{SQ}\n2,{HBS}\n".encode()),
    "one.csv": f'body\n"{SQ}"\n"{HBS}"\n',
    "one.txt": f"body\n{SQ}\n{HBS}\n",
}


@pytest.mark.parametrize("name", ROWS)
def test_a_table_of_any_kind_is_told_row_by_row(folder, name):
    found, output = told(folder, name, ROWS[name])
    assert found["body"].to_list() == [SQ, HBS]
    assert found["language"].to_list() == ["sq", "hbs"]
    assert "1 sq" in output


def test_commas_and_line_ends_in_a_quoted_text_are_its_own(folder):
    found, _ = told(folder, "one.csv", f'body\n"{SQ}, po"\n"{HBS},\nda"\n')
    assert found["body"].to_list() == [f"{SQ}, po", f"{HBS},\nda"]


def test_no_column_of_the_table_is_lost(folder):
    found, output = told(folder, "labelled.csv", f"body,language\n{SQ},sq\n{HBS},sr\n")
    assert found["given_language"].to_list() == ["sq", "sr"]
    assert found["language"].to_list() == ["sq", "hbs"]
    assert "given_language" in output


def test_a_name_that_is_taken_twice_stays_free_of_both(folder):
    found, _ = told(folder, "twice.csv", f"body,language,given_language\n{SQ},sq,x\n{HBS},sr,y\n")
    assert found["given_language"].to_list() == ["x", "y"]
    assert found["given_given_language"].to_list() == ["sq", "sr"]


@pytest.mark.parametrize("to", ["out.csv", "none/out.parquet", "table.parquet"])
def test_a_place_that_cannot_take_the_result_is_refused_before_the_work(folder, to):
    pl.DataFrame({"body": [SQ]}).write_parquet("table.parquet")
    before = (folder / "table.parquet").read_bytes()
    done = CliRunner().invoke(app, ["language", "table.parquet", "--text", "body", "--to", to])
    assert isinstance(done.exception, TefterError)
    assert (folder / "table.parquet").read_bytes() == before


def test_rows_that_cannot_be_read_are_counted(folder):
    found, output = told(folder, "table.csv", f"id,body\n1,{SQ}\n2,{HBS},and,more\n3,{HBS}\n")
    assert found.height == 2
    assert "records that could not be read: 1 (wrong_width: " in output


def test_a_column_that_is_not_there_is_named_with_those_that_are(folder):
    with pytest.raises(ParameterError, match=r"no column text.*id, body"):
        told(folder, "table.csv", f"id,body\n1,{SQ}\n", column="text")


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n" + bytes(64), b'{"a": {"b": 1}}'])
def test_what_is_no_table_is_said_in_one_sentence(folder, content):
    with pytest.raises(SourceError):
        told(folder, "table.csv", content)


@pytest.mark.parametrize("values", ["1\n2\n", "2024-01-05T10:00:00Z\n2024-01-06\n", '"1,5"\n-3\n'])
def test_a_column_of_numbers_is_refused(folder, values):
    with pytest.raises(ParameterError, match="holds numbers and no text"):
        told(folder, "table.csv", f"body\n{values}")


def test_a_text_that_has_a_number_is_a_text(folder):
    out, _ = told(folder, "table.csv", f"body\n2024\n{HBS}\n")
    assert out["language"].to_list() == ["und", "hbs"]
