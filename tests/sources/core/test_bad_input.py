"""What comes of bad files, as real readers meet them.

A row a fault: what the file is, how many posts are kept, the reasons of its rejects, and what is
said of the file as a whole. Every sentence is one line, names the file, and ends with a remedy.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import zstandard
from tests.sources.helpers import read_bytes, read_paths
from tests.sources.telegram.exports import chat, message
from tests.sources.tiktok.zeeschuimer_fixture import POST_ID, item

Maker = Callable[[], bytes]


def record(number: int, **changes: Any) -> dict[str, Any]:
    """Return one line of a capture; the text may be changed."""
    post_id = str(int(POST_ID) + number)
    return {
        "nav_index": f"1:{number}:0",
        "item_id": post_id,
        "timestamp_collected": 1_700_000_000_123,
        "source_platform": "tiktok.com",
        "data": item(id=post_id, **changes),
    }


def line(number: int, **changes: Any) -> bytes:
    return json.dumps(record(number, **changes)).encode() + b"\n"


def capture(posts: int) -> bytes:
    return b"".join(line(number) for number in range(posts))


def telegram(text: str = "Mirëmëngjes", messages: int = 5) -> str:
    return json.dumps(chat([message(n, text) for n in range(messages)]), ensure_ascii=False)


def cut_in_first_message() -> bytes:
    return telegram().partition('"text_entities"')[0].encode()


def zipped(*members: tuple[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return made.getvalue()


def encrypted() -> bytes:
    """Return a zip archive whose member says that it is encrypted (APPNOTE 4.4.4, bit 0)."""
    made = bytearray(zipped(("a.ndjson", capture(2))))
    made[6] |= 1
    made[made.find(b"PK\x01\x02") + 8] |= 1
    return bytes(made)


def bomb() -> bytes:
    """Return a capture whose first records are real and whose rest is 300 MB of spaces."""
    head = capture(2)
    packed = gzip.compress(head, mtime=0)
    spaces = gzip.compress(b" " * (100 * 2**20), 1, mtime=0)
    return packed + 3 * spaces


def workbook(*sheets: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for rows in sheets or ([],):
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def photo() -> bytes:
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256))


def other_platform(platform: str) -> bytes:
    made = {"source_platform": platform, "data": {"id": "1_2", "code": "a"}}
    return b"".join(json.dumps(record(n) | made).encode() + b"\n" for n in range(3))


FAULTS: list[tuple[str, Maker, int, dict[str, int], str]] = [
    # --- nothing in it
    ("empty.json", lambda: b"", 0, {}, "is empty"),
    ("blank.json", lambda: b" \r\n\n\t ", 0, {}, "is empty"),
    ("list.json", lambda: b"[]", 0, {}, "holds no records"),
    ("object.json", lambda: b"{}", 0, {}, "holds no records"),
    ("null.json", lambda: b"null", 0, {}, "text without records"),
    ("number.json", lambda: b"1", 0, {}, "text without records"),
    ("string.json", lambda: b'"x"', 0, {}, "text without records"),
    ("numbers.json", lambda: b"[" + b"0," * 9999 + b"0]", 0, {}, "holds no records"),
    ("empty.xlsx", workbook, 0, {}, "without a filled sheet"),
    # --- something else
    ("photo.json", photo, 0, {}, "is a JPEG photo"),
    ("letter.json", lambda: b"%PDF-1.7\n" + bytes(99), 0, {}, "is a PDF document"),
    ("messages.html", lambda: b"<!DOCTYPE html><title>Exported Data", 0, {}, "is a web page"),
    (
        "word.docx",
        lambda: zipped(("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<x/>")),
        0,
        {},
        "is an Office document",
    ),
    ("secret.xlsx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), 0, {}, "old Office"),
    ("noise.bin", lambda: bytes(range(256)) * 20, 0, {}, "holds binary data"),
    ("prose.txt", lambda: b"Ovo je samo tekst.\nBez icega.\n", 0, {}, "without records"),
    (
        "user_data_tiktok.json",
        lambda: json.dumps({"Profile": {}, "Your Activity": {}, "Comment": {}}).encode(),
        0,
        {},
        "of their own account",
    ),
    ("id.json", lambda: b'[{"id": 1, "amount": 2}]', 0, {}, "first fields are: id, amount"),
    ("bill.csv", lambda: b"id,amount\n1,20.5\n2,3\n", 0, {}, "its columns are: id, amount"),
    (
        "insta.ndjson",
        lambda: other_platform("instagram.com"),
        0,
        {"unsupported_platform": 3},
        "record 1: none of its records could be read (captured from instagram.com)",
    ),
    # --- cut off, in the middle and at the very beginning
    ("cut.ndjson", lambda: capture(3)[:-100], 2, {"truncated": 1}, ""),
    ("cut_first.ndjson", lambda: capture(1)[:300], 0, {"truncated": 1}, "its only record"),
    (
        "cut_first.json",
        lambda: b"[" + capture(1)[:300],
        0,
        {"truncated": 1},
        "its only record could not be read",
    ),
    ("cut_result.json", lambda: telegram().encode()[:-400], 3, {"truncated": 1}, ""),
    (
        "cut_first_message.json",
        cut_in_first_message,
        0,
        {"truncated": 1},
        "its only record",
    ),
    ("cut.zip", lambda: zipped(("a.ndjson", capture(200)))[:-200], 0, {}, "readable list"),
    ("nothing.gz", lambda: gzip.compress(capture(1))[:12], 0, {}, "too early"),
    ("nothing.zst", lambda: zstandard.compress(capture(9))[:12], 0, {}, "damaged from here on"),
    # --- one bad record among good ones
    ("broken.ndjson", lambda: line(0) + b'{"nav": oh\n' + line(2), 2, {"not_json": 1}, ""),
    ("nul.ndjson", lambda: line(0) + line(1).replace(b"Prva", b"Pr\0va"), 1, {"not_text": 1}, ""),
    (
        "bytes.ndjson",
        lambda: line(0) + line(1).replace(b"Prva", b"Pr\xff\xfeva") + line(2),
        2,
        {"not_text": 1},
        "",
    ),
    (
        "long.ndjson",
        lambda: line(0) + b'{"a":"' + b"x" * 100_000_000 + b'"}\n' + line(1),
        2,
        {"too_large": 1},
        "",
    ),
    (
        "nan.ndjson",
        lambda: line(0, stats={"playCount": float("nan")}) + line(1),
        1,
        {"bad_count": 1},
        "",
    ),
    (
        "digits.ndjson",
        lambda: line(0, stats={"playCount": 10**400}) + line(1),
        1,
        {"bad_count": 1},
        "",
    ),
    (
        "twice.ndjson",
        lambda: 2 * line(0) + line(0, desc="x"),
        1,
        {"duplicate_record": 1, "duplicate_identifier": 1},
        "",
    ),
    ("ragged.csv", lambda: b"text,views\na b,1\nc d\ne f,2,3\n", 1, {"wrong_width": 2}, ""),
    (
        "quote.csv",
        lambda: b'text,views\na b,1\n"c d,2\ne f,3\n' + b"g h,4\n" * 9,
        1,
        {"unclosed_quote": 1},
        "",
    ),
    (
        "end.csv",
        lambda: b'id,views,text\n0,1,a b\n1,5,"c d\n' + b"2,6,e f\n" * 9,
        1,
        {"unclosed_quote": 1},
        "",
    ),
    (
        "again.csv",
        lambda: 2 * b"id,views,text\n0,1,a b\n" + b"2,5,id\n",
        2,
        {"header_again": 1, "duplicate_record": 1},
        "",
    ),
    ("cut.csv", lambda: b'id,views,text\n0,1,a b\n1,5,"c d', 1, {"unclosed_quote": 1}, ""),
    ("behind.json", (telegram() + "[1]").encode, 5, {"not_an_object": 1}, ""),
    # --- no fault at all, though it looks like one
    (
        "two.json",
        (telegram() + telegram("Natën e mirë")).encode,
        5,
        {"duplicate_identifier": 5},
        "",
    ),
    ("lines.ndjson", lambda: capture(3).replace(b"\n", b"\r\n\r\n"), 3, {}, ""),
    ("no_lines.json", lambda: capture(3).replace(b"\n", b""), 3, {}, ""),
    ("half.ndjson", lambda: line(0).replace(b"Prva", b"\\ud83d") + line(1), 2, {}, ""),
    ("utf-8-sig.json", lambda: telegram().encode("utf-8-sig"), 5, {}, ""),
    ("utf-16.json", lambda: telegram().encode("utf-16"), 5, {}, ""),
    ("utf-16-le.json", lambda: telegram().encode("utf-16-le"), 5, {}, ""),
    ("utf-32.json", lambda: telegram().encode("utf-32"), 5, {}, ""),
    # --- archives that mean harm
    ("locked.zip", encrypted, 0, {}, "is encrypted"),
    ("deep.json", lambda: b"[" * 100_000, 0, {}, "first record cannot be read"),
    ("deep_object.json", lambda: b'{"a":' * 100_000, 0, {}, "is not an export"),
    ("bomb.ndjson.gz", bomb, 2, {"expands_too_far": 1}, "unpacks to"),
    (
        "nested.zip",
        lambda: zipped(("1.zip", zipped(("2.zip", zipped(("a.ndjson", capture(1))))))),
        0,
        {},
        "packed more than 2 times",
    ),
    (
        "paths.zip",
        lambda: zipped(("../../a.json", b"{}"), ("/b.json", b"{}"), ("c.ndjson", capture(2))),
        2,
        {"unsafe_path": 2},
        "",
    ),
]


@pytest.mark.parametrize(
    ("name", "make", "posts", "rejects", "said"), FAULTS, ids=[fault[0] for fault in FAULTS]
)
def test_a_bad_file_keeps_what_can_be_read_and_says_the_rest(
    tmp_path: Path, name: str, make: Maker, posts: int, rejects: dict[str, int], said: str
) -> None:
    frames, summary = read_bytes(name, make(), tmp_path)
    assert frames["posts"].height == posts
    assert dict(summary.reasons) == rejects
    if not said:
        assert summary.failures == []
        return
    (sentence,) = summary.failures
    assert said in sentence
    assert sentence.startswith(name)
    assert "; " in sentence
    assert sentence.endswith(".")
    assert sentence.isprintable()


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Ова девојка живи у мом крају", "cp1251"),
        ("Koj ja znae ovaa девојка", "cp1251"),
        ("Ova djevojka živi u mom kvartu, šteta", "cp1250"),
    ],
)
def test_json_that_an_editor_saved_anew_is_read_and_that_is_said(
    tmp_path: Path, text: str, encoding: str
) -> None:
    content = telegram(text).encode(encoding)
    frames, summary = read_bytes("result.json", content, tmp_path)
    assert frames["posts"]["text"].to_list() == [text] * 5
    assert f"{encoding} was assumed by its letters" in summary.files[0].notes[0]


def test_two_broken_characters_are_damage_and_no_encoding(tmp_path: Path) -> None:
    content = line(0).replace(b"Prva", b"Pr\xe8va") + line(1)
    frames, summary = read_bytes("a.ndjson", content, tmp_path)
    assert frames["posts"].height == 1
    assert summary.reasons == {"not_text": 1}


def test_the_detail_of_a_reject_names_what_is_wrong_and_where(tmp_path: Path) -> None:
    _, summary = read_bytes("a.ndjson", line(0) + other_platform("instagram.com"), tmp_path)
    assert summary.files[0].first == {"unsupported_platform": (2, "captured from instagram.com")}


@pytest.mark.parametrize("kind", ["folder", "pipe", "device", "missing", "broken link"])
def test_what_is_no_file_is_refused_at_once(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a.json"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path = Path("/dev/zero")
    elif kind == "broken link":
        path.symlink_to(tmp_path / "nowhere")
    frames, summary = read_paths([path], tmp_path / "read")
    (sentence,) = summary.failures
    assert sentence.startswith(f"{path.name}: ")
    assert frames["posts"].is_empty()


def test_a_zip_that_lies_about_the_size_of_its_member_is_stopped(tmp_path: Path) -> None:
    made = bytearray(zipped(("a.ndjson", capture(2) + b" " * (300 * 2**20))))
    place = made.find(b"PK\x01\x02") + 24
    made[place : place + 4] = struct.pack("<I", 1000)
    frames, summary = read_bytes("lie.zip", bytes(made), tmp_path)
    assert frames["posts"].height <= 2
    assert summary.failures


def test_nul_bytes_near_the_beginning_of_a_table_cost_their_record_only(tmp_path):
    content = b"id,text,views\n1,a\x00b,1\n2,dobro jutro,2\n3,dobar dan,3\n"
    _, summary = read_bytes("t.csv", content, tmp_path)
    assert (summary.files[0].posts, dict(summary.files[0].reasons)) == (2, {"not_text": 1})


def test_two_members_of_one_path_have_names_of_their_own(tmp_path):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive, pytest.warns(UserWarning, match="Duplicate"):
        for number in (1, 2):
            archive.writestr("a/result.json", json.dumps(chat([message(number)])))
    frames, _ = read_bytes("both.zip", packed.getvalue(), tmp_path)
    assert frames["posts"].select("source_file", "post_id").rows() == [
        ("both.zip/a/result.json", "1"),
        ("both.zip/a/result.json (2)", "2"),
    ]
