"""A whole case of payloads: report, notebooks, charts, tables, site, desk; none is alive."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.desk.serving import serving
from tests.hostile.exports import CONTROL, check_files, check_html, export, without_pictures
from tests.hostile.payloads import MARK, PAYLOADS
from tests.newcomer import copy_of_the_project
from typer.testing import CliRunner

from tefter import custody
from tefter.case import Case
from tefter.cli import app
from tefter.publish.checks import REHEARSAL
from tefter.publish.material import read_material
from tefter.publish.site import draw_all, write_site
from tefter.runs.whole import run_case
from tefter.scaffold import new_case

NAME = "hostile"


@pytest.fixture(scope="module")
def case(tmp_path_factory) -> Case:
    """A case of nothing but payloads, of which every count is shown, run twice."""
    project = copy_of_the_project(tmp_path_factory.mktemp("hostile"))
    made = new_case(project, NAME, "A case")
    custody.add(made.raw, [export(project)], origin="a payload")
    for run, smallest in (("first", 1), ("second", 2)):
        run_case(made, {"minimum_cell": smallest}, name=run)
    return made


@pytest.fixture(scope="module")
def site(case, tmp_path_factory) -> Path:
    """What would be published of it, if its checklist held."""
    folder = tmp_path_factory.mktemp("hostile-site")
    material = read_material(case.reports / "first")
    write_site(material, REHEARSAL, draw_all(material), folder)
    return folder


def test_every_payload_was_read_and_a_run_leaves_none_alive(case):
    report = case.reports / "first"
    numbers = {one["name"]: one for one in json.loads((report / "numbers.json").read_bytes())}
    assert numbers["records_read"]["value"] == len(PAYLOADS)
    assert numbers["rejects"]["value"] < len(PAYLOADS) / 10
    assert {".html", ".csv", ".svg", ".json", ".ipynb"} <= check_files(report)


def test_payloads_do_stand_in_the_notebooks_that_are_looked_at(case):
    """Or the test before would hold of anything."""
    notebooks = (case.reports / "first" / "notebooks").iterdir()
    assert sum(path.read_text("utf-8").count(MARK) for path in notebooks) > 50


def test_no_payload_stands_at_all_in_what_others_see(case, site):
    """Not a word of what was scraped, not even a hashtag, unless an editor released it."""
    assert {".html", ".csv", ".svg", ".json"} <= check_files(site)
    for folder in (site, case.reports / "first"):
        for path in folder.rglob("*"):
            if path.suffix in {".html", ".csv", ".svg", ".json", ".txt", ".cff"}:
                assert MARK not in without_pictures(path.read_text("utf-8")), path.name


@pytest.mark.browser
def test_a_browser_runs_none(case, site, browser):
    pages = [
        case.reports / "first" / "index.html",
        case.reports / "first" / "methodology.html",
        *sorted((site / "en").glob("*.html")),
    ]
    context = browser.new_context(offline=True, bypass_csp=True)
    context.add_init_script(f"window.{MARK} = () => {{ window.alive = true; }}")
    for path in pages:
        page = context.new_page()
        page.goto(path.as_uri())
        if page.locator("[data-chart]").count():
            page.locator("[data-drawn]").first.wait_for()
        for link in page.locator("a[href]").all():
            assert not str(link.get_attribute("href")).strip().lower().startswith("javascript")
        page.mouse.move(300, 300)
        assert page.evaluate("window.alive") is None, path.name
        page.close()
    context.close()


def test_a_comparison_has_none_alive(case, tmp_path, monkeypatch):
    monkeypatch.chdir(case.project)
    runs = [str(case.reports / run) for run in ("first", "second")]
    done = CliRunner().invoke(app, ["compare", *runs, "--to", str(tmp_path / "compared.html")])
    assert done.exit_code == 0, done.output
    assert not CONTROL.search(done.output)
    assert ".html" in check_files(tmp_path)


def test_the_desk_shows_none_alive(case):
    with serving(case.project) as desk:
        ana = desk.visitor()
        for path in (
            f"/cases/{NAME}",
            f"/cases/{NAME}/exports",
            f"/cases/{NAME}/run",
            f"/cases/{NAME}/runs/first",
            f"/cases/{NAME}/runs/first/publish",
            f"/cases/{NAME}/compare?before=first&after=second",
            f"/cases/{NAME}/compare/page?before=first&after=second",
        ):
            answer = ana.get(path)
            assert answer.status_code == 200, path
            check_html(answer.text, path)
