"""No file whatever crashes the reading, hangs it, fills memory, or loses a record in silence.

A short run: ``python -m tests.fuzz.long`` damages 20,000 files, and keeps in ``corpus/`` those that
break a promise. What it once found stays there.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.fuzz.cases import damaged_export
from tests.fuzz.reading import broken_promises
from tests.fuzz.seeds import seeds

CORPUS = sorted(Path(__file__).with_name("corpus").glob("*"))
SHORT, BATCH = 500, 50


@pytest.mark.parametrize("name", sorted(seeds()))
def test_a_whole_export_keeps_the_promises_and_gives_posts_or_comments(name, tmp_path):
    assert broken_promises(name, seeds()[name], tmp_path) == []


@pytest.mark.parametrize("first", range(0, SHORT, BATCH))
def test_a_damaged_export_keeps_the_promises(first, tmp_path):
    for number in range(first, first + BATCH):
        name, content = damaged_export(number)
        assert broken_promises(name, content, tmp_path) == [], number


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_what_broke_a_promise_once_keeps_it_now(path, tmp_path):
    name = path.name.partition("-")[2]
    assert broken_promises(name, path.read_bytes(), tmp_path) == []
