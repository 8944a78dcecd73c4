from __future__ import annotations

import unicodedata

import ftfy.bad_codecs  # noqa: F401  registers the encodings that browsers use
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.cleaning.sentences import GOOD, REGION

from tefter.cleaning import mend, normalise
from tefter.cleaning.text import REPAIRS

# Letters, signs and traces of damage, so that chance puts together what matters.
HOSTILE = st.lists(
    st.sampled_from(
        list("aeočćšžđëç рсаеухЀѐјЂђВГДЕРСТв ÃÂÅÄÐÑĂĹĐŃâæèð¹¾‡¡ŤŠž°±«»“”‘’…–— \t\n\r\x0b\x85")
        + list("\x00\x1f\x80\x8d\x9f\xa0\xad\u0301\u030c\u034f\u061c\u200b\u200d\u200e\u202e\ufeff")
        + ["&", "amp;", "#", "x26;", "38;", "lt;", "zwj;", "&amp;", "👩", "❤", "\ufe0f", "🏴", "1"]
        + ["\U000e0067", "\U000e007f", "Å¡", "ÄŤ", "Ð¡Ñ€", "вЂ", "рџ", "đź"]
    ),
    max_size=40,
).map("".join)


def cleaned(*texts, media=None):
    frame = pl.DataFrame(
        {"text": list(texts), "media_text": [media] * len(texts)},
        schema={"text": pl.String, "media_text": pl.String},
    )
    return normalise(frame).select("text_clean", "text_repairs").rows()


def one(text):
    return cleaned(text)[0]


@pytest.mark.parametrize("name", GOOD)
@pytest.mark.parametrize("style", [str, str.upper, str.title, str.lower])
def test_good_text_is_left_as_it_is(name, style):
    text = " ".join(unicodedata.normalize("NFC", style(GOOD[name])).split())
    assert one(text) == (text, [])


@pytest.mark.parametrize(
    "encoding",
    ["sloppy-windows-1250", "sloppy-windows-1251", "sloppy-windows-1252", "latin-1", "iso-8859-2"],
)
@pytest.mark.parametrize("name", REGION)
@pytest.mark.parametrize("words", [None, 4])
def test_utf8_read_in_a_wrong_encoding_is_undone(encoding, name, words):
    text = " ".join(GOOD[name].split()[:words])
    assert one(text.encode().decode(encoding)) == (text, ["mojibake"])


@pytest.mark.parametrize(
    ("damaged", "text"),
    [
        ("Å¡ta Ä‡e", "šta će"),
        ("veÄŤ", "več"),
        ("odliДЌna joЕЎ", "odlična još"),
        ("fГ«mijГ«", "fëmijë"),
        ("NĂ« kohĂ«", "Në kohë"),
        ("Ð¡Ñ€Ð±Ð¸Ñ˜Ð°", "Србија"),
        ("РЎСЂР±РёС\x98Р°", "Србија"),
        ("kuÅ¾a 😂", "kuža 😂"),
        ("taÄ‘er", "tađer"),
        ("Å\xa0to je veÄ‡", "Što je već"),
        ("Å to je veÄ‡", "Što je već"),
        ("đźŚą ruĹľa", "🌹 ruža"),
        ("Ã…Â¡ta", "šta"),
        ("â€žVukâ€œ", "„Vuk“"),
    ],
)
def test_the_damage_met_in_the_region_is_mended(damaged, text):
    assert one(damaged) == (text, ["mojibake"])


@pytest.mark.parametrize(
    ("damaged", "text"),
    [
        ("veèeras æe biti", "večeras će biti"),
        ("Zaèetek ob treh, èlovek", "Začetek ob treh, človek"),
        ("Neæu doæi, roðendan", "Neću doći, rođendan"),
        ("©ta? ¹to bi reæi", "©ta? što bi reći"),
    ],
)
def test_cp1250_read_as_latin1_is_mended_where_a_word_proves_it(damaged, text):
    assert one(damaged) == (text, ["mojibake"])


@pytest.mark.parametrize(
    "text", ["Il est très père", "æblet er nær", "c’è", "Novi svèt", "m² i m³, x¹"]
)
def test_letters_of_other_languages_are_no_damage(text):
    assert one(text) == (text, [])


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Tom &amp; Jerry", "Tom & Jerry"),
        ("&amp;amp;quot;da&amp;quot;", '"da"'),
        ("&#353;ta &#x107;e", "šta će"),
        ("&lt;b&gt;", "<b>"),
    ],
)
def test_entities_are_decoded_however_often_they_were_escaped(written, read):
    assert one(written) == (read, ["entities"])


@pytest.mark.parametrize("text", ["R&B; soul", "a&b", "AT&T", "&copy", "?x=1&lang=sq&not=2", "&;"])
def test_what_is_no_entity_stays(text):
    assert one(text) == (text, [])


def test_characters_that_nobody_sees_are_removed_and_named():
    assert one("sl\u200bov\u00ado") == ("slovo", ["invisible"])
    assert one("\u202eobrnuto\u202c") == ("obrnuto", ["bidi"])
    assert one("nula\x00\x1b[31m") == ("nula[31m", ["invisible"])
    assert one("a\u200db a\ufe0fb") == ("ab ab", ["invisible"])


def test_emoji_sequences_stay_whole_beside_characters_that_go():
    text = "👩‍👩‍👧 ❤️ 🏴󠁧󠁢󠁳󠁣󠁴󠁿"
    assert one(f"{text}\u200b ok\u200d") == (f"{text} ok", ["invisible"])


def test_letters_are_composed():
    assert one("c\u030cas") == ("čas", ["nfc"])


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("prv\u0430k", "prvak"),  # one Cyrillic а
        ("\u0435\u0441kim\u043e", "eckimo"),
        ("Cнег", "Снег"),  # Latin C
        ("oткaзa", "отказа"),  # as many of both: only Cyrillic has т, к, з
        ("#ta\u0458na", "#tajna"),
    ],
)
def test_look_alike_letters_are_folded_to_the_script_of_the_word(written, read):
    assert one(written) == (read, ["homoglyphs"])


@pytest.mark.parametrize("text", ["SMSом", "Facebookу", "Wилл", "сè нè", "TV и ТВ", "cо"])
def test_words_that_mix_scripts_without_disguise_stay(text):
    assert one(text) == (text, [])


def test_white_space_is_folded_and_lines_stay_lines():
    assert one("  a \t b\xa0c \r\n\r\n \n d ") == ("a b c\nd", [])


def test_text_on_the_picture_is_text():
    assert cleaned("Naslov", None, media="na slici") == [("Naslov\nna slici", []), ("na slici", [])]


def test_no_text_is_not_empty_text():
    assert cleaned(None, "") == [(None, []), ("", [])]


def test_repairs_are_named_in_one_order():
    _, repairs = one("c\u030ca\u200b &amp; Å¡ta prv\u0430k\u202e")
    assert repairs == list(REPAIRS)


def test_what_was_written_is_not_changed():
    frame = pl.DataFrame({"text": ["Å¡ta"], "media_text": ["&amp;"]})
    assert normalise(frame).select("text", "media_text").equals(frame)


@settings(max_examples=400)
@given(HOSTILE)
def test_cleaning_clean_text_changes_nothing(text):
    once, _ = one(text)
    assert one(once) == (once, [])


@settings(max_examples=400)
@given(HOSTILE)
def test_texts_that_pass_by_the_repairs_need_none(text):
    assert one(text)[0] == mend(unicodedata.normalize("NFC", text))[0]


@settings(max_examples=200)
@given(st.text(max_size=60))
def test_any_text_is_read_without_fail(text):
    once, repairs = one(text)
    assert set(repairs) <= set(REPAIRS)
    assert one(once)[0] == once


def test_a_hostile_nest_of_entities_is_unfolded():
    nest = "amp;" * 5 + "lt;"
    for _ in range(5):
        nest = nest.replace("a", "&#97;", 1)
    assert one("&" + nest)[0] == "<"
