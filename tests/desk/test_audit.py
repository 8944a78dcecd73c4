"""The desk's log masks what it is told, and nothing that is no text."""

from __future__ import annotations

from tefter.desk.audit import Audit

DIGITS = "38344123456"
DIGEST = f"2d711642b726b{DIGITS}ca9f".ljust(64, "0")


def test_a_digest_stands_as_it_is_and_everything_else_is_masked(tmp_path):
    audit = Audit(tmp_path / "log.ndjson")
    audit.note("Ana", "x", sha256=DIGEST, digest=DIGEST, file=f"+{DIGITS}.json", size=1)
    audit.note("Ana", "x", sha256=f"call +{DIGITS}", why=DIGEST)
    second, first = audit.last()
    assert (first["sha256"], first["digest"], first["size"]) == (DIGEST, DIGEST, 1)
    for masked in (first["file"], second["sha256"], second["why"]):
        assert DIGITS not in masked


def test_what_is_inside_lists_and_mappings_is_masked_too(tmp_path):
    audit = Audit(tmp_path / "log.ndjson")
    audit.note("Ana", "x", parameters={"labels": f"+{DIGITS}.csv", "also": [f"+{DIGITS}", 3]})
    (line,) = audit.last()
    assert DIGITS not in str(line)
    assert line["parameters"]["also"][1] == 3
