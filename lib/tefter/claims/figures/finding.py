"""All numbers of a text, each once, in order."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

from tefter.claims.figures.dates import date_figures
from tefter.claims.figures.digits import digit_figures
from tefter.claims.figures.figure import Figure
from tefter.claims.figures.spelled import spelled_figures
from tefter.claims.figures.vocabulary import Vocabulary, key, vocabulary

ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE)
"""An address is no statement: digits in it are passed over."""


def find_figures(text: str, language: str) -> list[Figure]:
    """Find every number in a text.

    Digits are always found, whatever they stand for; only those in a web address are passed
    over. Words are found in the language of the text.

    Parameters
    ----------
    text : str
        Plain text, composed (Unicode NFC).
    language : str
        One of ``LANGUAGES``; a script may follow, as in ``sr-Latn``.

    Returns
    -------
    list of Figure
        In order, not overlapping.

    Raises
    ------
    ParameterError
        When numbers cannot be read in that language.
    """
    words = vocabulary(language)
    found: list[Figure] = []
    taken = [match.span() for match in ADDRESS.finditer(text)]
    # The longest reading first: a date is no count, and "30 million" is one number, not two.
    for figures in (date_figures(text, words), digit_figures(_without(text, taken), words)):
        for figure in sorted(figures, key=lambda one: (one.start, -one.end)):
            if not _overlaps(figure, taken):
                found.append(figure)
                taken.append((figure.start, figure.end))
    for figure in spelled_figures(_without(text, taken), words):
        if not _overlaps(figure, taken):
            found.append(figure)
    return _joined(text, sorted(found, key=lambda one: one.start), words)


def _joined(text: str, figures: list[Figure], words: Vocabulary) -> list[Figure]:
    """Join what is one number, written in two: "261 mijë e 473", "1 милион и 860 илјади"."""
    joined: list[Figure] = []
    for figure in figures:
        whole = _sum(text, joined[-1], figure, words) if joined else None
        if whole is None:
            joined.append(figure)
        else:
            joined[-1] = whole
    return joined


def _sum(text: str, first: Figure, second: Figure, words: Vocabulary) -> Figure | None:
    if first.form == "magnitude":
        return _magnitude(text, first, second, words)
    large, small = _scale(first, words), _scale(second, words)
    if large is None or second.form != "count" or second.value is None or second.doubtful:
        return None
    between = text[first.end : second.start].split()
    linked = len(between) == 1 and key(between[0]) in words.join
    # Without a scale word of its own, the second is the rest of the first only where the language
    # joins the two: English would say "30 million and 427" of two things.
    fits = linked and not words.join_only_after_hundreds if small is None else linked or not between
    if not fits or second.value >= large or second.value.denominator > 1:
        return None
    total = (first.value or 0) + second.value
    return Figure(
        first.start, second.end, text[first.start : second.end], "count", total, second.step
    )


def _magnitude(text: str, first: Figure, second: Figure, words: Vocabulary) -> Figure | None:
    """Join "hundreds of thousands" and "qindra mijë"."""
    term = words.cardinals.get(key(second.text))
    between = {key(word) for word in text[first.end : second.start].split()}
    if term is None or term.role != "scale" or not between <= words.magnitude_of:
        return None
    size = (first.value or Fraction(0)) * term.value
    joined = text[first.start : second.end]
    return Figure(first.start, second.end, joined, "magnitude", size, size)


def _scale(figure: Figure, words: Vocabulary) -> int | None:
    """Return the scale word with which a whole number of them ends."""
    term = words.cardinals.get(key(figure.text.split()[-1])) if figure.form == "count" else None
    if term is None or term.role != "scale" or (figure.value or 0) % term.value:
        return None
    return term.value


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Blot out what is taken, so that no number reaches across it."""
    letters = list(text)
    for start, end in spans:
        letters[start:end] = "\x00" * (end - start)
    return "".join(letters)


def _overlaps(figure: Figure, spans: Iterable[tuple[int, int]]) -> bool:
    return any(figure.start < end and start < figure.end for start, end in spans)
