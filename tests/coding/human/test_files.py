"""A coder's file: only lines are added, each is on disk at once, and a crash loses no other."""

from __future__ import annotations

import multiprocessing
import os
import stat

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.coding.human.made import decision

from tefter.coding.human.decisions import CoderFile, latest
from tefter.coding.human.journal import AnnotationError, Journal
from tefter.coding.human.names import check_coder

FIRST, SECOND = decision(1), decision(2, categories="shaming", flags="minor data_exposed")


@pytest.fixture
def file(tmp_path):
    return CoderFile(tmp_path / "annotations", "ana")


def test_what_is_appended_is_read_again(file):
    file.append([FIRST])
    file.append([SECOND, decision(3, kind="cannot_tell", flags="minor")])
    assert file.read() == [FIRST, SECOND, decision(3, kind="cannot_tell", flags="minor")]


def test_the_file_is_a_plain_table_without_any_text(file):
    file.append([SECOND])
    assert file.path.read_text() == (
        "post_uid,coder,decision,categories,flags,coded_at,codebook_version\n"
        "tiktok:2,ana,coded,shaming,minor data_exposed,2024-03-06T12:00:00Z,1.0\n"
    )


def test_it_is_on_disk_before_append_returns(file, monkeypatch):
    synced = []
    monkeypatch.setattr(os, "fsync", lambda fd: synced.append(stat.S_ISDIR(os.fstat(fd).st_mode)))
    file.append([FIRST])
    assert synced == [False, True], "the file, and the folder that names it"
    file.append([SECOND])
    assert synced == [False, True, False]


@pytest.mark.parametrize("cut", range(1, 60))
def test_wherever_a_crash_cuts_the_last_line_the_others_stay(file, cut):
    file.append([FIRST])
    file.append([SECOND])
    whole = file.path.read_bytes()
    file.path.write_bytes(whole[:-cut])
    with pytest.raises(AnnotationError, match=r"ana.csv: the last line is half-written"):
        file.read()
    assert file.repair()
    assert file.read() == [FIRST]
    file.append([SECOND])
    assert file.path.read_bytes() == whole


def test_zeros_that_a_power_cut_left_are_no_line(file):
    file.append([FIRST])
    whole = file.path.read_bytes()
    file.path.write_bytes(whole + bytes(40))
    assert file.repair()
    assert file.path.read_bytes() == whole


def test_a_header_that_was_never_finished_is_begun_anew(file):
    file.path.parent.mkdir()
    file.path.write_bytes(b"post_uid,cod")
    file.append([FIRST])
    assert file.read() == [FIRST]


def test_appending_never_goes_on_in_a_half_written_line(file):
    file.append([FIRST])
    with file.path.open("ab") as open_file:
        open_file.write(b"tiktok:9,ana,co")
    file.append([SECOND])
    assert file.read() == [FIRST, SECOND]


def test_a_full_disk_leaves_the_file_as_it_was(file, monkeypatch):
    file.append([FIRST])
    whole = file.path.read_bytes()
    write = os.write

    def partly(fd, content):
        write(fd, content[:10])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", partly)
    with pytest.raises(OSError, match="No space"):
        file.append([SECOND])
    assert file.path.read_bytes() == whole


def _many(folder, coder, start):
    for number in range(start, start + 50):
        CoderFile(folder, coder).append([decision(number)])


def test_two_windows_of_one_coder_do_not_corrupt_it(tmp_path):
    # Processes of their own: a lock of one process would not hold the other out.
    fresh = multiprocessing.get_context("spawn")
    writers = [fresh.Process(target=_many, args=(tmp_path, "ana", start)) for start in (100, 200)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
        assert writer.exitcode == 0
    posts = {one.post_uid for one in CoderFile(tmp_path, "ana").read()}
    assert posts == {
        f"tiktok:{number}" for start in (100, 200) for number in range(start, start + 50)
    }


def test_a_later_line_counts_and_nothing_is_deleted(file):
    file.append([FIRST, SECOND, decision(1, categories="not_relevant")])
    assert len(file.read()) == 3
    assert latest(file.read())["tiktok:1"].categories == ("not_relevant",)
    assert list(latest(file.read())) == ["tiktok:2", "tiktok:1"]


def test_a_link_in_place_of_the_file_is_not_followed(file, tmp_path):
    file.path.parent.mkdir()
    outside = tmp_path / "outside.csv"
    file.path.symlink_to(outside)
    with pytest.raises(OSError, match=r"ana\.csv"):
        file.append([FIRST])
    assert not outside.exists()


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("tiktok:1,bo,coded,attack,,2024-03-06T12:00:00Z,1.0", "another coder"),
        ("some words,ana,coded,attack,,2024-03-06T12:00:00Z,1.0", "no name such as"),
        ("tiktok:1,ana,maybe,attack,,2024-03-06T12:00:00Z,1.0", "decision is unknown"),
        ("tiktok:1,ana,coded,attack,,yesterday,1.0", "no UTC time"),
        ("tiktok:1,ana,coded,attack,,2024-03-06T12:00:00Z,", "version of the codebook"),
        ("tiktok:1,ana,coded,,,2024-03-06T12:00:00Z,1.0", "a coded post has a category"),
        ("tiktok:1,ana,skipped,attack,,2024-03-06T12:00:00Z,1.0", "a coded post has a category"),
        ("tiktok:1,ana,coded", "3 cells in place of 7"),
    ],
)
def test_a_line_that_people_broke_is_named_with_what_is_wrong(file, line, sentence):
    file.append([FIRST])
    with file.path.open("a") as open_file:
        open_file.write(line + "\n")
    with pytest.raises(AnnotationError) as told:
        file.read()
    assert str(told.value).startswith("ana.csv, record 3: ")
    assert sentence in str(told.value)
    assert "some words" not in str(told.value)


def test_a_file_with_another_header_is_neither_read_nor_written_to(file):
    file.path.parent.mkdir()
    file.path.write_text("a,b\n1,2\n")
    with pytest.raises(AnnotationError, match="not the header"):
        file.read()
    with pytest.raises(AnnotationError, match="not the header"):
        file.append([FIRST])
    assert file.path.read_text() == "a,b\n1,2\n"


def test_what_a_spreadsheet_adds_is_read_over(file):
    file.append([FIRST])
    file.path.write_bytes(b"\xef\xbb\xbf" + file.path.read_bytes().replace(b"\n", b"\r\n"))
    assert file.read() == [FIRST]


@given(st.text(max_size=30))
@settings(max_examples=80)
def test_any_cell_stays_one_line_and_one_cell(tmp_path_factory, text):
    journal = Journal(tmp_path_factory.mktemp("any") / "notes.csv", ("post_uid", "note"))
    journal.append([{"post_uid": "a", "note": text}, {"post_uid": "b", "note": "next"}])
    first, second = journal.rows()
    assert first["note"].split() == text.encode("utf-8", "replace").decode().split()
    assert second == {"post_uid": "b", "note": "next"}


@pytest.mark.parametrize(
    "name",
    ["", "Ana", "ana k", "../ana", "ana/k", "ana\n", "анa", ".ana", "con", "nul.x", "a" * 41],
)
def test_a_name_that_is_no_plain_file_name_is_refused(name):
    with pytest.raises(AnnotationError, match="use a name such as ana-k"):
        check_coder(name)


@pytest.mark.parametrize("name", ["ana", "ana-k", "coder_2", "a.b", "7"])
def test_plain_names_are_names(name):
    assert check_coder(name) == name
