"""Dates, as people of the region write them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import polars as pl
import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from tefter.values.dates import read_dates

HERE = "Europe/Sarajevo"
MORNING = datetime(2024, 3, 6, 9, 20, tzinfo=UTC)
MIDNIGHT = datetime(2024, 3, 5, 23, tzinfo=UTC)


def read(*written: object) -> list[datetime | None]:
    return read_dates(pl.Series(written, strict=False), HERE)["time"].to_list()


def problems(*written: object) -> list[str | None]:
    return read_dates(pl.Series(written, strict=False), HERE)["problem"].to_list()


@pytest.mark.parametrize(
    "written",
    [
        "6. mart 2024.",
        "6. marta 2024",
        "6 mars 2024",
        "6. ožujka 2024.",
        "6. ozujka 2024.",
        "6 март 2024",
        "6. марта 2024.",
        "6. marec 2024",
        "6. marca 2024",
        "6 March 2024",
        "March 6, 2024",
        "6.3.2024.",
        "6. 3. 2024.",
        "06.03.2024",
        "06/03/2024",
        "06-03-2024",
        "6.3.24",
        "2024-03-06",
        "2024/03/06",
        "20240306",
        "6 Mar 2024",
        "srijeda, 6. mart 2024.",
        "e mërkurë, 6 mars 2024",
        "mar, 6 mars 2024",
        "Mar 6, 2024",
        "čet, 6. marta 2024.",
        "сриједа, 6. марта 2024. године",
        "\u0666/\u0663/\u0662\u0660\u0662\u0664",
        "6. III 2024.",
    ],
)
def test_a_day_is_read_in_every_form_that_people_write(written: str) -> None:
    assert read(written) == [MIDNIGHT]


@pytest.mark.parametrize(
    "written",
    [
        "6.3.2024. 10:20",
        "06/03/2024 10:20",
        "6. mart 2024. u 10:20",
        "6. marca 2024 ob 10.20",
        "2024-03-06 10:20",
        "2024-03-06T10:20:00",
        "6 mars 2024 në orën 10:20",
        "10:20, 6.3.2024",
        "Mar 6, 2024, 10:20 AM",
        "6 mars 2024, 10:20 paradite",
        "06.03.2024. 10:20h",
        "2024-03-06T09:20:00Z",
        "2024-03-06T10:20:00+0100",
        "2024-03-06 10:20:00+01:00",
        "Wed Mar 06 09:20:00 +0000 2024",
        "Wed, 06 Mar 2024 09:20:00 GMT",
        "Wed Mar 06 2024 10:20:00 GMT+0100 (Central European Standard Time)",
        "1709716800",
        "1709716800000",
    ],
)
def test_a_time_is_read_in_every_form_that_people_and_machines_write(written: str) -> None:
    assert read(written) == [MORNING]


def test_the_afternoon_is_told_from_the_morning() -> None:
    evening = datetime(2024, 3, 6, 19, 5, tzinfo=UTC)
    assert read("6.3.2024 8:05 PM", "6 mars 2024, 8:05 pasdite") == [evening, evening]


@pytest.mark.parametrize(
    "written",
    [
        "31.2.2024",
        "2 days ago",
        "6. mart",
        "mart 2024",
        "6.3.2024 25:00",
        "1850-01-01",
        "45357",
        "24-03-06",
        "13/13/2024",
        "1709716800123456",
        "x" * 5000,
        "6. xyz 2024",
        "0",
        "2101-01-01",
    ],
)
def test_what_is_no_date_is_a_problem(written: str) -> None:
    assert read(written) == [None]
    assert problems(written) != [None]


@pytest.mark.parametrize("written", [None, "", " ", "-"])
def test_nothing_written_is_not_known(written: str | None) -> None:
    assert read(written, "6.3.2024") == [None, MIDNIGHT]
    assert problems(written, "6.3.2024") == [None, None]


def test_the_month_stands_first_only_where_the_column_proves_it() -> None:
    sixth_of_march, third_of_june = MIDNIGHT, datetime(2024, 6, 2, 22, tzinfo=UTC)
    assert read("06/03/2024")[0] == sixth_of_march
    assert read("06/03/2024", "25/03/2024")[0] == sixth_of_march
    assert read("06/03/2024", "03/25/2024")[0] == third_of_june


def test_a_column_that_contradicts_itself_leaves_its_ambiguous_dates_unread() -> None:
    column = ["25/03/2024", "03/25/2024", "06/03/2024", "05/05/2024"]
    assert [time is None for time in read(*column)] == [False, False, True, False]
    assert "ambiguous" in problems(*column)[2]


def test_an_hour_that_the_clocks_repeat_is_the_first_of_the_two() -> None:
    assert read("27.10.2024 02:30") == [datetime(2024, 10, 27, 0, 30, tzinfo=UTC)]


def test_an_hour_that_the_clocks_skip_is_shifted_forward() -> None:
    assert read("31.03.2024 02:30") == [datetime(2024, 3, 31, 1, 30, tzinfo=UTC)]


def test_times_of_polars_are_taken_as_they_are() -> None:
    assert read(date(2024, 3, 6)) == [MIDNIGHT]
    assert read(datetime(2024, 3, 6, 10, 20)) == [MORNING]
    assert read(MORNING) == [MORNING]
    assert read(1709716800, None) == [MORNING, None]
    assert read(1709716800.0, float("nan")) == [MORNING, None]


def test_a_problem_never_quotes_the_value() -> None:
    assert "tajna" not in problems("6. tajna 2024.")[0]


DAYS = st.dates(date(1991, 1, 1), date(2068, 12, 31))
LANGUAGES = ["sq", "bs", "bs_Cyrl", "hr", "sr", "sr_Latn", "mk", "sl", "en"]
FORMATS = [
    "d. MMMM y.",
    "d MMMM y",
    "d. MMM y",
    "d LLLL y",
    "EEEE, d. MMMM y.",
    "EEE, d. MMM y.",
    "dd.MM.y.",
    "d/M/y",
]


def begins(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(HERE)).astimezone(UTC)


@given(st.lists(DAYS, min_size=1, max_size=8), st.sampled_from(LANGUAGES), st.sampled_from(FORMATS))
def test_a_day_reads_back_in_every_language_and_format(
    days: list[date], language: str, pattern: str
) -> None:
    column = [format_date(day, pattern, locale=language) for day in days]
    assert read(*column) == [begins(day) for day in days]


@given(st.datetimes(datetime(1991, 1, 1), datetime(2099, 1, 1)), st.integers(-14 * 4, 14 * 4))
def test_a_time_with_an_offset_reads_back_exactly(time: datetime, quarters: int) -> None:
    aware = time.replace(tzinfo=UTC)
    shifted = aware + timedelta(minutes=15 * quarters)
    sign, minutes = "+-"[quarters < 0], abs(quarters) * 15
    written = f"{shifted:%Y-%m-%dT%H:%M:%S.%f}{sign}{minutes // 60:02d}:{minutes % 60:02d}"
    assert read(written) == [aware]


@given(st.lists(st.none() | st.text()))
def test_any_text_gives_a_time_a_problem_or_nothing(texts: list[str | None]) -> None:
    table = read_dates(pl.Series(texts, dtype=pl.String), HERE)
    assert table.height == len(texts)
    assert table.filter(pl.col("time").is_not_null() & pl.col("problem").is_not_null()).is_empty()
