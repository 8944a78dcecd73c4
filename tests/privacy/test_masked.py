"""What a person sees by default shows nobody."""

from __future__ import annotations

from datetime import UTC, datetime

import polars as pl
import pytest

from tefter.frames import COLUMNS, PERSONAL_DATA
from tefter.privacy import add_personal_data, masked

KEY = bytes(range(32))
PHONE = "+383 42 123 456"


def one(**columns):
    schema = {name: COLUMNS[name].dtype for name in columns if name in COLUMNS}
    return pl.DataFrame({name: [value] for name, value in columns.items()}, schema_overrides=schema)


def shown(**columns):
    return masked(one(**columns), KEY).row(0, named=True)


def test_every_text_column_is_masked():
    texts = [column for column in COLUMNS.values() if column.exposure == "text"]
    said = f"zovi {PHONE}"
    row = shown(**{one.name: said if one.dtype == pl.String else [said] for one in texts})
    assert all(value in ("zovi [phone]", ["zovi [phone]"]) for value in row.values())


def test_every_personal_column_of_names_becomes_pseudonyms():
    names = [
        name
        for name, column in COLUMNS.items()
        if column.exposure == "personal" and column.dtype == pl.String
    ]
    row = shown(**dict.fromkeys(names, "demo_target"))
    assert all("demo_target" not in value for value in row.values())
    assert row["account_name"].startswith("account-")


def test_names_in_lists_become_pseudonyms():
    row = shown(mentions=["demo_a", "demo_b", "demo_a"], urls=[], hashtags=None)
    assert row["mentions"][0] == row["mentions"][2] != row["mentions"][1]
    assert (row["urls"], row["hashtags"]) == ([], None)


def test_a_post_has_one_pseudonym_wherever_it_is_named():
    row = shown(post_uid="tiktok:1", duplicate_of="tiktok:1", linked_posts=["tiktok:1"])
    assert row["post_uid"] == row["duplicate_of"] == row["linked_posts"][0]


def test_an_unknown_column_is_treated_as_text():
    row = shown(napomena=f"vidi {PHONE}", liste=[[PHONE]], obj={"a": PHONE}, raw=b"x", n=7)
    assert row == {
        "napomena": "vidi [phone]",
        "liste": [["[phone]"]],
        "obj": {"a": "[phone]"},
        "raw": None,
        "n": 7,
    }


def test_an_unknown_category_column_is_masked_too():
    frame = pl.DataFrame({"who": pl.Series([PHONE], dtype=pl.Categorical)})
    assert masked(frame, KEY)["who"].to_list() == ["[phone]"]


def test_numbers_times_and_open_columns_stay():
    when = datetime(2023, 11, 1, tzinfo=UTC)
    columns = {"views": 1234567, "posted_at": when, "country": "XK", "verified": True}
    assert shown(**columns) == columns


def test_evidence_inside_structs_is_masked():
    evidence = [{"signal": "prefix", "value": PHONE, "country": "XK", "weight": 0.5}]
    frame = one(country_evidence=evidence)
    assert masked(frame, KEY)["country_evidence"].to_list()[0][0]["value"] == "[phone]"


def test_what_the_platform_marked_is_masked_in_the_cleaned_text():
    frame = one(
        text="Osoba A",
        text_clean="Osoba A",
        platform_entities=[{"kind": "mention_name", "start": 0, "end": 7}],
    )
    assert masked(add_personal_data(frame), KEY)["text_clean"].to_list() == ["[name]"]


@pytest.mark.parametrize("control", ["\x1b", "\x07", "\x9b", "\r", "\u202e", "\u2066"])
def test_characters_that_drive_a_terminal_are_replaced(control):
    row = shown(text=f"a{control}b", source_file=f"a{control}b", account_name=None)
    assert row == {"text": "a\ufffdb", "source_file": "a\ufffdb", "account_name": None}


def test_without_a_key_pseudonyms_hold_within_the_session():
    frame = one(account_name="demo")
    assert masked(frame).equals(masked(frame))
    assert not masked(frame).equals(masked(frame, KEY))


def test_an_empty_frame_stays_one():
    schema = {name: column.dtype for name, column in COLUMNS.items()}
    assert masked(pl.DataFrame(schema=schema)).schema == pl.DataFrame(schema=schema).schema
    assert schema["personal_data"] == PERSONAL_DATA
