"""Whether two texts that resemble each other are about different people: then they are two posts.

Many texts about women are written to one pattern, and only the name changes. The measures of
likeness do not see it: the longer the pattern, the less a name weighs in it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

import polars as pl
from rapidfuzz.distance import OSA

from tefter.cleaning.folding import fold
from tefter.cleaning.words import APART
from tefter.privacy.names import NO_NAMES, first_names, is_first_name, spelt

SET_ASIDE = re.compile(APART)
TOKEN = re.compile(r"[^\W_]+")
ENDS_SENTENCE = re.compile(r"[.!?…\n]")
LINK = r"(?i)(?:https?://|www\.|t\.me/|tg://)\S+"
HANDLE = r"(?:^|[^\w@.])@[\w.]+"
NO_LETTER = r"[^\p{L}]+"

TWO_SLIPS = 8
"""Letters from which a word may be mistyped twice and still be that word; a shorter one once."""

STEM = 3
"""Letters that two forms of one name begin with at least: *Petrović*, *Petroviću*."""

ENDING = 3
"""Letters by which two forms of one name may differ in length: *-eva*, *-ima*."""

CASES = frozenset(
    [
        *[
            "",
            "a",
            "e",
            "i",
            "o",
            "u",
            "om",
            "em",
            "oj",
            "ih",
            "im",
            "ima",
            "ama",
            "je",
            "ju",
            "jo",
        ],
        *["ev", "eva", "evo", "eve", "evi", "evu", "evoj", "evom", "evih"],
        *["ov", "ova", "ovo", "ove", "ovi", "ovu", "ovoj", "ovom", "ovih"],
        *["in", "ina", "ino", "ine", "ini", "inu", "inoj", "inom", "inih"],
        *["en", "es", "it", "in", "iu", "t", "n", "s"],
    ]
)
"""Endings of names in the cases of the region's languages, and of what belongs to somebody: folded,
of Bosnian and its neighbours, Slovenian, Macedonian and Albanian. From their grammars, by hand."""

PHONE = 6
"""Digits. Two numbers with so many the same at the end are one, with and without the prefix."""

SHORTEST_NAME = 3
"""Letters. A shorter word in a text of one case is a particle rather than a name."""

REMEMBERED = 100_000
"""Pairs of words that are not compared anew: some 30 MB."""

SPELT_ALIKE = re.compile("(?<=[dgkln])j|(?<=[csz])h")
"""Letters that stand for a mark: *Djordje* and *Đorđe*, *Krshi* and *Krši*."""


class Words(NamedTuple):
    """A text word by word: folded, and what the writing tells of each word."""

    folded: list[str]
    named: list[bool]
    """Written as a name: capitalised where no sentence begins, or before another such word."""
    called: list[bool]
    """A first name of the region, in capitals or not."""
    numbers: list[bool]
    tells: bool
    """Whether capitals tell names from other words here: there are some, and not only."""


def handles(texts: pl.Series) -> pl.Series:
    """Return the letters of the handles (``@name``) that each text mentions, sorted.

    Parameters
    ----------
    texts : polars.Series of String

    Returns
    -------
    polars.Series of List(String)
        In small letters and without dots, digits and underscores, by which the accounts of one
        person on two platforms often differ.
    """
    return texts.to_frame("text").select(
        pl.col("text")
        .str.replace_all(LINK, " ")
        .str.extract_all(HANDLE)
        .list.eval(pl.element().str.to_lowercase().str.replace_all(NO_LETTER, ""))
        .list.eval(pl.element().filter(pl.element() != ""))
        .list.unique()
        .list.sort()
        .fill_null([])
        .alias("handles")
    )["handles"]


def of_others(texts: pl.Series, pairs: pl.DataFrame) -> pl.Series:
    """Tell for pairs of texts whether they are about different people.

    They are where words of the one stand in the place of unrelated words of the other and both
    look like names: capitalised in a sentence, or at its beginning before another capitalised
    word; first names, also in small letters; numbers. Forms and misspellings of one word are no
    other word. Words added or left out replace nothing, and a name that stands in the place of
    words that are none, as where somebody took it out, does not count either.

    Parameters
    ----------
    texts : polars.Series of String
        As they were written, without nulls.
    pairs : polars.DataFrame
        ``first`` and ``second``: positions in ``texts``.

    Returns
    -------
    polars.Series of Boolean
        One for each pair.

    Notes
    -----
    Words are aligned by Ratcliff and Metzener (1988), *Pattern matching: the gestalt approach*,
    Dr. Dobb's Journal 13(7), as in ``difflib``. Misspellings: F. J. Damerau (1964),
    doi:10.1145/363958.363994.
    """
    needed = pl.concat([pairs["first"], pairs["second"]]).unique().sort()
    words = dict(zip(needed.to_list(), read(texts.gather(needed).to_list()), strict=True))
    return pl.Series(
        [
            differ(words[first], words[second])
            for first, second in pairs.select("first", "second").iter_rows()
        ],
        dtype=pl.Boolean,
    )


def read(texts: list[str]) -> Iterator[Words]:
    """Return the words of each text, with what its writing tells of them."""
    plain = [unicodedata.normalize("NFKC", SET_ASIDE.sub(" ", text)) for text in texts]
    tokens = [list(TOKEN.finditer(text)) for text in plain]
    distinct = list({token[0] for found in tokens for token in found})
    folded = dict(
        zip(distinct, fold(pl.Series(distinct, dtype=pl.String)).str.strip_chars(), strict=True)
    )
    for text, found in zip(plain, tokens, strict=True):
        words = [token[0] for token in found]
        capital = [word[0].isupper() for word in words]
        begins = [True, *(_ends(text, one, other) for one, other in pairwise(found))]
        inside = [big and not first for big, first in zip(capital, begins, strict=True)]
        small = any(word[0].islower() for word in words)
        before_another = [*inside[1:], False]
        yield Words(
            [folded[word] for word in words],
            [
                small and big and (within or following)
                for big, within, following in zip(capital, inside, before_another, strict=True)
            ],
            [_is_called(word) for word in words],
            [2 * sum(map(str.isdigit, word)) >= len(word) for word in words],
            small and any(inside),
        )


def _ends(text: str, one: re.Match[str], other: re.Match[str]) -> bool:
    """Whether a sentence ends between two words: by its sign, a new line or a picture."""
    between = text[one.end() : other.start()]
    if between == " ":
        return False
    initial = len(one[0]) == 1 and between.startswith(".")
    return not initial and (
        ENDS_SENTENCE.search(between) is not None
        or any(unicodedata.category(sign) == "So" for sign in between)
    )


def differ(one: Words, other: Words) -> bool:
    """Tell whether two texts are about different people, as ``of_others`` explains."""
    if not _may_differ(one, other):
        return False
    steps = SequenceMatcher(None, one.folded, other.folded, autojunk=False).get_opcodes()
    return any(
        step == "replace" and _replaced(one, range(start, end), other, range(begin, stop))
        for step, start, end, begin, stop in steps
    )


def _may_differ(one: Words, other: Words) -> bool:
    """Whether each text has a name or number that the other has not: soon told, and seldom so."""

    def alone(words: Words, there: set[str]) -> list[int]:
        return [place for place, word in enumerate(words.folded) if word not in there]

    at, at_other = alone(one, set(other.folded)), alone(other, set(one.folded))
    return _others(_marks(one, at), _marks(other, at_other))


def _replaced(one: Words, places: range, other: Words, places_other: range) -> bool:
    """Whether names stand in the place of names, or numbers in the place of numbers."""
    names = _any_name(one, places) or _any_name(other, places_other)
    if _one_word(_joined(one, places), _joined(other, places_other), names):
        return False
    at, at_other = _strange(one, places, other), _strange(other, places_other, one)
    return _others(_marks(one, at), _marks(other, at_other))


class _Marks(NamedTuple):
    """What stands at some places of a text."""

    number: bool
    named: bool
    called: bool
    may_name: bool
    """A word that may be a name, as the text is written in letters of one case."""


def _marks(words: Words, places: list[int]) -> _Marks:
    return _Marks(
        any(words.numbers[place] for place in places),
        any(words.named[place] for place in places),
        any(words.called[place] for place in places),
        not words.tells
        and any(
            len(words.folded[place]) >= SHORTEST_NAME and not words.numbers[place]
            for place in places
        ),
    )


def _others(one: _Marks, other: _Marks) -> bool:
    """Whether words with these marks in the place of each other are about different people."""
    return (
        (one.number and other.number)
        or (one.named and (other.named or other.called or other.may_name))
        or (other.named and (one.called or one.may_name))
        or (one.called and other.called)
    )


def _joined(words: Words, places: range) -> str:
    return "".join(words.folded[places.start : places.stop])


def _strange(one: Words, places: range, other: Words) -> list[int]:
    """Return at which of these places words stand of which the other text has no form at all."""
    there = set(other.folded)
    # A word that both have is itself, and no form of another: ``na`` is no slip for ``Ana``.
    own = set(one.folded)
    forms = {
        form: other.named[at] or other.called[at]
        for at, form in enumerate(other.folded)
        if form not in own
    }
    return [
        at
        for at in places
        if (one.named[at] or one.called[at] or one.numbers[at] or not one.tells)
        and one.folded[at] not in there
        and not any(
            _one_word(one.folded[at], form, name or one.named[at] or one.called[at])
            for form, name in forms.items()
        )
    ]


def _any_name(words: Words, places: range) -> bool:
    return any(words.named[place] or words.called[place] for place in places)


@cache
def _is_called(word: str) -> bool:
    return is_first_name(word) and spelt(word) not in NO_NAMES


@lru_cache(maxsize=REMEMBERED)
def _one_word(one: str, other: str, names: bool) -> bool:
    """Whether two folded words are one: misspelt, in another form, or shortened to its letter.

    Names are one letter apart too often for that: of Petrović and Petković, or Marija and Marina,
    no slip makes the one of the other.
    """
    if one == other:
        return True
    if one.isdigit() and other.isdigit():
        short, long = sorted((one.lstrip("0"), other.lstrip("0")), key=len)
        return short == long or (len(short) >= PHONE and long.endswith(short))
    if names:
        return _one_name(one, other)
    one, other = (SPELT_ALIKE.sub("", word) for word in (one, other))
    short, long = sorted((one, other), key=len)
    if len(short) <= 1:
        return long.startswith(short)
    stem = _stem(short, long)
    if stem >= max(STEM, len(short) - 1) and len(long) - len(short) <= ENDING:
        return True
    most = 1 if len(long) < TWO_SLIPS else 2
    return OSA.distance(short, long, score_cutoff=most) <= most


@lru_cache(maxsize=REMEMBERED)
def _one_name(one: str, other: str) -> bool:
    """Whether two folded names are one: in another case, in another spelling, or by its letter."""
    if min(len(one), len(other)) <= 1:
        return one[:1] == other[:1]
    spelt_alike = SPELT_ALIKE.sub("", one) == SPELT_ALIKE.sub("", other)
    both_known = {one, other} <= first_names()
    if spelt_alike and not both_known:
        return True
    stem = _stem(one, other)
    declined = any(
        one[at:] in CASES and other[at:] in CASES for at in range(max(2, stem - 1), stem + 1)
    )
    if declined or both_known:
        return declined
    # What is left is a slip of the pen, in a name so long that another so near is rare.
    return (
        min(len(one), len(other)) >= TWO_SLIPS
        and one[0] == other[0]
        and sorted(one) == sorted(other)
        and OSA.distance(one, other, score_cutoff=1) <= 1
    )


def _stem(one: str, other: str) -> int:
    """Return how many letters two words begin with alike."""
    return next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
