"""Evidence is a line that a person can read."""

from __future__ import annotations

import polars as pl
from tests.country.frames import posts_of

from tefter.country import add_country, explain


def test_each_signal_is_named_with_what_was_seen_and_for_which_country():
    posts = posts_of({"declared_region": "XK", "text_clean": "jemi në Prizren"})
    (line,) = explain(add_country(posts))
    assert "declared region of the post: XK (XK .98)" in line
    assert "place in the text: Prizren (XK .45)" in line


def test_without_evidence_the_line_is_empty():
    assert explain(add_country(posts_of({}))).to_list() == [""]
    assert explain(add_country(posts_of({}).clear())).dtype == pl.String
