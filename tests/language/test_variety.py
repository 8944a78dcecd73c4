"""A variety is claimed where words show it, with these words; elsewhere it is null."""

from __future__ import annotations

import polars as pl
import pytest
from tests.language.sentences import UNTOLD, VARIETIES

from tefter.language import identify
from tefter.language.letters import plain
from tefter.language.signs import signs

SHOWN = [(variety, text) for variety, texts in VARIETIES.items() for text in texts]


def told(text):
    return identify(pl.Series([text])).row(0, named=True)


@pytest.mark.parametrize(("variety", "text"), SHOWN)
def test_words_of_one_variety_show_it(variety, text):
    assert told(text)["variety"] == variety


@pytest.mark.parametrize(("variety", "text"), [p for p in SHOWN if p[0] in {"sr", "hr", "bs"}])
def test_missing_diacritics_hide_no_variety(variety, text):
    bare = pl.DataFrame({"t": [text.lower()]}).select(plain(pl.col("t")))["t"][0]
    assert told(bare)["variety"] == variety


@pytest.mark.parametrize("text", UNTOLD)
def test_where_nothing_decides_the_variety_is_null(text):
    found = told(text)
    assert found["language"] == "hbs"
    assert found["variety"] is None


@pytest.mark.parametrize(
    ("text", "sign", "word"),
    [
        ("Ova devojka ne zna gde je", "ekavian", "devojka"),
        ("Tko je to rekao ovdje", "Croatian words", "tko"),
        ("Niko ne zna šta je ovdje bilo", "words that Croatian does not use", "šta"),
        ("U siječnju idemo kući", "Croatian words", "siječnju"),
        ("Sutra ću doći, a radit ćemo prekosutra", "future in two words", "radit ćemo"),
        ("Mi radićemo do sutra ujutru", "future in one word", "radićemo"),
        ("Śutra idem kod njih", "Montenegrin letters", "śutra"),
        ("Сутра идемо кући сви", "Cyrillic script", ""),
        ("Qysh osht puna sot", "Gheg", "osht"),
        ("Kjo është shtëpia jonë", "Tosk", "është"),
    ],
)
def test_every_decision_lists_the_words_that_decided(text, sign, word):
    evidence = told(text)["language_evidence"]
    assert any(sign in one and word in one for one in evidence), evidence


def test_words_against_each_other_decide_nothing():
    assert told("Tko zna gde je to bilo")["variety"] is None


@pytest.mark.parametrize(
    "text",
    [
        "Ovo nije proračun nego državni budžet",
        "Ne može da obavlja taj posao koji je nužan za tu funkciju",
    ],
)
def test_a_croatian_word_beside_a_serbian_one_is_not_bosnian(text):
    assert told(text)["variety"] is None


def test_bosnian_is_told_where_words_speak_against_both_neighbours():
    told_of = told("Uvijek je bilo lahko reći da historija nije tačna")
    assert told_of["variety"] == "bs"


def test_one_word_that_is_only_more_frequent_somewhere_decides_nothing():
    assert told("Sada idemo kući svi")["variety"] is None


def test_cyrillic_is_no_variety_of_macedonian():
    assert told("Не верувам дека ќе дојде некој во ова време")["variety"] is None


def test_a_word_that_looks_like_another_without_diacritics_is_no_sign_there():
    # "štab" is a word that Croatian does not use; "stabilan" everybody does.
    assert told("ovo je stabilan posao za sve nas")["variety"] is None


@pytest.mark.parametrize("language", ["hbs", "sq"])
def test_every_sign_is_at_home_in_one_variety_at_least_and_speaks_against_another(language):
    for sign in signs(language):
        assert max(sign.support.values()) == 0, sign.name
        assert min(sign.support.values()) < 0, sign.name


def test_no_word_is_listed_under_two_signs_that_contradict_each_other():
    # A verb has its own yat, whatever its form says.
    listed = [sign for sign in signs("hbs") if not sign.each and sign.name != "infinitive"]
    for place, one in enumerate(listed):
        for other in listed[place + 1 :]:
            shared = one.exact.whole & other.exact.whole
            apart = any(min(one.support[v], other.support[v]) == 0 for v in one.support)
            assert apart or not shared, (one.name, other.name, sorted(shared))


NEUTRAL = [
    "volim te puno i kad te nema",
    "već sam ti rekao da te ne volim uz tebe ipak nisam srećna",
    "gdje si šta radiš",
    "ne znam ko je ovo ali je lijepa djevojka",
    "univerzitet će objaviti rezultate sutra",
    "brat će doći sutra",
    "sta skaces po krevetu cijeli dan",
    "zasto places draga moja",
    "kolovoz je klizav, oprez vozači",
    "idemo u tržni centar na kafu",
    "bitno je da si tu",
    "pukla mi guma na točku",
    "juhuuu petak",
    "bijela ko snijeg",
    "ko plaća račun večeras",
    "plata kasni, a šta da radim",
    "ne kontam ljude koji ovo rade",
    "bolan poraz večeras",
    "prošle sedmice je bilo bolje",
    "đe si šta ima",
    "cure iz Zenice na plaži",
    "suze teku niz lice",
    "sto procenata sam sigurna",
    "u redu je sve, hvala",
]


@pytest.mark.parametrize("text", NEUTRAL)
def test_what_people_of_several_countries_write_is_no_variety(text):
    assert told(text)["variety"] is None


ALBANIAN = [
    "me pas shkuam ne shtepi",
    "mos me fol me per ate",
    "me ra ne koke te te shkruaj",
    "s'po të kuptoj fare",
    "krejt mirë faleminderit",
]


@pytest.mark.parametrize("text", ALBANIAN)
def test_me_without_its_diacritic_is_no_gheg_infinitive(text):
    assert told(text)["variety"] is None


def test_a_name_that_only_a_pattern_finds_is_not_shown():
    evidence = " ".join(told("ime Źikica Śarović je ovdje bilo")["language_evidence"])
    assert "Montenegrin letters" in evidence
    assert "arović" not in evidence


def test_a_sign_that_is_a_habit_counts_once():
    one, many = told("gdje si"), told("gdje je lijepa djevojka u ovo vrijeme i poslije, ovdje")
    assert one["variety"] is many["variety"] is None


@pytest.mark.parametrize(
    "text", ["me thon te drejten vlla", "shtepia jon vlla", "kti ksaj dhe ktu jemi"]
)
def test_albanian_without_its_schwa_is_no_gheg(text):
    assert told(text)["variety"] != "aln"


@pytest.mark.parametrize(
    "text", ["nova dionica puta zasad stoji", "bio je to prigodan program u gradu"]
)
def test_words_that_neighbours_share_do_not_make_a_text_croatian(text):
    assert told(text)["variety"] != "hr"


def test_a_polish_name_is_not_montenegrin():
    assert told("Danas igra Świątek, gledamo svi zajedno")["variety"] is None


def test_a_croatian_dialect_that_is_ekavian_is_not_serbian():
    assert told("kaj bumo delali kad je lepo vreme vani i dete spava")["variety"] != "sr"
