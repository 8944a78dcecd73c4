"""Every promise on safety names a test that is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
PAGE = (PROJECT / "docs" / "threats.md").read_text("utf-8")
PROMISES = [
    [cell.strip() for cell in line.strip("|").split(" | ")]
    for line in PAGE.splitlines()
    if line.startswith("| ") and not line.startswith(("| ---", "| threat |", "| promise |"))
]


@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise[0][:40])
def test_a_promise_names_tests_that_are_there(promise):
    _, _, tests = promise
    named = re.findall("`(tests/[^`]+)`", tests)
    assert named
    for path in named:
        assert (PROJECT / path).exists(), path
