"""Rows that a quote has swallowed, and captions that only look like it."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tefter.sources.contract import Opened
from tefter.sources.records import Reject
from tefter.sources.tables import table_rows
from tefter.sources.unread import gathering

HEADER = ["id", "text", "views", "date", "region"]
LINES = st.text(st.characters(exclude_characters='"\r\n'), max_size=30)


def row(number: int, text: str = "dobar dan") -> list[str]:
    return [f"72800000000000001{number:02}", text, str(10 * number), "2024-03-01 10:00", "RS"]


def written(rows: list[list[str]], delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return out.getvalue()


def cut(content: str) -> list[dict[str, str | None] | Reject]:
    opened = Opened("t.csv", "table", io.BytesIO(content.encode("utf-8", "surrogatepass")))
    return [raw.value for raw in table_rows(opened)]


def with_quotes(opening: int, closing: int, column: int = 1, delimiter: str = ",") -> str:
    """Put a quote before a cell of one row and behind the same cell of a later one."""
    rows = [row(number) for number in range(20)]
    content = written([HEADER, *rows], delimiter).split("\n")
    for at, before in ((opening, True), (closing, False)):
        cells = content[1 + at].split(delimiter)
        cells[column] = f'"{cells[column]}' if before else f'{cells[column]}"'
        content[1 + at] = delimiter.join(cells)
    return "\n".join(content)


@given(st.integers(0, 18), st.integers(1, 19), st.sampled_from([0, 1, 4]), st.sampled_from(",;\t"))
def test_a_row_that_has_swallowed_others_is_a_reject(opening, below, column, delimiter):
    closing = min(19, opening + below)
    found = cut(with_quotes(opening, closing, column, delimiter))
    rejects = [one for one in found if isinstance(one, Reject)]
    assert [one.reason for one in rejects] == ["unclosed_quote"]
    assert str(closing - opening) in rejects[0].detail
    assert len(found) == 20 - (closing - opening)


@pytest.mark.parametrize(
    "caption",
    [
        "Dobro jutro,\nkako ste, danas, i sutra",
        "Prvi red, drugi, treći, četvrti\npeti, šesti, sedmi, osmi\n",
        "a, b\nc, d, e, f, g\nh",
        "1. mjesto, 2. mjesto, 3. mjesto\n4. mjesto",
        "\n\n\n",
        "https://a.invalid,\nhttps://b.invalid",
    ],
)
def test_a_caption_of_several_lines_is_no_swallowed_row(caption):
    rows = [*(row(number) for number in range(10)), row(10, caption)]
    with gathering() as unread:
        found = cut(written([HEADER, *rows]))
    assert found[-1]["text"] == caption
    assert not unread


@given(st.lists(LINES, min_size=2, max_size=5))
def test_whatever_lines_a_caption_has_it_is_read_where_a_number_stands_in_words(lines):
    caption = "x,".join(lines) + ",nije broj\nx"
    rows = [*(row(number) for number in range(10)), row(10, caption)]
    found = cut(written([HEADER, *rows]))
    assert isinstance(found[-1], Reject) or found[-1]["text"] == caption


def test_where_the_columns_prove_nothing_it_is_said_and_the_row_stays():
    rows = [["jedan dva", "tri četiri"] for _ in range(6)]
    content = written([["naslov", "opis"], *rows]).split("\n")
    content[2] = '"jedan dva,tri četiri'
    content[5] = 'jedan dva",tri četiri'
    with gathering() as unread:
        found = cut("\n".join(content))
    assert not any(isinstance(one, Reject) for one in found)
    assert unread == [("a cell of several lines", "may_hold_rows")]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("cell", ["a\rb", '"a\rb"', "\ra", "a\r\rb"])
def test_a_lone_carriage_return_is_part_of_its_cell(cell, ending):
    found = cut(ending.join(["id,text,views", "1,ok,1", f"2,{cell},2", "3,ok,3", ""]))
    assert [one["text"] for one in found] == ["ok", cell.strip('"'), "ok"]
    assert [one["views"] for one in found] == ["1", "2", "3"]
