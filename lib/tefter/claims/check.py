"""Checking a story: every number in it, and every claim that it should hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from msgspec import structs

from tefter.claims.book import Binding, Claim, StoryClaims, bound_figures
from tefter.claims.figures import Figure, Vocabulary, find_figures, vocabulary
from tefter.claims.figures.vocabulary import key
from tefter.claims.kinds import BOUNDS, DENIED, Numbers, Stated, rule
from tefter.claims.matching import LIKE, Pattern, likeness, occurrences, pattern
from tefter.claims.story import Block, Story, plain_text
from tefter.claims.suspected import suspected_in
from tefter.claims.verdict import (
    MASK,
    Checked,
    Gone,
    Place,
    Status,
    Verdict,
    actual_text,
    masked,
)

MARKS_BEFORE = {">": "more_than", "<": "less_than", "~": "about", "≈": "about"}
MARKS_BEFORE |= {"≥": "at_least", "⩾": "at_least", "≤": "at_most", "⩽": "at_most"}
MARKS_AFTER = {"+": ("more_than", "at_least")}
"""Signs that say it without words; "427+" can mean either."""

WORDS_BETWEEN = 2
"""Words that may stand between "more than" and its number, "more than the 30 million", and between
a number and "or more", "427 videos or more"."""

NEXT_WORD = re.compile(r"[\s-]+([^\W\d_]+)")


def check_story(story: Story, claims: StoryClaims, numbers: Sequence[Mapping[str, Any]]) -> Checked:
    """Check every number of a story against the findings of a run.

    A story's number must state its finding by the rule of its kind, and be the very number of
    the sentence in ``claims.yml``: editors approved that one.

    Parameters
    ----------
    story : Story
        From ``read_story``.
    claims : StoryClaims
        Its part of ``claims.yml``.
    numbers : sequence of mapping
        From ``findings.read_numbers``.

    Returns
    -------
    Checked
        A verdict for each number.
    """
    return _Checking(story, claims, {str(one["name"]): one for one in numbers}).checked()


@dataclass(frozen=True)
class _Answer:
    status: Status
    binding: Binding | None = None
    actual: str = ""
    reason: str = ""


@dataclass(frozen=True)
class _Wanted:
    """A claim, ready to be looked for.

    Attributes
    ----------
    sentence : str
        Its sentence as readers see it.
    pattern : Pattern
        Of the sentence.
    bound : list of pairs
        Its bindings, each with the figures of the sentence.
    place_of : dict
        Where a figure begins in the sentence, to its place in the pattern.
    """

    sentence: str
    pattern: Pattern
    bound: list[tuple[Binding, list[Figure]]]
    place_of: dict[int, int]


def _wanted(claim: Claim, language: str) -> _Wanted:
    sentence = plain_text(claim.sentence)
    made = pattern(sentence, find_figures(sentence, language))
    bound = bound_figures(claim, language)
    if isinstance(bound, tuple):
        # ``read_claims`` lets no such claim through.
        raise ValueError(bound[0])
    parts = [part for pair in bound for part in _parts(*pair)]
    places = {figure.start: place for place, figure in made.places.items()}
    return _Wanted(sentence, made, parts, places)


class _Checking:
    def __init__(self, story: Story, claims: StoryClaims, numbers: Numbers) -> None:
        self.story = story
        self.claims = claims
        self.numbers = numbers
        self.words: Vocabulary = vocabulary(claims.language)
        self.figures = [find_figures(block.text, claims.language) for block in story.blocks]
        self.patterns = [
            pattern(block.text, figures)
            for block, figures in zip(story.blocks, self.figures, strict=True)
        ]
        self.answers: dict[Place, _Answer] = {}
        self.suspected = suspected_in([block.text for block in story.blocks])
        self.spared: list[list[Place]] = [[] for _ in story.blocks]
        self.gone: list[Gone] = []

    def checked(self) -> Checked:
        for claims in self._alike():
            self._bind(claims)
        for exemption in self.claims.exempt:
            self._exempt(plain_text(exemption.phrase), exemption.reason)
        personal = self._personal()
        shown = [
            Block(masked(block.text, spans), block.pieces)
            for block, spans in zip(self.story.blocks, personal, strict=True)
        ]
        verdicts = tuple(
            self._verdict(index, block, figure, personal[index], shown[index])
            for index, block in enumerate(self.story.blocks)
            for figure in self.figures[index]
            if not figure.doubtful or (index, figure.start) in self.answers
        )
        language = self.claims.language
        return Checked(self.story, language, verdicts, tuple(self.gone), tuple(personal))

    def _alike(self) -> list[list[_Wanted]]:
        """Return the claims whose sentences differ in their numbers only, the longest first.

        Where a short sentence stands inside a longer one, its numbers are the longer one's.
        """
        groups: dict[str, list[_Wanted]] = {}
        for claim in self.claims.claims:
            wanted = _wanted(claim, self.claims.language)
            groups.setdefault(wanted.pattern.text.strip(), []).append(wanted)
        return [groups[text] for text in sorted(groups, key=len, reverse=True)]

    def _bind(self, alike: list[_Wanted]) -> None:
        """Bind sentences that are alike to their places: the first to the first, and so on.

        A sentence on its own is bound wherever it stands; of several, the last takes what is left.
        """
        places = [
            (index, found)
            for index, block in enumerate(self.patterns)
            for found in occurrences(alike[0].pattern, block)
        ]
        for number, wanted in enumerate(alike):
            last = number == len(alike) - 1
            own = places[number:] if last else places[number : number + 1]
            if not own:
                self.gone.append(Gone(wanted.sentence, self._nearest(wanted.pattern)))
            for index, found in own:
                self._bind_at(index, found, wanted)

    def _bind_at(self, index: int, found: dict[int, Figure], wanted: _Wanted) -> None:
        for binding, approved in wanted.bound:
            told = [found[wanted.place_of[one.start]] for one in approved]
            answer = self._answer(self.story.blocks[index], binding, approved, told)
            for figure in told:
                self.answers.setdefault((index, figure.start), answer)

    def _answer(
        self, block: Block, binding: Binding, approved: list[Figure], told: list[Figure]
    ) -> _Answer:
        actual = actual_text(binding, self.numbers)
        ruling = rule(binding, self._stated(block, binding, told), self.numbers)
        if not ruling.holds:
            return _Answer("does not hold", binding, actual, ruling.reason)
        for said, was in zip(told, approved, strict=True):
            if _meaning(said) != _meaning(was):
                reason = f"the sentence in claims.yml says {was.says()}"
                return _Answer("does not hold", binding, actual, reason)
        return _Answer("holds", binding, actual)

    def _stated(self, block: Block, binding: Binding, told: list[Figure]) -> Stated:
        before, after = " ".join(block.text[: told[0].start].split()), told[-1].end
        near = [self._qualifier(before), self._qualifier_after(block.text, after)]
        near += [MARKS_BEFORE.get(before[-1:]), *MARKS_AFTER.get(block.text[after:][:1], ())]
        beside = frozenset(filter(None, near))
        for _ in range(WORDS_BETWEEN):
            before = before.rpartition(" ")[0]
            near.append(self._qualifier(before))
        near += ["about"] if told[0].approximate else []
        if binding.words:
            # The editor says which words mean it: what else stands there is in the sentence.
            near = [binding.kind, *(one for one in near if one != DENIED)]
        return Stated(told, beside, frozenset(filter(None, near)))

    def _qualifier(self, before: str) -> str | None:
        """Return the kind of the words at the end of a text: "no more than" is not "more than"."""
        found = [
            (len(match[0]), kind)
            for kind, qualifier in self.words.qualifiers.items()
            if (match := qualifier.search(before))
        ]
        if not found:
            return None
        length, kind = max(found)
        said = before[: len(before) - length].replace("\u2019", "'")
        denied = kind in BOUNDS and self.words.denial.search(said)
        return DENIED if denied else kind

    def _qualifier_after(self, text: str, place: int) -> str | None:
        """Return the kind of the words behind a number, or behind the things that it counts."""
        for _ in range(WORDS_BETWEEN + 1):
            for kind, qualifier in self.words.qualifiers_after.items():
                if qualifier.match(text, place):
                    return kind
            word = NEXT_WORD.match(text, place)
            if word is None or key(word[1]) in self.words.cardinals:
                break
            place = word.end()
        return None

    def _exempt(self, phrase: str, reason: str) -> None:
        wanted = _plain_pattern(phrase)
        seen = False
        for index, block in enumerate(self.story.blocks):
            start = 0
            while found := wanted.search(block.text, start):
                start = found.end()
                spared = [one for one in self.suspected[index] if _inside(one, found.span())]
                self.spared[index] += spared
                seen = seen or bool(spared)
                for figure in self.figures[index]:
                    if found.start() <= figure.start and figure.end <= found.end():
                        seen = True
                        answer = _Answer("exempt", reason=reason)
                        self.answers.setdefault((index, figure.start), answer)
        if not seen:
            self.gone.append(Gone(phrase))

    def _nearest(self, wanted: Pattern) -> int | None:
        rated = [(likeness(wanted, block), -index) for index, block in enumerate(self.patterns)]
        best, index = max(rated, default=(0.0, 0))
        return self.story.blocks[-index].line_at(0) if best >= LIKE else None

    def _personal(self) -> list[list[Place]]:
        """Find personal data; a number that a claim binds is none, however long it is."""
        found: list[list[Place]] = []
        for index, spans in enumerate(self.suspected):
            figures = self.figures[index]
            bound = [one for one in figures if (index, one.start) in self.answers]
            # What begins with a plus is masked too where other digits stand right before it.
            calls = [(one.start, one.end) for one in figures if one.text.startswith("+")]
            found.append(
                [
                    (start, end)
                    for start, end in [*spans, *calls]
                    if not any(one.start < end and start < one.end for one in bound)
                    and (start, end) not in self.spared[index]
                ]
            )
        return found

    def _verdict(
        self, index: int, block: Block, figure: Figure, personal: list[Place], shown: Block
    ) -> Verdict:
        answer = self.answers.get((index, figure.start), _Answer("bound to nothing"))
        hidden = any(start < figure.end and figure.start < end for start, end in personal)
        return Verdict(
            status=answer.status,
            figure=figure,
            block=index,
            line=block.line_at(figure.start),
            sentence=shown.sentence_at(figure.start, figure.end),
            text=MASK if hidden else figure.text,
            says=MASK if hidden else figure.says(),
            actual=answer.actual,
            kind=answer.binding.kind if answer.binding else "",
            findings=_findings(answer.binding),
            reason="personal data stands here" if hidden else answer.reason,
        )


def _inside(place: Place, whole: Place) -> bool:
    return whole[0] <= place[0] and place[1] <= whole[1]


def _parts(binding: Binding, figures: list[Figure]) -> Iterator[tuple[Binding, list[Figure]]]:
    """Take a range of dates apart: each end states a finding of its own."""
    if binding.kind != "date_range":
        yield binding, figures
        return
    for name, figure in zip(binding.findings, figures, strict=True):
        yield structs.replace(binding, finding=name), [figure]


def _meaning(figure: Figure) -> tuple[object, ...]:
    form = "share" if figure.form == "share" else "date" if figure.form == "date" else "number"
    return form, figure.value, figure.year, figure.month, figure.day


def _findings(binding: Binding | None) -> tuple[str, ...]:
    if binding is None:
        return ()
    return (*binding.findings, *([binding.of] if binding.of else []))


def _plain_pattern(phrase: str) -> re.Pattern[str]:
    words = r"\s+".join(re.escape(word) for word in phrase.split())
    return re.compile(rf"(?<!\w){words}(?!\w)")
