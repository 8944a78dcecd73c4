"""Patterns of a lexicon: words, word forms, and words at a distance."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import polars as pl

from tefter.cleaning.folding import fold

GAP = re.compile(r"\.\.\.(\d*)")
FURTHEST = 5
"""Words that a gap may stand for where the editor gives no number."""

LARGEST = 20
"""Words that a gap may stand for at most: further apart, words have little in common."""

LEAST_LETTERS = 3
"""Letters and digits of a pattern, all together: shorter ones are found everywhere."""

LEAST_ANCHOR = 2
"""Letters and digits of its longest part without a wildcard."""

# Letters without case or marks that no one types here: folding would drop the signs themselves.
_GAP_LETTER, _WILDCARD_LETTER = "\N{TIFINAGH LETTER YA}", "\N{TIFINAGH LETTER YAZ}"


class PatternError(ValueError):
    """A pattern says nothing that can be looked for."""


@dataclass(frozen=True)
class Pattern:
    """A pattern, ready to be looked for in folded text.

    Attributes
    ----------
    written : str
        As the editor wrote it.
    parts : tuple of str
        Its words in one spelling, with their wildcards, and its gaps as ``...5``.
    anchor : str
        A piece of folded text without which the pattern cannot be there.
    regex : re.Pattern
        The whole of it, for texts that hold the anchor.
    """

    written: str
    parts: tuple[str, ...]
    anchor: str
    regex: re.Pattern[str]

    @property
    def plain(self) -> bool:
        """Whether it is words alone, so that a text with the anchor has the pattern."""
        return self.anchor == f" {' '.join(self.parts)} "

    def found_in(self, folded: str) -> bool:
        """Say whether the pattern stands in a folded text."""
        return self.anchor in folded and self.regex.search(folded) is not None


def fold_patterns(written: Iterable[str]) -> dict[str, str]:
    """Fold many patterns at once, keeping their wildcards and gaps.

    Returns
    -------
    dict
        Pattern as written to words in one spelling, joined by single spaces.
    """
    patterns = pl.Series("pattern", sorted(set(written)), dtype=pl.String)
    # Two spaces for each, as a gap takes one of them with it on either side.
    kept = patterns.str.replace_all(r"\s+", "  ").str.replace_all(
        r"(^|\s)\.\.\.(\d*)(\s|$)", f" {_GAP_LETTER}$2 "
    )
    folded = fold(kept.str.replace_all(r"\*+", _WILDCARD_LETTER)).str.strip_chars(" ")
    signs = {_GAP_LETTER: "...", _WILDCARD_LETTER: "*"}
    return dict(zip(patterns, folded.str.replace_many(signs), strict=True))


def compile_pattern(written: str, folded: str, least: int = LEAST_LETTERS) -> Pattern:
    """Read a pattern as ``docs/lexicon.md`` defines it.

    Parameters
    ----------
    written : str
        As the editor wrote it.
    folded : str
        What ``fold_patterns`` made of it.
    least : int
        Letters that it needs; less where it is looked for around another pattern only.

    Raises
    ------
    PatternError
        When it is too short, has a gap at its edge or too wide, or a wildcard alone.
    """
    parts = tuple(folded.split())
    gaps = [gap_width(part) is not None for part in parts]
    if not parts or gaps[0] or gaps[-1]:
        raise PatternError("needs a word at both ends")
    if any(first and second for first, second in pairwise(gaps)):
        raise PatternError("has two gaps in a row")
    if any((gap_width(part) or 0) > LARGEST for part in parts):
        raise PatternError(f"has a gap of more than {LARGEST} words")
    if "*" in parts:
        raise PatternError("has a wildcard without letters")
    anchor = max(_pieces(parts), key=len)
    letters = [part.replace("*", "") for part in parts if gap_width(part) is None]
    together = min(LEAST_ANCHOR, least)
    if len(anchor.replace(" ", "")) < together or len("".join(letters)) < least:
        raise PatternError(f"is too short: it needs {least} letters, {together} of them together")
    return Pattern(written, parts, anchor, re.compile(_regex(parts)))


def gap_width(part: str) -> int | None:
    """Return how many words a gap may stand for, or None for a word."""
    gap = GAP.fullmatch(part)
    return None if gap is None else int(gap[1] or FURTHEST)


def word_regex(word: str) -> str:
    """Return the regular expression of a word with wildcards."""
    return "[^ ]*".join(re.escape(stem) for stem in word.split("*"))


def _pieces(parts: tuple[str, ...]) -> list[str]:
    """Return the stretches of folded text between wildcards and gaps."""
    stretches = [""]
    for part in parts:
        if gap_width(part) is None:
            stretches[-1] += f"{part} "
        else:
            stretches.append("")
    return [piece for stretch in stretches for piece in f" {stretch}".split("*")]


def _regex(parts: tuple[str, ...]) -> str:
    built = ""
    for part in parts:
        width = gap_width(part)
        built += f" {word_regex(part)}" if width is None else rf"(?: [^ ]+){{0,{width}}}"
    return built + "(?= )"
