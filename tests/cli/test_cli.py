"""The command line: documentation in its help, one sentence for what is wrong, status to match."""

from __future__ import annotations

import errno
import json
import os

import polars as pl
import pytest
from typer.testing import CliRunner

from tefter.cli import app, main
from tefter.errors import TefterError

CASE = "my-case"
POST = {
    "id": "7288995634328177926",
    "desc": "test #tag",
    "createTime": 1697101549,
    "author": {"id": "1", "uniqueId": "demo_a", "nickname": "A", "signature": ""},
    "stats": {"playCount": 5, "diggCount": 1, "commentCount": 0, "shareCount": 0},
}
RECORD = {
    "nav_index": "1:4:0",
    "item_id": POST["id"],
    "timestamp_collected": 1697108706245,
    "source_platform": "tiktok.com",
    "data": POST,
}


@pytest.fixture
def project(tmp_path, monkeypatch):
    for folder in ("cases", "data"):
        (tmp_path / folder).mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    (tmp_path / "export.ndjson").write_text(json.dumps(RECORD) + "\n")
    return tmp_path


def tefter(*words):
    return CliRunner().invoke(app, words)


def test_help_shows_the_way_and_an_example_for_every_command():
    assert "tefter add my-case" in tefter("--help").output
    for command in (
        "new",
        "add",
        "read",
        "run",
        "verify",
        "language",
        "mask",
        "agreement",
        "claims",
        "compare",
        "publish",
        "desk",
    ):
        shown = tefter(command, "--help").output
        assert "Example" in shown, command
        assert f"tefter {command}" in shown


def test_a_new_case_can_be_opened_at_once_and_is_not_made_twice(project):
    assert tefter("new", CASE, "--title", "It's: a {case}").exit_code == 0
    assert "title: {en: 'It''s: a {case}'}" in (project / "cases/my-case/case.yml").read_text()
    again = tefter("new", CASE)
    assert isinstance(again.exception, TefterError)
    assert "exists already" in str(again.exception)


def test_add_takes_into_custody_and_shows_the_digest(project):
    tefter("new", CASE)
    done = tefter("add", CASE, "export.ndjson", "--from", "a capture", "--by", "A. B.")
    assert done.exit_code == 0
    [line] = (project / "data/raw/my-case/manifest.jsonl").read_text().splitlines()
    entry = json.loads(line)
    assert entry["origin"] == "a capture"
    assert entry["sha256"] in done.output.replace("\n", "")


def test_read_prints_sums_that_add_up_and_writes_the_five_frames(project):
    done = tefter("read", "export.ndjson", "--to", "out")
    assert done.exit_code == 0, done.output
    assert (
        "1 records = 1 posts + 0 comments + 0 account records + 0 events + 0 rejects" in done.output
    )
    assert sorted(path.name for path in (project / "out").iterdir()) == [
        "accounts.parquet",
        "comments.parquet",
        "events.parquet",
        "posts.parquet",
        "rejects.parquet",
    ]
    assert pl.read_parquet("out/posts.parquet")["post_id"].to_list() == [POST["id"]]


def test_read_reads_the_good_files_names_the_bad_one_and_fails(project):
    (project / "photo.json").write_bytes(b"\xff\xd8\xff\xe0" + b"\x00" * 64)
    done = tefter("read", "export.ndjson", "photo.json", "--to", "out")
    assert done.exit_code == 1
    assert "photo.json" in done.output
    assert pl.read_parquet("out/posts.parquet").height == 1


def test_read_says_which_record_was_the_first_of_a_reason(project):
    other = json.dumps(RECORD | {"source_platform": "instagram.com"})
    with (project / "export.ndjson").open("a") as file:
        file.write(f"{other}\n{other}\n")
    done = tefter("read", "export.ndjson", "--to", "out")
    assert done.exit_code == 0
    assert "the first is record 2, captured from instagram.com" in done.output


def test_read_says_which_field_was_left_unread_and_where_first(project):
    (project / "odd.ndjson").write_text(
        '{"source_platform": "tiktok.com", "data": {"id": "7280000000000000123", "desc": 5}}\n'
    )
    result = tefter("read", "odd.ndjson", "--to", "out")
    assert "desc left unread in 1 record as wrong_type (record 1)" in " ".join(
        result.output.split()
    )


def test_read_into_what_is_no_folder_is_one_sentence(project):
    done = tefter("read", "export.ndjson", "--to", "export.ndjson")
    assert "export.ndjson: is no folder that can be written to" in str(done.exception)


def test_a_full_disk_is_one_sentence_and_a_defect_is_not_hidden(project, monkeypatch, capsys):
    def failing(number):
        def fail(*_, **__):
            raise OSError(number, os.strerror(number), "/somewhere/out/posts.parquet")

        return fail

    monkeypatch.setattr("sys.argv", ["tefter", "read", "export.ndjson", "--to", "out"])
    monkeypatch.setattr("tefter.cli.read.read_files", failing(errno.ENOSPC))
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 1
    said = capsys.readouterr().err
    assert "posts.parquet: no space left on device; make room" in said
    assert "/somewhere" not in said
    monkeypatch.setattr("tefter.cli.read.read_files", failing(errno.EBADF))
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == os.EX_SOFTWARE
    said = capsys.readouterr().err
    assert "a defect of Tefter" in said
    assert "/somewhere" not in said


def test_add_says_what_the_file_looks_like(project):
    tefter("new", CASE)
    assert "Looks like: TikTok posts or comments" in tefter("add", CASE, "export.ndjson").output


def test_add_keeps_what_nobody_can_read_and_says_so(project):
    tefter("new", CASE)
    (project / "photo.json").write_bytes(b"\xff\xd8\xff\xe0" + bytes(64))
    done = tefter("add", CASE, "photo.json")
    assert done.exit_code == 0
    assert "is a JPEG photo" in done.output
    assert "a run cannot read it" in done.output


def test_a_column_that_is_no_pair_is_refused(project):
    done = tefter("read", "export.ndjson", "--to", "out", "--column", "text")
    assert "write --column text=body" in str(done.exception)


def test_a_hostile_file_name_cannot_drive_the_terminal(project):
    name = "a\x1b[31m[red]b.json"
    (project / name).write_text("not an export")
    done = tefter("read", name, "--to", "out")
    assert done.exit_code == 1
    assert "\x1b" not in done.output
    assert "[red]b.json" in done.output


def test_verify_of_a_folder_that_is_no_run_is_one_sentence(project):
    done = tefter("verify", "cases")
    assert "cases: is not a run" in str(done.exception)


def test_outside_a_project_the_remedy_is_named(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = tefter("add", CASE, "x")
    assert "change to the folder that you cloned" in str(done.exception)
