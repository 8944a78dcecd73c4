"""Posts shared again without a link: how many planted pairs are found, and how many are false.

Captions are drawn from the words of a language as often as people use them, or taken from a table
of real texts (``--texts FILE``, its column ``text``). Each way of sharing a text again is planted
on its own, in captions and in captions that name a person. False pairs are texts that resemble
each other and are not one: the same pattern or the same caption about another person, the same
opening, the same short or generic words, the same hashtags.

The baseline is what ``tefter.cleaning`` calls near duplicates (Jaccard 0.8 of the words as typed).
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import polars as pl
from wordfreq import top_n_list

from tefter.cleaning import mark_duplicates
from tefter.cleaning.duplicates import SHORTEST
from tefter.cleaning.similarity import jaccard
from tefter.cleaning.words import own_words
from tefter.demo.writing import sr_cyrillic, without_marks
from tefter.findings import wilson
from tefter.links.across.by_text import by_text

START = datetime(2023, 1, 1, tzinfo=UTC)
EMOJI = "😂🤣👀🔥💀🙈😱‼️👇🤡😳"
TAGS = ("#fyp", "#viral", "#balkan", "#xyzbca", "#trend")
SHORT = ("ko je zna", "haha kakva je", "ku e ke", "kush eshte kjo", "daj broj", "❤️❤️")
PATTERNS = (
    "kako prepoznati {} iz {} kad prodje ulicom",
    "pogledajte sta radi {} iz {} ovih dana",
    "evo opet {} iz mjesta {} svi je znaju",
    "shikoni {} nga {} si sillet keto dite",
    "kjo eshte {} nga {} te gjithe e njohin",
)
FIRST = (
    "Ana", "Mina", "Marija", "Jovana", "Milica", "Jelena", "Ivana", "Amra", "Lejla", "Selma",
    "Emina", "Arta", "Vlora", "Besa", "Teuta", "Elena", "Biljana", "Katarina", "Petra", "Maja",
    "Nika", "Tamara", "Sanja", "Dragana",
)  # fmt: skip
LAST = (
    "Petrović", "Jović", "Hadžić", "Kovačević", "Begić", "Nikolić", "Marković", "Horvat",
    "Novak", "Krasniqi", "Gashi", "Berisha", "Hoxha", "Stojanovska", "Trajkovska", "Ilić",
    "Babić", "Zupančič", "Kralj", "Delić", "Mujić", "Vuković",
)  # fmt: skip
TOWNS = ("Novog Sada", "Banje Luke", "Travnika", "Tetova", "Peći", "Celja", "Nikšića", "Zadra")
LEAST_WORDS, SPRINKLED = 6, 0.2
GENERIC = "pratite me za jos ovakvih snimaka svaki dan"
Write = Callable[[random.Random], str]


def captions(language: str, seed: int) -> Write:
    """Return a writer of captions of 6 to 25 words, drawn as often as they are used."""
    words = top_n_list(language, 20_000)
    weights = [1 / (rank + 2) for rank in range(len(words))]

    def write(dice: random.Random) -> str:
        return " ".join(dice.choices(words, weights, k=dice.randint(LEAST_WORDS, 25)))

    return write


def given(path: str) -> Write:
    """Return a writer that takes real texts, cut to the length of captions."""
    texts = pl.read_csv(path)["text"].drop_nulls().unique(maintain_order=True).to_list()
    long = [text for text in texts if len(text.split()) >= LEAST_WORDS]
    order = iter(random.Random(5).sample(long, len(long)))

    def write(dice: random.Random) -> str:
        return " ".join(next(order).split()[: dice.randint(LEAST_WORDS, 25)])

    return write


def naming(write: Write) -> Write:
    """Return a writer of captions that name a person."""

    def named(dice: random.Random) -> str:
        return about(person(dice), write(dice), dice)

    return named


def person(dice: random.Random) -> str:
    """Return a first name and a surname."""
    return f"{dice.choice(FIRST)} {dice.choice(LAST)}"


def about(name: str, caption: str, dice: random.Random) -> str:
    """Set a name and a town into a caption, at its beginning or inside."""
    words = caption.split()
    words.insert(dice.choice((0, dice.randrange(len(words)))), f"{name} iz {dice.choice(TOWNS)}")
    text = " ".join(words)
    return text[0].upper() + text[1:]


def another(text: str, name: str, dice: random.Random) -> str:
    """Return the text about another person: as written, in small letters, or in capitals."""
    other = text.replace(name, person(dice))
    return dice.choice((str, str, str.lower, str.upper))(other)


def mistyped(text: str, dice: random.Random, write: Write) -> str:
    """Change one letter of one word."""
    words = text.split()
    at = dice.randrange(len(words))
    place = dice.randrange(len(words[at]))
    words[at] = words[at][:place] + dice.choice("aeioutnrsk") + words[at][place + 1 :]
    return " ".join(words)


def edited(text: str, dice: random.Random, write: Write) -> str:
    """Change one word."""
    words = text.split()
    words[dice.randrange(len(words))] = max(write(dice).split(), key=len)
    return " ".join(words)


def cut(text: str, dice: random.Random, write: Write) -> str:
    """Keep the first two thirds or more."""
    words = text.split()
    return " ".join(words[: max(5, round(len(words) * dice.uniform(0.67, 0.95)))])


def inside(text: str, dice: random.Random, write: Write) -> str:
    """Set it among other words."""
    return f"{write(dice)} {text} {write(dice)}"


def cyrillic(text: str, dice: random.Random, write: Write) -> str:
    """Write it in the other script."""
    return sr_cyrillic(text.lower())


def bare(text: str, dice: random.Random, write: Write) -> str:
    """Leave the marks off the letters."""
    return without_marks(text)


def unlinked(text: str, dice: random.Random, write: Write) -> str:
    """Drop link and hashtags, which the post has."""
    return text


def emoji(text: str, dice: random.Random, write: Write) -> str:
    """Add emoji inside and after, and capitals."""
    words = [
        f"{word} {dice.choice(EMOJI)}" if dice.random() < SPRINKLED else word
        for word in text.split()
    ]
    return " ".join([*words, dice.choice(EMOJI) * 3]).upper()


def several(text: str, dice: random.Random, write: Write) -> str:
    """Change one word, leave the marks off, add emoji."""
    return emoji(bare(edited(text, dice, write), dice, write), dice, write)


SIMILAR = 0.8
SAME_WORDS = ("same short words", "same generic words", "same hashtags")
WAYS = (mistyped, edited, cut, inside, cyrillic, bare, unlinked, emoji, several)


def planted(write: Write, each: int, dice: random.Random) -> Iterator[tuple[str, str, str]]:
    """Return way, caption on TikTok and message in Telegram."""
    for way in WAYS:
        for number in range(each):
            text = write(dice)
            post = f"{text} {' '.join(dice.sample(TAGS, 2))} https://vm.tiktok.com/ZM{number}"
            yield way.__name__, post, way(text, dice, write)


def false(write: Write, each: int, dice: random.Random) -> Iterator[tuple[str, str, str]]:
    """Return kind and two texts that are not one."""
    for _ in range(each):
        yield "other text", write(dice), write(dice)
        opening = " ".join(write(dice).split()[:5])
        yield "same opening", f"{opening} {write(dice)}", f"{opening} {write(dice)}"
        pattern, names = dice.choice(PATTERNS), write(dice).split()
        filled = [pattern.format(*dice.sample(names, 2)) for _ in range(2)]
        if filled[0] != filled[1]:
            yield "same pattern, other name", filled[0], filled[1]
        name = person(dice)
        one = about(name, write(dice), dice)
        other = another(one, name, dice)
        if one.lower() != other.lower():
            yield "same words, other person", one, other
        short = dice.choice(SHORT)
        yield "same short words", short, short
        yield "same generic words", GENERIC, GENERIC
        tags = " ".join(dice.sample(TAGS, 3))
        yield "same hashtags", tags, tags


def frame(pairs: list[tuple[str, str, str]]) -> pl.DataFrame:
    """Return the posts: pair n is tiktok:n and telegram:1/n, a day later."""
    rows = []
    for number, (_, post, message) in enumerate(pairs):
        at = START + timedelta(minutes=number)
        rows.append((f"tiktok:{number}", "tiktok", f"a{number}", at, post))
        rows.append(
            (f"telegram:1/{number}", "telegram", f"b{number}", at + timedelta(days=1), message)
        )
    schema = {
        "post_uid": pl.String,
        "platform": pl.String,
        "account_id": pl.String,
        "posted_at": pl.Datetime("us", "UTC"),
        "text_clean": pl.String,
    }
    return pl.DataFrame(rows, schema=schema, orient="row")


def number(uid: pl.Expr) -> pl.Expr:
    """Return the number of the pair to which a post belongs."""
    return uid.str.extract(r"(\d+)$").cast(pl.Int64)


def measure(name: str, write: Write, each: int) -> None:
    """Print what was found of each way, and of what was found, which share was false."""
    dice = random.Random(427)
    true = list(planted(write, each, dice))
    pairs = true + list(false(write, each, dice))
    posts = frame(pairs)
    started = time.perf_counter()
    found = by_text(posts)
    seconds = time.perf_counter() - started
    found = found.with_columns(a=number(pl.col("one_uid")), b=number(pl.col("other_uid")))
    right = found.filter(pl.col("a") == pl.col("b"), pl.col("a") < len(true))
    wrong = found.filter((pl.col("a") != pl.col("b")) | (pl.col("a") >= len(true)))
    again = set(right["a"])
    print(f"\n{name}: {posts.height:,} posts, {seconds:.1f} s")
    for way in WAYS:
        rows = [row for row, (of, _, _) in enumerate(true) if of == way.__name__]
        print(
            f"  {way.__name__:<10} {len(again & set(rows)) / len(rows):.3f} of {len(rows):,} found"
        )
    print(
        f"  all        {len(again) / len(true):.4f} of {len(true):,} planted pairs found; "
        f"{wrong.height / max(1, found.height):.4f} of {found.height:,} found are false"
    )
    for kind in ("text", "near_text", "text_part"):
        good, bad = right.filter(kind=kind).height, wrong.filter(kind=kind).height
        low = (wilson(good, good + bad) or (0.0, 0.0))[0]
        print(f"  {kind:<10} {good:,} right, {bad:,} false: at least {low:.4f} right")
    resembles = [pairs[row][0] if row >= len(true) else "a planted one" for row in wrong["a"]]
    for of in dict.fromkeys(resembles):
        print(f"  false: {of}, {resembles.count(of):,}")
    marked = mark_duplicates(posts).filter(
        pl.col("platform") == "telegram", number(pl.col("post_uid")) < len(true)
    )
    same = number(pl.coalesce("duplicate_of", "near_duplicate_of")) == number(pl.col("post_uid"))
    print(f"  baseline   {marked.filter(same.fill_null(False)).height / len(true):.4f} found")
    near_copies(true, pairs[len(true) :])


def near_copies(true: list[tuple[str, str, str]], others: list[tuple[str, str, str]]) -> None:
    """Print what ``cleaning`` finds in posts of one platform, of what it calls nearly the same.

    To be found are the planted pairs of which the own words are as similar as it asks by default.
    """
    posts = frame(true + others).with_columns(platform=pl.lit("tiktok"))
    words = own_words(posts["text_clean"])
    long = words.str.len_chars() >= SHORTEST
    rows = [row for row in range(len(true)) if long[2 * row] and long[2 * row + 1]]
    asked = pl.DataFrame(
        {"first": [2 * row for row in rows], "second": [2 * row + 1 for row in rows]},
        schema={"first": pl.UInt32, "second": pl.UInt32},
    )
    alike = (jaccard(words, asked) >= SIMILAR).to_list()
    wanted = {row for row, near in zip(rows, alike, strict=True) if near}
    marked = mark_duplicates(posts, SIMILAR).select(
        a=number(pl.coalesce("duplicate_of", "near_duplicate_of")), b=number(pl.col("post_uid"))
    )
    found = marked.drop_nulls("a")
    right = found.filter(pl.col("a") == pl.col("b"), pl.col("a") < len(true))
    kinds = [kind for kind, _, _ in others]
    # Short and generic words are the same words, whoever writes them: that is no mistake here.
    same_words = {row for row, kind in enumerate(kinds, len(true)) if kind in SAME_WORDS}
    judged = found.filter(~pl.col("b").is_in(list(same_words)))
    false = judged.height - right.height
    print(
        f"  in one platform: {len(wanted & set(right['a'])) / max(1, len(wanted)):.4f} of "
        f"{len(wanted):,} near copies found; {false / max(1, judged.height):.4f} of "
        f"{judged.height:,} found are false"
    )


def main() -> None:
    """Print recall and false share for invented captions, or for real texts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--each", type=int, default=500, help="pairs of each kind")
    parser.add_argument("--texts", help="a CSV table of real texts, with the column text")
    arguments = parser.parse_args()
    if arguments.texts:
        measure("real texts", given(arguments.texts), arguments.each)
        return
    for language in ("sh", "mk", "sl"):
        write = captions(language, 1)
        measure(f"invented captions, {language}", write, arguments.each)
        measure(f"invented captions that name a person, {language}", naming(write), arguments.each)


if __name__ == "__main__":
    main()
