"""Personal data is found in the forms in which people write it; bench/personal_data.py measures."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from importlib import import_module

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tefter.frames import COLUMNS
from tefter.privacy import find, mark_split_phones, mask
from tefter.privacy.find import KINDS
from tefter.privacy.suspects import GATES, NAMED, suspects


def shown(text, **how):
    return mask(pl.Series([text]), find(pl.Series([text]), **how)).to_list()[0]


def kinds(text):
    return [span["kind"] for span in find(pl.Series([text])).to_list()[0]]


@pytest.mark.parametrize(
    "phone",
    [
        "nula pet pet jedan dva tri četiri pet šest sedam",
        "NULA PET PET, jedan dva tri, četiri pet šest sedam",
        "нула пет пет један два три четири пет шест седам",
        "zero pesë pesë një dy tre katër pesë gjashtë shtatë",
        "нула пет пет еден два три четири пет шест седум",
        "nič pet pet ena dve tri štiri pet šest sedem",
        "zero five five one two three four five six seven",
        "zero double five one two three four five six seven",
        "plus tri osam tri četiri dva jedan dva tri četiri pet šest",
        "nula pedeset pet sto dvadeset tri četrdeset pet šezdeset sedam",
        "zero dyzet e katër njëqind njëzet e tre katërqind e pesëdhjetë e gjashtë",
        "055 jedan dva tri četiri pet šest sedam",
        "o55 l23 4567",
        "O55I234567",
        "⓪⑤⑤ ①②③ ④⑤⑥⑦",
        "055🔥123🔥4567",
        "[055] 123 4567",
        "(+383) 42 123 456",
        "055 një dy tre 456",
        "055 123 45 šest sedam",
        "нула пет пет 123 45 67",
        "nula sedum nula eden dva tri cetiri pet sest",
        "нула седумдесет, сто дваесет и три, четиристотини педесет и шест",
        "nič štiri ena, sto triindvajset, štiristo šestinpetdeset",
        "055 tačka 123 tačka 4567",
        "055 kosa crta 1234567",
        "055…123…4567",
        "055;123;4567",
        "Ø55 123 4567",
        "0551234З67",
        "0б5 12З 4567",
        "nulapetpet 123 45 67",
        "nulapetpetjedandvatričetiripetšestsedam",
        "nula pedesetpet dvatri cetripet sestsedam",
        "zer pes pes 123 4567",
        "055 12E 4567",
        "055 111 lll3",
        "О55 222 ЗЗЗ3",
        "055 duplo 2 duplo 3 444",
        "055 tri dvojke pa 3344",
        "055 x 123 x 4567",
        "055pa123pa4567",
        "055 a onda 123 pa 4567",
        "055 razmak 123 razmak 4567",
        "055 seven seven 45 eight 9",
    ],
)
def test_a_number_in_words_or_in_disguise_is_found_whole(phone):
    assert shown(f"zovi {phone}!") == "zovi [phone]!"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ime.x at gmail dot com", "[email]"),
        ("ime.x at gmail tačka com", "[email]"),
        ("ime.x@gmail pikë com", "[email]"),
        ("ime.x (majmun) gmail.com", "[email]"),
        ("ime.x @ gmail . com", "[email]"),
        ("ime.x at etf dot demo dot rs", "[email]"),
        ("ime.x at gmail", "[email]"),
        ("ime.x маймун gmail.com", "[email]"),
        ("demo07 et gmail com", "[email]"),
        ("demo07 majmun gmail pik com", "[email]"),
        ("demo.x ludo a gmail.com", "[email]"),
        ("demo.x-at-gmail-dot-com", "[email]"),
        ("demo_08 {a} hotmail.com", "[email]"),
        ("insta od nje: demo.x8", "insta od nje: [handle]"),
        ("ig od male demo.x8", "ig od male [handle]"),
        ("demo.x8 insta", "[handle] insta"),
        ("na igu je demo.x8", "na igu je [handle]"),
        ("snap👉🏼demo07", "snap👉🏼[handle]"),
        ("i n s t a: demo.x", "i n s t a: [handle]"),
        ("her @ is demo.x8", "her [handle] [handle]"),
        ("bereal: demo08", "bereal: [handle]"),
        ("usr: demo08", "usr: [handle]"),
        ("xhirollogaria 1501001234567890", "xhirollogaria [bank account]"),
        ("osobna 112233445", "osobna [national number]"),
        ("rruga B, hyrja 3, nr 12", "[address]"),
        ("lagjja Demo, objekti 5, hyrja B", "[address]"),
        ("lagjja Demo, D3/7", "[address]"),
        ("Блок 45, зграда 12, стан 7", "[address]"),
        ("kuća joj je u Zmaj Jovinoj 7", "[address]"),
        ("Rruga Nëna Terezë, 45 Gjakovë", "[address] Gjakovë"),
        ("gmail: demo.x", "gmail: [handle]"),
        ("snapi i saj është demo.target", "snapi i saj është [handle]"),
        ("snapin e ka d3mo", "snapin e ka [handle]"),
        ("IG👉 demo.x", "IG👉 [handle]"),
        ("insta => demica", "insta => [handle]"),
        ("ig/demo.x", "ig/[handle]"),
        ("demo.x (ig)", "[handle] (ig)"),
        ("снеп: demo03", "снеп: [handle]"),
        ("инста јој је demo.x", "инста јој је [handle]"),
        ("ig profil demo_x", "ig profil [handle]"),
        ("korisničko ime demo_03", "korisničko ime [handle]"),
        ("dodaj demo#0001", "dodaj [handle]"),
        ("📸 demo.x", "📸 [handle]"),
        ("demo.t.me", "[link]"),
        ("instagram tačka com kosa crta demo.x", "[link]"),
        ("demo_12 na snapu", "[handle] na snapu"),
        ("user: demo", "user: [handle]"),
        ("instagram . com / demo_x", "[link]"),
        ("tg://resolve?domain=demo", "[link]"),
        ("0101 990 00 000 0", "[national number]"),
        ("OIB 00000000001", "OIB [national number]"),
        ("0 1 0 1 9 9 0 0 0 0 0 0 6", "[national number]"),
        ("davčna SI00000000", "davčna [national number]"),
        ("numri personal 1000000000", "numri personal [national number]"),
        ("J00101999W", "[national number]"),
        ("XK05 1212 0123 4567 8906", "[bank account]"),
        ("žiro račun 160-123456-78", "žiro račun [bank account]"),
        ("na 160-0000000000000-76", "na [bank account]"),
        ("трансакциска сметка 250000000000000", "трансакциска сметка [bank account]"),
        ("4111 1111 1111 1111", "[card]"),
        ("4111.1111.1111.1111", "[card]"),
        ("01-123-AB", "[plate]"),
        ("ZG 1234-AB", "[plate]"),
        ("LJ AB-123", "[plate]"),
        ("СК-1234-АБ", "[plate]"),
        ("KO ŠR 123", "[plate]"),
        ("ul. Kneza Miloša br. 12, Beograd", "[address]"),
        ("Ulica Zmaja od Bosne 7", "[address]"),
        ("Trg slobode 3, Novi Sad", "[address], Novi Sad"),
        ("Ustanička 125v, ulaz 2, stan 14", "[address]"),
        ("Njegoševa 27, Podgorica", "[address]"),
        ("живее на Железничка 5", "[address]"),
        ("Lagjja Dardania, blloku 5, kati 4", "[address]"),
        ("Bulevardi Bill Klinton 14", "[address]"),
        ("Partizanska c. 33", "[address]"),
        ("12 Mother Teresa Blvd", "[address]"),
        ("rr. Nënë Tereza, nr 5", "[address]"),
        ("Dunajska cesta 5", "[address]"),
        ("zove se Osoba", "zove se [name]"),
        ("zove se ivana, 19", "zove se [name], 19"),
        ("quhet Arta Demo", "quhet [name]"),
        ("се вика Елена", "се вика [name]"),
        ("vidio Ivanu Demo jučer", "vidio [name] jučer"),
        ("за Јелену Демо", "за [name]"),
    ],
)
def test_every_kind_is_found(text, expected):
    assert shown(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "ISBN 978-9951-926-28-0",
        "42.66291, 21.165503",
        "jedan dva tri četiri pet šest sedam osam",
        "385 000 000 eura",
        "1711111111 1711111111111",
        "4111 1111 1111 1112",
        "12345678901",
        "U ulici je bilo 200 ljudi",
        "Trg je bio pun, 200 ljudi",
        "Trg pun 200 ljudi",
        "Put traje 3 sata",
        "živi u Beogradu 5 godina",
        "Srbija i Hrvatska 3, Francuska 2",
        "1 2 3 4 5 6 7 8 9 10",
        "10 9 8 7 6 5 4 3 2 1 kreni",
        "05.05. dva puta u 20 i tri u 22",
        "nula bodova iz 15 utakmica u 2023.",
        "pogodila je u 12 i 123-1234-12",
        "#2024 i #fyp#2023",
        "Vlada RS i Vlada Republike",
        "Oj Ana, oj Marija",
        "Nova Gorica i Novi Sad",
    ],
)
def test_what_only_resembles_it_is_left_alone(text):
    assert kinds(text) == []


@pytest.mark.parametrize(
    "word",
    ["numër", "numrat e saj", "kontakt", "gsm", "mobitel", "zvati", "контакт", "ѕвонете", "пишете"],
)
def test_a_number_without_its_zero_is_found_behind_a_word_that_announces_it(word):
    assert shown(f"{word} 44 123 456") == f"{word} [phone]"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Xyra Krasniqi nga fshati", "[name] nga fshati"),
        ("Krasniqi Xyra", "[name]"),
        ("vidite Jovanović Xyru", "vidite [name]"),
        ("Xyra  Gashi", "[name]"),
        ("@Arta Krasniqi shiko", "[handle] shiko"),
        ("quhet arta krasniqi", "quhet [name]"),
        ("quhet xyra krasniqi", "quhet [name]"),
        ("emri dhe mbiemri xyra gashi", "emri dhe mbiemri [name]"),
        ("emri Xyra mbiemri Gashi", "emri [name] mbiemri [name]"),
        ("Ксира Стојковска", "[name]"),
        ("Kosovska Mitrovica", "Kosovska Mitrovica"),
        ("u Đakovici Stara Pazova", "u Đakovici Stara Pazova"),
        ("Božić Bata", "Božić Bata"),
    ],
)
def test_a_surname_beside_a_capital_is_a_name(text, expected):
    assert shown(text) == expected


def test_declared_names_are_found_however_written():
    declared = ["Osoba Neka"]
    found = shown("vidjeh OSOBA  neka i osobaneka", declared=declared)
    assert found == "vidjeh [name] i osobaneka"


def test_only_the_kinds_asked_for_are_looked_for():
    assert shown("zove se Ana, 055 123 4567", kinds=("phone",)) == "zove se Ana, [phone]"


PIECES = [
    "055 123 4567", "nula pet pet jedan dva tri četiri pet šest", "o55 l23 4567", "x@example.org",
    "x at gmail dot com", "snap: demo", "@demo", "t.me/demo", "0101990000006", "4111111111111111",
    "XK051212012345678906", "01-123-AB", "ul. Kneza Miloša 12", "zove se Ana", "Ivana Demo", " ",
    "\u200b", "š", "🔥", "\n", ",", "dobro jutro", "Ç", "12", "плус",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=8), st.sampled_from(["", " ", "\n"]))
def test_the_gates_let_through_whatever_the_finders_would_find(pieces, joint):
    text = joint.join(pieces)
    gates = [*GATES, NAMED]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(
            import_module("tefter.privacy.find"),
            "suspects",
            lambda texts, gates: pl.DataFrame({gate: [True] * len(texts) for gate in gates}),
        )
        without = find(pl.Series([text])).to_list()
    assert find(pl.Series([text])).to_list() == without
    assert suspects(pl.Series([None], dtype=pl.String), gates).row(0) == (False,) * len(gates)


def test_every_kind_has_a_gate():
    assert {gate for finders in KINDS.values() for gate, _ in finders} <= {*GATES, NAMED}


NOON = datetime(2023, 11, 1, 12, tzinfo=UTC)


def messages(*rows):
    """Return posts of (account, minutes after noon, text)."""
    names = ["account_id", "posted_at", "text_clean"]
    posts = pl.DataFrame(
        [(who, NOON + timedelta(minutes=after), text) for who, after, text in rows],
        schema={name: COLUMNS[name].dtype for name in names},
        orient="row",
    )
    return posts.with_columns(
        pl.lit("telegram").alias("platform"),
        pl.lit("1").alias("chat_id"),
        pl.int_range(pl.len()).alias("source_record"),
        find(posts["text_clean"]).alias("personal_data"),
    )


def after_marking(posts):
    marked = mark_split_phones(posts)
    return mask(marked["text_clean"], marked["personal_data"]).to_list()


def test_a_number_split_over_two_messages_is_masked_in_both():
    posts = messages(
        ("a", 0, "njen broj je 055 12"), ("b", 1, "lol 3"), ("a", 2, "34 567 javite se")
    )
    assert after_marking(posts) == ["njen broj je [phone]", "lol 3", "[phone] javite se"]


@pytest.mark.parametrize(
    "texts",
    [
        ["055 12", "", "34 567"],
        ["055 12", "haha", "34 567"],
        ["055 12 ili", "dalje 34 567"],
        ["prvi deo 055", "drugi deo 1234567"],
        ["o55", "123 4567"],
        ["055", "I23", "4567"],
        ["nula pet pet", "jedan dva tri", "četiri pet šest sedam"],
        ["нула", "пет", "пет", "123", "4567"],
        ["zero55", "1234567"],
        ["1/2 055 12", "2/2 34 567"],
        ["055 (1)", "1234567 (2)"],
    ],
)
def test_a_number_split_among_words_is_masked_in_all_its_parts(texts):
    found = after_marking(messages(*(("a", index, text) for index, text in enumerate(texts))))
    assert all("[phone]" in text for text in (found[0], found[-1]))
    left = (
        " ".join(found).replace("1/2", "").replace("2/2", "").replace("(1)", "").replace("(2)", "")
    )
    assert not any(map(str.isdigit, left))
    assert not {"nula", "dva", "нула", "пет"} & set(left.split())


def test_a_digit_a_message_is_a_number_too():
    posts = messages(*(("a", index, digit) for index, digit in enumerate("0551234567")))
    assert after_marking(posts) == ["[phone]"] * 10


@pytest.mark.parametrize(
    "rows",
    [
        [("a", 0, "u 2023"), ("a", 1, "2024 bolje")],
        [("a", 0, "055 12"), ("b", 1, "34 567")],
        [("a", 0, "055 12"), ("a", 60, "34 567")],
        [("a", 0, "0"), ("a", 1, "u 5"), ("a", 2, "dođi u 20 h")],
        [("a", 0, "05.12. u 20 h"), ("a", 1, "ili 06.12. u 21 h")],
        [("a", 0, "055 12"), ("a", 1, "ne, 34 posto")],
    ],
)
def test_numbers_that_do_not_go_on_are_left_alone(rows):
    assert after_marking(messages(*rows)) == [text for *_, text in rows]


def test_marking_an_empty_frame_and_nulls_changes_nothing():
    posts = messages(("a", 0, "055 12"))
    assert mark_split_phones(posts.clear()).height == 0
    nulls = posts.with_columns(account_id=pl.lit(None, pl.String))
    assert mark_split_phones(nulls).equals(nulls)
