"""Notebooks mask by themselves, errors carry no words from the data, looking is on record."""

from __future__ import annotations

import csv
import subprocess
import sys

import nbformat
import polars as pl
import pytest
from nbclient import NotebookClient

from tefter.cli import main
from tefter.errors import ParameterError, SourceError
from tefter.privacy import masked
from tefter.privacy.displayed import as_text, shown, veiled
from tefter.privacy.notebook import without_words
from tefter.privacy.reveal import Revealed, reveal
from tefter.runs.execute import NotebookFailedError, execute
from tefter.runs.kernel import lent

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


SETUP = f"""
import polars as pl
secret = {SECRET[:14]!r} + {SECRET[14:]!r}
frame = pl.DataFrame({{"text": [secret], "account_name": ["demo_" + "target"], "views": [1234567]}})
accounts = pl.DataFrame({{"account_id": ["440" + "1880"]}})
from pathlib import Path
Path("script.py").write_text("raise ValueError(secret)")
"""

SHOWN = [
    "frame",
    "frame['text']",
    "frame['text'][0]",
    "frame.row(0)",
    "list(frame.iter_rows(named=True))",
    "frame['account_name'].to_list()",
    "{'of': [frame], secret: {secret}}",
    "accounts.row(0)",
    "pl.DataFrame({'phone': [38344123456, 38344123457]})",
    "38344123456",
    "frame.pivot(on='account_name', index='text', values='views')",
    "frame.select(pl.col('account_name').alias('platform'))",
    "frame.select(pl.col('text').alias('country'), who='account_name')",
    "frame.to_pandas()",
    "frame['text'].to_numpy()",
    "frame.lazy().filter(pl.col('text') == secret)",
    "f'{frame}'",
    "print(frame)",
    "print('055', '123', '4567', secret)",
    "frame.glimpse()",
    "display(frame)",
    "from IPython.display import HTML; HTML(f'<p class=\"a\">{secret}</p>')",
    "%whos",
    "secret?",
]

RAISED = [
    "frame.select(pl.col('text').cast(pl.Int64))",
    "raise SystemExit(secret)",
    "raise KeyboardInterrupt(secret)",
    "raise pl.exceptions.PanicException(secret)",
    "raise BaseExceptionGroup(secret, [KeyboardInterrupt(secret)])",
    "%run -i script.py",
    "%tb",
    "eval(secret)",
    "import warnings; warnings.warn(secret)",
    "import logging; logging.warning(secret)",
    "from threading import Thread\ndef fail(): raise ValueError('Ivanu')\n"
    "Thread(target=fail).start()",
    "class Gone:\n def __del__(self): raise ValueError('Ivanu')\ndel Gone",
    "class Odd:\n def __repr__(self): raise ValueError('Ivanu')\nOdd()",
    "from ipywidgets import Button\nbutton = Button()\n"
    "def pressed(_): raise ValueError('Ivanu')\nbutton.on_click(pressed)\nbutton.click()",
]


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    """What a kernel shows of each cell, as it is kept and as it is answered."""
    folder = tmp_path_factory.mktemp("shown")
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(cell) for cell in (SETUP, *SHOWN, *RAISED)]
    )
    replies = []
    with lent() as kernel:
        NotebookClient(
            notebook,
            km=kernel,
            allow_errors=True,
            resources={"metadata": {"path": str(folder)}},
            on_cell_executed=lambda execute_reply, **_: replies.append(str(execute_reply)),
        ).execute()
    return {
        cell.source: str(cell.outputs) + reply
        for cell, reply in zip(notebook.cells, replies, strict=True)
    }


@pytest.mark.parametrize("cell", [*SHOWN, *RAISED])
def test_a_notebook_shows_nobody(outputs, cell):
    for word in ("Ivanu", "055 123", "demo_target", "4401880", "38344"):
        assert word not in outputs[cell].replace(cell, "")


def test_errors_in_a_notebook_are_still_told(outputs):
    assert "InvalidOperationError" in outputs[RAISED[0]]
    assert "KeyboardInterrupt" in outputs[RAISED[2]]
    assert "in fail" in outputs[RAISED[10]]
    assert "[phone]" in outputs["print('055', '123', '4567', secret)"]
    assert '<p class="a">' in outputs[SHOWN[21]]


def test_a_value_has_the_pseudonym_that_its_frame_shows():
    frame = pl.DataFrame({"account_name": ["demo_target"], "views": [7]})
    name = masked(frame)["account_name"][0]
    assert veiled(frame.row(0), [frame]) == (name, 7)
    assert veiled(frame.row(0, named=True)) == {"account_name": name, "views": 7}
    assert shown(frame.select(who="account_name"), [frame])["who"][0] == name


def test_of_a_long_frame_the_rows_that_are_shown_are_masked():
    frame = pl.DataFrame({"text": [SECRET] * 5_000, "n": range(5_000)})
    seen = as_text(frame)
    assert "shape: (5_000, 2)" in seen
    assert "4999" in seen
    assert "Ivanu" not in seen


def test_looking_on_purpose_shows_a_frame_where_everything_is_masked(outputs):
    frame = pl.DataFrame({"text": [SECRET]})
    assert "Ivanu" not in as_text(frame)
    assert "Ivanu" in repr(Revealed(frame))


def test_a_failed_notebook_says_which_error_it_was(tmp_path):
    cells = ["x: int = 1  # a parameter", f"int({SECRET!r}[:4])"]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    notebook.cells[0].metadata["tags"] = ["parameters"]
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "x", "language": "python"}
    nbformat.write(notebook, tmp_path / "n.ipynb")
    with pytest.raises(NotebookFailedError, match="ValueError") as caught:
        execute(tmp_path / "n.ipynb", tmp_path / "out.ipynb", {}, tmp_path)
    assert "zovi" not in str(caught.value)


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
