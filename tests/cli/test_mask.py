"""``tefter mask``: any table in, the same rows with personal data masked out."""

from __future__ import annotations

import csv
import json

import polars as pl
import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from tefter.cli import app
from tefter.errors import ParameterError, SourceError

BODY = ["zovi 055 123 4567", "=HYPERLINK(1)", "ništa"]
SHOWN = ["zovi [phone]", "=HYPERLINK(1)", "ništa"]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    pl.DataFrame({"id": ["1", "2", "3"], "body": BODY}).write_csv("table.csv")
    return tmp_path


def run(*words):
    done = CliRunner().invoke(app, ["mask", *words])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.output


def read(path):
    if path.suffix == ".xlsx":
        rows = list(load_workbook(path).active.iter_rows())
        assert all(cell.data_type != "f" for row in rows for cell in row)
        return [row[1].value for row in rows[1:]]
    if path.suffix == ".parquet":
        return pl.read_parquet(path)["body"].to_list()
    if path.suffix == ".json":
        return [row["body"] for row in json.loads(path.read_text("utf-8"))]
    with path.open(encoding="utf-8", newline="") as file:
        return [
            row[1] for row in csv.reader(file, delimiter="\t" if path.suffix == ".tsv" else ",")
        ][1:]


@pytest.mark.parametrize("ending", ["csv", "tsv", "xlsx", "parquet", "json"])
def test_a_table_is_masked_into_any_format_and_formulas_are_defused(folder, ending):
    output = run("table.csv", "--text", "body", "--to", f"out.{ending}")
    expected = SHOWN if ending in {"parquet", "json"} else [SHOWN[0], "'" + SHOWN[1], SHOWN[2]]
    assert read(folder / f"out.{ending}") == expected
    assert "1 of 3 rows had something to mask" in output
    assert "  1 phone" in output
    assert "Not masked: id" in output
    assert "055" not in output


def test_every_column_of_that_name_is_masked(folder):
    (folder / "two.csv").write_text("body,n,body\n055 123 4567,1,055 123 4568\n", "utf-8")
    run("two.csv", "--text", "body", "--to", "o.csv")
    assert "055" not in (folder / "o.csv").read_text("utf-8")


def test_what_is_there_is_never_replaced(folder):
    for name in ("table.csv", "there.csv"):
        (folder / "there.csv").write_text("x")
        before = (folder / name).read_bytes()
        with pytest.raises(SourceError, match="exists already"):
            run("table.csv", "--text", "body", "--to", name)
        assert (folder / name).read_bytes() == before


def test_an_ending_or_a_column_that_is_not_known_is_refused(folder):
    with pytest.raises(ParameterError, match=r"\.csv"):
        run("table.csv", "--text", "body", "--to", "out.doc")
    with pytest.raises(ParameterError, match="id, body"):
        run("table.csv", "--text", "text", "--to", "out.csv")
    assert sorted(path.name for path in folder.iterdir()) == ["table.csv"]


@pytest.mark.parametrize("column", ["body", "Arta Demo"])
def test_a_table_without_names_of_columns_is_refused_and_not_quoted(folder, column):
    (folder / "bare.csv").write_text("Arta Demo,055 123 456\nBesa Demo,055 654 321\n")
    with pytest.raises(SourceError) as refused:
        run("bare.csv", "--text", column, "--to", "out.csv")
    assert "Demo" not in str(refused.value)
    assert "055" not in str(refused.value)
    assert not (folder / "out.csv").exists()
