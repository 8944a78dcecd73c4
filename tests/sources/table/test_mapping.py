"""Which column is what: proposed by name and values, stated by a person, never a silent guess."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tefter.errors import SourceError
from tefter.frames import ACCOUNTS, POSTS
from tefter.sources.mapping import folded_name, known_names, propose, with_stated

LINK = "https://www.tiktok.com/@demo_a/video/7288995634328177926"
SENTENCE = "Jedna sasvim obična rečenica o autobusu"
LIKELY = {
    "text": SENTENCE,
    "post_id": "7288995634328177926",
    "url": LINK,
    "posted_at": "6.3.2024. 10:20",
    "account_name": "demo_a",
    "views": "12,5 hilj.",
    "likes": "7",
    "comments": "3",
    "shares": "0",
    "hashtags": "#jedan #dva",
    "declared_region": "BA",
}


def proposed(**row):
    return propose(list(row), [row])


@pytest.mark.parametrize(
    "header",
    [
        "text post_id url posted_at account_name views likes comments shares hashtags region",
        "caption|Video ID|Link|Create Time|Username|playCount|diggCount|commentCount|shareCount|"
        "tags|Region",
        "Tekst objave|ID videa|Poveznica|Datum objave|Korisničko ime|Broj pregleda|Sviđanja|"
        "Komentari|Dijeljenja|Oznake|Regija",
        "Opis videa|ID objave|Link|Vreme objave|Nalog|Pregledi|Lajkovi|Broj komentara|Deljenja|"
        "Heštegovi|region",
        "Текст објаве|ИД објаве|Линк|Датум објаве|Налог|Прегледи|Лајкови|Коментари|Дељења|"
        "Хештегови|Регион",
        "Содржина|ИД на објава|Врска|Датум на објава|Корисник|Прегледи|Допаѓања|Коментари|"
        "Споделувања|Ознаки|Регион",
        "Përmbajtja|ID e postimit|Lidhja|Data e postimit|Llogaria|Shikime|Pëlqime|Komente|"
        "Shpërndarje|Etiketat|Rajoni",
        "Besedilo|id|Povezava|Datum in ura|Uporabnik|Število ogledov|Všečki|Komentarji|Delitve|"
        "Ključnici|Regija",
    ],
)
def test_columns_are_known_by_their_names_in_every_language_of_the_region(header):
    names = header.split("|") if "|" in header else header.split()
    row = dict(zip(names, LIKELY.values(), strict=True))
    assert propose(names, [row]).columns == dict(zip(LIKELY, names, strict=True))


@given(st.sampled_from(sorted(known_names())), st.data())
def test_case_underscores_and_brackets_do_not_hide_a_name(target, data):
    name = data.draw(st.sampled_from(known_names()[target]))
    written = data.draw(
        st.sampled_from(
            [name.upper(), name.replace(" ", "_"), f"{name} (TikTok)", f" {name.title()} "]
        )
    )
    assert folded_name(written) == name


def test_a_name_alone_is_not_believed():
    found = proposed(Datum="a", Pregledi="b c d", Tekst=SENTENCE)
    assert found.columns == {"text": "Tekst"}
    assert "'Pregledi' is named like views, but its values are not" in found.open
    assert "'Datum' is named like posted_at, but its values are not" in found.open


def test_an_empty_column_is_taken_by_its_name():
    assert proposed(text=SENTENCE, views=None).columns["views"] == "views"


def test_two_columns_of_one_name_are_both_left_out_and_said():
    found = proposed(**{"Views": "1", "views": "2", "text": SENTENCE})
    assert "views" not in found.columns
    assert found.open == ("'Views' and 'views' could both be views: state which",)


def test_the_surer_name_is_taken_and_the_other_named_as_unused():
    found = proposed(title="Kratak naslov", text=SENTENCE)
    assert found.columns == {"text": "text"}
    assert found.unused == ("title",)


def test_text_and_links_are_found_by_their_values_where_only_one_column_can_be_it():
    assert proposed(A=SENTENCE, B=LINK).columns == {"text": "A", "url": "B"}
    assert "text" not in proposed(A=SENTENCE, B=SENTENCE, C=LINK).columns


@pytest.mark.parametrize(
    ("row", "usable"),
    [
        ({"text": SENTENCE}, True),
        ({"link": LINK}, True),
        ({"link": "https://example.org/a"}, False),
        ({"id": "1", "amount": "20.5", "currency": "EUR"}, False),
        ({}, False),
    ],
)
def test_posts_can_be_made_of_a_text_or_of_links_that_name_posts(row, usable):
    assert propose(list(row), [row]).usable is usable


def test_the_proposal_can_be_pasted_into_the_case():
    found = proposed(**{"Opis: videa": SENTENCE, "Broj pregleda": "5"})
    assert yaml.safe_load(found.as_yaml())["columns"] == found.columns


def test_every_field_of_the_mapping_is_one_of_a_post_or_an_account_or_a_link():
    assert set(known_names()) <= {*POSTS.schema, *ACCOUNTS.schema, "url"}


def test_what_a_person_states_is_taken_instead():
    header = ["text", "body", "views"]
    found = propose(header, [{"text": SENTENCE, "body": SENTENCE, "views": "1"}])
    stated = with_stated(found, {"text": "body", "views": ""}, header, "a.csv")
    assert stated.columns == {"text": "body"}
    assert stated.unused == ("text", "views")


@pytest.mark.parametrize(
    ("stated", "sentence"),
    [
        ({"txet": "body"}, "names 'txet', which is no field of a post; perhaps 'text' is meant"),
        (
            {"text": "bodi"},
            "names 'bodi', which is no column of this table; perhaps 'body' is meant",
        ),
        ({"text": "???"}, "take one of: 'body', 'n'"),
    ],
)
def test_a_mapping_to_nothing_names_the_nearest(stated, sentence):
    found = propose(["body", "n"], [])
    with pytest.raises(SourceError, match=r"a\.csv: the column mapping") as refused:
        with_stated(found, stated, ["body", "n"], "a.csv")
    assert sentence in str(refused.value)


@given(
    st.lists(
        st.dictionaries(st.text(max_size=8), st.none() | st.text(max_size=20) | st.integers()),
        max_size=4,
    )
)
def test_no_table_makes_it_stumble_and_no_column_serves_twice(rows):
    header = list(dict.fromkeys(name for row in rows for name in row))
    found = propose(header, rows)
    assert len(set(found.columns.values())) == len(found.columns)
    assert set(found.columns.values()) | set(found.unused) == set(header)
