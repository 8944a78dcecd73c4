"""JupyterLab as ``make lab`` starts it: charts draw, nobody is asked anything, outputs stay out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import nbformat
import pytest
from tests.jupyterlab import jupyterlab
from tests.newcomer import PROJECT

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def lab(demo: Any, done: Any) -> Iterator[str]:
    """The address of a JupyterLab on a project with one finished run."""
    with jupyterlab(demo.project) as address:
        yield address


def test_make_lab_starts_it_with_the_settings_of_the_project():
    makefile = (PROJECT / "Makefile").read_text("utf-8")
    assert 'JUPYTER_CONFIG_PATH="$(CURDIR)/.jupyter" $(BIN)/jupyter lab' in makefile


def test_a_journalist_explores_and_what_is_saved_holds_no_output(browser: Any, lab: str, demo: Any):
    page = browser.new_page(viewport={"width": 1400, "height": 1000})
    page.goto(f"{lab}/lab/tree/notebooks/explore.ipynb?token=test")
    run_all(page)
    page.get_by_text("Hashtags by category").last.wait_for(timeout=60_000)
    assert page.get_by_text("Jupyter news").count() == 0
    words = page.locator(".jp-NotebookPanel").inner_text()
    assert not re.search("demo_target|Traceback", words)
    page.keyboard.press("Control+s")
    page.wait_for_timeout(2_000)
    saved = nbformat.read(demo.project / "notebooks" / "explore.ipynb", as_version=4)
    kept = nbformat.read(PROJECT / "notebooks" / "explore.ipynb", as_version=4)
    assert saved == kept
    page.close()


def test_a_chart_is_drawn_live_in_a_notebook(browser: Any, lab: str, demo: Any):
    own = nbformat.v4.new_notebook()
    own.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3 (ipykernel)"}
    own.cells = [
        nbformat.v4.new_code_cell(
            "from tefter import charts\n"
            "from tefter.runs import open_workspace\n"
            "folder = open_workspace('balkan-slutshaming', 'latest').report / 'charts'\n"
            "charts.show(charts.load(folder, 'views_map'))"
        )
    ]
    nbformat.write(own, demo.project / "own.ipynb")
    page = browser.new_page(viewport={"width": 1400, "height": 1000})
    page.goto(f"{lab}/lab/workspaces/own/tree/own.ipynb?token=test")
    run_all(page)
    drawn = page.locator(".jp-RenderedVegaCommon5 svg, .jp-RenderedVegaCommon5 canvas").first
    drawn.wait_for(timeout=60_000)
    assert drawn.bounding_box()["height"] > 100
    page.close()


def run_all(page: Any) -> None:
    """Run every cell of the open notebook, and come back when the last one has run.

    The command behind the menu entry, and its promise, rather than clicks: a click on a page that
    is still settling is lost, and nothing says so.
    """
    page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").wait_for(timeout=120_000)
    page.set_default_timeout(180_000)
    page.evaluate(
        """async () => {
            await window.jupyterapp.restored;
            const panel = window.jupyterapp.shell.currentWidget;
            await panel.context.ready;
            await panel.sessionContext.ready;
            await window.jupyterapp.commands.execute("notebook:run-all-cells");
        }"""
    )
    prompts = page.locator(".jp-CodeCell .jp-InputArea-prompt").all_inner_texts()
    assert all(re.search(r"\d", prompt) for prompt in prompts), prompts
