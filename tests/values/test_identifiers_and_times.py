"""Identifiers, names of chats, and times of machines."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tefter.values import Unreadable
from tefter.values.identifiers import digits, name
from tefter.values.times import from_epoch, from_iso
from tefter.values.uids import telegram_chat, telegram_peer


def reason(read: object, *arguments: object) -> str:
    with pytest.raises(Unreadable) as caught:
        read(*arguments, "field")  # type: ignore[operator]
    return caught.value.reason


@given(st.integers(0, 10**30))
def test_no_digit_of_an_identifier_is_ever_lost(number: int) -> None:
    for written in (number, str(number), f" {number}\n", f"'{number}", f"\ufeff{number}"):
        assert digits(written, "id") == str(number)
    wide = "".join(chr(0xFF10 + int(digit)) for digit in str(number))
    assert digits(wide, "id") == str(number)


def test_leading_zeros_belong_to_an_identifier() -> None:
    assert digits("007", "id") == "007"


@pytest.mark.parametrize("value", [None, "", "  ", "'"])
def test_a_missing_identifier_is_not_known(value: object) -> None:
    assert digits(value, "id") is None
    assert name(value, "id") is None


@pytest.mark.parametrize("value", [7.28e18, 1.0, float("nan"), "7.28E+18", "7,28E+18", "7E+18"])
def test_a_rounded_identifier_is_refused(value: object) -> None:
    assert reason(digits, value) == "identifier_damaged"
    assert reason(name, value) == "identifier_damaged"


def test_an_identifier_with_a_zero_fraction_is_kept_only_where_no_digit_can_be_lost() -> None:
    assert digits("123456.0", "id") == "123456"
    assert reason(digits, "7000000000000000123.0") == "identifier_damaged"


@pytest.mark.parametrize("value", [-5, "-5", True, "abc", "12a", [], {}, "10\u00b2"])
def test_what_is_no_number_is_no_identifier(value: object) -> None:
    assert reason(digits, value) == "wrong_shape"


@pytest.mark.parametrize("handle", ["pera", "7e10", "pera.peric", "_x"])
def test_a_handle_stays_as_it_is(handle: str) -> None:
    assert name(handle, "handle") == handle


@pytest.mark.parametrize(
    "written",
    [
        1003313758,
        "1003313758",
        -1001003313758,
        "-1001003313758",
        "channel1003313758",
        {"_": "PeerChannel", "channel_id": 1003313758},
        {"channel_id": "1003313758"},
        {"_": "PeerChannel", "channel_id": -1001003313758},
    ],
)
def test_one_chat_has_one_number_however_it_is_written(written: object) -> None:
    assert telegram_chat(written) == "1003313758"


@given(st.integers(1, 997_852_516_352))
def test_a_peer_is_told_by_its_sign_and_size(number: int) -> None:
    assert telegram_peer(number) == f"user{number}"
    assert telegram_peer(-number) == f"chat{number}"
    assert telegram_peer(-(10**12) - number) == f"channel{number}"
    assert telegram_peer(f"channel{number}") == f"channel{number}"


@pytest.mark.parametrize("value", [[], {"_": []}, {"_": "PeerUser"}, {}, True])
def test_what_names_no_peer_is_refused(value: object) -> None:
    with pytest.raises(Unreadable) as caught:
        telegram_peer(value)
    assert caught.value.reason == "wrong_shape"


TIMES = st.datetimes(datetime(1990, 1, 1), datetime(2099, 12, 31)).map(
    lambda time: time.replace(tzinfo=UTC)
)
START = datetime(1970, 1, 1, tzinfo=UTC)


@given(TIMES)
def test_seconds_and_milliseconds_are_exact(time: datetime) -> None:
    seconds = (time - START) // timedelta(seconds=1)
    milliseconds = (time - START) // timedelta(milliseconds=1)
    for written in (seconds, str(seconds), float(seconds)):
        assert from_epoch(written, "time") == START + timedelta(seconds=seconds)
    for number in (milliseconds, str(milliseconds)):
        assert from_epoch(number, "time") == START + timedelta(milliseconds=milliseconds)


@given(TIMES)
def test_microseconds_and_nanoseconds_are_refused(time: datetime) -> None:
    microseconds = (time - START) // timedelta(microseconds=1)
    assert reason(from_epoch, microseconds) == "bad_time"
    assert reason(from_epoch, str(microseconds * 1000)) == "bad_time"


@pytest.mark.parametrize("value", [True, "x", -5, 0, 5, "1e9", float("nan"), float("inf"), [], {}])
def test_what_is_no_number_of_seconds_is_refused(value: object) -> None:
    assert reason(from_epoch, value) == "bad_time"


@pytest.mark.parametrize(
    "written",
    [
        "2024-03-06T10:20:00+0100",
        "2024-03-06 10:20:00+01:00",
        "2024-03-06T09:20:00Z",
        "2024-03-06T09:20:00.000Z",
        "2024-03-06 09:20:00 UTC",
        " 2024-03-06T10:20+01 ",
    ],
)
def test_an_iso_time_with_an_offset_is_read(written: str) -> None:
    assert from_iso(written, "time") == datetime(2024, 3, 6, 9, 20, tzinfo=UTC)


def test_an_iso_time_without_an_offset_needs_a_zone() -> None:
    assert reason(from_iso, "2024-03-06T10:20:00") == "bad_time"
    assert from_iso("2024-03-06 10:20:00", "time", "Europe/Sarajevo") == datetime(
        2024, 3, 6, 9, 20, tzinfo=UTC
    )


@pytest.mark.parametrize("value", ["x", "2024-13-01T00:00:00Z", "1850-01-01T00:00:00Z", 5, "10:20"])
def test_what_is_no_iso_time_is_refused(value: object) -> None:
    assert reason(from_iso, value) == "bad_time"


@given(TIMES, st.booleans())
def test_an_iso_time_reads_back(time: datetime, spaced: bool) -> None:
    assert from_iso(time.isoformat(sep=" " if spaced else "T"), "time") == time
