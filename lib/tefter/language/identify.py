"""Script, language and variety of texts, each with its confidence and evidence."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import numpy.typing as npt
import polars as pl

from tefter.frames import LANGUAGE, stage
from tefter.language.ngrams import ngram_evidence
from tefter.language.variety import variety_of
from tefter.language.vocabulary import LANGUAGES, deciding_words, known_words, word_evidence
from tefter.language.words import script, words

WORDS, SEQUENCES = 0.49, 1.0
"""How much the evidence of words and that of letter sequences count. Words of one text are not
independent, so they count less than their sum."""

PRIOR = {"sq": 3.3, "hbs": 2.3, "mk": 0.7, "sl": 3.2}
"""Head start of the region's languages over each other one, as logarithms of odds; Albanian's is
large because the frequency of most of its words is not known. These and the two weights were
fitted by maximum likelihood, with equal weight, to formal sentences in the region's languages
(Universal Dependencies and ParlaSent; whole, cut to 30 characters, without diacritics and in
Cyrillic) and to the texts of translated programs in 26 languages, whole and cut."""

SURE = 0.999
"""Where words alone give one language so much, letter sequences are not asked: in the same texts
such answers were right in 9,994 of 10,000."""

LATIN_MACEDONIAN = 1.0
"""py3langid knows Macedonian in Cyrillic only: in Latin script it is taken to be as likely as
*hbs*, less this much on the scale of logarithms."""

LEAST_CONFIDENCE = 0.5
"""Below it the language is ``und``. Set by hand."""

LEAST_OF_ONE_WORD = 0.9
"""The same for a single word, which may be a name."""

SURE_ENOUGH_OF_VARIETY = 0.9
"""Below it no variety is told: of 660 captions that somebody wrote unseen, languages told with less
were right in two of three, and with more in 996 of 1,000."""

NAME = r"^[^\p{L}\p{N}]*(?:\p{Lu}\p{Ll}+[^\p{L}\p{N}]*){1,4}$"
"""A text that may be one name: a few words, each with a capital. It is one where no word of it is
frequent in the language that it looks like; whose names it has is not its language."""

ENOUGH_LETTERS = r"\p{L}.*\p{L}"
"""One letter is no word of which anything could be told."""

LONGEST = 2_000
"""Letters that are looked at, from the beginning of a text."""

LEAST_TOGETHER, TOGETHER = 512, 8_192
"""Texts in one piece of work, at least and at most."""

THREADS = 2
"""Pieces at a time. Much of the work is in libraries that let go of Python's lock."""

OTHER_SCRIPT = r"\p{Greek}"

UNREAD = r"[\p{L}--[\p{Latin}\p{Cyrillic}\p{Greek}]]"
"""Letters of scripts of which no language is told. Where they are half of a text or more, what is
left is a name or a greeting, and the text is in none of our languages."""

LETTERS_OF = {
    "[ђћ]": ("hbs",),
    "[ѓќѕ]": ("mk",),
    "[јљњџ]": ("hbs", "mk"),
    "[ьюя]": ("bg", "ru", "uk"),
    "[ъ]": ("bg", "ru"),
    "[ыэё]": ("ru",),
    "[іїєґ]": ("uk",),
}
"""Letters of Cyrillic, and the languages in whose alphabets they are. Lists of words and of
sequences know this only of what they hold, which in a short text is little."""

FOREIGN_LETTER = 8.0
"""How much less likely, as a logarithm, a letter makes a language that has it not: it may stand in
a name or by mistake. Set by hand."""

SCHEMA = {column.name: column.dtype for column in LANGUAGE}


def identify(texts: pl.Series) -> pl.DataFrame:
    """Tell the script, language and variety of texts.

    Parameters
    ----------
    texts : polars.Series of String
        Texts of any origin; nulls are allowed.

    Returns
    -------
    polars.DataFrame
        One row a text, in order: ``script`` latn, cyrl, mixed or none; ``language`` ISO 639 (hbs
        for Bosnian, Croatian, Montenegrin and Serbian), or und where there is no language in the
        text or confidence is under ``LEAST_CONFIDENCE``; ``variety`` bs, hr, cnr or sr of hbs, als
        or aln of sq, null where nothing in the text tells; ``language_confidence`` 0 to 1, null for
        und; ``language_evidence`` List[String]: the words that decided, and what was asked.

    Notes
    -----
    Log-linear pooling of two detectors (C. Genest and J. V. Zidek (1986), "Combining Probability
    Distributions", *Statistical Science* 1): word frequencies of ``wordfreq`` for all texts, and
    py3langid's letter sequences for those that words leave open. It draws nothing at random.
    ``bench/language.py`` prints how right and how fast it is on any labelled file.
    """
    asked = texts.alias("text").cast(pl.String)
    distinct = asked.unique(maintain_order=True)
    size = min(TOGETHER, max(LEAST_TOGETHER, -(-len(distinct) // THREADS)))
    parts = [distinct.slice(start, size) for start in range(0, max(1, len(distinct)), size)]
    with ThreadPoolExecutor(THREADS) as threads:
        told = pl.concat(threads.map(_told, parts)).with_columns(distinct)
    found = asked.to_frame().join(
        told, on="text", how="left", maintain_order="left", nulls_equal=True
    )
    return found.select(*SCHEMA)


@stage(needs=("text_clean",), adds=tuple(SCHEMA))
def add_language(posts: pl.DataFrame) -> pl.DataFrame:
    """Add script, language and variety of ``text_clean``, as ``identify`` tells them."""
    return posts.with_columns(identify(posts["text_clean"]).get_columns())


def _told(distinct: pl.Series) -> pl.DataFrame:
    """Tell the language of distinct texts."""
    spoken = words(distinct).fill_null("").str.head(LONGEST)
    known = known_words(spoken)
    scores = WORDS * word_evidence(known, len(spoken)) + np.array(
        [PRIOR.get(code, 0.0) for code in LANGUAGES]
    )
    scores -= FOREIGN_LETTER * _without_letters(spoken)
    chances = _chances(scores)
    text = pl.col("words")
    frame = (
        spoken.alias("words")
        .to_frame()
        .with_columns(
            script=script(spoken),
            lettered=text.str.contains(ENOUGH_LETTERS),
            several=text.str.split(" ").list.n_unique() > 1,
            greek=text.str.contains(OTHER_SCRIPT),
            unread=text.str.count_matches(UNREAD) * 2 >= text.str.count_matches(r"\p{L}"),
        )
    )
    readable = ((frame["script"] != "none") | frame["greek"]) & ~frame["unread"]
    named = distinct.str.contains(NAME).fill_null(False)
    open_rows = np.flatnonzero(readable.to_numpy() & (chances.max(axis=1, initial=0) < SURE))
    if len(open_rows):
        asked = ngram_evidence(_once_each(spoken.gather(open_rows)))
        latin = (frame["script"].gather(open_rows) == "latn").to_numpy()
        _allow_latin_macedonian(asked, latin)
        chances[open_rows] = _chances(scores[open_rows] + SEQUENCES * asked)
    best = chances.argmax(axis=1)
    confidence = chances.max(axis=1, initial=0).astype(np.float64)
    asked_both = np.zeros(len(spoken), dtype=bool)
    asked_both[open_rows] = True
    needed = pl.when("several").then(LEAST_CONFIDENCE).otherwise(LEAST_OF_ONE_WORD)
    told = frame.with_columns(
        readable=readable,
        code=pl.Series(np.array(LANGUAGES)[best], dtype=pl.String),
        confidence=pl.Series(confidence),
        both=pl.Series(asked_both),
        deciding=deciding_words(known, _first_two(chances)),
        named=named,
    ).with_columns(
        certain=pl.col("readable")
        & pl.col("lettered")
        & (pl.col("confidence") >= needed)
        & ~(pl.col("named") & (pl.col("deciding").list.len() == 0))
    )
    told = told.with_columns(
        language=pl.when("certain").then("code").otherwise(pl.lit("und")),
        language_confidence=pl.when("certain").then("confidence"),
    )
    sure = pl.when(pl.col("confidence") >= SURE_ENOUGH_OF_VARIETY).then("language")
    varieties = variety_of(
        told.select("words", sure.otherwise(pl.lit("und")).alias("language"), "script")
    )
    return told.with_columns(varieties.get_columns()).select(
        "script",
        "language",
        "variety",
        "language_confidence",
        language_evidence=_evidence(),
    )


def _once_each(spoken: pl.Series) -> pl.Series:
    """Say the words of a text once that is no more than one word said again."""
    word = pl.col("words").str.split(" ")
    return (
        spoken.alias("words")
        .to_frame()
        .select(pl.when(word.list.n_unique() == 1).then(word.list.first()).otherwise("words"))
        .to_series()
    )


def _without_letters(spoken: pl.Series) -> npt.NDArray[np.float64]:
    """Return for each text and language how many kinds of its letters that has not."""
    lacking = np.zeros((len(spoken), len(LANGUAGES)))
    rows = np.flatnonzero(spoken.str.contains(r"\p{Cyrillic}").to_numpy())
    if not len(rows):
        return lacking
    asked = spoken.gather(rows)
    for letters, languages in LETTERS_OF.items():
        has = asked.str.contains(letters).to_numpy()
        others = np.array([code not in languages for code in LANGUAGES])
        lacking[rows] += has[:, None] & others
    return lacking


def _evidence() -> pl.Expr:
    by_words = pl.concat_str(
        pl.lit("words of "), "code", pl.lit(": "), pl.col("deciding").list.join(" ")
    )
    asked = pl.concat_str(
        pl.when("both").then(pl.lit("words and letter sequences: ")).otherwise(pl.lit("words: ")),
        "code",
        pl.lit(" "),
        pl.col("confidence").round(2).cast(pl.String),
    )
    return (
        pl.concat_list(
            pl.when(pl.col("readable") & (pl.col("deciding").list.len() > 0)).then(by_words),
            pl.when(pl.col("readable") & pl.col("lettered")).then(asked),
            pl.when(~(pl.col("readable") & pl.col("lettered"))).then(
                pl.lit("no words in a known script")
            ),
            "variety_evidence",
        )
        .list.drop_nulls()
        .cast(pl.List(pl.String))
    )


def _chances(scores: npt.NDArray[np.floating]) -> npt.NDArray[np.float64]:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), dtype=np.float64)


def _allow_latin_macedonian(asked: npt.NDArray[np.float32], latin: npt.NDArray[np.bool_]) -> None:
    macedonian, hbs = LANGUAGES.index("mk"), LANGUAGES.index("hbs")
    asked[latin, macedonian] = np.logaddexp(
        asked[latin, macedonian], asked[latin, hbs] - LATIN_MACEDONIAN
    )


def _first_two(chances: npt.NDArray[np.float64]) -> npt.NDArray[np.intp]:
    """Return the likeliest language of each text and the one after it."""
    return np.argsort(chances, axis=1, kind="stable")[:, :-3:-1]
