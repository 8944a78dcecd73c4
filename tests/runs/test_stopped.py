"""A run that stops says why, in its provenance and to who started it."""

from __future__ import annotations

import errno

import pytest
from tests.runs.notebooks import notebook

from tefter import custody
from tefter.case import Case
from tefter.errors import CustodyError
from tefter.runs import provenance
from tefter.runs.whole import NOTEBOOKS, run_case

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
    for name in NOTEBOOKS:
        notebook(tmp_path / "notebooks" / f"{name}.ipynb")
    export = tmp_path / "export.json"
    export.write_text("[]")
    made = Case(tmp_path, "a-case")
    custody.add(made.raw, [export], origin="a test", added_by="tester")
    return made


def reason(case):
    found = provenance.read(case.reports / "run-1")
    assert found["outcome"]["status"] == "failed"
    return found["outcome"]["reason"]


def test_a_raw_file_that_goes_away_in_the_middle_is_named(case):
    def lose(workspace, values):
        (case.raw / "export.json").unlink()
        raise FileNotFoundError(errno.ENOENT, "No such file", "export.json")

    with pytest.raises(CustodyError, match=r"export\.json: went away from data/raw while"):
        run_case(case, {}, name="run-1", prepare=lose)
    assert reason(case).startswith("export.json: went away from data/raw while")


def test_a_full_disk_is_the_reason(case):
    def full(workspace, values):
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        run_case(case, {}, name="run-1", prepare=full)
    assert reason(case) == "no space left on device"


def test_a_defect_is_called_one_and_its_message_is_withheld(case):
    def broken(workspace, values):
        raise ValueError("words of a record")

    with pytest.raises(ValueError, match="words"):
        run_case(case, {}, name="run-1", prepare=broken)
    assert reason(case) == "it stopped at a defect of Tefter: ValueError"


def test_only_a_run_that_is_interrupted_says_so(case):
    def interrupt(workspace, values):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_case(case, {}, name="run-1", prepare=interrupt)
    assert reason(case) == "it was interrupted"
