"""Invented accounts whose country is known, with signals that contradict each other as in life.

Nothing here is taken from the weights: the rates are what the censuses, studies of emigrants and
common sense say of people, and are meant to be harder than life. A Serb in Kosovo, an Albanian in
Preševo, Ulcinj or Tetovo, an emigrant who shows the old flag, a traveller, somebody who writes of
another country's towns, an old number from home, a private network: all are among them.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

import polars as pl
from tests.country.frames import accounts_of, posts_of

FLAGS = {code: "".join(chr(0x1F1E6 + ord(c) - 65) for c in code) for code in (
    ["XK", "AL", "BA", "HR", "ME", "MK", "RS", "SI", "DE", "CH", "AT", "IT", "US", "SE"]
)}  # fmt: skip

PEOPLES = {
    "XK": {"albanian": 92, "serb": 5, "bosniak": 3},
    "AL": {"albanian": 98, "other": 2},
    "BA": {"bosniak": 50, "serb": 32, "croat": 16, "other": 2},
    "HR": {"croat": 92, "serb": 4, "bosniak": 2, "other": 2},
    "ME": {"montenegrin": 42, "serb": 33, "bosniak": 13, "albanian": 6, "croat": 1},
    "MK": {"macedonian": 60, "albanian": 30, "serb": 2, "bosniak": 2, "other": 6},
    "RS": {"serb": 86, "bosniak": 4, "albanian": 3, "croat": 1, "other": 6},
    "SI": {"slovene": 86, "serb": 5, "bosniak": 5, "croat": 3, "albanian": 1},
}
HOME_FLAG = {
    "albanian": "AL", "serb": "RS", "bosniak": "BA", "croat": "HR", "montenegrin": "ME",
    "macedonian": "MK", "slovene": "SI", "other": None,
}  # fmt: skip
SPEECH = {
    "albanian": ("sq", {"XK": "aln", "MK": "aln", "AL": "als", "ME": "aln", "RS": "aln"}),
    "serb": ("hbs", "sr"),
    "bosniak": ("hbs", "bs"),
    "croat": ("hbs", "hr"),
    "montenegrin": ("hbs", "cnr"),
    "macedonian": ("mk", None),
    "slovene": ("sl", None),
    "other": ("en", None),
}
TOWNS = {
    "XK": "Prishtinë Prizren Pejë Gjilan Ferizaj Mitrovicë",
    "AL": "Tiranë Durrës Vlorë Shkodër Elbasan Korçë",
    "BA": "Sarajevo Tuzla Mostar Zenica Bihać Bijeljina",
    "HR": "Zagreb Split Rijeka Osijek Zadar Karlovac",
    "ME": "Podgorica Nikšić Bar Budva Pljevlja Ulcinj",
    "MK": "Skopje Tetovo Bitola Kumanovo Gostivar Ohrid",
    "RS": "Beograd Niš Subotica Kragujevac Leskovac Užice",
    "SI": "Ljubljana Maribor Celje Kranj Koper Ptuj",
    "DE": "Stuttgart München Berlin Hamburg",
    "CH": "Zürich Basel Bern",
    "AT": "Wien Graz Linz",
    "IT": "Milano Brescia Firenze",
    "US": "Chicago Boston Detroit",
    "SE": "Malmö Stockholm",
}
ALBANIAN_TOWNS = {
    "RS": ["Preševo", "Bujanovac"],
    "ME": ["Ulcinj", "Tuzi"],
    "MK": ["Tetovo", "Gostivar"],
}
CODES = {
    "XK": "383", "AL": "355", "BA": "387", "HR": "385",
    "ME": "382", "MK": "389", "RS": "381", "SI": "386",
    "DE": "49", "CH": "41", "AT": "43", "IT": "39", "SE": "46",
}  # fmt: skip
REGION = tuple(PEOPLES)
ABROAD = ("DE", "CH", "AT", "IT", "US", "SE")


class Person:
    """Somebody invented: where they live, where they are from, and how they behave."""

    def __init__(self, number: int, dice: Random) -> None:
        self.dice = dice
        self.account = f"invented_{number:05d}"
        self.origin = dice.choice(REGION)
        people = PEOPLES[self.origin]
        self.people = dice.choices(list(people), list(people.values()))[0]
        self.home = self.origin
        if dice.random() < 0.2:
            self.home = dice.choice(ABROAD if dice.random() < 0.8 else REGION)
        self.declares = dice.random() < 0.5
        self.hidden = dice.random() < 0.01

    def town(self, country: str) -> str:
        if self.people == "albanian" and country in ALBANIAN_TOWNS:
            return self.dice.choice(ALBANIAN_TOWNS[country])
        return self.dice.choice(TOWNS[country].split())

    def flag(self) -> str:
        own, nation = FLAGS[self.origin], HOME_FLAG[self.people]
        if nation is not None and self.dice.random() < 0.6:
            return FLAGS[nation]
        return own

    def number(self, country: str) -> str:
        code = CODES.get(country)
        # A prefix of zeros that no operator has, so that it belongs to nobody.
        return "" if code is None else f"+{code} 00 {self.dice.randrange(10**5, 10**6)}"

    def bio(self) -> str | None:
        parts, dice = [], self.dice
        abroad = self.home != self.origin
        if dice.random() < 0.3:
            from_home = abroad and dice.random() < 0.4
            parts.append(self.town(self.origin if from_home else self.home))
        if dice.random() < 0.3:
            parts.append(self.flag() + (FLAGS[self.home] if abroad and dice.random() < 0.6 else ""))
        if dice.random() < 0.06:
            parts.append(self.number(self.origin if abroad and dice.random() < 0.2 else self.home))
        if dice.random() < 0.08:
            parts.append(f"volim {self.town(dice.choice(REGION))}")
        dice.shuffle(parts)
        return " | ".join(parts) or None

    def post(self, number: int) -> dict:
        dice = self.dice
        where = self.home if dice.random() > 0.03 else dice.choice([*REGION, *ABROAD])
        shown = dice.choice(ABROAD) if self.hidden else where
        topic = dice.choice([*REGION, *ABROAD]) if dice.random() < 0.5 else self.origin
        words = ["❤️"]
        if dice.random() < 0.25:
            words.append(f"u {self.town(topic)}")
        if dice.random() < 0.15:
            words.append(FLAGS[topic] if dice.random() < 0.5 else self.flag())
        if dice.random() < 0.05:
            words.append(self.number(dice.choice(REGION)))
        tags = []
        if dice.random() < 0.2:
            tags.append({"XK": "kosove", "RS": "srbija", "ME": "crnagora"}.get(topic, "fyp"))
        language, variety = SPEECH[self.people]
        if isinstance(variety, dict):
            variety = variety.get(self.origin)
        if dice.random() < 0.1:
            variety = {"hbs": dice.choice(["bs", "hr", "sr", "cnr"]), "sq": "als"}.get(language)
        if dice.random() < 0.5:
            variety = None
        if dice.random() < 0.15:
            language, variety = dice.choice([("en", None), ("und", None)])
        offset = timedelta(hours=-6 if self.home == "US" else 1)
        hour = dice.choices(
            range(24), [2] + [0] * 6 + [1, 2, 3, 3, 3, 4, 4, 3, 3, 4, 5, 6, 7, 8, 8, 6, 4]
        )[0]
        day = datetime(2023, 1, 1, tzinfo=UTC) + timedelta(days=number, hours=hour) - offset
        return {
            "account_id": self.account,
            "declared_region": shown if self.declares and dice.random() < 0.88 else None,
            "text_clean": " ".join(words),
            "hashtags": tags,
            "language": language,
            "variety": variety,
            "language_confidence": dice.uniform(0.6, 1.0),
            "posted_at": day,
            "made_in": where,
        }


def invented(count: int, seed: int) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Return posts (with ``made_in``), accounts, and ``account_id`` with ``home``."""
    dice = Random(seed)
    people = [Person(number, dice) for number in range(count)]
    made = [
        post
        for person in people
        for post in map(person.post, range(dice.choice([1, 2, 3, 5, 8, 12, 60])))
    ]
    posts = posts_of(*made).with_columns(made_in=pl.Series([post["made_in"] for post in made]))
    accounts = accounts_of(
        *({"account_id": person.account, "bio": person.bio()} for person in people)
    )
    homes = pl.DataFrame(
        {"account_id": [p.account for p in people], "home": [p.home for p in people]}
    )
    return posts, accounts, homes
