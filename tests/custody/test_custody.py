"""Raw files are never changed, and what came in when can be proved."""

from __future__ import annotations

import hashlib
import json
import stat

import pytest

from tefter import custody
from tefter.errors import CustodyError


@pytest.fixture
def export(tmp_path):
    file = tmp_path / "export.ndjson"
    file.write_bytes(b'{"id": "1"}\n')
    return file


@pytest.fixture
def raw(tmp_path):
    return tmp_path / "data" / "raw" / "a-case"


def add(raw, *files):
    return custody.add(raw, list(files), origin="a test", added_by="tester")


def test_a_file_taken_into_custody_is_copied_and_recorded(raw, export):
    [entry] = add(raw, export)
    assert (raw / "export.ndjson").read_bytes() == export.read_bytes()
    assert entry.sha256 == hashlib.sha256(export.read_bytes()).hexdigest()
    assert (entry.size, entry.added_by, entry.origin) == (12, "tester", "a test")
    assert entry.added_at.endswith("Z")
    assert custody.verify(raw) == [entry]


def test_the_copy_is_read_only(raw, export):
    add(raw, export)
    mode = (raw / "export.ndjson").stat().st_mode
    assert not mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)


def test_the_manifest_only_grows_and_each_line_names_the_one_before(raw, export, tmp_path):
    add(raw, export)
    first = (raw / "manifest.jsonl").read_bytes()
    other = tmp_path / "other.json"
    other.write_text("[]")
    add(raw, other)
    both = (raw / "manifest.jsonl").read_bytes()
    assert both.startswith(first)
    second = json.loads(both.splitlines()[1])
    assert second["previous"] == hashlib.sha256(first.rstrip(b"\n")).hexdigest()


def test_adding_the_same_file_again_changes_nothing(raw, export):
    add(raw, export)
    before = (raw / "manifest.jsonl").read_bytes()
    add(raw, export)
    assert (raw / "manifest.jsonl").read_bytes() == before


def test_another_file_of_the_same_name_is_refused(raw, export):
    add(raw, export)
    export.write_bytes(b'{"id": "2"}\n')
    with pytest.raises(CustodyError, match=r"export\.ndjson: another file of this name"):
        add(raw, export)
    assert (raw / "export.ndjson").read_bytes() == b'{"id": "1"}\n'


def test_of_several_files_all_are_taken_or_none(raw, export, tmp_path):
    custody.add(raw, [export], origin="first")
    new = tmp_path / "new.ndjson"
    new.write_text("{}\n")
    other = tmp_path / "elsewhere" / export.name
    other.parent.mkdir()
    other.write_text("something else")
    with pytest.raises(CustodyError, match="another file of this name"):
        custody.add(raw, [new, other], origin="second")
    assert [entry.file for entry in custody.entries(raw)] == [export.name]
    assert not (raw / new.name).exists()


def test_a_changed_raw_file_is_found(raw, export):
    add(raw, export)
    (raw / "export.ndjson").chmod(0o644)
    (raw / "export.ndjson").write_bytes(b'{"id": "9"}\n')
    with pytest.raises(CustodyError, match=r"export\.ndjson: has changed"):
        custody.verify(raw)


def test_a_missing_raw_file_is_found(raw, export):
    add(raw, export)
    (raw / "export.ndjson").unlink()
    with pytest.raises(CustodyError, match="is in the manifest but not in data/raw"):
        custody.verify(raw)


def test_an_unknown_raw_file_is_found(raw, export):
    add(raw, export)
    (raw / "stray.json").write_text("[]")
    with pytest.raises(CustodyError, match=r"stray\.json: lies in data/raw but is not"):
        custody.verify(raw)


def test_a_link_in_place_of_a_raw_file_is_found(raw, export):
    add(raw, export)
    (raw / "export.ndjson").unlink()
    (raw / "export.ndjson").symlink_to(export)
    with pytest.raises(CustodyError, match="not in data/raw"):
        custody.verify(raw)


def test_a_changed_manifest_line_is_found(raw, export, tmp_path):
    other = tmp_path / "other.json"
    other.write_text("[]")
    add(raw, export, other)
    manifest = raw / "manifest.jsonl"
    manifest.write_bytes(manifest.read_bytes().replace(b'"tester"', b'"nobody"', 1))
    with pytest.raises(CustodyError, match="record 2: the line does not follow"):
        custody.verify(raw)


def test_a_half_written_manifest_line_is_found(raw, export):
    add(raw, export)
    manifest = raw / "manifest.jsonl"
    manifest.write_bytes(manifest.read_bytes()[:-20])
    with pytest.raises(CustodyError, match="record 1: the line cannot be read"):
        custody.verify(raw)


def test_an_add_cut_off_before_the_manifest_was_written_is_completed_by_the_next(raw, export):
    add(raw, export)
    (raw / "manifest.jsonl").unlink()
    [entry] = add(raw, export)
    assert custody.verify(raw) == [entry]


def test_an_add_cut_off_while_copying_leaves_nothing_behind(raw, export):
    add(raw, export)
    (raw / ".half.json.partial").write_text("[")
    custody.verify(raw)
    add(raw, export)
    assert not (raw / ".half.json.partial").exists()


@pytest.mark.parametrize("name", [".hidden.json", "manifest.jsonl", "bell\x07.json"])
def test_a_name_that_cannot_be_kept_is_refused(raw, tmp_path, name):
    file = tmp_path / name
    file.write_text("[]")
    with pytest.raises(CustodyError, match="has a name that cannot be kept"):
        add(raw, file)
    assert not raw.exists()


def test_a_folder_an_empty_file_and_a_missing_file_are_refused(raw, tmp_path):
    (tmp_path / "empty.json").touch()
    with pytest.raises(CustodyError, match="is a folder"):
        add(raw, tmp_path)
    with pytest.raises(CustodyError, match=r"empty\.json: is empty; export it again"):
        add(raw, tmp_path / "empty.json")
    with pytest.raises(CustodyError, match="does not exist"):
        add(raw, tmp_path / "none.json")
