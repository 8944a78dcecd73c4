"""A journalist runs every notebook by hand, one after the other, in a kernel of JupyterLab."""

from __future__ import annotations

import nbformat
from nbclient import NotebookClient

from tefter.runs.kernel import lent
from tefter.runs.whole import NOTEBOOKS


def ran(path, folder, kernel=None):
    content = nbformat.read(path, as_version=4)
    if kernel is not None:
        kernel.emptied()
    place = {"metadata": {"path": str(folder)}}
    client = NotebookClient(content, km=kernel, resources=place, timeout=300)
    return client.execute()


def shown(content):
    outputs = [out for cell in content.cells for out in cell.get("outputs", [])]
    return "".join(str(out.get("data", out.get("text", ""))) for out in outputs)


def test_the_way_runs_from_the_folder_of_the_notebooks_without_a_run(project, done):
    notebooks = project / "notebooks"
    with lent() as kernel:
        for name in NOTEBOOKS:
            ran(notebooks / f"{name}.ipynb", notebooks, kernel)
    by_hand = project / "reports" / "balkan-slutshaming" / "by-hand"
    for path in ("numbers.json", "charts/views_map.svg", "tables/posts_by_country.csv"):
        assert (by_hand / path).read_bytes() == (done.report / path).read_bytes(), path


def test_explore_opens_the_last_finished_run_and_shows_nobody(demo, done):
    notebooks = demo.project / "notebooks"
    words = shown(ran(notebooks / "explore.ipynb", notebooks))
    assert "demo_target" not in words
    assert "Hashtags by category" in words
