"""Pages: one file, no network, and nothing that was scraped becomes markup."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from typing import Any

import nbformat
import polars as pl
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from tests.charts.invented import FRAMES, draw
from tests.findings.sample import sample

from tefter import charts
from tefter.charts import Origin, save
from tefter.charts.notebook import outputs
from tefter.errors import RunError
from tefter.findings import Finding, Table, all_findings, tables, write_numbers, write_tables
from tefter.report import (
    write_about,
    write_chart,
    write_index,
    write_methodology,
    write_pages,
)
from tefter.report.tables import table_output

EVIL = "<script>alert(1)</script></script>{{ 7*7 }}\"'><img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run with everything that a page is made from."""
    folder = tmp_path_factory.mktemp("run")
    data = sample()
    made = tables(data)
    names = ("views_by_country", "category_by_country")
    drawn = [
        getattr(charts, name)(made[name].frame, Origin("Invented posts", synthetic=True))
        for name in names
    ]
    for chart in drawn:
        save(chart, folder / "charts")
    write_numbers(all_findings(data), folder / "numbers.json")
    write_tables(made, folder / "tables")
    write_about(
        folder,
        case_title="Title with ë and љ",
        synthetic=True,
        run="2026-01-01T0000Z",
        summary=data.reading,
        unread=[],
        charts=names,
    )
    shown = [*outputs(drawn[0]), (table_output(made["categories"].frame, "Categories"), {})]
    cells = [
        new_markdown_cell("# How we did it\n\n<b>no</b> [x](javascript:alert(1)) | ok"),
        new_code_cell("show(chart)", outputs=[output(*one) for one in shown]),
    ]
    (folder / "notebooks").mkdir()
    nbformat.write(new_notebook(cells=cells), folder / "notebooks" / "5-methodology.ipynb")
    write_pages(folder)
    return folder


def output(data: dict[str, Any], metadata: dict[str, Any]) -> Any:
    return new_output("display_data", data=data, metadata=metadata)


def index(folder: Path, **changes: Any) -> str:
    words: dict[str, Any] = {
        "case_title": "Title",
        "synthetic": False,
        "run": "r",
        "findings": {},
        "charts": [],
        "tables": {},
        "summary": {},
    }
    return write_index(folder, **(words | changes)).read_text("utf-8")


def methodology(folder: Path, *cells: Any) -> str:
    path = folder / "m.ipynb"
    nbformat.write(new_notebook(cells=list(cells)), path)
    page = write_methodology(path, folder, case_title="T", synthetic=False, run="r")
    return page.read_text("utf-8")


def test_the_report_holds_every_number_with_sentence_filter_digest_and_code(run: Path) -> None:
    page = (run / "index.html").read_text("utf-8")
    for one in all_findings(sample()).values():
        assert f'id="{one.name}"' in page
        assert one.rows_digest() in page
        assert one.code in page


def test_both_pages_say_that_the_data_is_synthetic(run: Path) -> None:
    for name in ("index.html", "methodology.html"):
        assert "Every post, account and number on this page is invented" in (
            (run / name).read_text("utf-8")
        )


def test_a_page_names_no_other_host_and_allows_only_its_own_script(run: Path) -> None:
    for name in ("index.html", "methodology.html"):
        page = (run / name).read_text("utf-8")
        policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
        assert policy is not None
        rules = policy[1].replace("&#39;", "'")
        assert "default-src 'none'" in rules and "unsafe" not in rules
        scripts = re.findall(r"<script>(.*?)</script>", page, flags=re.S)
        assert len(scripts) == 1, "one Vega bundle a page"
        digest = base64.b64encode(hashlib.sha256(scripts[0].encode()).digest()).decode()
        assert f"'sha256-{digest}'" in rules
        markup = page.replace(scripts[0], "")
        assert not re.search(r'<(?:script|link|img|iframe)[^>]+(?:src|href)="(?!data:)', markup)


def test_the_static_picture_is_there_for_pages_without_scripts(run: Path) -> None:
    page = (run / "index.html").read_text("utf-8")
    assert page.count('<img src="data:image/svg+xml;base64,') == 2
    assert page.count('alt="Posts from') == 1


def test_the_sum_of_the_reading_is_printed_and_checked(tmp_path: Path) -> None:
    good = index(tmp_path, summary={"records": 3, "posts": 2, "rejects": 1})
    assert "3 records = 2 posts + 0 comments" in good
    assert "do not add up" not in good
    assert "do not add up" in index(tmp_path, summary={"records": 4, "posts": 2, "rejects": 1})


def test_hostile_words_never_become_markup(tmp_path: Path) -> None:
    frame = pl.DataFrame({"country": [EVIL], "posts": [5], "views": [7]})
    page = index(
        tmp_path,
        case_title=EVIL,
        run=EVIL,
        findings={"x": Finding("x", EVIL, EVIL, filter=EVIL, sentence=EVIL, code=EVIL)},
        charts=[charts.views_by_country(frame, Origin(EVIL))],
        tables={"t": Table("t", EVIL, frame, EVIL, {})},
    )
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "{{ 7*7 }}" in page, "no template language in data"
    island = re.search(r'id="specs">(.*?)</script>', page, flags=re.S)
    assert island is not None and "<" not in island[1] and "7*7" in island[1]


def test_the_same_input_gives_the_same_page(tmp_path: Path) -> None:
    assert index(tmp_path) == index(tmp_path)


def test_without_a_chart_a_page_has_no_script(tmp_path: Path) -> None:
    assert "<script" not in index(tmp_path)


def test_html_and_javascript_of_a_notebook_are_never_trusted(tmp_path: Path) -> None:
    page = methodology(
        tmp_path,
        new_markdown_cell(f"# Prose\n\n{EVIL}\n\n[link](javascript:alert(1)) ![p](https://x.test/p)"),
        new_code_cell(
            f"print('{EVIL}')",
            outputs=[
                new_output("display_data", data={"text/html": EVIL, "text/plain": "fallback"}),
                new_output("display_data", data={"application/javascript": "alert(1)"}),
                new_output("display_data", data={"image/svg+xml": f"<svg>{EVIL}</svg>"}),
                new_output("display_data", data={"image/png": base64.b64encode(b"GIF").decode()}),
                new_output("stream", name="stdout", text=EVIL),
                new_output("stream", name="stderr", text="/somewhere/on/this/machine"),
                new_output(
                    "display_data",
                    data={
                        "application/vnd.tefter.table+json": {
                            "caption": EVIL,
                            "columns": [EVIL],
                            "numeric": [False],
                            "rows": [[EVIL]],
                        }
                    },
                ),
            ],
        ),
    )  # fmt: skip
    assert "<script" not in page
    assert "<img" not in page
    assert 'href="javascript' not in page
    assert "fallback" in page
    assert "/somewhere/" not in page
    assert "<table><caption><span>&lt;script" in page


def test_code_is_folded_and_prose_is_not(run: Path) -> None:
    page = (run / "methodology.html").read_text("utf-8")
    assert "<h1>How we did it</h1>" in page
    assert "<summary>Code</summary><pre><code>show(chart)" in page
    assert "&lt;b&gt;no&lt;/b&gt;" in page


def test_a_file_that_is_no_notebook_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "5-methodology.ipynb"
    broken.write_text("{")
    with pytest.raises(RunError, match=r"5-methodology\.ipynb: is not a notebook"):
        write_methodology(broken, tmp_path, case_title="", synthetic=False, run="")


def test_pages_of_a_run_that_left_nothing_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="run 4-findings first"):
        write_pages(tmp_path)


def test_a_table_in_a_notebook_is_escaped_and_withheld_is_a_word() -> None:
    frame = pl.DataFrame(
        {
            "country": [EVIL, "XK"],
            "posts": [None, 1200],
            "share": [None, 0.5],
            "hidden": [True, False],
        }
    )
    data = table_output(frame, EVIL)
    assert "<script" not in data["text/html"] and "<img" not in data["text/html"]
    cells = data["application/vnd.tefter.table+json"]
    assert cells["columns"] == ["country", "posts", "share"]
    assert cells["rows"][0][1:] == ["withheld", "withheld"]
    assert cells["rows"][1] == ["Kosovo", "1,200", "50.0%"]


def test_findings_are_shown_without_their_rows() -> None:
    shown = str(table_output(all_findings(sample()), "Every finding"))
    assert "75.0%" in shown and "tiktok:7" not in shown


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 380, 1200])
@pytest.mark.parametrize("name", ["index.html", "methodology.html"])
def test_pages_open_with_the_network_off_and_draw_their_charts(
    browser: Any, run: Path, name: str, width: int
) -> None:
    context = browser.new_context(offline=True, viewport={"width": width, "height": 900})
    page = context.new_page()
    problems: list[str] = []
    asked: list[str] = []
    page.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto((run / name).as_uri())
    page.wait_for_selector("[data-drawn]", timeout=10_000)
    charts_on_page = page.locator("[data-chart]").count()
    page.wait_for_function(
        "n => document.querySelectorAll('[data-drawn]').length === n", arg=charts_on_page
    )
    assert problems == []
    assert [url for url in asked if not url.startswith(("data:", "file:"))] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


@pytest.mark.browser
def test_without_scripts_the_static_pictures_show(browser: Any, run: Path) -> None:
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto((run / "index.html").as_uri())
    assert page.locator(".still img").first.is_visible()
    context.close()


@pytest.mark.browser
@pytest.mark.xdist_group("charts")
@pytest.mark.parametrize("name", FRAMES)
def test_every_chart_has_a_page_of_its_own(browser: Any, tmp_path: Path, name: str) -> None:
    chart = draw(name, language="mk")
    path = write_chart(chart, tmp_path)
    assert path.stat().st_size < 1_400_000
    for width in (320, 390, 1200):
        context = browser.new_context(offline=True, viewport={"width": width, "height": 900})
        page = context.new_page()
        problems: list[str] = []
        page.on("console", lambda said, told=problems: told.append(said.text))
        page.on("pageerror", lambda error, told=problems: told.append(str(error)))
        page.goto(path.as_uri())
        page.wait_for_selector("[data-drawn]", timeout=20_000)
        assert problems == []
        assert page.locator("html").get_attribute("lang") == "mk"
        assert page.locator("h1").inner_text() == chart.title
        assert page.get_by_text("Синтетички податоци").first.is_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        smallest = page.evaluate(
            "Math.min(...[...document.querySelectorAll('.live text')]"
            ".filter(one => one.textContent)"
            ".map(one => [parseFloat(getComputedStyle(one).fontSize), one.getScreenCTM()])"
            # Both parts of the scale, as some labels stand upright.
            ".map(([size, to]) => size * Math.hypot(to.a, to.b)))"
        )
        assert smallest >= 9.5
        context.close()
