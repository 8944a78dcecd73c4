"""Nothing in the demo can belong to anyone: numbers, identifiers, handles, names."""

from __future__ import annotations

import re

import phonenumbers
import pytest
from tests.demo.raw import handle

from tefter.demo import phones
from tefter.demo.dice import Dice

EIGHT = ("XK", "AL", "BA", "HR", "ME", "MK", "RS", "SI")
LARGEST_TIKTOK = 2**63 - 1
LARGEST_TELEGRAM = 2**52 - 1


@pytest.mark.parametrize("country", EIGHT)
def test_no_number_of_a_range_is_valid_but_each_has_a_possible_length(country):
    dice = Dice(1)
    for _ in range(300):
        number = phonenumbers.parse(phones.international(country, dice))
        assert not phonenumbers.is_valid_number(number)
        assert phonenumbers.is_possible_number(number)
        assert phonenumbers.region_code_for_country_code(number.country_code) == country


@pytest.mark.parametrize("country", EIGHT)
def test_a_typed_number_is_valid_in_none_of_the_eight_countries(country):
    dice = Dice(2)
    for _ in range(200):
        written = phones.typed(country, dice)
        for region in EIGHT:
            number = phonenumbers.parse(written, region)
            assert not phonenumbers.is_valid_number(number), (written, region)
        assert phonenumbers.is_possible_number(phonenumbers.parse(written, country))


def test_the_texts_hold_many_numbers_and_not_one_that_is_valid(every_text):
    possible = 0
    for text in every_text:
        for region in EIGHT:
            valid = phonenumbers.PhoneNumberMatcher(text, region, phonenumbers.Leniency.VALID)
            assert not list(valid), text
        found = phonenumbers.PhoneNumberMatcher(text, "XK", phonenumbers.Leniency.POSSIBLE)
        possible += any(True for _ in found)
    assert possible > 60


def test_phones_stand_marked_by_the_platform_and_plain_in_text_and_in_a_contact(group):
    entities = [entity for message in group["messages"] for entity in message["text_entities"]]
    marked = [one["text"] for one in entities if one["type"] == "phone"]
    plain = [one["text"] for one in entities if one["type"] == "plain"]
    assert len(marked) >= 10
    assert sum(bool(re.search(r"(?:\d[ /()-]*){8,}", text)) for text in plain) >= 10
    contacts = [one for one in group["messages"] if "contact_information" in one]
    assert contacts
    for number in (*marked, *(one["contact_information"]["phone_number"] for one in contacts)):
        assert not phonenumbers.is_valid_number(phonenumbers.parse(number))


def test_identifiers_of_tiktok_are_too_large_to_be_real(first, second, comments):
    posts = [*first, *second]
    accounts = [item["author"]["id"] for item in second.values()]
    spoken = [one["data"]["cid"] for one in comments]
    spoken += [one["data"]["user"]["uid"] for one in comments]
    sounds = [item["music"]["id"] for item in first.values()]
    for identifier in (*posts, *accounts, *spoken, *sounds):
        assert len(identifier) == 19
        assert int(identifier) > LARGEST_TIKTOK


def test_identifiers_of_telegram_are_too_large_to_be_real(group):
    found = [group["id"]]
    for message in group["messages"]:
        for key in ("from_id", "actor_id", "forwarded_from_id"):
            if key in message:
                found.append(int(re.sub(r"\D", "", message[key])))
        for reaction in message.get("reactions", ()):
            found += [int(one["from_id"].removeprefix("user")) for one in reaction["recent"]]
    assert len(found) > 400
    assert min(found) > LARGEST_TELEGRAM


def test_handles_and_names_are_marked_as_invented(first, comments, group, every_text):
    assert all(handle(item).startswith("demo_") for item in first.values())
    assert all(one["data"]["user"]["unique_id"].startswith("demo_") for one in comments)
    assert group["name"].endswith("(synthetic data)")
    for message in group["messages"]:
        for key in ("from", "actor", "forwarded_from"):
            assert (message.get(key) or "Demo").startswith("Demo")
    mentions = re.findall(r"(?<![\w.])@(\w+)", " ".join(every_text))
    assert mentions
    assert all(name.lower().startswith("demo_") for name in mentions)
