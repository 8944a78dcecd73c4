"""Notebooks mask by themselves, errors carry no words from the data, looking is on record."""

from __future__ import annotations

import csv
import subprocess
import sys

import nbformat
import polars as pl
import pytest

from tefter.cli import main
from tefter.errors import ParameterError, SourceError
from tefter.privacy.notebook import without_words
from tefter.privacy.reveal import reveal
from tefter.runs.execute import NotebookFailedError, execute

SECRET = "zovi Ivanu Demo 055 123 4567"

FAILURES = {
    "polars": f"pl.Series([{SECRET!r}]).cast(pl.Int64)",
    "a key": f"{{}}[{SECRET!r}]",
    "msgspec": f"import msgspec; msgspec.convert({{'a': {SECRET!r}}}, dict[str, int])",
    "of its own": f"raise ValueError({SECRET!r})",
    "chained": f"try:\n 1 / 0\nexcept Exception as e:\n raise OSError({SECRET!r}) from e",
    "codec": f"{SECRET + chr(0x160)!r}.encode('ascii')",
}  # fmt: skip


@pytest.mark.parametrize("name", FAILURES)
def test_where_an_error_was_is_told_without_its_message(name):
    with pytest.raises(Exception) as caught:
        exec(FAILURES[name], {"pl": pl})
    told = "\n".join(without_words(caught.value))
    assert type(caught.value).__name__ in told
    assert "Ivanu" not in told
    assert "055" not in told


def test_an_error_of_ours_keeps_its_sentence():
    assert without_words(SourceError("is empty", "give another", file="a.csv"))[-1] == (
        "SourceError: a.csv: is empty; give another."
    )


def test_a_failed_notebook_and_shown_frames_hold_no_text(tmp_path):
    cells = [
        "x: int = 1  # a parameter",
        f"import polars as pl\nsecret = {SECRET[:14]!r} + {SECRET[14:]!r}",
        "frame = pl.DataFrame({'text': [secret], 'account_name': ['demo_target']})",
        "frame",
        "frame['text']",
        "frame.select(pl.col('text').cast(pl.Int64))",
    ]  # fmt: skip
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    notebook.cells[0].metadata["tags"] = ["parameters"]
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "x", "language": "python"}
    nbformat.write(notebook, tmp_path / "n.ipynb")
    with pytest.raises(NotebookFailedError, match="InvalidOperationError") as caught:
        execute(tmp_path / "n.ipynb", tmp_path / "out.ipynb", {}, tmp_path)
    assert "Ivanu" not in str(caught.value)
    done = nbformat.read(tmp_path / "out.ipynb", as_version=4)
    shown = str([cell.get("outputs") for cell in done.cells])
    assert "[phone]" in shown
    for word in ("Ivanu", "055", "demo_target"):
        assert word not in shown


def test_the_command_line_tells_a_defect_without_its_message(monkeypatch, capsys):
    def broken():
        raise ValueError(SECRET)

    monkeypatch.setattr("tefter.cli.app", broken)
    with pytest.raises(SystemExit) as left:
        main()
    said = "".join(capsys.readouterr())
    assert left.value.code == 70
    assert "in broken" in said
    assert "Ivanu" not in said


def test_looking_unmasked_needs_a_reason_and_is_on_record(tmp_path):
    frame = pl.DataFrame({"text": [SECRET + "\x1b[31m"], "n": [1]})
    with pytest.raises(ParameterError, match="reason"):
        reveal(frame, " ", tmp_path / "reveals.csv")
    assert not (tmp_path / "reveals.csv").exists()
    seen = reveal(frame, "check the name in the story", tmp_path / "reveals.csv")
    assert "Ivanu" in repr(seen)
    assert "\x1b" not in repr(seen) + seen._repr_html_()
    rows = list(csv.DictReader((tmp_path / "reveals.csv").open(encoding="utf-8")))
    assert [(row["rows"], row["columns"], row["why"]) for row in rows] == [
        ("1", "text n", "check the name in the story")
    ]
    assert "Ivanu" not in (tmp_path / "reveals.csv").read_text("utf-8")


def test_nothing_is_shown_where_the_record_cannot_be_written(tmp_path):
    with pytest.raises(OSError, match="No such file"):
        reveal(pl.DataFrame({"text": [SECRET]}), "why", tmp_path / "none" / "reveals.csv")


def test_a_wrong_command_quotes_nothing_from_a_file(tmp_path):
    (tmp_path / "t.csv").write_text(f"body\n{SECRET}\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "tefter", "mask", "t.csv", "--text", "x", "--to", "o.csv"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "Ivanu" not in done.stdout + done.stderr
