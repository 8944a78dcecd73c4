"""Patterns of a lexicon: words, word forms, and words at a distance."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import polars as pl

from tefter.coding.folding import fold

GAP = "..."
FURTHEST = 5
"""Words that a gap may stand for, at most."""

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
    anchor : str
        A piece of folded text without which the pattern cannot be there.
    regex : re.Pattern
        The whole of it, for texts that hold the anchor.
    """

    written: str
    anchor: str
    regex: re.Pattern[str]

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
    kept = pl.col("pattern").str.replace_all(r"(^|\s)\.\.\.(\s|$)", f" {_GAP_LETTER} ")
    folded = patterns.to_frame().select(
        fold(kept.str.replace_all(r"\*+", _WILDCARD_LETTER))
        .str.strip_chars(" ")
        .str.replace_all(_GAP_LETTER, GAP, literal=True)
        .str.replace_all(_WILDCARD_LETTER, "*", literal=True)
    )
    return dict(zip(patterns, folded.to_series(), strict=True))


def compile_pattern(written: str, folded: str) -> Pattern:
    """Read a pattern as ``docs/lexicon.md`` defines it.

    Parameters
    ----------
    written : str
        As the editor wrote it.
    folded : str
        What ``fold_patterns`` made of it.

    Raises
    ------
    PatternError
        When it is too short, has a gap at its edge, or a wildcard alone.
    """
    parts = folded.split()
    if not parts or GAP in (parts[0], parts[-1]):
        raise PatternError("needs a word at both ends")
    if any(first == second == GAP for first, second in pairwise(parts)):
        raise PatternError("has two gaps in a row")
    if "*" in parts:
        raise PatternError("has a wildcard without letters")
    anchor = max(_pieces(parts), key=len)
    letters = [part.replace("*", "") for part in parts if part != GAP]
    if len(anchor.replace(" ", "")) < LEAST_ANCHOR or len("".join(letters)) < LEAST_LETTERS:
        raise PatternError(
            f"is too short: it needs {LEAST_LETTERS} letters, {LEAST_ANCHOR} of them together"
        )
    return Pattern(written, anchor, re.compile(_regex(parts)))


def _pieces(parts: list[str]) -> list[str]:
    """Return the stretches of folded text between wildcards and gaps."""
    stretches = " ".join(parts).split(f" {GAP} ")
    return [piece for stretch in stretches for piece in f" {stretch} ".split("*")]


def _regex(parts: list[str]) -> str:
    built = ""
    for part in parts:
        if part == GAP:
            built += rf"(?: [^ ]+){{0,{FURTHEST}}}"
        else:
            built += " " + "[^ ]*".join(re.escape(stem) for stem in part.split("*"))
    return built + "(?= )"
