"""The desk as a person sees it: by labels, by keyboard, on a phone, without scripts."""

from __future__ import annotations

import pytest
from tests.desk.conftest import EARLIER, LATER
from tests.desk.newsroom import newsroom
from tests.desk.seen import come_in, violations
from tests.desk.serving import NAME, serving

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("desk-in-a-browser")]

CASE = "/cases/a-case"
PAGES = {
    "cases": "/",
    "case": CASE,
    "form": f"{CASE}/run",
    "run": f"{CASE}/runs/{EARLIER}",
    "comparison": f"{CASE}/compare?before={EARLIER}&after={LATER}",
    "exports": f"{CASE}/exports",
    "publishing": f"{CASE}/runs/{EARLIER}/publish",
    "queue": "/jobs",
    "log": "/log",
    "nothing there": "/cases/nobody",
}


@pytest.fixture(scope="module")
def page(browser, served):
    opened = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    come_in(opened, served)
    yield opened
    opened.context.close()


@pytest.mark.parametrize("name", PAGES)
def test_every_page_holds_to_wcag_and_fits_a_phone(page, served, name):
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(served.base + PAGES[name])
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.set_viewport_size({"width": 1280, "height": 900})


def test_the_door_and_the_question_for_a_name_hold_to_wcag(browser, served):
    page = browser.new_context().new_page()
    page.goto(served.base)
    assert violations(page) == []
    page.goto(served.entrance)
    assert violations(page) == []
    page.context.close()


def test_a_wrong_value_is_told_beside_its_field_and_has_the_focus(page, served):
    page.goto(f"{served.base}{CASE}/run")
    page.get_by_label("First day").fill("2023-05-01")
    page.get_by_label("Last day").fill("2023-04-01")
    page.get_by_role("button", name="Start the run").press("Enter")
    summary = page.get_by_role("alert")
    summary.wait_for()
    assert summary.evaluate("one => one === document.activeElement")
    assert violations(page) == []
    summary.get_by_role("link", name="Last day").click()
    field = page.get_by_label("Last day")
    assert field.get_attribute("aria-invalid") == "true"
    told = field.evaluate(
        "one => one.getAttribute('aria-describedby').split(' ')"
        ".map(id => document.getElementById(id).textContent).join(' ')"
    )
    assert "This day is before the first day." in told


def test_by_keyboard_one_skips_to_the_content_and_reaches_every_control(page, served):
    page.goto(f"{served.base}{CASE}/run")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    reached = []
    for _ in range(30):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.name || ''"))
    for name in ("date_from", "date_to", "countries", "similarity", "minimum_cell", "order"):
        assert name in reached, name


def test_files_are_dropped_into_custody(page, served):
    page.goto(f"{served.base}{CASE}/exports")
    page.get_by_label("Where they come from").fill("a test")
    moved = page.evaluate_handle(
        "() => { const moved = new DataTransfer(); "
        "moved.items.add(new File(['{\"a\": 1}\\n'], 'dropped.ndjson')); return moved }"
    )
    for kind in ("dragover", "drop"):
        page.dispatch_event("[data-drop]", kind, {"dataTransfer": moved})
    page.get_by_text("dropped.ndjson").wait_for()
    page.get_by_role("button", name="Add to custody").click()
    page.get_by_role("heading", name="Reading of exports").wait_for()
    page.locator("p.now.finished, p.now.failed").wait_for(timeout=60_000)
    assert violations(page) == []
    page.goto(f"{served.base}{CASE}/exports")
    page.get_by_role("rowheader", name="dropped.ndjson").wait_for()


def test_a_report_in_its_frame_can_neither_reach_nor_ask_the_desk(page, served):
    page.goto(f"{served.base}{CASE}/runs/{EARLIER}")
    kept = page.locator(".shot").first.get_attribute("href")
    frame = page.context.new_page()
    frame.goto(served.base + kept.rpartition("charts/")[0] + "numbers.json")
    assert frame.evaluate("self.origin") == "null"
    with pytest.raises(Exception, match=r"sandboxed|denied"):
        frame.evaluate("document.cookie")
    frame.close()


def test_without_scripts_a_run_is_started_followed_and_called_off(browser, tmp_path):
    newsroom(tmp_path, gate=True)
    context = browser.new_context(java_script_enabled=False)
    with serving(tmp_path) as desk:
        page = context.new_page()
        come_in(page, desk)
        page.get_by_role("link", name="New run").click()
        page.get_by_role("button", name="Start the run").click()
        page.get_by_text("Now: Read and clean the posts.").first.wait_for(timeout=60_000)
        page.get_by_role("button", name="Cancel").click()
        page.get_by_text(f"Cancelled by {NAME}.").first.wait_for(timeout=60_000)
        page.get_by_role("button", name="Run it again").wait_for()
    context.close()
