"""Codes are read from whatever table people keep them in, or refused with one sentence."""

from __future__ import annotations

import pytest

from tefter.coding.agreement import AgreementError, Columns, read_ratings
from tefter.errors import SourceError

LONG = "coder,unit,code\nana,1,x\nbo,1,y\nana,2,x\n"


@pytest.fixture
def read(tmp_path):
    def reader(text, columns=None, **options):
        path = tmp_path / "codes.csv"
        path.write_text(text, encoding="utf-8")
        return read_ratings(path, columns, **options)

    return reader


def as_rows(codes):
    return codes.frame().rows()


@pytest.mark.parametrize(
    "text",
    [
        LONG,
        "rater;post_uid;category\nana;1;x\nbo;1;y\nana;2;x\n",
        "\ufeffannotator\tid\tlabel\nana\t1\tx\nbo\t1\ty\nana\t2\tx\n",
        "unit,ana,bo\n1,x,y\n2,x,\n",
        "video,ana,bo\n1,x,y\n2,x,\n",
        "ana,id,bo\nx,1,y\nx,2,\n",
    ],
)
def test_long_and_wide_tables_say_the_same(read, text):
    codes = read(text)
    assert codes.coders == ("ana", "bo")
    assert codes.values == ("x", "y")
    assert [row[1:] for row in as_rows(codes)] == [("x", "y"), ("x", None)]


def test_columns_of_coders_alone_need_no_column_of_units(read):
    assert read("ana,bo\nx,y\nx,x\n").summary()["compared"] == 2


def test_language_is_a_group_and_no_coder(read):
    codes = read("unit,language,ana,bo\n1,sq,x,y\n", Columns(by=("language",)))
    assert codes.coders == ("ana", "bo")
    assert codes.groups == {"language": ("sq",)}


def test_columns_can_be_named(read):
    codes = read("who,what,said\nana,1,x\nbo,1,y\n", Columns("what", "who", "said"))
    assert codes.coders == ("ana", "bo")


def test_marks_for_missing_codes_are_named(read):
    text = "unit,ana,bo\n1,2,3\n2,*,4\n"
    assert read(text, level="interval", missing=["*"]).summary()["compared"] == 1
    with pytest.raises(AgreementError, match=r"codes.csv: ana gave 2 a code that is no number"):
        read(text, level="interval")


def test_ordered_names_need_their_order(read):
    text = "unit,ana,bo\n1,low,high\n2,mid,mid\n"
    with pytest.raises(AgreementError, match="--codes"):
        read(text, level="ordinal")
    assert read(text, level="ordinal", codes=["low", "mid", "high"]).values == (
        "low", "mid", "high",
    )  # fmt: skip


def test_a_cell_may_hold_several_codes(read):
    codes = read("unit,ana,bo\n1,x;y,y|x\n2,x,z\n", level="masi")
    assert frozenset("xy") in codes.values
    with pytest.raises(AgreementError, match="code z, which is not in the codebook"):
        read("unit,ana,bo\n1,x;y,y\n2,x,z\n", level="masi", codes=["x", "y"])


@pytest.mark.parametrize(
    ("text", "options", "sentence"),
    [
        (LONG + "bo,2", {}, "half-written"),
        (LONG + "ana,1,y\n", {}, "ana coded 1 twice"),
        (LONG, {"codes": ["x"]}, "code y, which is not in the codebook"),
        (LONG, {"columns": Columns(by=("language",))}, "no column 'language'"),
        ("coder,unit,comment\nana,1,x\nbo,1,z\n", {}, "--code NAME"),
        ("coder,what,code\nana,1,x\nbo,1,z\n", {}, "--unit NAME"),
        ("coder,unit,code\n,1,x\nana,1,z\n", {}, "names no unit or no coder"),
        ("unit,ana,bo\n1,-2,3\n", {"level": "ratio"}, "below zero"),
    ],
)
def test_what_is_wrong_is_one_sentence_that_names_the_file(read, text, options, sentence):
    with pytest.raises(AgreementError) as told:
        read(text, **options)
    assert str(told.value).startswith("codes.csv: ")
    assert sentence in str(told.value)


def test_what_is_no_table_is_refused_as_everywhere(tmp_path):
    path = tmp_path / "photo.csv"
    path.write_bytes(b"\xff\xd8\xff\xe0" + bytes(64))
    with pytest.raises(SourceError):
        read_ratings(path)
