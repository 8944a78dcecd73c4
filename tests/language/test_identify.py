"""The language of a text is told from its words; where there are none, nothing is told."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.language.sentences import SENTENCES

from tefter.frames import LANGUAGE
from tefter.language import add_language, identify
from tefter.language.letters import cyrillic, plain

PAIRS = [(language, text) for language, texts in SENTENCES.items() for text in texts]
NO_LANGUAGE = [
    None,
    "",
    "   ",
    "😂",
    "❤️❤️❤️",
    "12345 678",
    "https://www.tiktok.com/@demo.user/video/7288995634328177926",
    "@demo.user @demo_other",
    "!!!???",
    "a",
    "\N{ZERO WIDTH SPACE}\N{RIGHT-TO-LEFT OVERRIDE}",
    "مرحبا بالعالم",
    "שלום עולם",
    "你好世界",
]


def told(*texts):
    return identify(pl.Series(texts, dtype=pl.String))


def rewritten(text, change):
    return pl.DataFrame({"t": [text.lower()]}).select(change(pl.col("t")))["t"][0]


@pytest.mark.parametrize(("language", "text"), PAIRS)
def test_the_language_of_a_sentence_is_told(language, text):
    assert told(text)["language"][0] == language


@pytest.mark.parametrize(("language", "text"), [p for p in PAIRS if p[0] in {"sq", "hbs", "sl"}])
def test_missing_diacritics_change_nothing(language, text):
    assert told(rewritten(text, plain))["language"][0] == language


@pytest.mark.parametrize("text", SENTENCES["hbs"])
def test_serbian_in_cyrillic_is_the_same_language(text):
    found = told(rewritten(text, cyrillic))
    assert found.select("language", "script").row(0) == ("hbs", "cyrl")


def test_macedonian_typed_in_latin_letters_is_macedonian():
    assert told("koj ja znae ovaa devojka neka mi pishe")["language"][0] == "mk"


@pytest.mark.parametrize("text", NO_LANGUAGE)
def test_where_there_is_no_language_it_is_und_and_nothing_else_is_claimed(text):
    found = told(text).row(0, named=True)
    assert found["language"] == "und"
    assert found["variety"] is None
    assert found["language_confidence"] is None


@pytest.mark.parametrize("name", ["Marija", "Arben", "Demo Demović", "Arta Demoja", "demo"])
def test_a_name_alone_is_no_language(name):
    assert told(name)["language"][0] == "und"


@pytest.mark.parametrize(
    "noisy",
    [
        "Ko zna ovu ulicu neka se javi 😂😂😂 #fyp #viral",
        "KO ZNA OVU ULICU NEKA SE JAVI",
        "Ko znaaaaa ovu uliiiicu neka se javi",
        "@demo.user ko zna ovu ulicu neka se javi https://example.com/the/best/video",
    ],
)
def test_hashtags_mentions_links_emoji_capitals_and_drawn_out_letters_are_set_aside(noisy):
    assert told(noisy)["language"][0] == "hbs"


def test_where_only_hashtags_are_left_they_are_split_into_words():
    assert told("#ne_znam_ko_je_ovo")["language"][0] == "hbs"
    assert told("#NukEDiKushJe")["language"][0] == "sq"


def test_every_answer_names_its_words():
    found = told("Danes v naši soseski ni vode in nihče nam ne pove, zakaj")
    assert "nihče" in " ".join(found["language_evidence"][0])


def test_scripts_are_told_and_mixed_ones_are_named():
    texts = ("dobar dan svima", "добар дан свима", "dobar dan добар дан", "😂")
    assert told(*texts)["script"].to_list() == ["latn", "cyrl", "mixed", "none"]


def test_a_word_of_mixed_script_is_no_reason_to_fail():
    assert told("Бeoград je lep grad i niko ne zna zašto")["language"][0] == "hbs"


def test_a_very_long_text_is_one_text():
    assert told("ne znam ko je ovo " * 10_000)["language"][0] == "hbs"
    assert told("a" * 100_000)["language"][0] == "und"


def test_the_stage_adds_the_columns_of_the_dictionary_to_the_rows_it_was_given():
    posts = pl.DataFrame({"text_clean": ["dobar dan svima", None, "natën e mirë të gjithëve"]})
    found = add_language(posts)
    assert found["text_clean"].to_list() == posts["text_clean"].to_list()
    assert found["language"].to_list() == ["hbs", "und", "sq"]
    assert dict(found.schema) == {
        "text_clean": pl.String,
        **{column.name: column.dtype for column in LANGUAGE},
    }


def test_no_text_at_all_gives_no_row():
    assert identify(pl.Series([], dtype=pl.String)).height == 0
    assert identify(pl.Series([None, None])).height == 2


WILD = st.one_of(
    st.none(),
    st.text(max_size=60),
    st.lists(st.sampled_from([text for _, text in PAIRS]), max_size=3).map(" ".join),
)


@settings(max_examples=60)
@given(st.lists(WILD, max_size=12), st.randoms(use_true_random=False))
def test_each_text_is_told_by_itself_whatever_stands_beside_it(texts, random):
    series = pl.Series(texts, dtype=pl.String)
    found = identify(series)
    assert found.height == len(texts)
    order = list(range(len(texts)))
    random.shuffle(order)
    assert identify(series.gather(order)).equals(found[order])


@settings(max_examples=60)
@given(st.lists(WILD, min_size=1, max_size=8))
def test_a_confidence_is_given_exactly_where_a_language_is(texts):
    found = told(*texts)
    known = found["language"] != "und"
    assert (found["language_confidence"].is_not_null() == known).all()
    assert found.filter(known)["language_confidence"].is_between(0, 1).all()
    assert found.filter(~known)["variety"].is_null().all()


@pytest.mark.parametrize(
    "text",
    [
        "ka ra bora n'shkoll",
        "mos e le vet t'du",
        "ka taku ni vajz n'rrug",
        "osht kon ni plak tu i mledh dardhat",
        "njoni po lun me ni top te shpija",
    ],
)
def test_albanian_as_kosovo_says_it_is_albanian(text):
    assert told(text)["language"].to_list() == ["sq"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "c'est n'importe quoi, t'es fou"),
        ("it", "m'ha detto che s'era perso"),
        ("en", "that's not ok, don't do it"),
    ],
)
def test_an_apostrophe_alone_makes_nothing_albanian(language, text):
    assert told(text)["language"].to_list() == [language]


@pytest.mark.parametrize(
    "text", ["само Вардар", "куда идем", "ново видео", "слава богу", "Moram kupiti kruh"]
)
def test_no_variety_is_told_where_the_language_is_not_sure(text):
    assert identify(pl.Series([text]))["variety"].to_list() == [None]


def language_of(text):
    return identify(pl.Series([text]))["language"][0]


@pytest.mark.parametrize("text", ["ole ole ole", "olé olé olé olé", "bum bum bum"])
def test_a_cry_that_is_said_again_is_no_more_of_a_language(text):
    assert language_of(text) == language_of(text.split()[0]) == "und"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("ћао свима", "hbs"),
        ("кући смо већ", "hbs"),
        ("ќе дојдам утре", "mk"),
        ("ще дойда утре", "bg"),
    ],
)
def test_a_letter_that_only_one_alphabet_has_tells(text, language):
    assert language_of(text) == language


def test_a_text_mostly_in_a_script_that_is_not_read_is_no_language():
    assert language_of("مرحبا بالعالم شكرا جزيلا dobar dan") == "und"
    assert language_of("dobar dan svima u gradu 你好") == "hbs"


@pytest.mark.parametrize(
    ("text", "language"), [("lahko ćemo, jarane", "hbs"), ("sm js tud zdej tko", "sl")]
)
def test_words_of_speech_are_known(text, language):
    assert language_of(text) == language
