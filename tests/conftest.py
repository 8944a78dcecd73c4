"""What tests of several rooms need."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# Tests say what holds, never how fast: on a loaded machine any of them may take long.
settings.register_profile("tefter", deadline=None)
settings.load_profile("tefter")

BROWSERS = ("/usr/bin/chromium", shutil.which("chromium"), shutil.which("google-chrome"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium, as it is installed on this machine; tests that need it skip where it is not."""
    path = next((one for one in BROWSERS if one and Path(one).exists()), None)
    if path is None:
        pytest.skip("Chromium is not installed")
    sync_playwright = pytest.importorskip("playwright.sync_api").sync_playwright
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=path,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
            ],
        )
        yield opened
        opened.close()
