"""Any table of posts, as newsrooms keep them."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime

import openpyxl
import polars as pl
import pytest
from tests.sources.helpers import read_bytes, sample_of, sample_outline, sample_table

from tefter.sources.formats.table import FORMAT
from tefter.sources.registry import formats, recognise

LINK = "https://www.tiktok.com/@demo_a/video/7288995634328177926"
OTHER = "https://www.tiktok.com/@demo_b/video/7288995634328177927"
HEADER = ["Link", "Opis videa", "Objavljeno", "Broj pregleda", "Autor"]
ROWS = [
    [LINK, "Pogledajte ovo #bih @demo_c", "6. mart 2024. u 10:20", "1.234", "@demo_a"],
    [OTHER, "Čekajući autobus", "13.3.2024.", "12,5 hilj.", "@demo_b"],
]


def delimited(rows, mark=";"):
    return "\r\n".join(mark.join(row) for row in rows) + "\r\n"


def read(content, tmp_path, name="a.csv", **settings):
    frames, summary = read_bytes(name, content, tmp_path, **settings)
    return frames["posts"], frames["rejects"], summary


def workbook(rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def parquet(rows):
    file = io.BytesIO()
    pl.DataFrame(rows[1:], schema=rows[0], orient="row").write_parquet(file)
    return file.getvalue()


def lines(rows):
    return "\n".join(json.dumps(dict(zip(rows[0], row, strict=True))) for row in rows[1:])


def document(rows):
    inner = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    return json.dumps({"meta": {"page": 1}, "result": {"items": inner}})


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("a.csv", lambda rows: delimited(rows).encode("utf-8")),
        ("a.csv", lambda rows: delimited(rows).encode("utf-8-sig")),
        ("a.csv", lambda rows: delimited(rows).encode("cp1250")),
        ("a.tsv", lambda rows: delimited(rows, "\t").encode("utf-16")),
        ("a.xlsx", workbook),
        ("a.parquet", parquet),
        ("a.jsonl", lambda rows: lines(rows).encode()),
        ("a.json", lambda rows: f"[{','.join(lines(rows).splitlines())}]".encode()),
        ("a.json", lambda rows: document(rows).encode()),
    ],
)
def test_the_same_posts_come_of_every_kind_of_table(tmp_path, name, made):
    posts, rejects, _ = read(made([HEADER, *ROWS]), tmp_path, name, time_zone="Europe/Sarajevo")
    assert rejects.is_empty()
    assert posts.select("post_uid", "account_name", "text", "views").rows() == [
        ("tiktok:7288995634328177926", "demo_a", ROWS[0][1], 1234),
        ("tiktok:7288995634328177927", "demo_b", ROWS[1][1], 12_500),
    ]
    assert posts["posted_at"].to_list() == [
        datetime(2024, 3, 6, 9, 20, tzinfo=UTC),
        datetime(2024, 3, 12, 23, tzinfo=UTC),
    ]
    assert posts["hashtags"].to_list() == [["bih"], []]
    assert posts["mentions"].to_list() == [["demo_c"], []]


def test_a_cyrillic_table_of_cp1251(tmp_path):
    table = delimited([["Текст", "Прегледи"], ["ова е текст за проба на автобус", "7 илј."]])
    posts, _, summary = read(table.encode("cp1251"), tmp_path)
    assert posts.select("text", "views").rows() == [("ова е текст за проба на автобус", 7_000)]
    assert any("cp1251 was assumed" in note for note in summary.files[0].notes)


def test_the_summary_shows_the_proposal_as_a_line_for_the_case(tmp_path):
    _, _, summary = read(delimited([HEADER, *ROWS]), tmp_path)
    [note] = [note for note in summary.files[0].notes if "columns: {" in note]
    assert note.endswith(
        "columns: {text: Opis videa, url: Link, posted_at: Objavljeno, account_name: Autor, "
        "views: Broj pregleda}"
    )


def test_what_is_stated_is_taken_and_no_longer_called_a_proposal(tmp_path):
    columns = {"text": "Opis videa", "url": "Link"}
    stated = columns | {"posted_at": "", "account_name": "", "views": ""}
    posts, _, summary = read(delimited([HEADER, *ROWS]), tmp_path, columns=stated)
    assert posts["views"].to_list() == [None, None]
    assert not any("proposed" in note for note in summary.files[0].notes)


def test_columns_of_no_known_name_can_be_stated(tmp_path):
    table = delimited([["x1", "x2"], ["kratko", "5"]])
    _, _, summary = read(table, tmp_path)
    assert "cannot tell what is what" in summary.failures[0]
    posts, _, _ = read(table, tmp_path, columns={"text": "x1", "likes": "x2"})
    assert posts.select("text", "likes").rows() == [("kratko", 5)]


def test_a_mapping_to_nothing_is_one_sentence(tmp_path):
    _, _, summary = read(delimited([HEADER, *ROWS]), tmp_path, columns={"views": "Pregleda"})
    assert summary.failures == [
        "a.csv: the column mapping names 'Pregleda', which is no column of this table; perhaps "
        "'Broj pregleda' is meant."
    ]


def test_times_without_a_zone_stay_unknown_and_that_is_said(tmp_path):
    rows = [["text", "posted_at"], ["jedan", "2024-03-06 10:20"], ["dva", "2024-03-06T10:20Z"]]
    posts, _, summary = read(delimited(rows), tmp_path)
    assert posts["posted_at"].to_list() == [None, datetime(2024, 3, 6, 10, 20, tzinfo=UTC)]
    assert (
        "Values of posted_at without a time zone, left unknown (state time_zone for this file, "
        "such as Europe/Belgrade): 1." in summary.files[0].notes
    )


def test_a_count_that_could_be_two_stays_unknown_and_that_is_said(tmp_path):
    posts, rejects, summary = read(delimited([["text", "views"], ["jedan", "1.234"]]), tmp_path)
    assert posts["views"].to_list() == [None]
    assert rejects.is_empty()
    assert summary.files[0].values_unread == {("views", "ambiguous"): (1, 1)}


def test_evidence_on_the_point_comes_from_the_whole_file(tmp_path):
    rows = [
        ["text", "views"],
        *([f"tekst {n}", "1.234"] for n in range(200)),
        ["zadnji", "1,5 mil."],
    ]
    posts, _, _ = read(delimited(rows), tmp_path)
    assert posts["views"].to_list() == [1234] * 200 + [1_500_000]


def test_a_cell_that_is_no_count_or_date_is_a_reject_with_its_reason(tmp_path):
    good = [[f"tekst {n}", "2024-03-06T10:20Z", "5"] for n in range(9)]
    bad = [["deset", "jučer", "5"], ["jedanaest", "2024-03-06T10:20Z", "puno"]]
    posts, rejects, _ = read(delimited([["text", "posted_at", "views"], *good, *bad]), tmp_path)
    assert posts.height == 9
    assert rejects.select("source_record", "reason").rows() == [(10, "bad_time"), (11, "bad_count")]


def test_a_rounded_identifier_is_a_reject_unless_the_link_has_it(tmp_path):
    rows = [["id", "text", "url"], ["7.28899563432818E+18", "jedan", ""], ["7.3E+18", "dva", LINK]]
    posts, rejects, _ = read(delimited(rows), tmp_path)
    assert posts["post_uid"].to_list() == ["tiktok:7288995634328177926"]
    assert rejects["reason"].to_list() == ["identifier_damaged"]


def test_identifiers_that_nearly_all_end_in_zeros_were_rounded(tmp_path):
    rows = [["id", "text"], ["7288995634328170000", "jedan"], ["7288995634328180000", "dva"]]
    _, rejects, _ = read(delimited(rows), tmp_path, platform="tiktok")
    assert rejects["reason"].to_list() == ["identifier_damaged"] * 2
    whole = [["id", "text"], ["7288995634328177926", "jedan"], ["7288995634328178000", "dva"]]
    posts, _, _ = read(delimited(whole), tmp_path, platform="tiktok")
    assert posts["post_uid"].to_list() == [f"tiktok:{row[0]}" for row in whole[1:]]


def test_rows_without_an_identifier_are_known_by_their_content(tmp_path):
    rows = [["text"], ["isto"], ["drugo"], ["isto"]]
    first, rejects, summary = read(delimited([[*row, ""] for row in rows]), tmp_path)
    assert rejects.is_empty()
    assert first["post_uid"].n_unique() == 3
    again, _, _ = read(delimited([[*row, ""] for row in [*rows, ["novo"]]]), tmp_path)
    assert set(first["post_uid"]) < set(again["post_uid"])
    assert "Posts without an identifier, known by their content: 3." in summary.files[0].notes


@pytest.mark.parametrize(
    ("settings", "row", "uid"),
    [
        ({"platform": "TikTok"}, {"id": "72889956343281", "text": "a b"}, "tiktok:72889956343281"),
        ({}, {"id": "72889956343281", "text": "a b"}, "other:72889956343281"),
        ({}, {"id": "5", "platform": "Instagram", "text": "a b"}, "instagram:5"),
        (
            {},
            {"id": "5", "text": "a b", "link": "https://t.me/demo_kanal/5"},
            "telegram:demo_kanal/5",
        ),
        (
            {"platform": "telegram"},
            {"id": "5", "text": "a b", "chat_id": "-1001003313758"},
            "telegram:1003313758/5",
        ),
    ],
)
def test_which_post_a_row_is(tmp_path, settings, row, uid):
    posts, _, _ = read(delimited([list(row), list(row.values())]), tmp_path, **settings)
    assert posts["post_uid"].to_list() == [uid]


def test_nested_objects_are_laid_flat(tmp_path):
    record = {
        "id": "1",
        "author": {"id": "9", "username": "demo_a", "followers": 5},
        "stats": {"views": 10, "likes": 2},
        "text": "tekst sa linkom https://example.org",
        "hashtags": [{"name": "Prvi"}, {"name": "Drugi"}],
    }
    frames, _ = read_bytes("a.json", json.dumps([record]), tmp_path)
    [post] = frames["posts"].to_dicts()
    assert (post["account_id"], post["account_name"]) == ("9", "demo_a")
    assert (post["views"], post["likes"]) == (10, 2)
    assert post["hashtags"] == ["prvi", "drugi"]
    assert post["urls"] == ["https://example.org"]
    assert frames["accounts"].select("account_id", "followers").rows() == [("9", 5)]


def test_a_table_that_is_no_table_of_posts_is_refused_with_its_columns(tmp_path):
    _, _, summary = read("id,amount,currency\n1,20.5,EUR\n", tmp_path)
    assert "its columns are: id, amount, currency" in summary.failures[0]


def test_several_lists_in_one_document_are_not_guessed_among():
    two = {"a": [{"text": "jedan"}], "b": [{"text": "dva"}]}
    assert FORMAT.recognise(sample_outline(two)) == 0


def test_hostile_cells_are_only_text(tmp_path):
    hostile = ["=HYPERLINK('x')", "<script>", "../../etc", "{{ 7*7 }}"]
    posts, _, _ = read(delimited([["text", "n"], *([cell, ""] for cell in hostile)]), tmp_path)
    assert posts["text"].to_list() == hostile


def test_every_format_that_knows_a_file_is_surer_than_the_table():
    sample = sample_table(["text", "id"], [["jedna rečenica", "1"]])
    assert recognise(sample).name == "table"
    scores = [known.recognise(sample) for known in formats() if known.name != "table"]
    assert max(scores) == 0
    assert FORMAT.recognise(sample) == 1
    assert FORMAT.recognise(sample_of([{"text": "jedna rečenica", "id": 1}])) == 1


def test_hashes_of_media_and_sounds_are_read_where_a_table_has_them(tmp_path):
    header = ["Link", "Opis videa", "sha256", "phash", "music id"]
    rows = [
        [LINK, "a", f"sha256:{'AB' * 32}", "0f1e2d3c4b5a6978", "7288995634328177000"],
        [OTHER, "b", "not a hash", "ff", "7.28E+18"],
    ]
    posts, rejects, summary = read(delimited([header, *rows]).encode(), tmp_path)
    assert rejects.is_empty()
    assert posts.select("media_sha256", "media_phash", "sound_id").rows() == [
        ("ab" * 32, "0f1e2d3c4b5a6978", "7288995634328177000"),
        (None, None, None),
    ]
    assert summary.files[0].values_unread == {
        ("media_sha256", "bad_hash"): (1, 2),
        ("media_phash", "bad_hash"): (1, 2),
        ("sound_id", "bad_identifier"): (1, 2),
    }
