"""Invented posts in any number, the same on every machine: what ``bench/whole.py`` works on.

Sentences are those of the demo, joined one to three together and typed as people type, so that
texts hardly repeat unless they are meant to: one in twelve is an exact copy of an earlier post of
its block, one in twelve a near one. The work is done block by block, each with its own seed, so a
file of any size is written in the memory of one block.

Nobody is in it: accounts, telephone numbers and identifiers are those that the demo may use.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tefter.demo import phones, texts
from tefter.demo.dice import Dice
from tefter.demo.plan import FIRST_CAPTURE
from tefter.demo.writing import elongated, mk_latin, sr_cyrillic, without_marks

SEED = 427
BLOCK = 2_000
POSTS_OF_AN_ACCOUNT = 20
"""On average, however many posts there are."""

COUNTRIES = ("XK", "AL", "RS", "MK", "BA", "ME", "HR", "SI")
SPOKEN = {
    "XK": ("sq-gheg",),
    "AL": ("sq-tosk",),
    "RS": ("sr",),
    "MK": ("mk", "mk", "sq-gheg"),
    "BA": ("bs",),
    "ME": ("cnr", "cnr", "sq-gheg"),
    "HR": ("hr",),
    "SI": ("sl",),
}
LANGUAGE = {
    "sq-gheg": "sq",
    "sq-tosk": "sq",
    "sr": "hbs",
    "bs": "hbs",
    "cnr": "hbs",
    "hr": "hbs",
    "mk": "mk",
    "sl": "sl",
    "en": "en",
}
FLAGS = {code: "".join(chr(0x1F1E6 + ord(letter) - 65) for letter in code) for code in COUNTRIES}
TOWNS = {
    "XK": ("Prishtinë", "Prizren", "Pejë"),
    "AL": ("Tiranë", "Durrës", "Vlorë"),
    "RS": ("Beograd", "Novi Sad", "Niš"),
    "MK": ("Скопје", "Tetovë", "Битола"),
    "BA": ("Sarajevo", "Tuzla", "Mostar"),
    "ME": ("Podgorica", "Nikšić", "Ulqin"),
    "HR": ("Zagreb", "Split", "Rijeka"),
    "SI": ("Ljubljana", "Maribor", "Celje"),
}
ENGLISH = (
    "wait for the end, you will not believe it",
    "this is the best place that I have ever been to",
    "who else is still listening to this song",
    "tell me in the comments what you think about her",
    "new video tomorrow, do not forget to follow",
    "my friends told me not to post this",
)
STRANGE = 40
"""One account in so many writes English."""

FIRST_DAY = 1_577_836_800
DAYS = 1_400


@dataclass(frozen=True)
class Writer:
    """An invented account."""

    number: int
    country: str
    phrases: str
    cyrillic: bool
    declares: bool
    bio: str

    @property
    def account_id(self) -> str:
        """An identifier larger than TikTok's can be."""
        return f"97{self.number:017d}"


@dataclass(frozen=True)
class Written:
    """One invented post."""

    number: int
    writer: Writer
    text: str
    hashtags: tuple[str, ...]
    posted: int


def writer(number: int) -> Writer:
    """Return an account by its number."""
    dice = Dice(SEED * 1_000_003 + number)
    country = dice.one(COUNTRIES)
    spoken = "en" if dice.below(STRANGE) == 0 else dice.one(SPOKEN[country])
    bio = "Synthetic demo account"
    kind = dice.below(6)
    if kind == 0:
        bio += f" {FLAGS[country]}"
    elif kind == 1:
        bio += f" | {dice.one(TOWNS[country])}"
    elif kind == 2:  # noqa: PLR2004
        bio += f" | {phones.typed(country, dice)}"
    cyrillic = spoken == "sr" and dice.chance(30)
    return Writer(number, country, spoken, cyrillic, dice.chance(55), bio)


def posts(count: int, seed: int = SEED) -> Iterator[Written]:
    """Yield so many posts."""
    writers = max(8, count // POSTS_OF_AN_ACCOUNT)
    for block in range(-(-count // BLOCK)):
        yield from _block(block, min(BLOCK, count - block * BLOCK), writers, seed)


def _block(block: int, size: int, writers: int, seed: int) -> Iterator[Written]:
    dice = Dice(seed * 1_000_033 + block)
    made: list[Written] = []
    here: dict[int, Writer] = {}
    for place in range(size):
        # A few write much, most write little.
        number = int(writers * dice.below(1_000) * dice.below(1_000) / 1_000_000)
        one = here.get(number) or here.setdefault(number, writer(number))
        posted = FIRST_DAY + dice.below(DAYS * 86_400)
        repeat = dice.below(12)
        if made and repeat < 2:  # noqa: PLR2004
            before = dice.one(made)
            text, tags = before.text, before.hashtags
            if repeat:
                text = (
                    f"{text} {dice.one(texts.EMOJI)} {_sentence('comments', before.writer, dice)}"
                )
        else:
            text, tags = _text(one, dice)
        post = Written(block * BLOCK + place, one, text, tags, posted)
        made.append(post)
        yield post


_KINDS = ("direct_attack", "degrading_public", "public_figure", "general_shaming")


def _sentence(kind: str, one: Writer, dice: Dice) -> str:
    if one.phrases == "en":
        return dice.one(ENGLISH)
    words = texts.phrases(one.phrases)
    template = dice.one(getattr(words, kind))
    towns = words.from_.get(one.country) or next(iter(words.from_.values()))
    for name, value in (("{n}", dice.one(words.names)), ("{c}", dice.one(towns))):
        template = template.replace(name, value)
    if one.cyrillic:
        template = sr_cyrillic(template)
    return re.sub(r"\{\w+\}", lambda _: phones.typed(one.country, dice), template)


def _text(one: Writer, dice: Dice) -> tuple[str, tuple[str, ...]]:
    said = [_sentence(dice.one(_KINDS) if dice.chance(35) else "comments", one, dice)]
    said += [_sentence("comments", one, dice) for _ in range(dice.below(4))]
    if one.phrases != "en" and dice.chance(40):
        said.append(_sentence("tails", one, dice))
    said = dice.shuffled([part for part in said if part])
    text = dice.one((". ", " ", ", ", " ... ")).join(said)
    if dice.chance(6):
        text += f" {phones.typed(one.country, dice)}"
    if dice.chance(2):
        text += f" https://www.tiktok.com/@demo/video/95{dice.digits(17)}"
    if dice.chance(4):
        text = f"@demo_{dice.below(9_999)} {text}"
    if one.phrases == "mk" and dice.chance(22):
        text = mk_latin(text)
    elif not one.cyrillic and dice.chance(35):
        text = without_marks(text)
    if dice.chance(10):
        text = elongated(text, dice)
    if dice.chance(8):
        text = text.upper()
    if dice.chance(55):
        text += f" {dice.one(texts.EMOJI)}"
    known = texts.hashtags()
    tags = (
        *dice.some(known[one.country], dice.below(3)),
        *dice.some(known["everywhere"], dice.below(3)),
    )
    return " ".join([text, *(f"#{tag}" for tag in tags)]), tags


def zeeschuimer(post: Written) -> dict[str, Any]:
    """Return a post as the browser extension Zeeschuimer keeps an item of TikTok."""
    one, number = post.writer, post.number
    likes = (number * 7919) % 9_973
    item: dict[str, Any] = {
        "id": f"95{number:017d}",
        "desc": post.text,
        "createTime": post.posted,
        "author": {
            "id": one.account_id,
            "uniqueId": f"demo_{one.country.lower()}_{one.number}",
            "nickname": f"Demo {one.country} {one.number}",
            "signature": one.bio,
        },
        "authorStats": {"followerCount": (one.number * 31) % 90_000},
        "stats": {
            "diggCount": likes,
            "shareCount": likes // 17,
            "commentCount": likes // 23,
            "playCount": likes * 41 + number % 997,
        },
        "challenges": [{"id": texts.hashtag_id(tag), "title": tag} for tag in post.hashtags],
        "music": {"id": f"98{number % 4_099:017d}"},
        "video": {"duration": 5 + number % 55},
    }
    if one.declares:
        item["locationCreated"] = one.country
    return {
        "nav_index": f"1:{number // 30}:{number % 30}",
        "item_id": item["id"],
        "timestamp_collected": int(FIRST_CAPTURE.timestamp()) * 1_000 + number,
        "source_platform": "tiktok.com",
        "source_platform_url": f"https://www.tiktok.com/@{item['author']['uniqueId']}",
        "source_url": "https://www.tiktok.com/api/",
        "user_agent": "Tefter benchmark, synthetic data",
        "data": item,
        "id": number,
    }


def telegram(post: Written) -> dict[str, Any]:
    """Return a post as Telegram Desktop exports a message."""
    one, number = post.writer, post.number
    return {
        "id": number + 1,
        "type": "message",
        "date": "2023-05-01T10:00:00",
        "date_unixtime": str(FIRST_DAY + number),
        "from": f"Demo {one.country} {one.number}",
        "from_id": f"user{9_200_000_000_000_000 + one.number}",
        "text": post.text,
        "text_entities": [{"type": "plain", "text": post.text}],
    }


def write_tiktok(path: Path, count: int, seed: int = SEED) -> None:
    """Write posts as NDJSON of Zeeschuimer."""
    with path.open("w", encoding="utf-8") as file:
        for post in posts(count, seed):
            json.dump(zeeschuimer(post), file, ensure_ascii=False, separators=(",", ":"))
            file.write("\n")


def write_telegram(path: Path, count: int, seed: int = SEED) -> None:
    """Write posts as one export of Telegram Desktop."""
    head = {"name": "Demo group (synthetic data)", "type": "public_supergroup"}
    opening = json.dumps({**head, "id": 9_100_000_000_000_003, "messages": []})[: -len("]}")]
    with path.open("w", encoding="utf-8") as file:
        file.write(opening)
        for post in posts(count, seed):
            file.write(",\n" if post.number else "\n")
            json.dump(telegram(post), file, ensure_ascii=False)
        file.write("\n]}")


def main() -> None:
    """Write a file of posts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--posts", type=int, default=10_000)
    parser.add_argument("--telegram", action="store_true")
    asked = parser.parse_args()
    (write_telegram if asked.telegram else write_tiktok)(asked.path, asked.posts)


if __name__ == "__main__":
    main()
