"""Notebooks are prose, parameters and a few calls; they carry no output, and read as text."""

from __future__ import annotations

import ast
from pathlib import Path

import jupytext
import nbformat
import papermill
import pytest

from tefter.runs.parameters import declared, in_notebook
from tefter.runs.whole import NOTEBOOKS

FOLDER = Path(__file__).resolve().parents[2] / "notebooks"
ALL = sorted(FOLDER.glob("*.ipynb"))
LOGIC = (ast.FunctionDef, ast.ClassDef, ast.For, ast.While, ast.If, ast.Try, ast.Lambda)


def cells(path, kind):
    content = nbformat.read(path, as_version=4)
    return [cell for cell in content.cells if cell.cell_type == kind]


def test_the_way_is_there_with_coding_and_exploring_beside_it():
    assert [path.stem for path in ALL] == [
        *NOTEBOOKS,
        "adjudicate",
        "code-posts",
        "explore",
        "rerun",
    ]


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
class TestNotebook:
    def test_it_is_valid_and_stored_without_output(self, path):
        content = nbformat.read(path, as_version=4)
        nbformat.validate(content)
        assert all(
            not cell.outputs and cell.execution_count is None for cell in cells(path, "code")
        )

    def test_its_twin_in_text_says_the_same(self, path):
        twin = jupytext.read(path.with_suffix(".py"))
        ours = [
            (c.cell_type, c.source, tuple(c.metadata.get("tags", ())))
            for c in nbformat.read(path, as_version=4).cells
        ]
        theirs = [(c.cell_type, c.source, tuple(c.metadata.get("tags", ()))) for c in twin.cells]
        assert ours == theirs, "write it again: make notebooks"

    def test_it_holds_no_logic(self, path):
        found = [
            type(node).__name__
            for cell in cells(path, "code")
            for node in ast.walk(ast.parse(cell.source))
            if isinstance(node, LOGIC)
        ]
        assert found == []

    def test_it_is_prose_first(self, path):
        first = nbformat.read(path, as_version=4).cells[0]
        assert first.cell_type == "markdown"
        assert first.source.startswith("# ")
        words = sum(len(cell.source.split()) for cell in cells(path, "markdown"))
        assert words > 60

    def test_its_parameters_are_typed_and_described_as_papermill_shows_them(self, path):
        theirs = papermill.inspect_notebook(str(path))
        ours = {one.name: one for one in in_notebook(path)}
        assert set(theirs) == set(ours) >= {"case", "run"}
        for name, shown in theirs.items():
            assert shown["inferred_type_name"].strip("\"'") not in {"", "None"}, name
            assert shown["help"] == ours[name].description


def test_one_name_means_one_thing_in_every_notebook_of_the_way():
    assert "case" in declared([FOLDER / f"{name}.ipynb" for name in NOTEBOOKS])
