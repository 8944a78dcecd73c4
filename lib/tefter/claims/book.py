"""``claims.yml``: the sentences of the stories, each number in them bound to a finding."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import msgspec

from tefter.case import read_yaml
from tefter.claims.figures import LANGUAGES, Figure, find_figures
from tefter.claims.story import plain_text
from tefter.claims.suspected import suspected_in
from tefter.errors import CaseError

CLAIMS = "claims.yml"

Kind = Literal[
    "exact",
    "rounded",
    "more_than",
    "less_than",
    "at_least",
    "at_most",
    "about",
    "percent",
    "fraction",
    "magnitude",
    "between",
    "interval",
    "rank",
    "date",
    "date_range",
]

FIGURES = {"between": 2, "interval": 2, "date_range": 2}
"""How many figures a kind takes, where it is not one."""

RATIOS = {"fraction", "more_than", "less_than", "at_least", "at_most", "about"}
"""Kinds that take two figures, too, of which the first is divided by the second: one in three."""

FIELDS: dict[str, frozenset[str]] = {
    "more_than": frozenset({"tolerance", "words", "of"}),
    "less_than": frozenset({"tolerance", "words", "of"}),
    "at_least": frozenset({"tolerance", "words", "of"}),
    "at_most": frozenset({"tolerance", "words", "of"}),
    "about": frozenset({"tolerance", "words", "of"}),
    "percent": frozenset({"of"}),
    "fraction": frozenset({"range", "of"}),
    "between": frozenset({"of"}),
    "rank": frozenset({"among", "smallest"}),
}
"""Fields that a kind takes beside ``number``, ``finding`` and ``kind``."""

WIDEST = 0.2
"""Parts of one. A fraction in words that stood for more than this would say nothing."""


LARGEST_TOLERANCE = {"about": 0.2}
LARGEST_TOLERANCE |= dict.fromkeys(("more_than", "less_than", "at_least", "at_most"), 0.5)
"""Parts of the number. "About 100" of 130, or "more than 100" of 200, would mislead."""


class Binding(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One number of a sentence, and the finding that it states. ``docs/claims.md`` has the kinds.

    Attributes
    ----------
    number : str
        As it stands in the sentence; of two figures the whole: ``between 70 and 78 percent``.
    finding : str or list of str
        Name in ``numbers.json``; two for a range of dates.
    kind : str
        How the number states it.
    tolerance : float, optional
        How far, as a part of the number, the finding may be from it.
    range : list of float, optional
        Low and high share for which a fraction in words may honestly stand.
    of : str, optional
        Finding by which to divide.
    among : list of str, optional
        Findings that are ranked.
    smallest : bool
        Whether the rank counts from the smallest.
    words : str, optional
        The words of the sentence that say "more than", where they are not of the usual ones.
    """

    number: str | int
    finding: str | list[str]
    kind: Kind
    tolerance: float | None = None
    range: tuple[float, float] | None = None
    of: str | None = None
    among: list[str] | None = None
    smallest: bool = False
    words: str | None = None

    @property
    def findings(self) -> list[str]:
        """The names of its findings, always as a list."""
        return [self.finding] if isinstance(self.finding, str) else self.finding


class Claim(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One sentence of a story, or a part of one, with its numbers."""

    sentence: str
    numbers: list[Binding]


class Exemption(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words with a number that states nothing of the data, and why."""

    phrase: str
    reason: str


class StoryClaims(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The claims of one story."""

    language: str
    claims: list[Claim] = []
    exempt: list[Exemption] = []


class ClaimsBook(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``claims.yml``, typed: the claims of every story, by the story's file name."""

    stories: dict[str, StoryClaims]


def read_claims(path: Path) -> ClaimsBook:
    """Read and validate ``claims.yml``.

    Raises
    ------
    CaseError
        Naming the file, the sentence, what is wrong with it and the remedy.
    """
    book = read_yaml(path, ClaimsBook)
    for story, given in book.stories.items():
        if Path(story).name != story or story.startswith(".") or (path.parent / story).is_symlink():
            raise CaseError(
                f"the story {_short(story)} is no file of its case's folder",
                "name a file that lies beside claims.yml, without folders and links",
                file=path,
            )
        if given.language.partition("-")[0] not in LANGUAGES:
            raise CaseError(
                f"the story {story} has the language {given.language}, in which numbers cannot be "
                "read",
                f"write one of {', '.join(LANGUAGES)}",
                file=path,
            )
        for claim in given.claims:
            for what, remedy in _faults(claim, given.language):
                raise CaseError(
                    f"{story}, the sentence “{_short(claim.sentence)}”: {what}", remedy, file=path
                )
        for exemption in given.exempt:
            phrase = plain_text(exemption.phrase)
            named = find_figures(phrase, given.language) or suspected_in([phrase])[0]
            if not exemption.reason.strip() or not named:
                raise CaseError(
                    f"{story}, the exempt words “{_short(phrase)}” have no number, link or "
                    "address in them, or no reason",
                    "write it with the words around it, and why it needs no finding",
                    file=path,
                )
    return book


def bound_figures(
    claim: Claim, language: str
) -> list[tuple[Binding, list[Figure]]] | tuple[str, str]:
    """Return each number of a claim with its figures in the plain sentence, or what is wrong.

    The numbers are looked for from left to right, each behind the one before it where it stands
    more than once.

    Parameters
    ----------
    claim : Claim
        A sentence and its numbers.
    language : str
        Language of the story.

    Returns
    -------
    list of pairs, or pair of str
        What is wrong, and the remedy, where a number is not found.
    """
    sentence = plain_text(claim.sentence)
    figures = find_figures(sentence, language)
    found: list[tuple[Binding, list[Figure]]] = []
    used: set[int] = set()
    for binding in claim.numbers:
        written = plain_text(str(binding.number))
        wanted = {FIGURES.get(binding.kind, 1), *([2] if binding.kind in RATIOS else [])}
        seen = False
        place = sentence.find(written) if written else -1
        while place >= 0:
            inside = [
                one
                for one in figures
                if one.start < place + len(written) and place < one.end and one.start not in used
            ]
            if len(inside) in wanted:
                break
            seen = seen or bool(inside)
            place = sentence.find(written, place + 1)
        if place < 0:
            if seen:
                return (
                    f"“{written}” holds too few or too many figures for the kind {binding.kind}",
                    f"write the words that hold {' or '.join(map(str, sorted(wanted)))}",
                )
            return (
                f"the number “{written}” does not stand in it",
                "write the number as the sentence has it",
            )
        used.update(one.start for one in inside)
        found.append((binding, inside))
    return found


def _faults(claim: Claim, language: str) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a claim, and the remedy."""
    bound = bound_figures(claim, language)
    if isinstance(bound, tuple):
        yield bound
    if not claim.numbers:
        yield "it binds no number", "bind one, or take the sentence out"
    for binding in claim.numbers:
        number, kind = binding.number, binding.kind
        for name in ("tolerance", "range", "of", "among", "words"):
            if getattr(binding, name) is not None and name not in FIELDS.get(kind, ()):
                yield (
                    f"the number “{number}” has a {name}, which the kind {kind} does not take",
                    "take it out or choose another kind",
                )
        dates = 2 if kind == "date_range" else 1
        if len(binding.findings) != dates:
            yield (
                f"the number “{number}” names {len(binding.findings)} findings",
                f"the kind {kind} takes {dates}",
            )
        if kind == "fraction" and not _honest(binding.range):
            yield (
                f"the fraction “{number}” has no range, or one wider than {WIDEST}",
                "write the shares for which it may stand: range: [0.7, 0.8]",
            )
        if kind == "rank" and not binding.among:
            yield f"the rank “{number}” is among nothing", "write among: [finding, finding]"
        widest = LARGEST_TOLERANCE.get(kind)
        if binding.tolerance is not None and widest and not 0 < binding.tolerance <= widest:
            yield (
                f"the tolerance of “{number}” is not above 0 and at most {widest}, beyond which "
                f"the kind {kind} would say nothing",
                "write 0.05 for 5%",
            )
        if binding.words and binding.words not in plain_text(claim.sentence):
            yield f"“{binding.words}” does not stand in it", "write the words of the sentence"


def _honest(shares: tuple[float, float] | None) -> bool:
    return (
        shares is not None
        and 0 <= shares[0] < shares[1] <= 1
        and (shares[1] - shares[0] <= WIDEST + 1e-9)
    )


def _short(sentence: str) -> str:
    words = " ".join(sentence.split())
    return words if len(words) <= SHORT else f"{words[: SHORT - 1]}…"


SHORT = 80
"""Characters of a sentence that an error shows."""
