"""How many posts a coder can decide in an hour by the keyboard, as far as the window allows.

A real JupyterLab and a real browser, keys pressed by a machine: choose a category, save, wait until
the next post can be read. What a person adds is not measured here but reckoned, by published
figures: reading silently at 238 words a minute (Brysbaert 2019, *Journal of Memory and Language*
109), and the keystroke-level model (Card, Moran and Newell 1980, *Communications of the ACM* 23):
1.35 s to make up one's mind, for which category and whether to save it, and 0.28 s a key.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

import nbformat
from bench import posts as invented
from playwright.sync_api import sync_playwright
from tests.jupyterlab import jupyterlab

from tefter.scaffold import new_case

PROJECT = Path(__file__).resolve().parents[1]
WORDS_A_MINUTE = 238
MIND, KEY = 1.35, 0.28
ASKED_AN_HOUR = 300
CELL = """
from datetime import UTC, datetime
import polars as pl
from tefter.case import Case, find_project
from tefter.coding.human import Draw, assign, code_posts
case = Case(find_project(), "pace")
texts = {texts!r}
posts = pl.DataFrame({{
    "post_uid": [f"tiktok:{{number}}" for number in range(len(texts))],
    "platform": "tiktok",
    "posted_at": [datetime(2024, 3, 1, tzinfo=UTC)] * len(texts),
    "text_clean": texts,
    "language": "hbs",
}})
assign(case, posts, ["ana"], Draw(len(texts), twice=0, strata=()))
code_posts(case, posts, "ana")
"""
RUN_ALL = """async () => {
    await window.jupyterapp.restored;
    const panel = window.jupyterapp.shell.currentWidget;
    await panel.context.ready;
    await panel.sessionContext.ready;
    await window.jupyterapp.commands.execute("notebook:run-all-cells");
}"""


def project(folder: Path, texts: list[str]) -> None:
    """Make a project with one case and one notebook, in which one coder codes the texts."""
    for name in ("cases", "data"):
        (folder / name).mkdir()
    shutil.copytree(PROJECT / ".jupyter", folder / ".jupyter")
    new_case(folder, "pace", "Pace")
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CELL.format(texts=texts))])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3 (ipykernel)"}
    nbformat.write(notebook, folder / "pace.ipynb")


def waits(page: Any, count: int) -> list[float]:
    """Code every post; return the seconds from the key that saves to the next post shown."""
    taken = []
    for done in range(1, count):
        page.keyboard.press("1")
        began = time.perf_counter()
        page.keyboard.press("Enter")
        page.locator(".tefter-top").get_by_text(f"{done} of {count} coded").wait_for()
        taken.append(time.perf_counter() - began)
    return taken


def main() -> None:
    """Print the waits, and the pace that they leave to a reader."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=60)
    parser.add_argument("--chromium", default=shutil.which("chromium"))
    asked = parser.parse_args()
    texts = [one.text for one in invented.posts(asked.posts)]
    with tempfile.TemporaryDirectory() as name:
        project(Path(name), texts)
        with jupyterlab(Path(name)) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=asked.chromium, args=["--no-sandbox"]
            )
            page = browser.new_page(viewport={"width": 1400, "height": 1000})
            page.set_default_timeout(120_000)
            page.goto(f"{address}/lab/tree/pace.ipynb?token=test")
            page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").wait_for()
            page.evaluate(RUN_ALL)
            page.locator(".tefter-window[aria-label]").wait_for()
            machine = statistics.median(taken := waits(page, len(texts)))
            browser.close()
    words = statistics.median(len(text.split()) for text in texts)
    person = words / WORDS_A_MINUTE * 60 + 2 * MIND + 2 * KEY
    longest = statistics.quantiles(taken, n=20)[-1]
    print(
        f"the window: {machine:.2f} s from one post to the next, {longest:.2f} s at the 95th of 100"
    )
    print(f"a reader: {person:.1f} s for a post of {words:.0f} words (reckoned, not measured)")
    print(f"together: {3600 / (machine + person):,.0f} posts an hour; asked {ASKED_AN_HOUR}")
    print(f"left for thought at {ASKED_AN_HOUR}: {3600 / ASKED_AN_HOUR - machine - person:.1f} s")


if __name__ == "__main__":
    main()
