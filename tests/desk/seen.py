"""What a browser does and looks for at the desk."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from tests.desk.serving import NAME

WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def come_in(page, desk):
    page.goto(desk.entrance)
    page.get_by_label("Your name").fill(NAME)
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("heading", name="Cases").wait_for()


def violations(page):
    found = Axe().run(page, options=WCAG).response["violations"]
    return [(one["id"], [node["target"] for node in one["nodes"]]) for one in found]
