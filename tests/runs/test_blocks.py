"""A changed file is told by its first byte that differs, as exactly as what was kept allows."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tefter.custody import digest
from tefter.runs.blocks import MOST, SMALLEST, blocks_in, blocks_of, first_difference

FILE = random.Random(1).randbytes(2 * SMALLEST + 300)
"""Three blocks, the last one short."""


@pytest.fixture
def place(tmp_path):
    def found(was, now, *, copies=(), kept=True):
        (tmp_path / "was").write_bytes(was)
        path = tmp_path / "now"
        path.write_bytes(now)
        blocks = blocks_of(tmp_path / "was")
        assert blocks == blocks_in(was)
        sha256 = digest(tmp_path / "was")
        (tmp_path / "was").unlink()
        at = first_difference(path, sha256, blocks if kept else None, copies)
        return None if at is None else (at.first, at.last)

    return found


def changed(content, at):
    return content[:at] + bytes([(content[at] + 1) % 256]) + content[at + 1 :]


@pytest.mark.parametrize("at", [0, 1, SMALLEST - 1, SMALLEST, 2 * SMALLEST, len(FILE) - 1])
def test_one_changed_byte_is_told_exactly(place, at):
    assert place(FILE, changed(FILE, at)) == (at, at)


def test_two_changes_are_told_by_the_first(place):
    assert place(FILE, changed(changed(FILE, 7), 2000)) == (7, 7)


def test_what_was_added_at_the_end_is_told_exactly(place):
    assert place(FILE, FILE + b"more") == (len(FILE), len(FILE))
    assert place(b"", b"more") == (0, 0)


def test_several_bytes_are_told_by_their_block(place):
    now = FILE[:1030] + b"something else" + FILE[1044:]
    assert place(FILE, now) == (SMALLEST, 2 * SMALLEST - 1)


@pytest.mark.parametrize("cut", [0, SMALLEST, SMALLEST + 1])
def test_a_file_that_was_cut_off_is_told_by_the_block_of_its_end(place, cut):
    first, last = place(FILE, FILE[:cut])
    assert first <= cut == last


def test_a_copy_tells_the_byte_exactly_and_one_that_is_no_copy_does_not(place, tmp_path):
    copy, other, link = (tmp_path / name for name in ("copy", "other", "link"))
    copy.write_bytes(FILE)
    other.write_bytes(changed(FILE, 5))
    link.symlink_to(copy)
    now = FILE[:1030] + b"something else" + FILE[1044:]
    block = (SMALLEST, 2 * SMALLEST - 1)
    assert place(FILE, now, copies=[tmp_path / "none", other, copy]) == (1030, 1030)
    assert place(FILE, now, copies=[other, link]) == block
    assert place(FILE, FILE[:1500], copies=[copy], kept=False) == (1500, 1500)
    assert place(FILE, now, copies=[other], kept=False) is None


def test_a_large_file_has_no_more_blocks_than_a_small_one():
    for size in (MOST * SMALLEST, MOST * SMALLEST + 1, 3 * MOST * SMALLEST):
        blocks = blocks_in(bytes(size))
        assert MOST / 2 < len(blocks.digests) // 16 <= MOST


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=4000), st.binary(max_size=4000))
def test_the_first_byte_that_differs_is_never_outside_of_what_is_told(tmp_path_factory, was, now):
    if was == now:
        return
    path = tmp_path_factory.mktemp("differs") / "now"
    path.write_bytes(now)
    alike = (n for n, (a, b) in enumerate(zip(was, now, strict=False)) if a != b)
    true = next(alike, min(len(was), len(now)))
    told = first_difference(path, "", blocks_in(was))
    assert told is not None
    assert told.first <= true <= told.last
