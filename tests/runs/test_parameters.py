"""A parameter that no notebook has, or a value of the wrong kind, is refused before a run."""

from __future__ import annotations

import papermill
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.runs.notebooks import notebook

from tefter.errors import ParameterError
from tefter.runs.parameters import declared, in_notebook, read_values

CELL = """\
case: str = "a-case"  # The case
run: str = ""  # The run
date_from: "date" = ""  # First day
countries: "list[country]" = []  # Countries; none means all
similarity: float = 0.8  # Near from here on (0.5 to 1)
minimum: int = 3  # Smallest count that is shown (1 to 100)
detector: "choice[langdetect, lingua]" = "langdetect"  # Which detector
quiet: bool = False  # Say less
labels: "table" = ""  # What people say
"""
COUNTRIES = ["XK", "AL", "MK"]


@pytest.fixture
def parameters(tmp_path):
    return declared([notebook(tmp_path / "1-clean.ipynb", parameters=CELL)])


def read(parameters, *pairs):
    return read_values(parameters, pairs, COUNTRIES)


def test_every_kind_of_value_is_read_into_its_type(parameters):
    assert read(
        parameters,
        "date_from=2021-03-01",
        "countries=xk, AL",
        "similarity=0.9",
        "minimum=5",
        "detector=lingua",
        "quiet=true",
    ) == {
        "date_from": "2021-03-01",
        "countries": ["XK", "AL"],
        "similarity": 0.9,
        "minimum": 5,
        "detector": "lingua",
        "quiet": True,
    }


def test_description_choices_and_bounds_are_read_from_the_cell(parameters):
    assert parameters["similarity"].low == 0.5
    assert parameters["similarity"].high == 1
    assert parameters["detector"].choices == ("langdetect", "lingua")
    assert parameters["date_from"].description == "First day"
    assert parameters["date_from"].notebooks == ("1-clean",)


@pytest.mark.parametrize(
    ("pair", "sentence"),
    [
        ("date_form=2021-03-01", "no notebook has a parameter 'date_form'; did you mean date_from"),
        ("zzz=1", "there are: date_from, countries"),
        ("case=other", "no notebook has a parameter 'case'"),
        ("run=other", "no notebook has a parameter 'run'"),
        ("similarity", "has no value"),
        ("similarity=high", "similarity must be a number, not 'high'"),
        ("similarity=nan", "similarity must be a finite number"),
        ("similarity=0.2", "similarity must lie between 0.5 and 1"),
        ("minimum=3.5", "minimum must be a whole number"),
        ("minimum=0", "minimum must lie between 1 and 100"),
        ("date_from=1.3.2021", "date_from must be a date such as 2021-01-31"),
        ("date_from=2021-02-30", "date_from must be a date"),
        ("date_from=20210301", "date_from must be a date"),
        ("countries=XK,RS", "countries must name countries of the case, not 'RS'"),
        ("detector=langdetct", "must be one of langdetect, lingua.*did you mean langdetect"),
        ("quiet=perhaps", "quiet must be true or false"),
    ],
)
def test_what_is_wrong_is_refused_in_one_sentence(parameters, pair, sentence):
    with pytest.raises(ParameterError, match=sentence):
        read(parameters, pair)


def test_a_parameter_given_twice_is_refused(parameters):
    with pytest.raises(ParameterError, match="minimum is given twice"):
        read(parameters, "minimum=3", "minimum=4")


@given(text=st.text())
def test_no_text_is_ever_taken_for_code(text):
    """A value is a plain string or number, or refused: what reaches the kernel is its repr."""
    from pathlib import Path  # noqa: PLC0415
    from tempfile import TemporaryDirectory  # noqa: PLC0415

    with TemporaryDirectory() as folder:
        parameters = declared([notebook(Path(folder) / "n.ipynb", parameters=CELL)])
    for name in ("date_from", "similarity", "minimum", "quiet", "detector", "countries"):
        try:
            [value] = read(parameters, f"{name}={text}").values()
        except ParameterError:
            continue
        assert isinstance(value, str | int | float | bool | list)
        assert (
            not isinstance(value, str) or value in {"", "langdetect", "lingua"} or value[4] == "-"
        )


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ("import os", "is not a declaration"),
        ("x = 1  # no type", "is not a declaration"),
        ("x: int = 1", "lacks a value or a description"),
        ("x: int  # no value", "lacks a value or a description"),
    ],
)
def test_a_cell_that_declares_badly_is_refused(tmp_path, cell, sentence):
    with pytest.raises(ParameterError, match=sentence):
        in_notebook(notebook(tmp_path / "n.ipynb", parameters=cell))


def test_a_notebook_without_a_parameters_cell_is_refused(tmp_path):
    with pytest.raises(ParameterError, match=r"n\.ipynb: has no cell tagged parameters"):
        in_notebook(notebook(tmp_path / "n.ipynb", "1", parameters=None))


def test_two_notebooks_must_declare_one_name_alike(tmp_path):
    first = notebook(tmp_path / "1.ipynb", parameters="x: int = 1  # A number")
    same = notebook(tmp_path / "2.ipynb", parameters="x: int = 1  # A number")
    other = notebook(tmp_path / "3.ipynb", parameters="x: int = 2  # A number")
    assert declared([first, same])["x"].notebooks == ("1", "2")
    with pytest.raises(ParameterError, match="declared otherwise than in 1"):
        declared([first, other])


def test_papermill_sees_every_declaration_that_we_see(tmp_path):
    path = notebook(tmp_path / "n.ipynb", parameters=CELL)
    theirs = papermill.inspect_notebook(str(path))
    ours = {p.name: p for p in in_notebook(path)}
    assert set(theirs) == set(ours)
    assert all(theirs[name]["help"] == ours[name].description for name in ours)


def test_a_table_is_one_of_the_folder_of_the_case(parameters, tmp_path):
    (tmp_path / "mine.csv").touch()
    assert read_values(parameters, ["labels=mine.csv"], COUNTRIES, tmp_path) == {
        "labels": "mine.csv"
    }
    assert read_values(parameters, ["labels="], COUNTRIES, tmp_path) == {"labels": ""}
    for name in ("nosuch.csv", "/etc/passwd", f"../{tmp_path.name}/mine.csv", "mine"):
        with pytest.raises(ParameterError, match="table in the folder of the case"):
            read_values(parameters, [f"labels={name}"], COUNTRIES, tmp_path)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"cells": 1}'])
def test_a_half_saved_notebook_is_told_in_a_sentence(tmp_path, content):
    path = tmp_path / "1-clean.ipynb"
    path.write_text(content)
    with pytest.raises(ParameterError, match=r"1-clean\.ipynb: .*get it back from git"):
        in_notebook(path)
