"""What a run reads of its raw files, and that no file is lost from sight."""

from __future__ import annotations

import gzip
import json

import pytest
from tests.sources.tiktok.zeeschuimer_fixture import item

from tefter import custody
from tefter.case import Case
from tefter.errors import SourceError
from tefter.runs.reading import (
    read_case,
    reading_by_file,
    reading_failures,
    reading_totals,
    unread_files,
)
from tefter.runs.workspace import Workspace
from tefter.scaffold import new_case

LINE = json.dumps({"source_platform": "tiktok.com", "data": item()}).encode() + b"\n"


@pytest.fixture
def case(tmp_path) -> Case:
    for folder in ("cases", "data"):
        (tmp_path / folder).mkdir()
    return new_case(tmp_path, "my-case", "My case")


def reading(case: Case, tmp_path, **files: bytes):
    paths = []
    for name, content in files.items():
        paths.append(tmp_path / name.replace("__", "."))
        paths[-1].write_bytes(content)
    custody.add(case.raw, paths, origin="a test")
    workspace = Workspace(case, "r")
    workspace.processed.mkdir(parents=True)
    return workspace, read_case(workspace)


def test_every_raw_file_has_a_row_whether_it_could_be_read_or_not(case, tmp_path):
    workspace, _ = reading(
        case, tmp_path, good__ndjson=LINE, photo__json=b"\xff\xd8\xff\xe0" + bytes(64)
    )
    rows = reading_by_file(workspace).select("source_file", "format", "posts").rows()
    assert [(name, posts) for name, _, posts in rows] == [
        ("good.ndjson", 1),
        ("photo.json", None),
        ("total", 1),
    ]
    assert rows[1][1] == "could not be read"


def test_what_could_not_be_read_is_told_by_name_and_by_sentence(case, tmp_path):
    packed = gzip.compress(b"".join(LINE.replace(b"000123", b"%06d" % n) for n in range(999)))
    workspace, made = reading(case, tmp_path, cut__gz=packed[: len(packed) // 2], good__ndjson=LINE)
    assert unread_files(workspace) == ["cut.gz"]
    (sentence,) = reading_failures(workspace)
    assert sentence.startswith("cut.gz: the archive ends too early")
    assert sentence in made.notes
    totals = reading_totals(workspace)
    assert totals["records"] == totals["posts"] + totals["rejects"] > 1


def test_a_case_of_which_nothing_can_be_read_stops(case, tmp_path):
    with pytest.raises(SourceError, match=r"photo\.json: is a JPEG photo"):
        reading(case, tmp_path, photo__json=b"\xff\xd8\xff\xe0" + bytes(64))


def test_values_that_were_not_understood_stand_in_a_table_of_their_own(case, tmp_path):
    line = json.dumps({"source_platform": "tiktok.com", "data": item(desc=5)}).encode()
    _, made = reading(case, tmp_path, good__ndjson=line)
    assert made.values_unread.rows() == [("good.ndjson", "desc", "wrong_type", 1, 1)]
