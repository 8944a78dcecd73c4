"""Two texts written to one pattern about two people are two posts, however alike they are."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import polars as pl
import pytest
from tests.links.frames import START, posts

from tefter.cleaning.people import handles
from tefter.demo.writing import sr_cyrillic, without_marks
from tefter.links import across_platforms

ANA = "Ana Petrović iz Novog Sada spava sa svima, pišite joj na telegram"
CALM = "Pogledajte kako se ova šeta gradom svake večeri a nikoga nije briga za to"


def kinds(one: str, other: str) -> list[str]:
    """Return the kinds of the pair of a TikTok post and a Telegram message with these texts."""
    return across_platforms(posts(tiktok(1, one), telegram(1, other)))["kind"].to_list()


def tiktok(number: int, text: str) -> dict[str, Any]:
    return {"post_uid": f"tiktok:{number}", "platform": "tiktok", "text_clean": text}


def telegram(number: int, text: str) -> dict[str, Any]:
    return {
        "post_uid": f"telegram:9/{number}",
        "platform": "telegram",
        "text_clean": text,
        "posted_at": START + timedelta(hours=3),
    }


@pytest.mark.parametrize(
    "other",
    [
        ANA.replace("Ana Petrović", "Mina Jović"),
        ANA.replace("Ana", "Mina"),
        ANA.replace("Petrović", "Jovanović"),
        ANA.replace("Ana Petrović", "Amra Hadžić Begić"),
        ANA.replace("Novog Sada", "Banje Luke"),
        ANA.replace("Ana Petrović", "mina jović"),
        ANA.replace("Ana Petrović", "Mina Jović").lower(),
        ANA.replace("Ana Petrović", "Mina Jović").upper(),
        sr_cyrillic(ANA.replace("Ana Petrović", "Mina Jović")),
        f"😂😂 {ANA.replace('Ana Petrović', 'Mina Jović')} #fyp",
        f"Novo danas: {ANA.replace('Ana Petrović', 'Mina Jović')}, gledajte sutra još ovakvih",
    ],
)
def test_another_name_in_the_same_words_is_another_post(other):
    assert kinds(ANA, other) == []
    assert kinds(other, ANA) == []


IVANA = "Pogledajte kako se Ivana Perović iz Novog Sada šeta gradom svake večeri i nije je briga"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *[("Perović", "Petrović"), ("Petrović", "Petković"), ("Marković", "Mirković")],
        *[("Ivana", "Ivona"), ("Marija", "Marina"), ("Marija", "Marijana"), ("Sanja", "Sonja")],
        *[("Vesa", "Vera"), ("Elira", "Elisa"), ("Arta", "Arita"), ("Lea", "Lena")],
        *[("Stojanovska", "Stojkovska"), ("Neža", "Neja"), ("marija", "marina")],
    ],
)
def test_names_a_letter_apart_are_names_of_two_people(one, other):
    put = "Ivana" if len(one) < 7 and one != "Perović" else "Perović"
    texts = IVANA.replace(put, one), IVANA.replace(put, other)
    assert kinds(*texts) == kinds(*reversed(texts)) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ivana", "Ivani"), ("Marija", "Marijo"), ("Besa", "Besës"), ("Gashi", "Gashit")],
)
def test_a_name_in_another_case_is_the_same(one, other):
    assert len(kinds(IVANA.replace("Ivana", one), IVANA.replace("Ivana", other))) == 1


def test_first_names_in_small_letters_are_names_too():
    one = "ana petrović iz novog sada spava sa svima, pišite joj na telegram"
    assert kinds(one, one.replace("ana petrović", "mina jović")) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"{CALM}, zovite 061 123 456", f"{CALM}, zovite 065 987 412"),
        (f"{CALM} broj 061123456 pišite odmah", f"{CALM} broj 061123457 pišite odmah"),
        (f"{CALM} @ana_petrovic pišite joj", f"{CALM} @mina.jovic pišite joj"),
        (f"{CALM} sutra @ana_petrovic", f"{CALM} danas @mina.jovic"),
        ("Kjo eshte Arta Krasniqi nga Peja te gjithe e njohin shume mire ketu",
         "Kjo eshte Vlora Gashi nga Peja te gjithe e njohin shume mire ketu"),
        ("Оваа е Марија Петровска од Тетово сите ја знаат многу добро овде",
         "Оваа е Елена Стојановска од Тетово сите ја знаат многу добро овде"),
    ],
)  # fmt: skip
def test_another_number_handle_or_name_of_any_language_is_another_post(one, other):
    assert kinds(one, other) == []


@pytest.mark.parametrize(
    "other",
    [
        ANA.replace("Petrović", "Petrovic"),
        ANA.replace("Petrović", "Pertović"),
        ANA.replace("Petrović", "Petrvoić"),
        ANA.replace("Ana", "Anna"),
        ANA.replace("Ana Petrović", "Anu Petrović"),
        ANA.replace("Ana Petrović", "Petrović Ana"),
        ANA.replace("Ana Petrović", "AnaPetrović"),
        ANA.replace("Ana Petrović", "Ana P."),
        ANA.replace("Ana Petrović", "Ana"),
        ANA.replace("Ana Petrović iz", "Ova iz"),
        ANA.replace("telegram", "viber"),
        ANA.replace("pišite joj", "javite se"),
        sr_cyrillic(ANA),
        without_marks(ANA).upper(),
        ANA.removesuffix(", pišite joj na telegram"),
        f"{ANA} Kanal Balkan Info Portal",
        f"Kanal Balkan: {ANA}",
        f"{ANA} @kanal",
    ],
)
def test_the_same_name_is_the_same_post_however_it_is_written(other):
    assert len(kinds(ANA, other)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("zovite 061 123 456", "zovite 061123456"),
        ("zovite 061123456", "zovite +38761123456"),
        ("@ana.petrovic", "@ana_petrovic99"),
        ("@ana_petrovic @mina", "@mina @jelena"),
        ("https://tiktok.com/@ana/video/1", "https://tiktok.com/@mina/video/2"),
    ],
)
def test_a_number_or_handle_written_otherwise_is_the_same(one, other):
    assert len(kinds(f"{CALM} {one}", f"{CALM} {other}")) == 1


def test_the_same_words_go_with_the_post_that_mentions_the_same_person():
    found = across_platforms(
        posts(
            tiktok(1, f"{CALM} @ana_petrovic"),
            tiktok(2, f"{CALM} @mina.jovic"),
            telegram(1, f"{CALM} @MinaJovic"),
            telegram(2, CALM),
        )
    )
    assert sorted(found.select("post_uid", "shared_in_uid").iter_rows()) == [
        ("tiktok:1", "telegram:9/2"),
        ("tiktok:2", "telegram:9/1"),
    ]


def test_a_handle_under_very_many_texts_signs_them_and_names_nobody():
    fillers = [
        telegram(n, f"Poruka {letter * 4} o {letter * 5} i još nečemu {letter * 6} @kanal")
        for n, letter in enumerate("abcdefghijklmnoprst", start=10)
    ]
    found = across_platforms(
        posts(tiktok(1, f"{CALM} @ana"), telegram(1, f"{CALM} @kanal"), *fillers)
    )
    assert found["kind"].to_list() == ["text"]


def test_a_handle_is_told_by_its_letters_and_a_link_holds_none():
    texts = pl.Series(["evo @Ana.P_99 i @b https://tiktok.com/@c pisi a@d.com", None, "@ 99"])
    assert handles(texts).to_list() == [["anap", "b"], [], []]
