"""The coding window in JupyterLab: by keys alone, hostile text as text, no network."""

from __future__ import annotations

import shutil
from typing import Any

import nbformat
import pytest
from tests.jupyterlab import jupyterlab
from tests.newcomer import PROJECT

from tefter.case import Case
from tefter.coding.human import CoderFile, Places
from tefter.scaffold import new_case

pytestmark = [pytest.mark.xdist_group("whole"), pytest.mark.browser]

HOSTILE = "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>"
CELL = f"""
from datetime import datetime, timezone
import polars as pl
from tefter.case import Case, find_project
from tefter.coding.human import Draw, adjudicate, assign, code_posts
case = Case(find_project(), "my-case")
hostile = {HOSTILE!r}
posts = pl.DataFrame({{
    "post_uid": [f"tiktok:{{n}}" for n in range(1, 7)],
    "platform": "tiktok",
    "posted_at": [datetime(2024, 3, n, tzinfo=timezone.utc) for n in range(1, 7)],
    "text_clean": [f"{{n}}: zovite +387 68 555 123 {{hostile}}" for n in range(1, 7)],
    "language": "hbs",
}}, schema_overrides={{"posted_at": pl.Datetime("us", "UTC")}})
assign(case, posts, ["ana", "bo"], Draw(6, twice=1, strata=()))
"""


# The command behind the menu entry: a click or key on a page that is still settling is lost.
RUN_ALL = """async () => {
    await window.jupyterapp.restored;
    const panel = window.jupyterapp.shell.currentWidget;
    await panel.context.ready;
    await panel.sessionContext.ready;
    await window.jupyterapp.commands.execute("notebook:run-all-cells");
}"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Case:
    folder = tmp_path_factory.mktemp("coding")
    for name in ("cases", "data"):
        (folder / name).mkdir()
    shutil.copytree(PROJECT / ".jupyter", folder / ".jupyter")
    new_case(folder, "my-case", "My case")
    for name, last in {
        "code": 'code_posts(case, posts, "ana")',
        "bo": 'code_posts(case, posts, "bo", "sq")',
        "decide": 'adjudicate(case, posts, "vera")',
    }.items():
        notebook = nbformat.v4.new_notebook()
        notebook.metadata["kernelspec"] = {
            "name": "python3",
            "display_name": "Python 3 (ipykernel)",
        }
        notebook.cells = [nbformat.v4.new_code_cell(f"{CELL}\n{last}")]
        nbformat.write(notebook, folder / f"{name}.ipynb")
    return Case(folder, "my-case")


@pytest.fixture(scope="module")
def lab(browser: Any, project: Case) -> Any:
    with jupyterlab(project.project) as address:
        yield address


@pytest.fixture
def window(browser: Any, lab: str) -> Any:
    """Open a notebook, run its cell, and give the page with the window in it."""
    pages = []

    def opened(name: str) -> Any:
        page = browser.new_page(viewport={"width": 1400, "height": 1000})
        pages.append(page)
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(f"{lab}/lab/workspaces/{name}/tree/{name}.ipynb?token=test")
        page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").wait_for(timeout=120_000)
        page.evaluate(RUN_ALL)
        page.locator(".tefter-window[aria-label]").wait_for(timeout=60_000)
        return page

    yield opened
    for page in pages:
        page.close()


def codes(project: Case, coder: str = "ana") -> list[Any]:
    return CoderFile(Places.of(project).annotations, coder).read()


def shows(page: Any, words: str) -> None:
    page.locator(".tefter-top").get_by_text(words).wait_for(timeout=10_000)


def test_a_coder_works_by_keys_alone(window: Any, project: Case) -> None:
    page = window("code")
    shows(page, "0 of 6 coded")
    text = page.locator(".tefter-text")
    assert "[phone]" in text.inner_text()
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    shows(page, "1 of 6 coded")
    assert [one.categories for one in codes(project)] == [("relevant",)]
    page.keyboard.press("v")
    page.locator(".tefter-text", has_text="+387 68 555 123").wait_for(timeout=10_000)
    assert "+387" not in (project.folder / "annotations" / "reveals" / "ana.csv").read_text()
    page.keyboard.press("n")
    page.keyboard.type("why? 1 2 b d d")
    page.keyboard.press("Escape")
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    shows(page, "2 of 6 coded")
    assert "why? 1 2 b d d" in (project.project / "data/notes/my-case/ana.csv").read_text()
    page.keyboard.press("s")
    page.keyboard.press("b")
    page.wait_for_timeout(500)
    page.keyboard.press("x")
    page.get_by_text("The text is hidden").wait_for(timeout=10_000)
    assert not text.is_visible()
    page.keyboard.press("Enter")
    text.wait_for(timeout=10_000)
    assert page.locator(".jp-Cell").count() == 1, "JupyterLab's own keys stayed quiet"


def test_hostile_text_stays_text_and_nothing_is_asked_of_the_network(window: Any) -> None:
    page = window("code")
    assert "<script>" in page.locator(".tefter-text").inner_text()
    assert page.locator(".tefter-window img, .tefter-window script").count() == 0
    assert page.title() != "taken"
    assert {url.split("/")[2] for url in page.asked if url.startswith("http")} == {
        page.url.split("/")[2]
    }


def test_no_text_is_saved_with_the_notebook_but_the_code_that_made_it(
    window: Any, project: Case
) -> None:
    page = window("code")
    page.keyboard.press("Control+s")
    page.wait_for_timeout(2_000)
    saved = nbformat.read(project.project / "code.ipynb", as_version=4)
    assert "zovite" not in str(saved.cells[0].outputs)
    assert "zovite" not in str(saved.metadata)


def test_it_has_names_and_roles_for_screen_readers_in_the_language_chosen(window: Any) -> None:
    page = window("bo")
    one = page.locator(".tefter-window")
    assert one.get_attribute("lang") == "sq"
    assert one.get_attribute("aria-label") == "Kodimi"
    assert one.get_by_role("group", name="Teksti i postimit").count() == 1
    assert one.get_by_role("group", name="Kategoria").get_by_role("radio").count() == 2
    assert one.get_by_role("progressbar").count() == 1
    assert one.get_by_role("textbox", name="Shënim").count() == 1
    for button in one.get_by_role("button").all():
        if button.is_visible():
            assert button.inner_text().strip()


def test_a_kernel_that_died_is_told_and_nothing_is_pretended(window: Any, project: Case) -> None:
    page = window("code")
    before = len(codes(project))
    page.evaluate(
        "async () => { await window.jupyterapp.shell.currentWidget.sessionContext.session"
        ".kernel.shutdown(); }"
    )
    page.locator(".tefter-text").focus()
    page.keyboard.press("1")
    page.get_by_text("nothing was saved").wait_for(timeout=15_000)
    assert len(codes(project)) == before


def test_an_editor_decides_in_the_same_window(window: Any, project: Case) -> None:
    other = window("bo")
    for place in range(6):
        shows(other, f"{place} nga 6")
        other.keyboard.press("2" if place % 2 else "1")
        other.keyboard.press("Enter")
    shows(other, "6 nga 6")
    page = window("code")
    for _ in range(10):
        if page.locator(".tefter-rest").last.is_visible():
            break
        page.keyboard.press("1")
        page.keyboard.press("Enter")
        page.wait_for_timeout(400)
    page = window("decide")
    assert page.locator(".tefter-window").get_attribute("aria-label") == "Adjudication"
    assert {"Relevant", "Not relevant"} <= set(page.locator(".tefter-given li").all_inner_texts())
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    page.locator(".tefter-top").get_by_text("1 of").wait_for(timeout=10_000)
    assert len(CoderFile(Places.of(project).adjudicated, "vera").read()) == 1
