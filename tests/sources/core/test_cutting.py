import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tefter.sources import text
from tefter.sources.contract import Opened
from tefter.sources.cutting import json_items, json_lines
from tefter.sources.records import Reject
from tefter.sources.text import encoding_of, lines


def opened(content: bytes | str, shape="json-lines", encoding="utf-8") -> Opened:
    data = content.encode(encoding) if isinstance(content, str) else content
    return Opened("export.bin", shape, io.BytesIO(data), encoding)


def cut(content: bytes | str, **options: str) -> list:
    return [
        (raw.number, raw.value.reason if isinstance(raw.value, Reject) else raw.value)
        for raw in json_lines(opened(content, **options))
    ]


def items(content: str | bytes, *paths, shape="json") -> list:
    return [
        (raw.number, raw.value.reason if isinstance(raw.value, Reject) else raw.value)
        for raw in json_items(opened(content, shape), *paths)
    ]


@given(st.lists(st.binary(max_size=12)), st.integers(1, 9), st.integers(1, 12))
def test_lines_are_those_of_split_whatever_the_chunk_and_the_bound(parts, chunk, largest):
    data = b"\n".join(parts)
    chunks = (data[at : at + chunk] for at in range(0, len(data), chunk))
    expected = [part if len(part) <= largest else None for part in data.split(b"\n")]
    found = [line.content for line in lines(chunks, largest)]
    assert found == (expected if data.split(b"\n")[-1] else expected[:-1])


def test_every_line_is_a_record_numbered_by_its_line_and_blank_ones_are_none():
    assert cut('{"id": 1}\r\n\n   \n{"id": 2}\n') == [(1, {"id": 1}), (4, {"id": 2})]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_lines_are_read_in_every_form_of_unicode(encoding):
    value = {"text": "Žena čeka; жена чека 😀"}
    line = json.dumps(value, ensure_ascii=False) + "\n"
    assert cut(line * 3, encoding=encoding) == [(n, value) for n in (1, 2, 3)]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"id": ', "not_json"),
        (b"plain words", "not_json"),
        (b'{"a": "\xe8"}', "not_text"),
        (b'{"a": "\x00"}', "not_text"),
        (b"\x00" * 50, "not_text"),
        (b"[1]", "not_an_object"),
        (b"12", "not_an_object"),
        (b'{"a":' * 5000 + b"1" + b"}" * 5000, "not_json"),
        (b'{"a": ' + b"1" * 5000 + b"}", "not_json"),
    ],
)
def test_a_broken_line_is_rejected_and_the_others_are_read(line, reason):
    assert cut(b'{"id": 1}\n' + line + b'\n{"id": 3}') == [
        (1, {"id": 1}),
        (2, reason),
        (3, {"id": 3}),
    ]


def test_a_last_line_that_is_cut_off_is_truncated():
    assert cut('{"id": 1}\n{"id": 2, "te') == [(1, {"id": 1}), (2, "truncated")]


def test_a_line_beyond_the_bound_is_passed_over(monkeypatch):
    monkeypatch.setattr(text, "LARGEST_RECORD", 1000)
    long = json.dumps({"id": "x" * 2000})
    assert cut(f'{{"id": 1}}\n{long}\n{{"id": 3}}') == [
        (1, {"id": 1}),
        (2, "too_large"),
        (3, {"id": 3}),
    ]


def test_what_json_forbids_and_programs_write_all_the_same_is_read():
    ((_, value),) = cut(r'{"half": "a\ud83d", "number": NaN, "id": 72889956343281779260001}')
    assert value["half"] == "a�"
    assert value["number"] != value["number"]
    assert value["id"] == 72889956343281779260001


def test_a_list_at_the_top_is_cut_into_its_items_however_it_is_laid_out():
    expected = [(1, {"id": 1}), (2, {"id": 2})]
    assert items('[{"id":1},{"id":2}]') == expected
    assert items('[\n{"id":1},\n{"id":2}\n]\n') == expected
    assert items(json.dumps([{"id": 1}, {"id": 2}], indent=4)) == expected


def test_lists_at_key_paths_are_cut_whatever_stands_around_them():
    page = {"error": {"data": []}, "data": {"cursor": 1, "videos": [{"id": 1}, {"id": 2}]}}
    assert items(json.dumps(page), ("data", "videos")) == [(1, {"id": 1}), (2, {"id": 2})]


def test_pages_one_after_the_other_are_numbered_through():
    page = {"data": {"videos": [{"id": 1}, {"id": 2}]}}
    text = json.dumps(page)
    expected = [(1, {"id": 1}), (2, {"id": 2}), (3, {"id": 1}), (4, {"id": 2})]
    assert items(f"{text}\n{text}", ("data", "videos"), shape="json-lines") == expected
    assert items(json.dumps(page, indent=1) * 2, ("data", "videos")) == expected
    assert items(f"[{text}, {text}]", ("data", "videos")) == expected


def test_an_object_without_the_lists_is_itself_a_record():
    assert items('{"id": 1}', ("data", "videos")) == [(1, {"id": 1})]
    assert items('{"id": 1}\n{"id": 2}{"x": [{"id": 3}]}', ("x",)) == [
        (1, {"id": 1}),
        (2, {"id": 2}),
        (3, {"id": 3}),
    ]


def test_a_list_cut_off_gives_its_whole_items_and_one_reject():
    assert items('[{"id":1},{"id":2},{"i') == [(1, {"id": 1}), (2, {"id": 2}), (3, "truncated")]


@pytest.mark.parametrize("encoding", ["cp1250", "cp1251"])
def test_a_regional_encoding_is_told_by_its_letters(encoding):
    words = {"cp1250": "žena čeka kuću, šta će đak", "cp1251": "жена чека кућу, шта ће ђак"}
    assert encoding_of(words[encoding].encode(encoding), whole=True, table=True) == encoding


def test_a_utf8_sample_cut_in_the_middle_of_a_letter_is_utf8():
    assert encoding_of("č".encode()[:1], whole=False, table=True) == "utf-8"
