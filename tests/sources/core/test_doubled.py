"""A field that stands twice in one object is told; equal values lose nothing."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tefter.sources.contract import Opened
from tefter.sources.cutting import JsonReader, json_lines
from tefter.sources.unread import gathering

TOLD = [("a field", "duplicate_key")]
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def by_line(written: str):
    with gathering() as unread:
        list(json_lines(Opened("t", "json-lines", io.BytesIO(written.encode() + b"\n"))))
    return unread


def by_document(written: str):
    with gathering() as unread:
        JsonReader(io.BytesIO(written.encode())).record()
    return unread


@pytest.mark.parametrize("told", [by_line, by_document])
@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('{"desc": "first", "desc": "second"}', TOLD),
        ('{"a": [{"b": {"c": 1, "c": 2}}]}', TOLD),
        ('{"a": "x:y", "a": "xy", "b": "\\u003a"}', TOLD),
        ('{"desc": "same", "desc": "same"}', []),
        ('{"a": "x:\\u003a", "b": ":"}', []),
        ('{"a": NaN, "b": 1e999, "c": "\\ud800"}', [("a text", "half_character")]),
    ],
)
def test_a_field_that_stands_twice_is_told(told, written, expected):
    assert told(written) == expected


@given(st.dictionaries(st.text(), VALUES, max_size=4), st.booleans())
def test_whatever_an_object_holds_once_is_not_told(value, ascii_only):
    written = json.dumps(value, ensure_ascii=ascii_only).encode("utf-8", "replace").decode()
    assert by_line(written) == []
    assert by_document(written) == []


@given(st.dictionaries(st.text(), VALUES, min_size=1, max_size=4), VALUES, VALUES)
def test_whatever_two_values_a_field_has_it_is_told(value, one, other):
    pair = f'"twice": {json.dumps(one)}, "twice": {json.dumps([other, one])}'
    written = json.dumps({**value, "inner": 0}).replace('"inner": 0', f'"inner": {{{pair}}}')
    assert by_line(written)[:1] == TOLD


@pytest.mark.parametrize("told", [by_line, by_document])
@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (r'{"desc": "half \ud83d of one"}', [("a text", "half_character")]),
        (r'{"desc": ["\ude00"]}', [("a text", "half_character")]),
        (r'{"desc": "\ud83d\ude00"}', []),
    ],
)
def test_half_of_a_character_is_told(told, written, expected):
    assert told(written) == expected
