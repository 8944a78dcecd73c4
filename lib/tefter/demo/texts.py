"""The words of the demo: phrases from data files, written the way people type."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

import msgspec
import yaml

from tefter.demo import phones
from tefter.demo.dice import Dice
from tefter.demo.plan import Account, Video
from tefter.demo.writing import DAMAGE, elongated, mk_latin, sr_cyrillic, without_marks

EMOJI = ("😂", "😂😂", "🤣", "👀", "🔥", "💀", "🙈", "😱", "🤦‍♂️", "‼️", "👇", "🤡", "😳", "❗")


DAMAGED_EACH = 4
"""How many captions carry each kind of damage that cleaning must mend."""


class Phrases(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file of ``phrases/``: sentences of one variety, with places for names and numbers."""

    names: list[str]
    from_: dict[str, list[str]] = msgspec.field(name="from")
    direct_attack: list[str]
    degrading_public: list[str]
    public_figure: list[str]
    general_shaming: list[str]
    tails: list[str]
    flags: dict[str, list[str]]
    comments: list[str]
    telegram: dict[str, list[str]]


@dataclass(frozen=True)
class Caption:
    """What stands under a video, and over it."""

    text: str
    sticker: str | None
    hashtags: tuple[str, ...]


@cache
def phrases(name: str) -> Phrases:
    """Read one file of phrases."""
    return msgspec.convert(_yaml(name), Phrases)


@cache
def hashtags() -> dict[str, list[str]]:
    """Read the hashtags of each country."""
    return msgspec.convert(_yaml("hashtags"), dict[str, list[str]])


def hashtag_id(tag: str) -> str:
    """Return an invented identifier for a hashtag."""
    known = sorted({tag for tags in hashtags().values() for tag in tags})
    return f"96{known.index(tag):05d}"


def _yaml(name: str) -> object:
    file = resources.files("tefter.demo") / "phrases" / f"{name}.yml"
    return yaml.safe_load(file.read_text(encoding="utf-8"))


def sentence(template: str, account: Account, dice: Dice, **known: str) -> str:
    """Fill a template with a placeholder for a name, a town, an invented number or a handle.

    Where the account writes Cyrillic, the words become Cyrillic; numbers, links and handles do not.
    """
    words = phrases(account.phrases)
    towns = words.from_.get(account.country) or next(iter(words.from_.values()))
    inserted = {"n": dice.one(words.names), "c": dice.one(towns)}
    kept = {"phone": phones.typed(account.country, dice), "d": str(dice.between(1, 40)), **known}
    filled = re.sub(r"\{([nc])\}", lambda found: inserted[found[1]], template)
    if account.cyrillic:
        parts = re.split(r"(\{\w+\}|@\w+\{d\})", filled)
        filled = "".join(
            part if part.startswith(("{", "@")) else sr_cyrillic(part) for part in parts
        )
    return re.sub(r"\{(\w+)\}", lambda found: kept[found[1]], filled)


def captions(videos: Sequence[Video], seed: int) -> tuple[Caption, ...]:
    """Write a caption for every video; some repeat an earlier one, exactly or nearly."""
    dice = Dice(seed)
    made: list[Caption] = []
    earlier: dict[tuple[object, ...], list[int]] = {}
    for place, video in enumerate(videos):
        account = video.account
        kind = (account.phrases, account.cyrillic, account.country, video.category, video.flags)
        repeat = earlier.get(kind) if not video.sticker else None
        if repeat and not video.flags and dice.chance(9):
            made.append(_repeated(made[dice.one(repeat)], dice))
            continue
        made.append(_caption(video, dice))
        if not video.sticker:
            earlier.setdefault(kind, []).append(place)
    return tuple(_damaged(made, dice))


def _damaged(made: list[Caption], dice: Dice) -> list[Caption]:
    """Damage a few captions in each way, never a repeated one."""
    often = [caption.text for caption in made]
    free = dice.shuffled(
        [
            place
            for place, caption in enumerate(made)
            if caption.sticker is None and often.count(caption.text) == 1
        ]
    )
    for damage in DAMAGE.values():
        done = 0
        while done < DAMAGED_EACH:
            place = free.pop()
            text = damage(made[place].text)
            if text is not None and text != made[place].text:
                made[place] = replace(made[place], text=text)
                done += 1
    return made


def own_words(caption: str) -> str:
    """Return a caption without its hashtags and emoji, as people copy it."""
    words = (word for word in caption.split() if not word.startswith("#"))
    return " ".join(word for word in words if any(map(str.isalnum, word)))


def comment(account: Account, dice: Dice) -> str:
    """Write a comment under a video of the account."""
    text = sentence(dice.one(phrases(account.phrases).comments), account, dice)
    text = _typed(text, account, dice)
    return f"{text} {dice.one(EMOJI)}" if dice.chance(35) else text


def message(kind: str, account: Account, dice: Dice, **known: str) -> str:
    """Write a Telegram message of one kind: link, request, number, chat or photo."""
    return sentence(dice.one(phrases(account.phrases).telegram[kind]), account, dice, **known)


def _caption(video: Video, dice: Dice) -> Caption:
    account = video.account
    words = phrases(account.phrases)
    options: list[str] = getattr(words, video.category)
    text = _typed(sentence(dice.one(options), account, dice), account, dice)
    said = [sentence(dice.one(words.flags[flag]), account, dice) for flag in video.flags]
    tail = dice.one(words.tails)
    if tail:
        said.append(sentence(tail, account, dice))
    text = ". ".join([text, *said]) if dice.chance(40) else " ".join([text, *said])
    if dice.chance(60):
        text += f" {dice.one(EMOJI)}"
    tags = _tags(account, dice)
    line = " ".join(f"#{tag}" for tag in tags)
    if video.sticker:
        return Caption(f"{dice.one(EMOJI)} {line}", text, tags)
    return Caption(f"{text} {line}".strip(), None, tags)


def _repeated(before: Caption, dice: Dice) -> Caption:
    """Return the caption again: the same in half of the cases, else with a little added."""
    if dice.chance(50):
        return before
    tag = dice.one(hashtags()["everywhere"])
    if tag in before.hashtags:
        return Caption(f"{before.text} {dice.one(EMOJI)}", None, before.hashtags)
    return Caption(f"{before.text} #{tag}", None, (*before.hashtags, tag))


def _tags(account: Account, dice: Dice) -> tuple[str, ...]:
    everywhere = hashtags()["everywhere"]
    local = dice.some(hashtags()[account.country], dice.between(1, 2))
    return tuple(dice.shuffled([*local, *dice.some(everywhere, dice.between(0, 2))]))


def _typed(text: str, account: Account, dice: Dice) -> str:
    """Type as people do: without diacritics, in Latin letters, long vowels, capitals."""
    if account.phrases == "mk" and dice.chance(22):
        text = mk_latin(text)
    elif account.phrases != "mk" and not account.cyrillic and dice.chance(35):
        text = without_marks(text)
    if dice.chance(14):
        text = elongated(text, dice)
    style = dice.below(10)
    if style == 0:
        return text.upper()
    return text[:1].upper() + text[1:] if style < 4 else text  # noqa: PLR2004
