"""What is said of values that could not be understood, in records that stay."""

from __future__ import annotations

import json

from tests.sources.tiktok.zeeschuimer_fixture import envelope, item, ndjson

from tefter.sources import ReadingSummary, read_files


def read(tmp_path, *items, name="captured.ndjson"):
    path = tmp_path / name
    path.write_text(ndjson(*map(envelope, items)), encoding="utf-8")
    return read_files([path], tmp_path / "read")


def numbered(last: int, **changes):
    return item(id=f"728000000000000012{last}", **changes)


def test_a_field_is_counted_once_a_record_with_the_first_record_and_why(tmp_path):
    summary = read(
        tmp_path,
        numbered(1),
        numbered(2, desc=12345, locationCreated="Kosovo"),
        numbered(3, desc=["a"], stats="10", challenges=[1, 2, 3]),
    )
    [file] = summary.files
    assert (file.posts, file.rejects) == (3, 0)
    assert file.values_unread == {
        ("desc", "wrong_type"): (2, 2),
        ("locationCreated", "bad_region"): (1, 2),
        ("stats", "wrong_type"): (1, 3),
        ("challenges", "wrong_type"): (1, 3),
    }


def test_what_is_said_never_holds_what_stands_in_the_record(tmp_path):
    summary = read(tmp_path, numbered(1, locationCreated="Ulica Izmišljena 5"))
    [said] = summary.files[0].unread_sentences()
    assert said.startswith("locationCreated left unread in 1 record as bad_region (record 1): ")
    assert "Izmišljena" not in said + json.dumps(summary.to_dict())


def test_values_of_a_reject_and_of_a_duplicate_do_not_count(tmp_path):
    bad = numbered(1, desc=12345, createTime="never")
    summary = read(tmp_path, bad, numbered(2, desc=5), numbered(2, desc=5))
    [file] = summary.files
    assert (file.posts, file.rejects) == (1, 2)
    assert file.values_unread == {("desc", "wrong_type"): (1, 2)}


def test_the_account_of_a_reading_is_kept_and_read_again(tmp_path):
    summary = read(tmp_path, numbered(1, desc=5))
    kept = ReadingSummary.from_dict(json.loads(json.dumps(summary.to_dict())))
    assert kept.files[0].values_unread == summary.files[0].values_unread
