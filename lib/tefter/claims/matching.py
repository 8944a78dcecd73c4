"""Finding the sentences of ``claims.yml`` in a story, whatever their numbers say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from tefter.claims.figures import Figure

HERE = "\x01"
"""Stands in the pattern of a sentence where a number stands in it."""

QUOTES = str.maketrans(dict.fromkeys("“”„«»", '"') | dict.fromkeys("‘’‚", "'") | {"\u2011": "-"})

LIKE = 0.6
"""Likeness from which a passage is named as the sentence that was changed."""


@dataclass(frozen=True)
class Pattern:
    """A text without the values of its numbers, so that a sentence with a wrong one is found too.

    Attributes
    ----------
    text : str
        Lower case, spaces made one, quotation marks made alike, ``HERE`` for each number. A word
        that is doubtful as a number stays the word.
    places : dict of int to Figure
        Place in ``text`` to the figure there, doubtful ones included.
    """

    text: str
    places: dict[int, Figure]


def pattern(text: str, figures: Sequence[Figure]) -> Pattern:
    """Return the pattern of a text whose figures are known."""
    made = ""
    places: dict[int, Figure] = {}
    position = 0
    for figure in figures:
        made = _joined(made, text[position : figure.start])
        places[len(made)] = figure
        if figure.doubtful:
            made = _joined(made, text[figure.start : figure.end])
        else:
            made += HERE
        position = figure.end
    return Pattern(_joined(made, text[position:]), places)


def occurrences(sentence: Pattern, block: Pattern) -> Iterator[dict[int, Figure]]:
    """Yield, for each place where a sentence stands in a block, the figures there.

    Returns
    -------
    iterator of dict
        Place in the *sentence's* pattern to the figure of the block.
    """
    wanted = sentence.text.strip()
    if not wanted:
        return
    shift = len(sentence.text) - len(sentence.text.lstrip())
    for found in re.finditer(rf"(?<!\w){re.escape(wanted)}(?!\w)", block.text):
        shifted = {place: found.start() + place - shift for place in sentence.places}
        if all(place in block.places for place in shifted.values()):
            yield {place: block.places[there] for place, there in shifted.items()}


def likeness(sentence: Pattern, block: Pattern) -> float:
    """Return how like the likest sentence of a block is, from 0 to 1, word by word."""
    wanted = WORDS.findall(sentence.text)
    return max(
        SequenceMatcher(None, wanted, WORDS.findall(part), autojunk=False).ratio()
        for part in PARTS.split(block.text)
    )


WORDS = re.compile(rf"\w+|{HERE}")
PARTS = re.compile(r"(?<=[.!?;:])\s")
"""Where a sentence or a part of one ends."""


def _joined(before: str, text: str) -> str:
    spaced = re.sub(r"\s+", " ", text.translate(QUOTES).casefold())
    return before + (spaced[1:] if before.endswith(" ") and spaced.startswith(" ") else spaced)
