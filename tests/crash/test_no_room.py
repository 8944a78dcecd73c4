"""A disk without room, or one that may only be read, stops a command with a sentence."""

from __future__ import annotations

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
