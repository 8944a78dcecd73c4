"""The report of the demo as an editor and a reader open it: from the disk, with the network off."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tefter.charts import TABLES_OF

pytestmark = pytest.mark.browser


@pytest.fixture
def opened(browser: Any, done: Any) -> Any:
    """Open a page of the run at a width; whatever it complains of or asks for fails the test."""
    contexts = []
    complaints: list[str] = []

    def at(name: str, width: int = 1200) -> Any:
        contexts.append(browser.new_context(offline=True, viewport={"width": width, "height": 900}))
        page = contexts[-1].new_page()
        page.on("console", lambda said: complaints.append(said.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "request",
            lambda asked: asked.url.startswith(("data:", "file:")) or complaints.append(asked.url),
        )
        page.goto((done.report / name).as_uri())
        return page

    yield at
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.mark.parametrize("width", [360, 1200])
def test_the_report_draws_all_its_charts(opened: Any, width: int) -> None:
    page = opened("index.html", width)
    page.wait_for_function(
        "n => document.querySelectorAll('[data-drawn]').length === n", arg=len(TABLES_OF)
    )
    assert page.locator("[data-chart]").count() == len(TABLES_OF)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for chart in page.locator("[data-drawn]").all():
        box = chart.bounding_box()
        assert box["width"] > 200 and box["height"] > 100


@pytest.mark.parametrize("width", [360, 1200])
def test_the_methodology_draws_every_chart_that_it_has(opened: Any, width: int) -> None:
    page = opened("methodology.html", width)
    charts = page.locator("[data-chart]").count()
    assert charts
    page.wait_for_function(
        "n => document.querySelectorAll('[data-drawn]').length === n", arg=charts
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", ["index.html", "methodology.html"])
def test_every_link_leads_somewhere(opened: Any, done: Any, name: str) -> None:
    page = opened(name)
    links = page.eval_on_selector_all("a[href]", "all => all.map(one => one.getAttribute('href'))")
    assert links
    for link in links:
        file, _, anchor = link.partition("#")
        if "://" in file or file.startswith("mailto:"):
            continue
        assert not file or (Path(done.report) / file).exists(), link
        if anchor and not file:
            assert page.locator(f"[id='{anchor}']").count() == 1, link


@pytest.mark.parametrize("name", ["index.html", "methodology.html"])
def test_a_page_says_what_it_is_and_in_which_language(opened: Any, name: str) -> None:
    page = opened(name)
    assert page.title()
    assert page.locator("html").get_attribute("lang")
    assert page.locator("h1").count() == 1
    assert page.get_by_text("Synthetic data").first.is_visible()


def test_the_published_numbers_can_be_read_on_the_page(opened: Any) -> None:
    words = opened("index.html").locator("body").inner_text()
    for number in ("427", "43", "30,606,176", "142", "8,214,306", "318"):
        assert number in words, number
