"""The same rerun inside JupyterLab: the same form, the same queue, no snapshot of a notebook."""

from __future__ import annotations

import shutil
from typing import Any

import nbformat
import pytest
from tests.desk.newsroom import newsroom, provenance_of, until
from tests.jupyterlab import jupyterlab
from tests.newcomer import PROJECT
from tests.whole.test_jupyterlab import run_all

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


@pytest.mark.browser
def test_an_editor_asks_for_it_in_a_browser_and_sees_it_end(browser: Any, project):
    case = newsroom(project)
    shutil.copytree(PROJECT / ".jupyter", project / ".jupyter")
    asked = nbformat.v4.new_notebook()
    asked.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3 (ipykernel)"}
    asked.cells = [
        nbformat.v4.new_code_cell("from tefter.desk.lab import rerun\n\nrerun('a-case', 'Ana')")
    ]
    nbformat.write(asked, project / "rerun.ipynb")
    with jupyterlab(project) as address:
        page = browser.new_page(viewport={"width": 1400, "height": 1000})
        page.goto(f"{address}/lab/tree/rerun.ipynb?token=test")
        run_all(page)
        page.get_by_label("Kosovo").check()
        page.get_by_role("button", name="Start the run").click()
        page.get_by_text("index.html").wait_for(timeout=120_000)
        page.close()
    (run,) = case.reports.iterdir()
    assert provenance_of(case, run.name)["parameters"]["countries"] == ["XK"]
