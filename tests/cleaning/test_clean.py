from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl

from tefter.cleaning import clean, mark_links, mend
from tefter.frames import CLEANING, POSTS, require

START = datetime(2023, 3, 1, tzinfo=UTC)
VIDEO = "7000000000000000001"


def post(**fields):
    lists = {"hashtags": [], "mentions": [], "urls": [], "platform_entities": []}
    plain = dict.fromkeys(POSTS.schema) | lists | {"posted_at": START, "source_record": 1}
    return plain | fields


def posts(*rows):
    return pl.DataFrame([post(**row) for row in rows], schema=POSTS.schema)


def linked(**fields):
    return mark_links(posts({"post_uid": "telegram:9/1"} | fields))["linked_posts"].to_list()[0]


def test_links_in_text_and_behind_it_are_found_once_in_order():
    url = f"https://www.tiktok.com/@neko/video/{VIDEO}"
    assert linked(
        text=f"Vidi {url}?lang=bs i opet {url}",
        urls=["https://t.me/c/123/45", "https://example.org"],
    ) == ["telegram:123/45", f"tiktok:{VIDEO}"]


def test_a_post_does_not_link_to_itself_and_most_link_to_none():
    assert linked(text="t.me/c/9/1", urls=None) == []
    assert linked(text=None) == []


def test_a_link_broken_by_an_invisible_character_is_found_after_cleaning():
    frame = posts({"post_uid": "telegram:9/1", "text": f"tik\u200btok.com/@neko/video/{VIDEO}"})
    assert clean(frame)["linked_posts"].to_list() == [[f"tiktok:{VIDEO}"]]


def captured_twice():
    text = "Å¡ta je ovo danas bilo u gradu, ljudi moji"
    return posts(
        {"post_uid": "tiktok:1", "text": text, "captured_at": START, "views": 1},
        {"post_uid": "tiktok:1", "text": text, "captured_at": START + timedelta(days=9)},
        {"post_uid": "tiktok:2", "text": "šta je ovo danas bilo u gradu, ljudi moji"},
        {"post_uid": "tiktok:3", "text": None},
    )


def test_cleaning_gives_one_row_a_post_with_every_column():
    cleaned = clean(captured_twice())
    require(cleaned, [*POSTS.schema, *(column.name for column in CLEANING)])
    assert cleaned["post_uid"].to_list() == ["tiktok:1", "tiktok:2", "tiktok:3"]
    assert cleaned["captures"].to_list() == [2, 1, 1]


def test_copies_are_told_by_the_mended_text():
    assert clean(captured_twice())["duplicate_of"].to_list() == [None, "tiktok:1", None]


def test_cleaning_what_is_clean_changes_nothing():
    once = clean(captured_twice())
    assert clean(once).equals(once)


def test_no_posts_are_cleaned_to_no_posts():
    assert clean(POSTS.empty()).height == 0


def test_the_examples_of_the_documentation_hold():
    page = Path(__file__).resolve().parents[2] / "docs" / "cleaning.md"
    rows = re.findall(
        r"^\| [^|]+ \| `([^`]+)`[^|]* \| `([^`]+)` \| ([a-z, ]*)\|$",
        page.read_text(encoding="utf-8"),
        flags=re.MULTILINE,
    )
    assert len(rows) == 10
    for written, clean_text, repairs in rows:
        assert mend(written) == (clean_text, repairs.split())
