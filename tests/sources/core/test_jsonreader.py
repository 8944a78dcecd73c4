import io
import json
import random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tefter.sources.jsonreader import JsonReader
from tefter.values import Unreadable

scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"]))
)
documents = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=12,
)
chunks = st.integers(1, 40)
indents = st.sampled_from([None, 0, 1])


def reader(document: bytes | str, **options: int) -> JsonReader:
    data = document.encode() if isinstance(document, str) else document
    return JsonReader(io.BytesIO(data), **options)


def walked(at: JsonReader):
    kind = at.kind()
    if kind == "object":
        return {key: walked(at) for key in at.keys()}  # noqa: SIM118
    if kind == "list":
        return [walked(at) for _ in at.items()]
    return at.value()


@given(documents, chunks, indents, st.booleans())
@example("\\" * 9, 1, None, False)
def test_it_reads_what_json_loads_reads_whatever_the_chunk(value, chunk, indent, ascii_only):
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    assert reader(text, chunk=chunk).value() == json.loads(text)
    assert walked(reader(text, chunk=chunk)) == json.loads(text)


@given(documents, chunks, indents)
def test_what_is_skipped_leaves_the_rest_whole(value, chunk, indent):
    at = reader(json.dumps([1, value, "end"], indent=indent), chunk=chunk)
    seen = []
    for index in at.items():
        if index == 2:
            at.skip()
        else:
            seen.append(at.value())
    assert seen == [1, "end"]
    assert at.kind() == "end"


@given(documents, chunks, st.integers(0, 2**32))
def test_what_a_caller_leaves_half_walked_is_skipped(value, chunk, seed):
    chance = random.Random(seed)

    def loiter(at: JsonReader) -> None:
        kind = at.kind()
        if kind not in {"object", "list"}:
            return
        for _ in at.keys() if kind == "object" else at.items():
            if chance.random() < 0.4:
                at.value()
            elif chance.random() < 0.6:
                loiter(at)
            if chance.random() < 0.2:
                break

    at = reader(json.dumps({"first": 1, "left": value, "last": 2}), chunk=chunk)
    seen = {}
    for key in at.keys():  # noqa: SIM118
        if key == "left":
            loiter(at)
        else:
            seen[key] = at.value()
    assert seen == {"first": 1, "last": 2}


@given(documents, chunks, st.integers(2, 60), st.booleans())
def test_an_element_beyond_the_bound_is_passed_over_and_the_rest_is_read(
    value, chunk, largest, skip
):
    text = json.dumps(value, ensure_ascii=False)
    at = reader(f"[1,{text},2]", chunk=chunk, largest=largest)
    seen, faults = [], []
    for index in at.items():
        try:
            if index == 2 and skip:
                at.skip()
            else:
                seen.append(at.value())
        except Unreadable as fault:
            faults.append(fault.reason)
    if skip:
        assert seen == [1, 2]
    elif len(text) > largest:
        assert (seen, faults) == ([1, 2], ["too_large"])
    else:
        assert (seen, faults) == ([1, value, 2], [])


@given(st.lists(documents, max_size=4), chunks, st.data())
def test_of_a_document_cut_anywhere_the_whole_elements_are_read(values, chunk, data):
    text = json.dumps({"items": values, "after": 1}).encode()
    cut = data.draw(st.integers(0, len(text) - 1))
    at = reader(text[:cut], chunk=chunk)
    seen = []
    with pytest.raises(Unreadable) as fault:
        for key in at.keys():  # noqa: SIM118
            if key == "items":
                for _ in at.items():
                    seen.append(at.value())
    assert fault.value.reason == "truncated"
    assert seen == values[: len(seen)]
    whole = [
        i for i in range(len(values)) if len(json.dumps({"items": values[: i + 1]})) - 1 <= cut
    ]
    assert len(seen) >= len(whole)


@given(st.binary(max_size=60), chunks)
@settings(max_examples=300)
def test_garbage_ends_in_an_unreadable_or_a_value_never_in_a_crash(data, chunk):
    for document in (data, b"[" + data, b'{"a":' + data, b'["' + data + b'"]'):
        at = reader(document, chunk=chunk, largest=30)
        try:
            # Every value takes at least a byte: a reader that stands still is caught here.
            for _ in range(len(document)):
                if at.kind() == "list":
                    for _ in at.items():
                        at.record()
                elif at.kind() != "end":
                    at.record()
            assert at.kind() == "end"
        except Unreadable as fault:
            assert fault.reason in {"truncated", "not_json", "not_text", "too_large"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("chunk", [1, 7, 4096])
def test_it_reads_unicode_in_every_form_that_windows_writes(encoding, chunk):
    value = {"text": "Žena čeka; жена чека 😀", "id": 7288995634328177926}
    document = json.dumps(value, ensure_ascii=False).encode(encoding)
    assert reader(document, chunk=chunk).value() == value


def test_whole_numbers_of_any_length_stay_exact():
    assert reader("[72889956343281779260001]").value() == [72889956343281779260001]


def test_half_a_surrogate_pair_becomes_a_replacement_character():
    value = reader(r'[{"a\udc00": "x\ud83d", "b": ["\ud83d\ude00"]}]').value()
    assert value == [{"a�": "x�", "b": ["😀"]}]
    json.dumps(value, ensure_ascii=False).encode()


@pytest.mark.parametrize(
    ("element", "reason"),
    [
        (b'{"a": tru}', "not_json"),
        (b'{"a" 1}', "not_json"),
        (b"undefined", "not_json"),
        (b'{"a": "\x00"}', "not_text"),
        (b'{"a": "\xff"}', "not_text"),
        (b"[" * 5000 + b"]" * 5000, "not_json"),
        (b"1" * 5000, "not_json"),
        (b'"text"', "not_an_object"),
        (b"", "not_json"),
    ],
)
def test_a_broken_element_is_rejected_and_the_next_is_read(element, reason):
    at = reader(b'[{"id": 1}, ' + element + b', {"id": 3}]')
    found = [at.record() for _ in at.items()]
    assert found[0] == {"id": 1}
    assert found[1].reason == reason
    assert found[2] == {"id": 3}


def test_a_broken_element_does_not_keep_a_second_pass_from_the_header_behind_it():
    at = reader(b'{"messages": [{"id": 1}, {"a": tru}], "name": "chat"}', chunk=16)
    header = {key: at.value() for key in at.keys() if key != "messages"}  # noqa: SIM118
    assert header == {"name": "chat"}


@pytest.mark.parametrize("stray", ["}", "]", ":", ","])
def test_a_stray_mark_between_documents_ends_the_reading(stray):
    at = reader('{"a": 1} ' + stray + ' {"a": 2}')
    assert at.record() == {"a": 1}
    with pytest.raises(Unreadable, match="not_json"):
        at.record()


def test_documents_may_stand_one_after_the_other():
    at = reader('{"a": 1}\n{"a": 2}  [3]')
    found = []
    while at.kind() != "end":
        found.append(at.value())
    assert found == [{"a": 1}, {"a": 2}, [3]]
