"""Personal data is found as people write it, and ordinary numbers are left alone."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tefter.frames import COLUMNS, PERSONAL_DATA
from tefter.privacy import add_personal_data, find, mask

# Prefixes without subscribers: libphonenumber knows no valid number under any of them.
PHONES = [
    "+383 42 123 456",
    "+38342123456",
    "0038342123456",
    "00383 42 12 34 56",
    "+383-42-123-456",
    "+383 (42) 123456",
    "+383 (0)42 123 456",
    "+387 68 123 456",
    "+386.67.123.456",
    "383 42 123 456",
    "055/123-4567",
    "055 123 45 67",
    "055.1234.567",
    "(055) 123-4567",
    "0 5 5 1 2 3 4 5 6 7",
    "055-12-34-567",
    "055\n123\n4567",
    "٠٥٥ ١٢٣ ٤٥٦٧",
    "０５５／１２３－４５６７",
    "0️⃣5️⃣5️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣",
    "055\u200b123\u200b4567",
    "055\u2013123\u20134567",
    "+44 20 7946 0018",
]

ORDINARY = [
    "ka 20 vjet dhe 3 muaj",
    "18+",
    "2020 2021 2022 2023",
    "5.3.2024. u 20:15",
    "05.03.2024",
    "05. 03. 2024",
    "01.09.2020-30.11.2023",
    "2024-03-05 20:15:30",
    "29.11, 30.11, 5.12 i 6.12",
    "1.234.567 pregleda",
    "12 345 678 shikime",
    "30,512,331 views",
    "1000000 prikaza",
    "+1 000 000 ndjekës",
    "2.000.000 din ili 20 €",
    "0,05 0,10 0,20",
    "2:0, 1-0, 24/7, 50%",
    "id 7234567890123456789",
    "1711111111111",
    "dobro.Ali ne",
    "telegram kanal, instagram photo",
    "Telegram-Premium",
    "km/h, R&B, i/ili",
]


def kinds(text):
    return [span["kind"] for span in find(pl.Series([text])).to_list()[0]]


@pytest.mark.parametrize("phone", PHONES)
def test_a_phone_number_is_found_whole_in_every_written_form(phone):
    text = f"zovi me {phone} hitno"
    assert mask(pl.Series([text])).to_list() == ["zovi me [phone] hitno"]


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_numbers_and_words_are_left_alone(text):
    assert kinds(text) == []


def test_two_numbers_side_by_side_are_two():
    assert kinds("055 123 4567, 055 765 4321") == ["phone", "phone"]


def test_an_age_before_a_number_stays():
    assert mask(pl.Series(["19, 055/123-4567"])).to_list() == ["19, [phone]"]


def test_a_bare_number_counts_only_where_a_word_announces_it():
    assert kinds("42 123 456 pregleda") == []
    assert kinds("njen broj 42 123 456") == ["phone"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("piši na nobody.x@example.org!", "piši na [email]!"),
        ("nobody [at] example [dot] org", "[email]"),
        ("njen profil @demo_target_7", "njen profil [handle]"),
        ("snap: demo_target", "snap: [handle]"),
        ("ig @demo.target", "ig [handle]"),
        ("insta demo_12", "insta [handle]"),
        ("👻 demo_12", "👻 [handle]"),
        ("инста: demo.target", "инста: [handle]"),
        ("gledaj https://example.org/a?b=c, sada", "gledaj [link], sada"),
        ("www.example.org", "[link]"),
        ("instagram.com/demo_target", "[link]"),
        ("(t.me/demo_target)", "([link])"),
        ("JMBG 0101990000000", "JMBG [national number]"),
    ],
)
def test_the_other_kinds_are_found(text, shown):
    assert mask(pl.Series([text])).to_list() == [shown]


def test_overlapping_kinds_become_one_span_of_the_stronger_kind():
    assert kinds("https://wa.me/38342123456") == ["link"]


def test_digits_without_end_are_read_like_any_others():
    assert kinds("9" * 5_000) == kinds(" ".join(["9" * 5_000] * 4)) == []


def test_null_stays_null_and_clean_text_gets_an_empty_list():
    found = find(pl.Series([None, "", "ništa"], dtype=pl.String))
    assert found.dtype == PERSONAL_DATA
    assert found.to_list() == [None, [], []]


@given(st.lists(st.text(max_size=80), max_size=5))
def test_spans_are_in_order_inside_the_text_and_apart(texts):
    for text, spans in zip(texts, find(pl.Series(texts, dtype=pl.String)).to_list(), strict=True):
        edges = [edge for span in spans for edge in (span["start"], span["end"])]
        assert edges == sorted(edges)
        assert all(0 <= edge <= len(text) for edge in edges)
        assert all(span["start"] < span["end"] for span in spans)


@given(
    before=st.text("abcčšž đë.,!\n", max_size=20),
    digits=st.text("0123456789", min_size=6, max_size=6),
    code=st.sampled_from(["+383 42", "00387 68", "+386-67-"]),
    gap=st.sampled_from(["", " ", ".", "-", "/", " - "]),
)
def test_no_digit_of_an_international_number_survives_masking(before, digits, code, gap):
    text = f"{before} {code}{gap}{digits[:3]}{gap}{digits[3:]}"
    shown = mask(pl.Series([text])).to_list()[0]
    assert not any(char.isdigit() for char in shown)


def posts(text, clean, kind, start, end):
    entities = [{"kind": kind, "start": start, "end": end}]
    return pl.DataFrame(
        {"text": [text], "text_clean": [clean], "platform_entities": [entities]},
        schema_overrides={"platform_entities": COLUMNS["platform_entities"].dtype},
    )


def test_what_the_platform_marks_is_certain():
    added = add_personal_data(posts("Osoba A piše", "Osoba A piše", "mention_name", 0, 7))
    assert mask(added["text_clean"], added["personal_data"]).to_list() == ["[name] piše"]


def test_what_the_platform_marks_is_found_again_in_the_cleaned_text():
    text = "&amp; Osoba\u200b A piše, osoba a"
    added = add_personal_data(posts(text, "& Osoba A piše, osoba a", "mention_name", 6, 14))
    shown = mask(added["text_clean"], added["personal_data"]).to_list()
    assert shown == ["& [name] piše, [name]"]


def test_where_it_cannot_be_found_again_the_whole_text_is_masked():
    added = add_personal_data(posts("Осoba A", "nešto drugo", "mention_name", 0, 7))
    assert mask(added["text_clean"], added["personal_data"]).to_list() == ["[name]"]


def test_a_shared_contact_is_kept_as_a_fact_without_a_place():
    added = add_personal_data(posts("", "", "contact", 0, 0))
    assert added["personal_data"].to_list() == [[{"kind": "contact", "start": 0, "end": 0}]]
    assert mask(added["text_clean"], added["personal_data"]).to_list() == [""]
