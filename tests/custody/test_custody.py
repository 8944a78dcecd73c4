"""Raw files are never changed, and what came in when can be proved."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import signal
import stat
import time
from pathlib import Path

import pytest

from tefter import custody
from tefter.disk import locks
from tefter.errors import CustodyError, TefterError


@pytest.fixture
def export(tmp_path):
    file = tmp_path / "export.ndjson"
    file.write_bytes(b'{"id": "1"}\n')
    return file


@pytest.fixture
def raw(tmp_path):
    return tmp_path / "data" / "raw" / "a-case"


@pytest.fixture
def other(tmp_path):
    file = tmp_path / "other.json"
    file.write_text("[1]")
    return file


def held(raw):
    return {path.name: path.read_bytes() for path in raw.iterdir()}


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


def test_two_files_of_one_name_are_taken_only_where_they_are_the_same(raw, export, other, tmp_path):
    again = tmp_path / "elsewhere" / export.name
    again.parent.mkdir()
    again.write_text("something else")
    with pytest.raises(CustodyError, match="another file of this name was given too"):
        add(raw, other, export, again)
    assert set(held(raw)) <= {".lock"}
    again.write_bytes(export.read_bytes())
    assert [entry.file for entry in add(raw, other, export, again)] == [
        other.name,
        export.name,
        export.name,
    ]
    assert len(custody.verify(raw)) == 2


def test_a_file_that_goes_away_before_it_is_copied_takes_the_others_with_it(raw, export, other):
    def lose(name, done, total):
        other.unlink(missing_ok=True)

    with pytest.raises(CustodyError, match=r"other\.json: went away before it was copied"):
        custody.add(raw, [export, other], origin="a test", progress=lose)
    assert set(held(raw)) <= {".lock"}


def test_a_file_that_lies_in_the_folder_is_not_replaced_by_one_of_its_name(raw, export):
    raw.mkdir(parents=True)
    (raw / export.name).write_text("by hand")
    with pytest.raises(CustodyError, match="another file of this name is in data/raw"):
        add(raw, export)
    assert (raw / export.name).read_text() == "by hand"


@pytest.mark.parametrize("length", [240, 255])
def test_a_name_as_long_as_a_file_system_allows_is_kept(raw, tmp_path, length):
    file = tmp_path / ("n" * (length - 5) + ".json")
    file.write_text("[]")
    assert [entry.file for entry in add(raw, file)] == [file.name]
    assert len(custody.verify(raw)) == 1


def test_a_copy_is_on_disk_before_it_has_its_name_and_its_name_before_it_is_recorded(
    raw, export, monkeypatch
):
    raw.mkdir(parents=True)
    done = []
    real = os.fsync

    def sync(file):
        names = {path.name for path in raw.iterdir()} - {".lock", ".lock.holder"}
        path = str(Path(f"/proc/self/fd/{file}").readlink())
        what = "folder" if path == str(raw) else "copy" if path.endswith(".partial") else path
        done.append((what, export.name in names, bool((raw / "manifest.jsonl").exists())))
        real(file)

    monkeypatch.setattr(os, "fsync", sync)
    add(raw, export)
    copied = done.index(("copy", False, False))
    assert copied < done.index(("folder", True, False))


def test_a_copy_that_does_not_reach_the_disk_is_not_in_custody(raw, export, monkeypatch):
    def broken(file):
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(OSError, match="Input/output"):
        add(raw, export)
    assert set(held(raw)) <= {".lock"}


def test_who_waits_is_told_for_whom_and_a_killed_process_blocks_nobody(
    raw, export, monkeypatch, caplog
):
    monkeypatch.setattr(locks, "PATIENCE", 0.0)
    raw.mkdir(parents=True)
    process = os.fork()
    if not process:
        with locks.alone(raw / ".lock", "adding files to a-case"):
            (raw.parent / "held").touch()
            while not (raw.parent / "told").exists():
                time.sleep(0.01)
            os.kill(os.getpid(), signal.SIGKILL)
    while not (raw.parent / "held").exists():
        time.sleep(0.01)
    told = locks.log.warning
    monkeypatch.setattr(
        locks.log, "warning", lambda *words: (told(*words), (raw.parent / "told").touch())
    )
    add(raw, export)
    os.waitpid(process, 0)
    assert f"process {process}, adding files to a-case since 20" in caplog.text
    assert len(custody.verify(raw)) == 1
    assert not (raw / ".lock.holder").exists()


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


STRAY = {
    "a file": lambda path: path.write_text("[]"),
    "a link": lambda path: path.symlink_to("/etc/hostname"),
    "a link to nothing": lambda path: path.symlink_to("nowhere"),
    "a pipe": os.mkfifo,
    "an empty folder": lambda path: path.mkdir(),
}


@pytest.mark.parametrize("name", ["stray.json", "stray.partial"])
@pytest.mark.parametrize("make", STRAY.values(), ids=STRAY)
def test_whatever_lies_there_and_is_not_in_the_manifest_is_found(raw, export, make, name):
    add(raw, export)
    make(raw / name)
    with pytest.raises(CustodyError, match=rf"{name}: lies in data/raw but is not"):
        custody.verify(raw)


@pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.mkdir()])
def test_what_stands_in_the_place_of_a_raw_file_is_not_opened(raw, export, make):
    add(raw, export)
    (raw / export.name).unlink()
    make(raw / export.name)
    with pytest.raises(CustodyError, match="not in data/raw"):
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
    with pytest.raises(CustodyError, match=r"record 2: the line does not follow"):
        custody.verify(raw)


@pytest.mark.parametrize("changed", ["tester", "a test", "export.ndjson"])
def test_a_change_of_the_last_manifest_line_is_found(raw, export, changed):
    add(raw, export)
    manifest = raw / "manifest.jsonl"
    manifest.write_bytes(manifest.read_bytes().replace(changed.encode(), b"invented"))
    with pytest.raises(CustodyError, match="a line was changed or taken out"):
        custody.entries(raw)


def test_a_last_manifest_line_taken_out_with_its_file_is_found(raw, export, other):
    add(raw, export)
    before = (raw / "manifest.jsonl").read_bytes()
    add(raw, other)
    (raw / "manifest.jsonl").write_bytes(before)
    (raw / other.name).unlink()
    for look in (custody.verify, lambda raw: add(raw, export)):
        with pytest.raises(CustodyError, match="a line was changed or taken out"):
            look(raw)


def append_line(raw, **changes):
    """Write one more line behind the last, chained as ``add`` chains it."""
    last = (raw / "manifest.jsonl").read_bytes().splitlines()[-1]
    made = json.loads(last) | {"previous": hashlib.sha256(last).hexdigest()} | changes
    with (raw / "manifest.jsonl").open("ab") as manifest:
        manifest.write(json.dumps(made).encode() + b"\n")


@pytest.mark.parametrize("name", ["export.ndjson", "../export.ndjson", "/etc/hostname"])
def test_a_line_that_add_never_writes_is_found_though_its_chain_holds(raw, export, other, name):
    add(raw, export)
    append_line(raw, file=name, origin="invented")
    for look in (custody.verify, lambda raw: add(raw, other)):
        with pytest.raises(CustodyError, match=r"record 2: the line names a file twice or one els"):
            look(raw)


@pytest.mark.parametrize("name", ["manifest.jsonl", "manifest.sha256"])
@pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.mkdir()])
def test_what_stands_in_the_place_of_manifest_or_seal_is_not_opened(raw, export, name, make):
    add(raw, export)
    (raw / name).unlink()
    make(raw / name)
    with pytest.raises(CustodyError, match=f"{name}: is not a plain file"):
        custody.entries(raw)


def test_a_folder_named_like_a_leftover_is_found_and_not_taken_for_one(raw, export, other):
    add(raw, export)
    (raw / ".a.partial").mkdir()
    with pytest.raises(CustodyError, match=r"partial: lies in data/raw but is not"):
        add(raw, other)


def test_the_seal_is_what_sha256sum_reads(raw, export):
    add(raw, export)
    digest = hashlib.sha256((raw / "manifest.jsonl").read_bytes()).hexdigest()
    assert (raw / "manifest.sha256").read_text() == f"{digest}  manifest.jsonl\n"
    assert custody.manifest_digest(raw, 1) == digest


def test_a_case_from_before_the_seal_is_read_and_sealed_by_the_next_add(raw, export, other):
    add(raw, export)
    (raw / "manifest.sha256").unlink()
    assert [entry.file for entry in custody.verify(raw)] == [export.name]
    add(raw, other)
    assert (raw / "manifest.sha256").exists()


@pytest.mark.parametrize("written", [0, 1, 40])
def test_an_add_killed_while_it_wrote_its_line_is_completed_by_the_next(
    raw, export, other, written
):
    add(raw, export)
    before = (raw / "manifest.jsonl").read_bytes(), (raw / "manifest.sha256").read_bytes()
    add(raw, other)
    line = (raw / "manifest.jsonl").read_bytes().removeprefix(before[0])
    (raw / "manifest.jsonl").write_bytes(before[0] + line[:written])
    (raw / "manifest.sha256").write_bytes(before[1])
    if written:
        with pytest.raises(CustodyError, match=r"record 2: the last line was cut off.*add that"):
            custody.verify(raw)
    add(raw, other)
    assert [entry.file for entry in custody.verify(raw)] == [export.name, other.name]


def test_an_add_killed_before_its_line_was_sealed_is_whole(raw, export, other):
    add(raw, export)
    before = (raw / "manifest.sha256").read_bytes()
    add(raw, other)
    (raw / "manifest.sha256").write_bytes(before)
    assert [entry.file for entry in custody.verify(raw)] == [export.name, other.name]


def test_a_line_that_was_whole_is_never_cut_away(raw, export):
    add(raw, export)
    manifest = raw / "manifest.jsonl"
    manifest.write_bytes(manifest.read_bytes()[:-20])
    left = manifest.read_bytes()
    for look in (custody.verify, lambda raw: add(raw, export)):
        with pytest.raises(CustodyError, match=r"record 1: the last line was cut off.*a backup"):
            look(raw)
    assert manifest.read_bytes() == left


def test_a_line_that_finds_no_room_leaves_manifest_and_folder_as_they_were(
    raw, export, other, monkeypatch
):
    add(raw, export)
    before = held(raw)
    real = os.write

    def full(file, content):
        if Path(f"/proc/self/fd/{file}").readlink().name == "manifest.jsonl":
            real(file, bytes(content)[:7])
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(file, content)

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(OSError, match="No space"):
        add(raw, other)
    assert held(raw) == before
    monkeypatch.undo()
    add(raw, other)
    assert [entry.file for entry in custody.verify(raw)] == [export.name, other.name]


def test_a_file_that_lay_in_the_folder_stays_where_its_line_finds_no_room(raw, monkeypatch):
    raw.mkdir(parents=True)
    (raw / "only.json").write_text("[]")

    def full(raw, new):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("tefter.custody.adding.record", full)
    with pytest.raises(OSError, match="No space"):
        add(raw, raw / "only.json")
    assert (raw / "only.json").read_text() == "[]"


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


def test_a_folder_in_place_of_the_lock_is_a_sentence(raw, export):
    (raw / ".lock").mkdir(parents=True)
    with pytest.raises(TefterError, match="is a folder, and Tefter keeps a lock of this name"):
        add(raw, export)
