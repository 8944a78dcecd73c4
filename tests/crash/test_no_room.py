"""A disk without room, or one that may only be read, stops a command with a sentence."""

from __future__ import annotations

import pytest
from tests.crash.commands import new_project, tefter
from tests.fuzz.seeds import seeds

EXPORT = seeds()["zeeschuimer.ndjson"]


def test_a_file_that_finds_no_room_is_not_in_custody_and_can_be_added_when_there_is(tmp_path):
    project = new_project(tmp_path, "full")
    (project / "export.ndjson").write_bytes(EXPORT)
    refused = tefter(project, "add", "full", "export.ndjson", largest=len(EXPORT) // 2)
    assert refused.returncode == 1
    assert refused.stderr.splitlines()[-1].endswith(
        "make room or change its permissions, and try again."
    )
    assert "core.py" not in refused.stderr
    raw = project / "data" / "raw" / "full"
    assert not (raw / "export.ndjson").exists()
    assert not (raw / "manifest.jsonl").exists()
    assert tefter(project, "add", "full", "export.ndjson").returncode == 0
    assert (raw / "export.ndjson").read_bytes() == EXPORT
    assert not list(raw.glob(".*.partial"))


@pytest.mark.parametrize("largest", [100, 2000, 9000])
def test_a_reading_that_finds_no_room_is_one_sentence_and_leaves_nothing(tmp_path, largest):
    (tmp_path / "export.ndjson").write_bytes(EXPORT)
    refused = tefter(tmp_path, "read", "export.ndjson", "--to", "out", largest=largest)
    assert refused.returncode == 1
    assert [line for line in refused.stderr.splitlines() if not line.startswith("·")] == [
        "tefter: out: cannot be written to: file too large; make room there, and read again."
    ]
    assert list((tmp_path / "out").iterdir()) == []
