import csv
import io
from datetime import UTC, datetime

import openpyxl
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tefter.errors import SourceError
from tefter.sources import tables, text, workbooks
from tefter.sources.contract import Opened
from tefter.sources.cutting import table_rows
from tefter.sources.records import Reject
from tefter.sources.unread import gathering


def rows(content: bytes | str, encoding="utf-8") -> list:
    data = content.encode(encoding) if isinstance(content, str) else content
    opened = Opened("table.bin", "table", io.BytesIO(data), encoding)
    return [
        raw.value.reason if isinstance(raw.value, Reject) else raw.value
        for raw in table_rows(opened)
    ]


def workbook(*sheets: list[list]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, sheet in enumerate(sheets):
        page = book.create_sheet(str(number))
        for row in sheet:
            page.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_usual_delimiter_is_found(delimiter):
    lines = [["id", "text", "likes"], ["1", "a. b", "2"], ["3", "", "4"]]
    found = rows("\n".join(delimiter.join(line) for line in lines))
    assert found == [
        {"id": "1", "text": "a. b", "likes": "2"},
        {"id": "3", "text": None, "likes": "4"},
    ]


def test_decimal_commas_do_not_pass_for_delimiters():
    assert rows("id;share\n1;0,5\n2;1,5\n") == [
        {"id": "1", "share": "0,5"},
        {"id": "2", "share": "1,5"},
    ]


def test_excels_line_that_names_the_delimiter_is_no_header():
    assert rows("sep=;\r\nid;text\r\n1;a\r\n") == [{"id": "1", "text": "a"}]


def test_a_quoted_cell_may_hold_line_ends_delimiters_and_quotes():
    assert rows('id,text\r\n1,"a\nb, ""c"""\r\n2,d\r\n') == [
        {"id": "1", "text": 'a\nb, "c"'},
        {"id": "2", "text": "d"},
    ]


def test_a_row_of_another_width_is_rejected_and_the_others_are_read():
    assert rows("id,text\n1,a\n2\n3,b,c\n4,d,\n5,e\n6,f\n") == [
        {"id": "1", "text": "a"},
        "wrong_width",
        "wrong_width",
        {"id": "4", "text": "d"},
        {"id": "5", "text": "e"},
        {"id": "6", "text": "f"},
    ]


def test_nul_bytes_and_bytes_of_another_encoding_cost_only_their_row():
    assert rows(b"id,text\n1,a\x00\n2,\xe8\n3,\xc4\x8d\n") == [
        "not_text",
        "not_text",
        {"id": "3", "text": "č"},
    ]


def test_a_row_beyond_the_bound_is_passed_over(monkeypatch):
    monkeypatch.setattr(text, "LARGEST_RECORD", 1000)
    assert rows("id,text\n1," + "x" * 2000 + "\n2,b\n") == ["too_large", {"id": "2", "text": "b"}]


def test_a_quote_that_is_never_closed_costs_no_more_than_the_bound(monkeypatch):
    limit = tables.csv.field_size_limit()
    tables.csv.field_size_limit(500)
    monkeypatch.setattr(tables, "LARGEST_RECORD", 500)
    try:
        found = rows('id,text\n1,a\n2,"b\n' + "3,c\n" * 1000)
    finally:
        tables.csv.field_size_limit(limit)
    assert found[:2] == [{"id": "1", "text": "a"}, "too_large"]
    assert found[-1] == {"id": "3", "text": "c"}


def test_columns_of_one_name_are_told_apart():
    assert rows("id,text,text\n1,a,b\n") == [{"id": "1", "text": "a", "text (2)": "b"}]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1250"])
def test_a_table_is_read_in_its_encoding(encoding):
    assert rows("id;tekst\r\n1;žena čeka\r\n", encoding) == [{"id": "1", "tekst": "žena čeka"}]


@given(
    st.lists(
        st.tuples(*[st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1)] * 3),
        max_size=6,
    )
)
def test_what_the_csv_module_writes_comes_back(cells):
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(["id", "a", "b"])
    writer.writerows(cells)
    assert rows(out.getvalue()) == [dict(zip(["id", "a", "b"], row, strict=True)) for row in cells]


def test_a_workbook_keeps_identifiers_exact_and_shows_those_that_were_rounded():
    time = datetime(2024, 3, 6, 12, 30)
    sheet = [
        ["id", "views", "text", "when", "none"],
        ["7288995634328177926", 12, "a", time, None],
        [7.28899563432818e18, 12.0, "=cmd", time, None],
    ]
    first, second = rows(workbook(sheet))
    assert first == {
        "id": "7288995634328177926",
        "views": "12",
        "text": "a",
        "when": "2024-03-06T12:30:00",
        "none": None,
    }
    assert "e+18" in second["id"].lower()
    assert second["views"] == "12"


def test_a_formula_without_its_result_and_an_error_are_told_by_their_column():
    sheet = [
        ["id", "text", "views"],
        ["1", "=1+1", 5],
        ["2", "a", "#REF!"],
        ["3", "b", 7],
        [None, "=1+1", None],
    ]
    with gathering() as unread:
        found = rows(workbook(sheet))
    assert found == [
        {"id": "1", "text": None, "views": "5"},
        {"id": "2", "text": "a", "views": None},
        {"id": "3", "text": "b", "views": "7"},
        {"id": None, "text": None, "views": None},
    ]
    assert unread == [
        ("text", "not_calculated"),
        ("views", "spreadsheet_error"),
        ("text", "not_calculated"),
    ]


def test_a_workbook_of_two_sheets_says_that_one_was_not_read():
    opened = Opened("book", "table", io.BytesIO(workbook([["id", "x"], [1, 2]], [["y"], [3]])))
    table = tables.open_table(opened)
    assert list(table.rows) == [["1", "2"]]
    assert "1 more" in table.note


def test_a_workbook_that_unpacks_to_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(workbooks, "LARGEST_WORKBOOK", 1000)
    with pytest.raises(SourceError, match=r"table\.bin: is a workbook that unpacks"):
        rows(workbook([["id", "x"], [1, 2]]))


def test_a_workbook_that_is_damaged_is_refused_in_one_sentence():
    with pytest.raises(SourceError, match="cannot be read"):
        rows(b"PK\x03\x04" + bytes(200))


def test_a_parquet_file_gives_exact_strings():
    out = io.BytesIO()
    pl.DataFrame(
        {
            "id": [7288995634328177926, None],
            "likes": [12.0, float("nan")],
            "time": [datetime(2024, 3, 6, tzinfo=UTC)] * 2,
            "tags": [["a", "č"], []],
        }
    ).write_parquet(out)
    assert rows(out.getvalue()) == [
        {
            "id": "7288995634328177926",
            "likes": "12",
            "time": "2024-03-06T00:00:00+00:00",
            "tags": '["a", "č"]',
        },
        {"id": None, "likes": None, "time": "2024-03-06T00:00:00+00:00", "tags": "[]"},
    ]
