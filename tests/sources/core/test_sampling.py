import io
import json

import pytest

from tefter.sources.sampling import look


def sample(content: str, encoding="utf-8"):
    return look("export.bin", io.BytesIO(content.encode(encoding))).sample


def test_one_object_on_each_line_is_json_lines():
    found = sample('{"id": 1}\n{"id": 2}\n')
    assert found.shape == "json-lines"
    assert found.objects == ({"id": 1}, {"id": 2})


def test_a_first_line_that_is_broken_does_not_hide_the_shape():
    assert sample('"text": "cut off"}\n{"id": 2}\n{"id": 3}\n').shape == "json-lines"


def test_one_object_on_one_line_fills_both_views():
    found = sample('{"name": "chat", "messages": [{"id": 1}, {"id": 2}]}')
    assert found.shape == "json"
    assert found.objects[0]["messages"] == [{"id": 1}, {"id": 2}]
    assert found.outline == {"name": "chat", "messages": [{"id": 1}]}


@pytest.mark.parametrize("indent", [None, 0, 4])
def test_a_list_at_the_top_shows_its_objects(indent):
    found = sample(json.dumps([{"id": 1}, {"id": 2}], indent=indent))
    assert (found.shape, found.objects) == ("json", ({"id": 1}, {"id": 2}))


def test_a_list_with_one_object_on_each_line_is_a_list():
    found = sample('[\n{"id": 1},\n{"id": 2},\n{"id": 3}\n]')
    assert (found.shape, len(found.objects)) == ("json", 3)


def test_an_object_larger_than_the_sample_is_outlined_as_far_as_it_goes():
    chat = {"id": 5, "list": [{"type": "message", "n": [1, 2], "text": "x" * 99}] * 20_000}
    found = sample(json.dumps({"about": "a", "chats": chat, "late": 1}, indent=1))
    assert found.shape == "json"
    assert found.outline["about"] == "a"
    assert found.outline["chats"]["list"] == [{"type": "message", "n": [1], "text": "x" * 99}]
    assert "late" not in found.outline


def test_a_table_shows_its_header_and_first_rows():
    found = sample("id;text\n1;a\n2;\n", "utf-16")
    assert (found.shape, found.header) == ("table", ("id", "text"))
    assert found.rows == ({"id": "1", "text": "a"}, {"id": "2", "text": None})


def test_the_stream_stands_at_its_beginning_afterwards():
    stream = io.BytesIO(b"id,text\n1,a\n")
    look("a", stream)
    assert stream.tell() == 0
