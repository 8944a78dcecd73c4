"""Finding personal data: how much of what people write is found, how much else is touched, how fast.

The written forms below are this file's own; none was copied from a pattern of ``tefter.privacy``,
and numbers are drawn from libphonenumber's examples with their last digits randomised. Presidio is
measured in the same run where it is installed (``pip install presidio-analyzer``; it is no
dependency of ours).
"""

# ruff: noqa: E501  (a written form reads best on a line of its own)
from __future__ import annotations

import argparse
import importlib.util
import itertools
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import phonenumbers
import polars as pl
from phonenumbers import PhoneNumberFormat, PhoneNumberType
from scipy.stats import binomtest
from stdnum import luhn
from stdnum.hr import oib
from stdnum.si import emso

from tefter.privacy import find
from tefter.privacy.find import KINDS
from tefter.sources import read_table

COUNTRIES = ("AL", "BA", "HR", "XK", "ME", "MK", "RS", "SI")
PATTERNED = tuple(kind for kind in KINDS if kind != "name")
PASSES = 3

# What stands around a number. {} is the thing itself.
AROUND = [
    "{}", "zovi {} odmah", "nr i saj {}", "pišite na {} hvala", "na {} 😂😂", "ova se javlja na {}",
    "moj broj {} samo ozbiljni", "{} call me", "shkruani ne {} flm", "кој ја знае? {}",
    "ja njena broj: {}", "📞{}", "dm ili {}", "#kosova {} #fyp", "evo vam {}, pa zovite",
    "pokliči {} če upaš", "kontakt ({})", "“{}”", "ej {}!!!", "-> {}", "njen je {} sad je kasno 23:40",
]  # fmt: skip

UNITS = {
    "sq": ["zero", "një", "dy", "tre", "katër", "pesë", "gjashtë", "shtatë", "tetë", "nëntë"],
    "sq-plain": ["zero", "nje", "dy", "tre", "kater", "pese", "gjashte", "shtate", "tete", "nente"],
    "hbs": ["nula", "jedan", "dva", "tri", "četiri", "pet", "šest", "sedam", "osam", "devet"],
    "hbs-plain": ["nula", "jedan", "dva", "tri", "cetiri", "pet", "sest", "sedam", "osam", "devet"],
    "sr": ["нула", "један", "два", "три", "четири", "пет", "шест", "седам", "осам", "девет"],
    "mk": ["нула", "еден", "два", "три", "четири", "пет", "шест", "седум", "осум", "девет"],
    "sl": ["nič", "ena", "dve", "tri", "štiri", "pet", "šest", "sedem", "osem", "devet"],
    "en": ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"],
}
SCRIPTS = {
    "arabic": "٠١٢٣٤٥٦٧٨٩",
    "persian": "۰۱۲۳۴۵۶۷۸۹",
    "wide": "０１２３４５６７８９",
    "circled": "⓪①②③④⑤⑥⑦⑧⑨",
    "bold": "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗",
    "super": "⁰¹²³⁴⁵⁶⁷⁸⁹",
}


class Number:
    """A telephone number of one country, drawn at random, and the parts people cut it into."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.region = dice.choice(COUNTRIES)
        kind = dice.choice([PhoneNumberType.MOBILE] * 3 + [PhoneNumberType.FIXED_LINE])
        example = phonenumbers.example_number_for_type(self.region, kind)
        digits = str(example.national_number)
        while True:
            drawn = digits[:3] + "".join(dice.choice("0123456789") for _ in digits[3:])
            number = phonenumbers.parse(f"+{example.country_code}{drawn}")
            if phonenumbers.is_valid_number(number):
                break
        self.number = number
        self.code = str(example.country_code)
        self.rest = str(number.national_number)
        self.trunk = "0" + self.rest

    def cut(self, digits: str, joint: str) -> str:
        """Cut digits into groups of two to four, joined."""
        groups, left = [], digits
        while left:
            size = self.dice.choice([2, 2, 3, 3, 4])
            if len(left) - size == 1:
                size += 1
            groups.append(left[:size])
            left = left[size:]
        return joint.join(groups)


def _each(digits: str, change: Callable[[str], str], joint: str = "") -> str:
    return joint.join(change(digit) for digit in digits)


def phone_forms() -> dict[str, Callable[[Number], str]]:
    """Return the ways of writing a number, by name."""
    area = lambda n: (n.trunk[:3], n.trunk[3:])  # noqa: E731
    forms: dict[str, Callable[[Number], str]] = {
        "international": lambda n: phonenumbers.format_number(n.number, PhoneNumberFormat.INTERNATIONAL),
        "e164": lambda n: f"+{n.code}{n.rest}",
        "national format": lambda n: phonenumbers.format_number(n.number, PhoneNumberFormat.NATIONAL),
        "rfc3966": lambda n: phonenumbers.format_number(n.number, PhoneNumberFormat.RFC3966),
        "00 glued": lambda n: f"00{n.code}{n.rest}",
        "00 cut": lambda n: f"00{n.code} {n.cut(n.rest, ' ')}",
        "00 dashed": lambda n: f"00{n.code}-{n.cut(n.rest, '-')}",
        "+ dotted": lambda n: f"+{n.code}.{n.cut(n.rest, '.')}",
        "+ (0)": lambda n: f"+{n.code} (0) {n.cut(n.rest, ' ')}",
        "+ (0) glued": lambda n: f"+{n.code}(0){n.rest}",
        "+ trunk kept": lambda n: f"+{n.code} {n.trunk}",
        "(+code)": lambda n: f"(+{n.code}) {n.cut(n.rest, ' ')}",
        "(00code)": lambda n: f"(00{n.code}){n.cut(n.rest, '-')}",
        "+ apart": lambda n: f"+ {n.code} {n.cut(n.rest, ' ')}",
        "code only": lambda n: f"{n.code}{n.rest}",
        "code only cut": lambda n: f"{n.code} {n.rest[:2]} {n.cut(n.rest[2:], ' ')}",
        "trunk glued": lambda n: n.trunk,
        "trunk spaced": lambda n: n.cut(n.trunk, " "),
        "trunk dashed": lambda n: n.cut(n.trunk, "-"),
        "trunk dotted": lambda n: n.cut(n.trunk, "."),
        "trunk slash": lambda n: f"{area(n)[0]}/{n.cut(area(n)[1], '-')}",
        "trunk slash spaced": lambda n: f"{area(n)[0]} / {n.cut(area(n)[1], ' ')}",
        "trunk brackets": lambda n: f"({area(n)[0]}) {n.cut(area(n)[1], ' ')}",
        "trunk square": lambda n: f"[{area(n)[0]}] {n.cut(area(n)[1], ' ')}",
        "trunk stars": lambda n: n.cut(n.trunk, "*"),
        "trunk underscores": lambda n: n.cut(n.trunk, "_"),
        "every digit apart": lambda n: " ".join(n.trunk),
        "every digit dotted": lambda n: ".".join(n.trunk),
        "every digit dashed": lambda n: " - ".join(n.trunk),
        "two spaces": lambda n: n.cut(n.trunk, "  "),
        "en dashes": lambda n: n.cut(n.trunk, "–"),
        "no-break spaces": lambda n: n.cut(n.trunk, "\u00a0"),
        "zero-width": lambda n: n.cut(n.trunk, "\u200b"),
        "dots of omission": lambda n: n.cut(n.trunk, "..."),
        "commas": lambda n: n.cut(n.trunk, ","),
        "emoji between": lambda n: n.cut(n.trunk, n.dice.choice(["🔥", "❤️", "💋", "✨"])),
        "keycaps": lambda n: _each(n.trunk, lambda d: f"{d}\ufe0f\u20e3"),
        "keycaps spaced": lambda n: _each(n.trunk, lambda d: f"{d}\ufe0f\u20e3", " "),
        "keycaps without selector": lambda n: _each(n.trunk, lambda d: f"{d}\u20e3"),
        "lines": lambda n: n.cut(n.trunk, "\n"),
        "lines and spaces": lambda n: n.cut(n.trunk, " \n "),
        "wa": lambda n: f"whatsapp {n.rest[:2]} {n.cut(n.rest[2:], ' ')}",
        "viber": lambda n: f"vajber: {n.trunk}",
        "announced, no trunk": lambda n: f"telefon: {n.rest}",
        "o for 0": lambda n: n.cut(n.trunk, " ").replace("0", "o"),
        "O for 0": lambda n: n.trunk.replace("0", "O"),
        "O for first 0": lambda n: "O" + n.trunk[1:],
        "l for 1": lambda n: n.cut(n.trunk, " ").replace("1", "l"),
        "I and O": lambda n: f"+{n.code}{n.rest}".replace("0", "O").replace("1", "I"),
        "half in words": lambda n: f"{n.trunk[:3]} " + _each(n.trunk[3:], lambda d: UNITS["hbs"][int(d)], " "),
    }  # fmt: skip
    for name, digits in SCRIPTS.items():
        table = str.maketrans("0123456789", digits)
        forms[f"{name} digits"] = lambda n, table=table: n.cut(n.trunk, " ").translate(table)
        forms[f"{name} digits, +"] = lambda n, table=table: f"+{n.code}{n.rest}".translate(table)
    for language, units in UNITS.items():
        say = lambda d, units=units: units[int(d)]  # noqa: E731
        forms[f"words {language}"] = lambda n, say=say: _each(n.trunk, say, " ")
        forms[f"words {language}, commas"] = lambda n, say=say: _each(n.trunk, say, ", ")
        forms[f"words {language}, dashes"] = lambda n, say=say: _each(n.trunk, say, "-")
        forms[f"words {language}, capitals"] = lambda n, say=say: _each(n.trunk, say, " ").upper()
        forms[f"plus in words {language}"] = lambda n, say=say: (
            "plus " + _each(n.code + n.rest, say, " ")
        )
    return forms


FIRST = [
    "arta",
    "blerina",
    "drita",
    "ivana",
    "marija",
    "jelena",
    "sara",
    "lejla",
    "amra",
    "mia",
    "petra",
    "elena",
    "vesna",
    "nina",
    "teuta",
]
LAST = [
    "kovac",
    "hoxha",
    "krasniqi",
    "petrovic",
    "novak",
    "begic",
    "horvat",
    "zupan",
    "ristova",
    "berisha",
    "gashi",
    "dodik",
    "peric",
]
HOSTS = [
    "gmail.com",
    "yahoo.com",
    "hotmail.com",
    "outlook.com",
    "live.com",
    "t-com.me",
    "net.hr",
    "siol.net",
    "proton.me",
    "example.org",
]


def nickname(dice: random.Random) -> str:
    """Draw a name of an account."""
    first, last, number = dice.choice(FIRST), dice.choice(LAST), dice.randint(1, 2009)
    joint = dice.choice(["_", ".", ""])
    return dice.choice(
        [
            f"{first}{joint}{last}",
            f"{first}{joint}{number}",
            f"_{first}{last}_",
            f"{first}{last}{number:02}",
        ]
    )


def others() -> dict[str, dict[str, Callable[[random.Random], str]]]:
    """Return the written forms of the other patterned kinds, by kind and name."""

    def mail(dice: random.Random) -> tuple[str, str]:
        return nickname(dice).strip("_").replace("_", "."), dice.choice(HOSTS)

    def spoken(dice: random.Random, at: str, dot: str) -> str:
        name, host = mail(dice)
        return f"{name}{at}{host.replace('.', dot)}"

    emails = {
        "plain": lambda d: spoken(d, "@", "."),
        "capitals": lambda d: spoken(d, "@", ".").upper(),
        "(at)": lambda d: spoken(d, "(at)", "."),
        "[at] [dot]": lambda d: spoken(d, " [at] ", " [dot] "),
        "at dot": lambda d: spoken(d, " at ", " dot "),
        "at tačka": lambda d: spoken(d, " at ", " tačka "),
        "et točka": lambda d: spoken(d, " et ", " točka "),
        "at pika": lambda d: spoken(d, " at ", " pika "),
        "@ pikë": lambda d: spoken(d, "@", " pikë "),
        "{at}": lambda d: spoken(d, "{at}", "."),
        "spaces": lambda d: spoken(d, " @ ", "."),
        "spaces everywhere": lambda d: spoken(d, " @ ", " . "),
        "wide": lambda d: spoken(d, "＠", "．"),
        "plus": lambda d: "x+" + spoken(d, "@", "."),
        "majmun": lambda d: spoken(d, "(majmun)", "."),
        "comma": lambda d: spoken(d, "@", ","),
        "zero-width": lambda d: spoken(d, "\u200b@\u200b", "."),
    }  # fmt: skip
    handles = {
        "snap:": lambda d: f"snap: {nickname(d)}",
        "Snapchat -": lambda d: f"Snapchat - {nickname(d)}",
        "ig @": lambda d: f"ig @{nickname(d)}",
        "insta": lambda d: f"insta: {nickname(d)}",
        "instagram je": lambda d: f"instagram je {nickname(d)}",
        "njen ig": lambda d: f"njen ig: {nickname(d)}",
        "tg": lambda d: f"tg @{nickname(d)}",
        "telegram =": lambda d: f"telegram = {nickname(d)}",
        "viber": lambda d: f"viber: {nickname(d)}",
        "fb": lambda d: f"fb: {nickname(d)}",
        "ghost": lambda d: f"👻: {nickname(d)}",
        "tiktok": lambda d: f"tiktok: {nickname(d)}",
        "kik": lambda d: f"kik: {nickname(d)}",
        "снап": lambda d: f"снап: {nickname(d)}",
        "инстаграм": lambda d: f"инстаграм: {nickname(d)}",
        "user": lambda d: f"user: {nickname(d)}",
        "mention": lambda d: f"@{nickname(d)}",
        "(ig)": lambda d: f"ig ({nickname(d)})",
        "është": lambda d: f"snapi i saj është: {nickname(d)}",
        "discord": lambda d: f"discord: {nickname(d)}",
    }  # fmt: skip
    links = {
        "https": lambda d: f"https://www.instagram.com/{nickname(d)}/",
        "bare": lambda d: f"instagram.com/{nickname(d)}",
        "t.me": lambda d: f"t.me/{nickname(d)}",
        "tiktok": lambda d: f"www.tiktok.com/@{nickname(d)}",
        "facebook": lambda d: f"m.facebook.com/{nickname(d)}?ref=1",
        "wa.me": lambda d: f"wa.me/3834{d.randint(4000000, 4999999)}",
        "snap": lambda d: f"https://snapchat.com/add/{nickname(d)}",
        "onlyfans": lambda d: f"onlyfans.com/{nickname(d)}",
        "spaced": lambda d: f"instagram . com / {nickname(d)}",
        "[.]": lambda d: f"instagram[.]com/{nickname(d)}",
        "tg": lambda d: f"tg://resolve?domain={nickname(d)}",
        "vm": lambda d: f"vm.tiktok.com/ZM{d.randint(10**6, 10**7)}/",
    }  # fmt: skip

    def jmbg(dice: random.Random) -> str:
        while True:
            born = f"{dice.randint(1, 28):02}{dice.randint(1, 12):02}{dice.choice(['9', '0'])}"
            born += f"{dice.randint(50, 99)}" if born.endswith("9") else f"0{dice.randint(0, 9)}"
            stem = born + f"{dice.randint(10, 96)}{dice.randint(0, 999):03}"
            check = emso.calc_check_digit(stem)
            if len(check) == 1 and emso.is_valid(stem + check):
                return stem + check

    def parts(digits: str, *at: int) -> str:
        return " ".join(digits[a:b] for a, b in itertools.pairwise((0, *at, len(digits))))

    def croatian(dice: random.Random) -> str:
        stem = f"{dice.randint(10**9, 10**10 - 1)}"
        return next(stem + d for d in "0123456789" if oib.is_valid(stem + d))

    def albanian(dice: random.Random) -> str:
        month = dice.randint(1, 12) + dice.choice([0, 50])
        stem = f"{dice.randint(0, 9)}{month:02}{dice.randint(1, 28):02}{dice.randint(0, 999):03}"
        decade = dice.choice("FGHIJK")
        total = "ABCDEFGHIJKLMNOPQRSTUVW".index(decade) + sum(
            (i + 1) * int(c) for i, c in enumerate(stem)
        )
        return decade + stem + "ABCDEFGHIJKLMNOPQRSTUVW"[total % 23]

    def kosovar(dice: random.Random) -> str:
        return f"1{dice.randint(10**8, 10**9 - 1)}"

    nationals = {
        "jmbg": lambda d: f"JMBG {jmbg(d)}",
        "jmbg alone": jmbg,
        "jmbg cut": lambda d: parts(jmbg(d), 7),
        "jmbg parts": lambda d: parts(jmbg(d), 2, 4, 7, 9, 12),
        "матичен број": lambda d: f"матичен број {jmbg(d)}",
        "emšo": lambda d: f"EMŠO: {jmbg(d)}",
        "jmbg wide": lambda d: jmbg(d).translate(str.maketrans("0123456789", SCRIPTS["wide"])),
        "oib": lambda d: f"OIB: {croatian(d)}",
        "oib alone": croatian,
        "nid": albanian,
        "nid lower": lambda d: albanian(d).lower(),
        "NID:": lambda d: f"NID: {albanian(d)}",
        "numri personal": lambda d: f"numri personal {kosovar(d)}",
        "nr. personal": lambda d: f"nr. personal: {kosovar(d)}",
        "personal number": lambda d: f"personal number {kosovar(d)}",
        "lična karta": lambda d: f"broj lične karte 00{d.randint(10**6, 10**7)}",
        "pasaporta": lambda d: f"pasaporta BK{d.randint(10**6, 10**7 - 1)}",
    }  # fmt: skip

    def account(dice: random.Random, joint: str = "") -> str:
        lengths = {"AL": 28, "BA": 20, "HR": 21, "XK": 20, "ME": 22, "MK": 19, "RS": 22, "SI": 19}
        country, length = dice.choice(sorted(lengths.items()))
        body = "".join(dice.choice("0123456789") for _ in range(length - 4))
        number = int(body + "".join(str(ord(c) - 55) for c in country) + "00")
        whole = f"{country}{98 - number % 97:02}{body}"
        return joint.join(whole[i : i + 4] for i in range(0, len(whole), 4))

    accounts = {
        "glued": account,
        "fours": lambda d: account(d, " "),
        "dashes": lambda d: account(d, "-"),
        "lower": lambda d: account(d).lower(),
        "announced": lambda d: f"IBAN: {account(d)}",
        "racun": lambda d: f"uplata na račun {account(d, ' ')}",
    }

    def card(dice: random.Random, joint: str = "") -> str:
        stem = dice.choice(["4", "51", "55", "2230"])
        stem += "".join(dice.choice("0123456789") for _ in range(15 - len(stem)))
        whole = stem + luhn.calc_check_digit(stem)
        return joint.join(whole[i : i + 4] for i in range(0, 16, 4))

    plates_of: dict[str, Callable[[random.Random], str]] = {
        "xk": lambda d: f"0{d.randint(1, 7)}-{d.randint(100, 999)}-{d.choice(['AB', 'KD', 'FJ'])}",
        "xk spaced": lambda d: (
            f"0{d.randint(1, 7)} {d.randint(100, 999)} {d.choice(['AB', 'KD', 'FJ'])}"
        ),
        "al": lambda d: f"A{d.choice('ABC')} {d.randint(100, 999)} {d.choice(['KL', 'MN'])}",
        "ba": lambda d: (
            f"{d.choice('AEJKMOT')}{d.randint(10, 99)}-{d.choice('AEJKMOT')}-{d.randint(100, 999)}"
        ),
        "hr": lambda d: (
            f"{d.choice(['ZG', 'ST', 'OS', 'RI'])} {d.randint(1000, 9999)}-{d.choice(['AB', 'KC'])}"
        ),
        "hr tight": lambda d: (
            f"{d.choice(['ZG', 'ST'])}{d.randint(100, 999)}{d.choice(['AB', 'KC'])}"
        ),
        "rs": lambda d: (
            f"{d.choice(['BG', 'NS', 'NI'])} {d.randint(100, 999)}-{d.choice(['AB', 'TX'])}"
        ),
        "rs dashes": lambda d: (
            f"{d.choice(['BG', 'NS'])}-{d.randint(1000, 9999)}-{d.choice(['AB', 'TX'])}"
        ),
        "si": lambda d: f"{d.choice(['LJ', 'MB'])} {d.choice(['AB', 'KC'])}-{d.randint(100, 999)}",
        "me": lambda d: f"{d.choice(['PG', 'BR'])} {d.choice(['AB', 'CG'])}{d.randint(100, 999)}",
        "mk": lambda d: (
            f"{d.choice(['SK', 'BT'])} {d.randint(1000, 9999)} {d.choice(['AB', 'MK'])}"
        ),
    }
    streets = [
        "Kneza Miloša",
        "Nënë Tereza",
        "Bulevardi",
        "Maršala Tita",
        "Ilica",
        "Partizanska",
        "Njegoševa",
    ]
    addresses_of: dict[str, Callable[[random.Random], str]] = {
        "ulica": lambda d: f"ulica {d.choice(streets)} {d.randint(1, 199)}",
        "ul.": lambda d: f"ul. {d.choice(streets)} br. {d.randint(1, 199)}",
        "letter": lambda d: f"Ulica {d.choice(streets)} {d.randint(1, 99)}{d.choice('abc')}",
        "bb": lambda d: f"ul. {d.choice(streets)} bb",
        "rruga": lambda d: f"rruga {d.choice(streets)} nr. {d.randint(1, 99)}",
        "rr.": lambda d: f"Rr. {d.choice(streets)}, nr {d.randint(1, 99)}",
        "ул.": lambda d: f"ул. Партизанска бр. {d.randint(1, 99)}",
        "улица": lambda d: f"улица Кнеза Милоша {d.randint(1, 99)}",
        "cesta": lambda d: f"Dunajska cesta {d.randint(1, 199)}",
        "sl ulica": lambda d: f"Trubarjeva ulica {d.randint(1, 99)}",
        "lower": lambda d: f"ulica kralja petra {d.randint(1, 99)}",
        "bulevar": lambda d: f"Bulevar Oslobođenja {d.randint(1, 99)}",
        "trg": lambda d: f"Trg Slobode {d.randint(1, 30)}",
        "town": lambda d: f"ul. Titova {d.randint(1, 99)}, Sarajevo",
    }
    named = {
        "zove se": lambda d: f"zove se {d.choice(FIRST).title()} {d.choice(LAST).title()}",
        "quhet": lambda d: f"quhet {d.choice(FIRST).title()} {d.choice(LAST).title()}",
        "се вика": lambda d: "се вика Елена Ристова",
        "ime ji je": lambda d: f"ime ji je {d.choice(FIRST).title()}",
        "my name is": lambda d: f"my name is {d.choice(FIRST).title()} {d.choice(LAST).title()}",
        "ime:": lambda d: f"ime: {d.choice(FIRST).title()}",
        "emri": lambda d: f"emri i saj është {d.choice(FIRST).title()}",
        "lower": lambda d: f"zove se {d.choice(FIRST)}",
        "pair": lambda d: f"{d.choice(FIRST).title()} {d.choice(LAST).title()}",
        "cases": lambda d: "vidio sam Ivanu Kovačević",
        "pair sq": lambda d: "Artës Krasniqi i thonë",
        "cyrillic pair": lambda d: "Јелена Петровић",
    }
    return {
        "email": emails, "handle": handles, "link": links, "national_number": nationals,
        "bank_account": accounts,
        "bank_card": {"glued": card, "fours": lambda d: card(d, " "), "dashes": lambda d: card(d, "-"),
                      "kartica": lambda d: f"kartica: {card(d)}"},
        "plate": plates_of, "address": addresses_of, "name": named,
    }  # fmt: skip


HARMLESS: list[Callable[[random.Random], str]] = [
    lambda d: f"{d.randint(1, 999)}.{d.randint(100, 999)} pregleda za {d.randint(2, 48)} sati",
    lambda d: f"{d.randint(1, 99)},{d.randint(100, 999)},{d.randint(100, 999)} views 🔥",
    lambda d: f"{d.randint(1, 99)} {d.randint(100, 999)} {d.randint(100, 999)} shikime",
    lambda d: f"{d.randint(1, 28)}.{d.randint(1, 12)}.20{d.randint(10, 26)}. u {d.randint(0, 23)}:{d.randint(10, 59)}h",
    lambda d: f"20{d.randint(10, 26)}-{d.randint(10, 12)}-{d.randint(10, 28)} {d.randint(10, 23)}:{d.randint(10, 59)}:{d.randint(10, 59)}",
    lambda d: f"{d.randint(1, 28):02}/{d.randint(1, 12):02}/20{d.randint(10, 26)} – {d.randint(1, 28):02}/{d.randint(1, 12):02}/2026",
    lambda d: f"çmimi {d.randint(1, 999)}.000 € ose {d.randint(10, 99)}.{d.randint(100, 999)},00 lekë",
    lambda d: f"plaća {d.randint(500, 3000)},{d.randint(10, 99)} KM, prije {d.randint(500, 3000)}.00",
    lambda d: f"{d.randint(0, 5)}:{d.randint(0, 5)} ({d.randint(0, 2)}:{d.randint(0, 2)}), {d.randint(15, 25)}-{d.randint(15, 25)}",
    lambda d: f"25:{d.randint(10, 23)}, 25:{d.randint(10, 23)}, {d.randint(10, 23)}:25, 15:{d.randint(8, 13)}",
    lambda d: f"{d.uniform(41, 46):.5f}, {d.uniform(14, 22):.6f}",
    lambda d: f"#{d.randint(1990, 2026)} #top{d.randint(1, 100)} #fyp{d.randint(1, 9999)}",
    lambda d: f"video {d.randint(7 * 10**18, 7 * 10**18 + 10**17)}",
    lambda d: f"IMG_20{d.randint(10, 26)}0{d.randint(1, 9)}{d.randint(10, 28)}_{d.randint(100000, 235959)}",
    lambda d: f"kl. {d.randint(1, 4)} od {d.randint(10, 30)} učenika, prosjek {d.uniform(2, 5):.2f}",
    lambda d: f"{d.randint(1, 100)}% za, {d.randint(1, 100)}% protiv, uzorak {d.randint(500, 2000)}",
    lambda d: f"sezona {d.randint(2000, 2025)}/{d.randint(10, 26)}, {d.randint(1, 38)}. kolo",
    lambda d: f"{d.randint(1900, 1999)}-{d.randint(2000, 2026)}",
    lambda d: f"ISBN 978-9951-{d.randint(100, 999)}-{d.randint(10, 99)}-{d.randint(0, 9)}",
    lambda d: f"temperatura {d.randint(-10, 38)}°C, vlaga {d.randint(10, 99)}%, {d.randint(980, 1040)} hPa",
    lambda d: f"epoha {d.randint(1600000000, 1790000000)}",
    lambda d: f"{d.randint(160, 195)} cm, {d.randint(48, 99)} kg, {d.randint(18, 60)} god.",
    lambda d: f"Član {d.randint(1, 300)}. stav {d.randint(1, 9)}. (Sl. list {d.randint(1, 99)}/{d.randint(2000, 2025)})",
    lambda d: f"verzija {d.randint(1, 9)}.{d.randint(0, 20)}.{d.randint(0, 99)}, ip 192.168.{d.randint(0, 255)}.{d.randint(1, 254)}",
    lambda d: f"A{d.randint(1, 4)} {d.randint(10, 99)}x{d.randint(10, 99)} cm, 4K {d.randint(24, 120)}fps",
    lambda d: f"+{d.randint(1, 9)}00 pratilaca, +{d.randint(10, 99)}%",
    lambda d: f"autobus {d.randint(1, 99)} u {d.randint(5, 22)}.{d.randint(10, 59)} i {d.randint(5, 22)}.{d.randint(10, 59)}",
    lambda d: f"raspon {d.randint(100, 999)}-{d.randint(1000, 1999)} din, popust {d.randint(5, 70)} %",
    lambda d: "jedan dva tri četiri, krenimo svi zajedno",
    lambda d: "dy tre katër herë në javë, gjithsej pesë gjashtë orë",
    lambda d: f"Instagram i TikTok imaju {d.randint(1, 9)} milijardi korisnika, Viber i Telegram manje",
    lambda d: f"U ulici je bilo {d.randint(20, 900)} ljudi, na trgu {d.randint(20, 900)}",
]  # fmt: skip


def cases(count: int, seed: int) -> Iterator[tuple[str, str, str, int, int]]:
    """Yield kind, form, text, and where the thing stands in it."""
    dice = random.Random(seed)
    for form, write in phone_forms().items():
        for _ in range(count):
            yield "phone", form, *_set(dice, write(Number(dice)))
    for kind, forms in others().items():
        for form, write in forms.items():
            for _ in range(count):
                yield kind, form, *_set(dice, write(dice))


def _set(dice: random.Random, written: str) -> tuple[str, int, int]:
    around = dice.choice(AROUND)
    start = around.index("{}")
    return around.replace("{}", written), start, start + len(written)


def covered(text: str, spans: list[dict[str, int]], start: int, end: int, kind: str) -> bool:
    """Whether nothing telling is left of the thing: no digit of a number, no letter of a name."""
    left = "".join(
        " " if any(span["start"] <= at < span["end"] for span in spans) else text[at]
        for at in range(start, end)
    )
    if kind in {"phone", "bank_account", "bank_card", "national_number"}:
        words = {word for units in UNITS.values() for word in units} - {"zero"}
        return not any(c.isdigit() for c in left) and not words & set(left.casefold().split())
    own = {"email": "@", "link": "/", "handle": "_"}
    secret = [part for part in FIRST + LAST if part in text[start:end].casefold()]
    return (
        bool(spans)
        and not any(part in left.casefold() for part in secret)
        and own.get(kind, "@") not in left
    )


def interval(hits: int, of: int) -> str:
    """Write a share with its Wilson interval of 95%."""
    found = binomtest(hits, of).proportion_ci(method="wilson")
    return f"{hits / of:.4f}  [{found.low:.4f}, {found.high:.4f}]  {hits:,} of {of:,}"


def recall(count: int, seed: int, show: int) -> None:
    """Print for each kind how much is found, and which forms are missed most."""
    frame = pl.DataFrame(
        list(cases(count, seed)), schema=["kind", "form", "text", "start", "end"], orient="row"
    )
    found = find(frame["text"]).to_list()
    hits = [
        covered(text, spans, start, end, kind)
        for (kind, _, text, start, end), spans in zip(frame.iter_rows(), found, strict=True)
    ]
    frame = frame.with_columns(pl.Series("hit", hits))
    print("Recall: nothing telling left of what was written")
    for (kind,), part in frame.group_by("kind", maintain_order=True):
        forms = part["form"].n_unique()
        print(f"  {kind:16} {interval(int(part['hit'].sum()), part.height)}, {forms} forms")
    weak = frame.group_by("kind", "form").agg(
        pl.mean("hit"), example=pl.col("text").filter(~pl.col("hit")).first()
    )
    for kind, form, hit, example in (
        weak.filter(pl.col("hit") < 1).sort("hit").head(show).iter_rows()
    ):
        print(f"    {hit:.2f} {kind}: {form}: {example!r}")


def touched(texts: pl.Series, what: str, show: int) -> None:
    """Print how many clean texts are touched, by patterned kinds and by names."""
    found = find(texts)
    frame = pl.DataFrame(
        {"text": texts, "kinds": found.list.eval(pl.element().struct.field("kind"))}
    )
    by_pattern = pl.col("kinds").list.set_intersection(list(PATTERNED)).list.len() > 0
    by_name = pl.col("kinds").list.contains("name")
    for kinds, test in (("patterned kinds", by_pattern), ("names", by_name)):
        hit = frame.filter(test)
        print(f"  {what}, {kinds}: {interval(hit.height, frame.height)}")
        if kinds != "names":
            for text, which in hit.head(show).iter_rows():
                print(f"    {which} {text[:120]!r}")


def speed(texts: pl.Series) -> None:
    """Print how fast, against Presidio's recognisers of phones and e-mail addresses."""
    repeated = pl.concat([texts] * max(1, 20_000 // len(texts)))
    both = ("phone", "email")
    find(repeated.head(100))
    ours = {
        "telephones and e-mail": min(
            _seconds(lambda: find(repeated, kinds=both)) for _ in range(PASSES)
        ),
        "every kind": min(_seconds(lambda: find(repeated)) for _ in range(PASSES)),
    }
    for name, seconds in ours.items():
        print(f"  {name}: {len(repeated) / seconds:,.0f} texts a second")
    if importlib.util.find_spec("presidio_analyzer") is None:
        print("  presidio-analyzer is not installed; not compared")
        return
    from presidio_analyzer.predefined_recognizers import (  # noqa: PLC0415
        EmailRecognizer,
        PhoneRecognizer,
    )

    phones = PhoneRecognizer(supported_regions=COUNTRIES)
    emails = EmailRecognizer()
    some = repeated.gather_every(max(1, len(repeated) // 1000)).to_list()

    def theirs() -> None:
        for text in some:
            phones.analyze(text, ["PHONE_NUMBER"], None)
            emails.analyze(text, ["EMAIL_ADDRESS"], None)

    presidio = len(some) / min(_seconds(theirs) for _ in range(PASSES))
    print(f"  Presidio's recognisers of both: {presidio:,.0f} texts a second")
    for name, seconds in ours.items():
        print(f"  {name}: {len(repeated) / seconds / presidio:.0f} times as fast")


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("clean", nargs="?", type=Path, help="table of texts without personal data")
    parser.add_argument("--column", default="text", help="its column of texts")
    parser.add_argument("--count", type=int, default=40, help="texts for each written form")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--show", type=int, default=10, help="misses and false finds to print")
    chosen = parser.parse_args()
    recall(chosen.count, chosen.seed, chosen.show)
    dice = random.Random(chosen.seed)
    made = [write(dice) for write in HARMLESS for _ in range(chosen.count)]
    print("Clean texts touched")
    touched(pl.Series(made), "generated, full of harmless numbers", chosen.show)
    texts = pl.Series(made)
    if chosen.clean:
        texts = read_table(chosen.clean).frame[chosen.column].drop_nulls()
        touched(texts, chosen.clean.name, chosen.show)
        print(f"Speed on {chosen.clean.name}")
        speed(texts)
    mixed = [text for _, _, text, *_ in cases(2, chosen.seed)]
    print("Speed on generated texts, half of them with personal data")
    speed(pl.Series(made[: len(mixed)] + mixed))


if __name__ == "__main__":
    main()
