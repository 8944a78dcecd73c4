"""What of a text is language."""

from __future__ import annotations

import polars as pl
import pytest

from tefter.language.words import words


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Dobar dan!", "dobar dan"),
        ("pogledaj https://example.com/a/b sada", "pogledaj sada"),
        ("piši na ime@example.com odmah", "piši na odmah"),
        ("vidi @demo.user i ostale", "vidi i ostale"),
        ("ne znam ko je ovo #fyp #viral", "ne znam ko je ovo"),
        ("#neZnam #ko_je", "ne znam ko je"),
        ("dooobro", "dobro"),
        ("s'ka problem", "s'ka problem"),
        ("broj 044 123 456", "broj"),
        ("😂 ha 😂", "ha"),
        ("hahaha lol dobro", "dobro"),
        ("vidi na primjer.ba danas", "vidi na danas"),
        ("k\u200bo je", "ko je"),
        ("𝓴𝓸 je", "ko je"),
        ("нe мoгу", "не могу"),
        ("", ""),
        (None, None),
    ],
)
def test_links_addresses_mentions_digits_and_emoji_are_set_aside(text, left):
    assert words(pl.Series([text], dtype=pl.String))[0] == left


def test_hashtags_count_only_where_little_else_is_left():
    kept = words(pl.Series(["danas idemo na more #tiktok", "ej #dobarDan"]))
    assert kept.to_list() == ["danas idemo na more", "ej dobar dan"]
