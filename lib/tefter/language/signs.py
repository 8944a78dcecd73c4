"""The signs that tell varieties apart: groups of words, read from ``variety.yml``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import polars as pl
import yaml

from tefter.language.future import future_words, infinitives
from tefter.language.letters import plain
from tefter.language.vocabulary import common_words
from tefter.language.yat import yat_words
from tefter.prepared import prepared_frames

YAT_SIGNS = ("ekavian", "ijekavian")
FUTURE_SIGNS = ("future in two words", "future in one word")
INFINITIVE = "infinitive"
"""Signs to which the words of ``yat`` and ``future`` are added."""

HIDDEN = "…"
"""What is shown of a word that may be a name."""

FREQUENT = 3e-6
"""Share from which a word is frequent enough to be mistaken for another."""


@dataclass(frozen=True)
class Words:
    """Words as a sign lists them.

    Attributes
    ----------
    whole : frozenset of str
        Whole words, and pairs of words with a space between them.
    stems : frozenset of str
        What words with any ending begin with.
    pattern : str or None
        Regular expression over a whole word or pair.
    """

    whole: frozenset[str]
    stems: frozenset[str]
    pattern: str | None

    @classmethod
    def of(cls, listed: Iterable[str], pattern: str | None = None) -> Words:
        """Read words as ``variety.yml`` writes them."""
        spelt = [word.replace("_", " ") for word in listed]
        return cls(
            frozenset(word for word in spelt if not word.endswith("*")),
            frozenset(word[:-1] for word in spelt if word.endswith("*")),
            f"^(?:{pattern})$" if pattern else None,
        )


@dataclass(frozen=True)
class Sign:
    """A group of words that are evidence of one kind.

    Attributes
    ----------
    name : str
        What it is called in the evidence.
    exact : Words
        In lower-case Latin, with their diacritics.
    bare : Words or None
        The same for texts without diacritics: a word of which another frequent word is then left
        is not in it (*reči* and *reći*). None where diacritics are the sign.
    each : bool
        Whether each word counts in full: words that are only more frequent in one variety.
    once : bool
        Whether all words count as one: a habit that a writer has everywhere or nowhere.
    support : dict
        Variety to the logarithm of how likely the sign is there, next to where it is at home.
    """

    name: str
    exact: Words
    bare: Words | None
    each: bool
    once: bool
    support: Mapping[str, float]


@cache
def signs(language: str) -> tuple[Sign, ...]:
    """Read the signs of a language: ``hbs`` or ``sq``."""
    (forms,) = prepared_frames(
        f"signs-{language}",
        lambda: (_forms(_made(language)),),
        rooms=("language",),
        libraries=("wordfreq", "simplemma", "pyyaml"),
    )
    groups = {
        (int(place), bool(bare)): group
        for (place, bare), group in forms.group_by("sign", "bare", maintain_order=True)
    }
    return tuple(
        Sign(
            one["sign"],
            _words(groups[place, False]),
            _words(groups[place, True]) if (place, True) in groups else None,
            bool(one.get("each")),
            bool(one.get("once")),
            one["of"],
        )
        for place, one in enumerate(_file()[language])
    )


def _forms(made: tuple[Sign, ...]) -> pl.DataFrame:
    """Return the words of signs as a frame: ``sign bare kind form``."""
    rows = [
        (place, bare, kind, form)
        for place, sign in enumerate(made)
        for bare, listed in ((False, sign.exact), (True, sign.bare))
        if listed is not None
        for kind, forms in (
            ("whole", sorted(listed.whole)),
            ("stem", sorted(listed.stems)),
            ("pattern", [listed.pattern]),
        )
        for form in forms
    ]
    schema = {"sign": pl.Int64, "bare": pl.Boolean, "kind": pl.String, "form": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _words(forms: pl.DataFrame) -> Words:
    kinds = {kind: forms.filter(kind=kind)["form"].to_list() for kind in ("whole", "stem")}
    pattern = forms.filter(kind="pattern")["form"].item()
    return Words(frozenset(kinds["whole"]), frozenset(kinds["stem"]), pattern)


def _made(language: str) -> tuple[Sign, ...]:
    made = []
    for one in _file()[language]:
        words = one.get("words", "").split()
        pattern = one.get("pattern")
        if one["sign"] in YAT_SIGNS:
            words += yat_words(_file()["no_yat_pairs"])[YAT_SIGNS.index(one["sign"])]
        if one["sign"] in FUTURE_SIGNS:
            words += future_words()[FUTURE_SIGNS.index(one["sign"])]
        if one["sign"] == INFINITIVE:
            words += infinitives()
        bare = None if one.get("exact") else _bare(words, pattern, language)
        exact = Words.of(words, pattern)
        each, once = bool(one.get("each")), bool(one.get("once"))
        made.append(Sign(one["sign"], exact, bare, each, once, one["of"]))
    return tuple(made)


def find_signs(texts: pl.DataFrame, language: str) -> pl.DataFrame:
    """Find the signs of a language in texts.

    Parameters
    ----------
    texts : polars.DataFrame
        ``row`` and ``text``: words in lower-case Latin with single spaces between them.
    language : str
        ``hbs`` or ``sq``.

    Returns
    -------
    polars.DataFrame
        ``row``; ``sign`` Int64, its place in ``signs``; ``word``; ``shown``, the word or, where
        only a pattern has it and no list of words, ``HIDDEN``, as it may be somebody's name. Each
        once for a text, in the order of the text. Pairs of words are words here.
    """
    spelt = texts.select("row", "text", without=pl.col("text") == plain(pl.col("text")))
    # Words are looked up once for all texts: few of them are different.
    tokens = (
        spelt.with_columns(word=pl.col("text").str.split(" "))
        .explode("word", empty_as_null=True)
        .select("row", "without", "word", place=pl.int_range(pl.len()))
    )
    pairs = tokens.with_columns(
        word=pl.col("word") + " " + pl.col("word").shift(-1).over("row")
    ).drop_nulls("word")
    both = pl.concat([tokens, pairs])
    known = _sign_of(both["word"].unique(), language)
    return (
        both.join(known, on="word", how="inner")
        .filter(pl.col("without") == pl.col("bare"))
        .sort("place", "sign")
        .unique(["row", "sign", "word"], keep="first", maintain_order=True)
        .select("row", "sign", "word", "shown")
    )


def _sign_of(words: pl.Series, language: str) -> pl.DataFrame:
    """Return ``word``, ``shown``, ``sign``, and ``bare``: whether it holds without diacritics."""
    listed, stems = _listed(language)
    frame = words.alias("word").to_frame()
    lengths = sorted({len(form) for form in stems["form"]})
    beginnings = (
        frame.filter(~pl.col("word").str.contains(" ", literal=True))
        .with_columns(
            form=pl.concat_list(pl.lit(""), *(pl.col("word").str.head(one) for one in lengths))
        )
        .explode("form", empty_as_null=True)
    )
    found = [
        frame.join(listed, left_on="word", right_on="form"),
        beginnings.join(stems, on="form"),
    ]
    by_pattern = [
        frame.filter(pl.col("word").str.contains(pattern)).with_columns(
            sign=pl.lit(place, pl.Int64), bare=pl.lit(bare)
        )
        for place, bare, pattern in _patterns(language)
    ]
    columns = ("word", "sign", "bare")
    in_lists = pl.concat([one.select(columns) for one in found]).with_columns(shown="word")
    others = pl.concat([in_lists.select(columns).clear(), *by_pattern])
    common = _common(language)
    shown = [word if common.issuperset(word.split()) else HIDDEN for word in others["word"]]
    others = others.with_columns(shown=pl.Series(shown, dtype=pl.String))
    return pl.concat([in_lists, others]).unique(columns, keep="first", maintain_order=True)


@cache
def _common(language: str) -> frozenset[str]:
    """Return the words that some list of the language has, so that they are nobody's name."""
    (words,) = prepared_frames(
        f"common-words-{language}",
        lambda: (pl.DataFrame({"word": list(common_words(language))}),),
        rooms=("language",),
        libraries=("wordfreq", "simplemma"),
    )
    return frozenset(words["word"])


@cache
def _listed(language: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the listed words, and the beginnings: ``form``, ``sign`` and ``bare``."""
    schema = {"form": pl.String, "sign": pl.Int64, "bare": pl.Boolean}
    whole, stems = (
        [
            (form, place, bare)
            for place, bare, words in _spellings(language)
            for form in sorted(words.stems if of_stems else words.whole)
        ]
        for of_stems in (False, True)
    )
    return (
        pl.DataFrame(whole, schema=schema, orient="row"),
        pl.DataFrame(stems, schema=schema, orient="row"),
    )


@cache
def _patterns(language: str) -> tuple[tuple[int, bool, str], ...]:
    return tuple(
        (place, bare, words.pattern)
        for place, bare, words in _spellings(language)
        if words.pattern is not None
    )


def _spellings(language: str) -> Iterator[tuple[int, bool, Words]]:
    """Go through the signs, with and without diacritics."""
    for place, sign in enumerate(signs(language)):
        yield place, False, sign.exact
        yield place, True, sign.bare or sign.exact


@cache
def _file() -> dict[str, Any]:
    text = files("tefter.language").joinpath("variety.yml").read_text("utf-8")
    read: dict[str, Any] = yaml.safe_load(text)
    return read


def _bare(words: list[str], pattern: str | None, language: str) -> Words:
    """Return the words without diacritics, but for those that then are another word."""
    taken = _taken(language)
    alone = [
        bare
        for word, bare in zip(words, _plain(words), strict=True)
        if _other_words(word, bare, taken) <= {bare}
    ]
    return Words.of(alone, _plain([pattern])[0] if pattern else None)


def _other_words(word: str, bare: str, taken: Mapping[str, set[str]]) -> set[str]:
    """Return the frequent words, not meant by ``word``, that look like it without diacritics."""
    if not word.endswith("*"):
        return taken.get(bare, set()) - {word}
    stem, bare_stem = word[:-1], bare[:-1]
    return {
        other
        for spelt, others in taken.items()
        if spelt.startswith(bare_stem) and not any(one.startswith(stem) for one in others)
        for other in others
    } - ({bare_stem} if stem != bare_stem else set())


@cache
def _taken(language: str) -> dict[str, set[str]]:
    """Return, for every bare form, the frequent words that have it."""
    if language != "hbs":
        return {}
    taken: dict[str, set[str]] = {}
    words = [word for word, share in common_words(language).items() if share > FREQUENT]
    for word, bare in zip(words, _plain(words), strict=True):
        taken.setdefault(bare, set()).add(word)
    return taken


def _plain(words: list[str]) -> list[str]:
    listed = pl.DataFrame({"w": pl.Series(words, dtype=pl.String)})
    return listed.select(plain(pl.col("w")))["w"].to_list()
