"""Counts, as people of the region write them."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tefter.values import Unreadable
from tefter.values.counts import read_counts, whole

LARGEST = 2**63 - 1


def read(*written: object) -> list[int | None]:
    return read_counts(pl.Series(written, strict=False))["count"].to_list()


def problems(*written: object) -> list[str | None]:
    return read_counts(pl.Series(written, strict=False))["problem"].to_list()


def grouped(number: int, mark: str) -> str:
    return f"{number:,}".replace(",", mark)


@pytest.mark.parametrize(
    ("written", "count"),
    [
        ("1.2M", 1_200_000),
        ("1,2 mil.", 1_200_000),
        ("12K", 12_000),
        ("3 mijë", 3_000),
        ("3 mije", 3_000),
        ("5 hilj.", 5_000),
        ("5 hiljada", 5_000),
        ("7 илј.", 7_000),
        ("7 иљ.", 7_000),
        ("7 хиљ.", 7_000),
        ("2 tis.", 2_000),
        ("2 tisoč", 2_000),
        ("2 tisuće", 2_000),
        ("1,5 milion", 1_500_000),
        ("1,5 miliona", 1_500_000),
        ("1,5 milijuna", 1_500_000),
        ("1,5 млн", 1_500_000),
        ("2.5B", 2_500_000_000),
        ("1 234", 1_234),
        ("1'234", 1_234),
        ("1\u00a0234", 1_234),
        ("1\u202f234", 1_234),
        ("\u0661\u0662\u0663\u0664", 1_234),
        ("\uff11\uff12\uff13\uff14", 1_234),
        ("1.234.567", 1_234_567),
        ("1,234.00", 1_234),
        ("'728", 728),
        ("0", 0),
    ],
)
def test_a_count_is_read_in_every_form_that_people_write(written: str, count: int) -> None:
    assert read(written) == [count]
    assert problems(written) == [None]


@pytest.mark.parametrize("written", [None, "", "  ", "-", "n/a"])
def test_nothing_written_is_not_known_and_not_zero(written: str | None) -> None:
    assert read(written, "5") == [None, 5]
    assert problems(written, "5") == [None, None]


@pytest.mark.parametrize(
    "written",
    [
        "-5",
        "abc",
        "12 34",
        "1e5",
        "10\u00b2",
        "\u00bd",
        "0,5",
        "12K+",
        "99999999999999999999",
        "1.0000000000000000000000000000001",
        "6.3.2024",
        "1.2.3M",
        "M",
        "9" * 5000,
    ],
)
def test_what_is_no_count_is_a_problem_and_no_number(written: str) -> None:
    assert read(written) == [None]
    assert problems(written) != [None]


def test_a_dot_before_three_digits_is_ambiguous_where_nothing_tells() -> None:
    assert read("1.234", "999") == [None, 999]
    assert problems("1.234", "999")[0].startswith("ambiguous")


@pytest.mark.parametrize(
    "telling", [["1.234.567"], ["1.234,5"], ["0,5"], ["1,2 mil."], ["2.345", "3.456"]]
)
def test_another_value_tells_that_the_dot_parts_thousands(telling: list[str]) -> None:
    table = read_counts(pl.Series(["1.234", *telling]))
    assert table["count"][0] == 1_234
    assert table["note"][0]


@pytest.mark.parametrize("telling", ["1.2M", "0.50", "1,234.5", "1,234,567"])
def test_another_value_tells_that_the_dot_parts_decimals(telling: str) -> None:
    assert read("1.234M", telling)[0] == 1_234_000
    assert read("1.234", telling)[0] is None


@pytest.mark.parametrize(
    "others",
    [
        ["1.5K", "2,5K"],  # both marks part decimals
        ["1.234.567", "1.5K"],  # one mark does both
        ["2.345", "34567"],  # some thousands are parted and some are not
    ],
)
def test_a_column_that_contradicts_itself_tells_nothing(others: list[str]) -> None:
    assert problems("1.234", *others)[0].startswith("ambiguous")


def test_round_thousands_may_be_small_numbers_with_three_decimals() -> None:
    assert read("1.000", "2.000", "3.000", "4.000") == [None] * 4
    assert read("1.000", "2.000", "3.000", "4.500") == [1_000, 2_000, 3_000, 4_500]


def test_numbers_of_a_numeric_column_are_taken_as_they_are() -> None:
    assert read(1, 2, None) == [1, 2, None]
    assert read(1.0, float("nan")) == [1, None]
    assert problems(-1, 1)[0] is not None
    assert problems(1.5, 1.0)[0] is not None
    assert problems(True, False) != [None, None]


def test_rows_keep_their_order_and_number() -> None:
    assert read("3", None, "1", "3", "x", "2") == [3, None, 1, 3, None, 2]


def test_a_problem_never_quotes_the_value() -> None:
    assert "tajna" not in problems("tajna riječ")[0]


@given(st.integers(0, LARGEST), st.sampled_from([" ", "'", "\u00a0", "\u202f", "\u2009", "\u2019"]))
def test_a_count_grouped_without_doubt_reads_back(number: int, mark: str) -> None:
    assert read(grouped(number, mark)) == [number]


@given(st.lists(st.integers(0, LARGEST), min_size=1), st.sampled_from([".", ","]))
def test_counts_grouped_by_a_mark_read_back_beside_one_that_tells(
    numbers: list[int], mark: str
) -> None:
    column = [grouped(number, mark) for number in numbers]
    assert read(f"1{mark}000{mark}000", *column)[1:] == numbers


@given(st.lists(st.integers(0, LARGEST), min_size=1), st.sampled_from([".", ","]))
def test_a_grouped_column_alone_is_read_rightly_or_not_at_all(
    numbers: list[int], mark: str
) -> None:
    for number, count in zip(
        numbers, read(*(grouped(number, mark) for number in numbers)), strict=True
    ):
        assert count in {number, None}


UNITS = {10**3: ["K", " mijë", " hilj.", " илј.", " tis."], 10**6: ["M", " mil.", " млн", " mio."]}


@given(
    st.integers(0, 99_999),
    st.integers(0, 99),
    st.sampled_from([(power, word) for power, words in UNITS.items() for word in words]),
    st.sampled_from([".", ","]),
)
def test_a_count_with_a_unit_is_exact(
    whole_part: int, hundredths: int, unit: tuple[int, str], mark: str
) -> None:
    power, word = unit
    expected = whole_part * power + hundredths * power // 100
    assert read(f"{whole_part}{mark}{hundredths:02d}{word}") == [expected]


@given(st.lists(st.none() | st.text()))
def test_any_text_gives_a_count_a_problem_or_nothing(texts: list[str | None]) -> None:
    table = read_counts(pl.Series(texts, dtype=pl.String))
    assert table.height == len(texts)
    assert table.filter(pl.col("count").is_not_null() & pl.col("problem").is_not_null()).is_empty()
    assert table.filter(pl.col("count") < 0).is_empty()


@given(st.integers(0, LARGEST))
def test_a_platform_s_count_reads_back_as_number_and_as_text(number: int) -> None:
    assert whole(number, "likes") == whole(str(number), "likes") == number


@pytest.mark.parametrize("value", [-1, True, 1.5, "1.2M", "x", [], LARGEST + 1, float("nan")])
def test_a_platform_s_count_that_is_no_whole_number_is_refused(value: object) -> None:
    with pytest.raises(Unreadable) as caught:
        whole(value, "likes")
    assert caught.value.reason == "bad_count"


@pytest.mark.parametrize("value", [None, ""])
def test_a_platform_s_missing_count_is_not_known(value: object) -> None:
    assert whole(value, "likes") is None
