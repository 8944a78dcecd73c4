"""The same rerun inside JupyterLab: the same form, the same queue, no snapshot of a notebook."""

from __future__ import annotations

import nbformat
import pytest
from tests.desk.newsroom import newsroom, provenance_of, until

from tefter.desk.lab import rerun


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_wrong_value_is_refused_beside_its_field_and_nothing_runs(project):
    newsroom(project)
    form = rerun("a-case", "Ana")
    form.inputs["minimum_cell"].value = "0"
    form.start.click()
    assert form.errors["minimum_cell"].value == "Write a number from 1 to 100."
    assert form.job is None


def test_it_runs_the_notebooks_as_they_are_saved_when_the_run_begins(project):
    case = newsroom(project)
    form = rerun("a-case", "Ana", "sq")
    form.inputs["countries"]["XK"].value = True
    path = project / "notebooks" / "3-code.ipynb"
    content = nbformat.read(path, as_version=4)
    content.cells.append(nbformat.v4.new_code_cell('open("changed-since", "w").close()'))
    nbformat.write(content, path)
    form.start.click()
    until(lambda: not form.start.disabled)
    assert form.job.state == "finished", form.job.said
    assert provenance_of(case, form.job.run)["parameters"]["countries"] == ["XK"]
    assert form.status.value == f"Përfundoi. reports/a-case/{form.job.run}/index.html"
    assert (project / "changed-since").exists()


def test_it_is_called_off_there_too(project):
    newsroom(project, gate=True)
    form = rerun("a-case", "Ana")
    form.start.click()
    until((project / "began").exists)
    form.stop.click()
    until(lambda: not form.start.disabled)
    assert form.status.value == "Cancelled by Ana."
