"""A damaged gzip file gives all that stands before the break."""

from __future__ import annotations

import gzip
import io
import json
import random
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sources.helpers import read_bytes
from tests.sources.telegram.exports import chat, message

from tefter.sources.gunzipping import Gunzipped

PLAIN = b"".join(b"%d dobar dan, danas nema struje u gradu\n" % (n % 97) for n in range(20_000))
PACKED = gzip.compress(PLAIN, mtime=0)


def unpacked(packed: bytes) -> tuple[bytes, Exception | None]:
    stream = Gunzipped(io.BytesIO(packed))
    parts: list[bytes] = []
    try:
        while part := stream.read(10_000):
            parts.append(part)
    except (EOFError, OSError, zlib.error) as fault:
        return b"".join(parts), fault
    return b"".join(parts), None


def byte_by_byte(packed: bytes) -> bytes:
    member, parts = zlib.decompressobj(31), []
    try:
        for at in range(len(packed)):
            parts.append(member.decompress(packed[at : at + 1]))
    except zlib.error:
        pass
    return b"".join(parts)


@given(st.lists(st.binary(max_size=3_000), min_size=1, max_size=4), st.integers(0, 600))
def test_whole_files_and_several_behind_each_other_are_unpacked(contents, padding):
    packed = b"".join(map(gzip.compress, contents)) + bytes(padding)
    assert unpacked(packed) == (b"".join(contents), None)


@given(st.integers(0, len(PACKED) - 1))
def test_of_a_file_that_ends_early_all_that_is_there_is_given(length):
    found, fault = unpacked(PACKED[:length])
    assert found == byte_by_byte(PACKED[:length])
    assert length == 0 or isinstance(fault, EOFError)


@given(st.integers(0, len(PACKED) - 5), st.integers(1, 255))
def test_of_a_damaged_file_all_before_the_break_is_given(place, change):
    damaged = bytearray(PACKED)
    damaged[place] ^= change
    assert unpacked(bytes(damaged))[0] == byte_by_byte(bytes(damaged))


def test_what_follows_a_whole_file_and_is_none_is_a_fault():
    found, fault = unpacked(PACKED + b"something else")
    assert found == PLAIN
    assert isinstance(fault, gzip.BadGzipFile)


@pytest.mark.parametrize("kept", [0.5, 0.9, 0.99])
def test_the_messages_before_a_break_are_posts(kept, tmp_path):
    dice = random.Random(1)
    messages = [message(n, f"{dice.getrandbits(600):x}") for n in range(1, 1001)]
    packed = gzip.compress(json.dumps(chat(messages)).encode(), mtime=0)
    _, summary = read_bytes("result.json.gz", packed[: int(kept * len(packed))], tmp_path)
    [file] = summary.files
    assert file.posts >= 1000 * kept - 5
    assert dict(file.reasons) == {"truncated": 1}
