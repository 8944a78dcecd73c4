"""Which languages use the words of a text, and how often: the first and fastest evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt
import polars as pl
import yaml
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from tefter.language.letters import LATIN_OF_CYRILLIC, cyrillic, plain
from tefter.language.words import replaced
from tefter.prepared import prepared_arrays, prepared_frames

LISTS = {
    "sq": None,
    "hbs": "sh",
    "mk": "mk",
    "sl": "sl",
    "en": "en",
    "de": "de",
    "it": "it",
    "tr": "tr",
    "bg": "bg",
    "ro": "ro",
    "el": "el",
    "ru": "ru",
    "cs": "cs",
    "sk": "sk",
    "pl": "pl",
    "hu": "hu",
    "fr": "fr",
    "es": "es",
    "uk": "uk",
    "nl": "nl",
    "pt": "pt",
    "sv": "sv",
    "da": "da",
    "fi": "fi",
    "id": "id",
    "ca": "ca",
}
"""Every language that is told apart, and its list in ``wordfreq``. That has none of Albanian. The
last ones are here so that texts in them are not taken for others."""

LANGUAGES = tuple(LISTS)
REGION = ("sq", "hbs", "mk", "sl")
"""Languages of the eight countries."""

MOST = {True: 60_000, False: 20_000}
"""Words taken of each language of the region, and of each other."""

UNSEEN = 1e-7
"""Share of a word that no list has: that of the rarest words of ``wordfreq``'s small lists."""

SHOWN = 5
FREQUENT = 1e-4
"""Share from which a word may be shown as evidence: one word in ten thousand."""

RESPELT = 0.7
"""How much of a word's share goes to its spelling without diacritics. Set by hand: in the captions
that people type on telephones most words with diacritics lose them."""

FORM = 3e-6
"""Share of an Albanian word form of which only the dictionary is known, not how frequent it is.
Set by hand: the share of the middle word of ``wordfreq``'s list of another language."""

COLLOQUIAL = 3e-5
"""Share of a word of ``spoken.yml``. Set by hand: ten times that of the middle word of a list."""

SPOKEN = FORM / 3
"""Share of a form that is derived from a word. Set by hand: most of them are rarer than it."""

SPOKEN_ENDINGS = {"ë": "", "uar": "u", "ur": "", "rë": ""}
"""Endings of written Albanian and what Gheg says in their place."""

LEAST_SPOKEN = 4
"""Letters of the shortest form that is derived: shorter ones are words of every language."""

ELIDED_LETTERS = "tsnmkç"
ELISION = rf"(^| )([{ELIDED_LETTERS}])['’]"
"""Words of one letter before an apostrophe: Kosovo writes *t'du* and *n'shkollë*."""

ELIDED = {"sq": 0.01, "fr": 0.03, "it": 0.005, "ca": 0.02}
"""Share of the words of a language that are such a letter. Set by hand: they tell these four from
all others, and little between them."""

ZIPF = 0.06
"""Share of the most frequent word of a language, G. K. Zipf (1949), *Human Behavior and the
Principle of Least Effort*: the word of rank r has ``ZIPF / r``."""


@dataclass(frozen=True)
class Vocabulary:
    """Words and how much each speaks for each language.

    Attributes
    ----------
    words : polars.DataFrame
        ``word`` String, distinct, and ``index`` UInt32: its row in ``weights``.
    weights : array of float32
        One column a language of ``LANGUAGES``: the logarithm of the word's share there over
        ``UNSEEN``, so that a word of no list says nothing.
    """

    words: pl.DataFrame
    weights: npt.NDArray[np.float32]


@cache
def vocabulary() -> Vocabulary:
    """Read the lists; some 3 seconds once on a machine, then from disk."""
    rooms, libraries = ("language",), ("wordfreq", "simplemma")
    made = cache(_vocabulary)
    (words,) = prepared_frames("words", lambda: (made().words,), rooms=rooms, libraries=libraries)
    (weights,) = prepared_arrays(
        "weights-of-words", lambda: (made().weights,), rooms=rooms, libraries=libraries
    )
    return Vocabulary(words, weights)


def _vocabulary() -> Vocabulary:
    shares = pl.concat([*(_shares(language) for language in LANGUAGES), _elided()])
    shares = shares.group_by("word", "language").agg(pl.col("share").sum())
    words = shares.select("word").unique().sort("word").with_row_index("index")
    placed = shares.join(words, on="word")
    weights = np.zeros((words.height, len(LANGUAGES)), dtype=np.float32)
    weights[placed["index"].to_numpy(), placed["language"].to_numpy()] = np.log1p(
        placed["share"].to_numpy() / UNSEEN
    )
    return Vocabulary(words, weights)


def known_words(spoken: pl.Series) -> pl.DataFrame:
    """Find the words of texts that some list has.

    Parameters
    ----------
    spoken : polars.Series of String
        As ``words.words`` gives them. No nulls.

    Returns
    -------
    polars.DataFrame
        ``row`` UInt32, the text's place; ``word``; ``index`` UInt32, its row in ``weights``; in the
        order of the texts and their words.
    """
    rows = (
        replaced(spoken, "['’]", ELISION, "${1}${2}' ")
        .alias("word")
        .to_frame()
        .with_row_index("row")
        .with_columns(pl.col("word").str.split(" "))
        .explode("word", empty_as_null=True)
    )
    # Who says a word again says nothing new of the language (*ole ole ole*).
    distinct = rows.unique(["row", "word"], keep="first", maintain_order=True)
    return distinct.join(vocabulary().words, on="word", how="inner", maintain_order="left")


def word_evidence(found: pl.DataFrame, texts: int) -> npt.NDArray[np.float32]:
    """Sum how much the words of each text speak for each language.

    Parameters
    ----------
    found : polars.DataFrame
        As ``known_words`` gives it.
    texts : int
        How many texts there are.

    Returns
    -------
    array of float32
        A row a text, a column a language of ``LANGUAGES``: log-likelihood of the text's words
        over that of words of no list, each word taken by itself.
    """
    evidence = np.zeros((texts, len(LANGUAGES)), dtype=np.float32)
    if found.height:
        row = found["row"].to_numpy()
        starts = np.flatnonzero(np.r_[True, row[1:] != row[:-1]])
        evidence[row[starts]] = np.add.reduceat(
            vocabulary().weights[found["index"].to_numpy()], starts, axis=0
        )
    return evidence


def deciding_words(found: pl.DataFrame, first_two: npt.NDArray[np.intp]) -> pl.Series:
    """Return the words that spoke most for the likeliest language and against the one after it.

    Parameters
    ----------
    found : polars.DataFrame
        As ``known_words`` gives it.
    first_two : array of int
        A row a text: the columns of these two languages.

    Returns
    -------
    polars.Series of List[String]
        At most ``SHOWN`` words a text, the strongest first: only words so frequent in the language
        (``FREQUENT``) that they are nobody's name.
    """
    weights = vocabulary().weights
    index, row = found["index"].to_numpy(), found["row"].to_numpy()
    for_first = weights[index, first_two[row, 0]]
    margin = for_first - weights[index, first_two[row, 1]]
    strongest = (
        found.select("row", "word", margin=pl.Series(margin), weight=pl.Series(for_first))
        .filter((pl.col("margin") > 0) & (pl.col("weight") >= np.log(FREQUENT / UNSEEN)))
        .sort(["row", "margin", "word"], descending=[False, True, False])
        .group_by("row", maintain_order=True)
        .agg(pl.col("word").unique(maintain_order=True).head(SHOWN))
    )
    rows = pl.DataFrame({"row": pl.int_range(len(first_two), dtype=pl.UInt32, eager=True)})
    return rows.join(strongest, on="row", how="left", maintain_order="left")["word"].fill_null(
        pl.lit([], pl.List(pl.String))
    )


def _shares(language: str) -> pl.DataFrame:
    """Return the words of one language in every spelling, with their shares."""
    listed = LISTS[language]
    if listed is None:
        words, share = _albanian()
    else:
        words, share = _listed(listed, MOST[language in REGION])
    spoken = _spoken()[language].split() if language in REGION else []
    words, share = words + spoken, share + [COLLOQUIAL] * len(spoken)
    frame = pl.DataFrame({"word": words, "share": share}).filter(
        pl.col("word").str.contains(r"^[\p{L}\p{M}'’-]+$")
    )
    spelt = [frame]
    if language == "hbs":
        spelt.append(frame.with_columns(cyrillic(pl.col("word"))))
    if language == "mk":
        latin = pl.col("word").str.replace_many(LATIN_OF_CYRILLIC)
        spelt.append(frame.with_columns(latin, pl.col("share") * RESPELT))
    for one in tuple(spelt):
        respelt = one.with_columns(
            plain(pl.col("word")).alias("plain"), pl.col("share") * RESPELT
        ).filter(pl.col("plain") != pl.col("word"))
        spelt.append(respelt.select(word="plain", share="share"))
    return pl.concat(spelt).with_columns(language=pl.lit(LANGUAGES.index(language), pl.Int64))


@cache
def _spoken() -> dict[str, str]:
    """Read ``spoken.yml``: what people write and no packaged list has."""
    text = files("tefter.language").joinpath("spoken.yml").read_text("utf-8")
    read: dict[str, str] = yaml.safe_load(text)
    return read


def _listed(name: str, most: int) -> tuple[list[str], list[float]]:
    """Read a list of ``wordfreq`` without its caches, which hold 700 MB of these languages."""
    # Here, because it takes as long to import as all of Polars, and the lists are kept prepared.
    import wordfreq  # noqa: PLC0415

    path = wordfreq.available_languages("best")[name]
    words: list[str] = []
    share: list[float] = []
    # Words of the same share are packed together, in steps of a hundredth of a decade.
    for centibels, same in enumerate(wordfreq.read_cBpack(path)):
        words += same
        share += [wordfreq.cB_to_freq(-centibels)] * len(same)
        if len(words) >= most:
            break
    return words[:most], share[:most]


def _elided() -> pl.DataFrame:
    """Return the words that are written before an apostrophe, with their shares."""
    rows = [
        (f"{letter}'", share / len(ELIDED_LETTERS), LANGUAGES.index(language))
        for letter in ELIDED_LETTERS
        for language, share in ELIDED.items()
    ]
    return pl.DataFrame(rows, schema=["word", "share", "language"], orient="row")


def common_words(language: str) -> dict[str, float]:
    """Return the listed words of a language of the region with their shares."""
    listed = LISTS[language]
    words, share = _albanian() if listed is None else _listed(listed, MOST[language in REGION])
    return dict(zip(words, share, strict=True))


def _albanian() -> tuple[list[str], list[float]]:
    """Read our list of frequent words, and the word forms of ``simplemma`` behind them."""
    text = files("tefter.language").joinpath("albanian.txt").read_text("utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    words = " ".join(lines).split()
    share = [ZIPF / rank for rank in range(1, len(words) + 1)]
    forms = DefaultDictionaryFactory().get_dictionary("sq")
    others = {word.lower() for pair in forms.items() for word in pair} - set(words)
    known = words + sorted(others)
    spoken = spoken_forms(known) - set(known)
    weights = share + [FORM] * len(others) + [SPOKEN] * len(spoken)
    return known + sorted(spoken), weights


def spoken_forms(words: Iterable[str]) -> set[str]:
    """Return how Gheg says Albanian words, and much of it speech everywhere.

    The final *ë* is not said (*rrugë*, *rrug*), participles lose their ending (*takuar*, *taku*;
    *vjedhur*, *vjedh*; *ardhur*, *ardh*), *mb* and *nd* become *m* and *n* (*mbledh*, *mledh*;
    *ndihmë*, *nihm*): M. Camaj (1984), *Albanian Grammar*, Harrassowitz.

    Parameters
    ----------
    words : iterable of str
        Lower-case words.

    Returns
    -------
    set of str
        Their other forms of at least ``LEAST_SPOKEN`` letters.
    """
    made: set[str] = set()
    for word in words:
        for ending, said in SPOKEN_ENDINGS.items():
            if word.endswith(ending):
                made.add(word.removesuffix(ending) + said)
    assimilated = {one.replace("mb", "m").replace("nd", "n") for one in made.union(words)}
    return {one for one in made | assimilated if len(one) >= LEAST_SPOKEN}
