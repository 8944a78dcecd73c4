"""The words around a term: negation, quotation, another term nearby.

spaCy takes a text apart as its language does (``spacy.blank``: rules alone, no trained model is
needed, and none exists for these languages), and its ``Matcher`` finds terms and the words around
them. It sees only texts in which a term with such a rule was found, and words that matter to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import polars as pl

from tefter.cleaning.folding import fold
from tefter.coding.lexicon.entries import Context, Entry
from tefter.coding.lexicon.patterns import Pattern, gap_width, word_regex

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.vocab import Vocab

BLANK = {"bs": "hr", "hbs": "hr", "cnr": "sr"}
"""Languages for which spaCy has no rules to those whose signs and abbreviations are nearest."""

QUOTES = frozenset('"„“”‟«»‹›')
"""Marks of quotation. Single ones are left out: here they are apostrophes."""

SENTENCE_END = re.compile(r"\.|[!?]+|.*\n.*", re.DOTALL)
LETTER = re.compile(r"[^\W_]")

Span = tuple[int, int]


@dataclass(frozen=True)
class Words:
    """The words of a text in one spelling, each with its sentence and whether it is quoted."""

    words: list[str]
    sentence: list[int]
    quoted: list[bool]


def take_apart(texts: pl.Series, language: str) -> list[Words]:
    """Take texts apart into words as ``fold`` does, with their sentences and quotations.

    Parameters
    ----------
    texts : polars.Series of String
    language : str
        Code of a language or variety; one without rules of its own is read by general ones.
    """
    normal = texts.str.normalize("NFKC").fill_null("")
    pieces = [list(_pieces(doc)) for doc in _tokeniser(language).pipe(normal)]
    distinct = sorted({piece for text in pieces for piece, _, _ in text})
    folded = fold(pl.Series(distinct, dtype=pl.String)).str.strip_chars(" ").str.split(" ")
    words = dict(zip(distinct, folded.to_list(), strict=True))
    return [_words(text, words) for text in pieces]


@cache
def _tokeniser(language: str) -> Language:
    import spacy  # noqa: PLC0415  takes a second, and most lexicons need it for few texts

    try:
        return spacy.blank(BLANK.get(language, language))
    except ImportError:
        # A language that spaCy does not know is read by the rules that it has for any.
        return spacy.blank("xx")


def _pieces(doc: Any) -> Iterator[tuple[str, int, bool]]:
    """Return the runs of letters and digits of a text, as one piece where spaCy splits a word."""
    tokens = [(token.text, bool(token.whitespace_)) for token in doc]
    marks = [place for place, (text, _) in enumerate(tokens) if text in QUOTES]
    # A mark without its partner quotes nothing.
    pairs = zip(marks[::2], marks[1::2], strict=False)
    quoted = {place for start, end in pairs for place in range(start, end)}
    sentence, piece, since = 0, "", 0
    for place, (text, spaced) in enumerate(tokens):
        if SENTENCE_END.fullmatch(text):
            sentence += 1
        elif LETTER.search(text):
            piece, since = piece + text, since if piece else place
            joined = (
                not spaced
                and place + 1 < len(tokens)
                and LETTER.match(text[-1])
                and LETTER.match(tokens[place + 1][0])
            )
            if not joined:
                yield piece, sentence, since in quoted
                piece = ""


def _words(pieces: Iterable[tuple[str, int, bool]], folded: dict[str, list[str]]) -> Words:
    rows = [
        (word, sentence, quoted)
        for piece, sentence, quoted in pieces
        for word in folded[piece]
        if word
    ]
    return Words([row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows])


def may_matter(entry: Entry, folded: str, text: str) -> bool:
    """Say whether a text has anything on which the entry's rules on context depend.

    Parameters
    ----------
    entry : Entry
        One with a rule on its context, a pattern of which stands in the text.
    folded, text : str
        The text as ``fold`` gives it, and as it is.
    """
    if entry.near:
        return True
    if entry.unless_quoted and sum(map(text.count, QUOTES)) > 1:
        return True
    return any(word.found_in(folded) for word in _context_words(entry.unless_near))


class Surroundings:
    """Says by which rule an entry counts in a text, given the words around its patterns.

    Parameters
    ----------
    entry : Entry
        One with a rule on its context.
    vocabulary : spacy.vocab.Vocab
        Shared by the entries that are asked together, as it is slow to make.
    """

    def __init__(self, entry: Entry, vocabulary: Vocab) -> None:
        self.entry = entry
        self.terms = list(entry.patterns)
        self.near = list(entry.near)
        self._find = _finder(
            [*self.terms, *self.near, *_context_words(entry.unless_near)], vocabulary
        )

    def rule(self, text: Words) -> str | None:
        """Return the pattern by which the entry counts, and what stands near it, as written."""
        found = self._find(text.words)
        for term in self.terms:
            for span in found.get(term.written, []):
                if self._excused(text, span, found):
                    continue
                if not self.near:
                    return term.written
                beside = self._beside(span, found)
                if beside is not None:
                    return f"{term.written}, near {beside}"
        return None

    def _excused(self, text: Words, span: Span, found: dict[str, list[Span]]) -> bool:
        start, end = span
        if self.entry.unless_quoted and all(text.quoted[start:end]):
            return True
        return any(
            _reaches(context, span, other, text.sentence)
            for context in self.entry.unless_near
            for word in context.words
            for other in found.get(word.written, [])
        )

    def _beside(self, span: Span, found: dict[str, list[Span]]) -> str | None:
        for pattern in self.near:
            for other in found.get(pattern.written, []):
                between = max(other[0] - span[1], span[0] - other[1])
                if 0 <= between <= self.entry.within:
                    return pattern.written
        return None


def _reaches(context: Context, term: Span, word: Span, sentence: list[int]) -> bool:
    """Say whether a word of a context stands near enough to a term, in the same sentence."""
    if word[1] <= term[0]:
        near = term[0] - word[1] < context.before
    elif word[0] >= term[1]:
        near = word[0] - term[1] < context.after
    else:
        return False
    return near and sentence[word[0]] == sentence[term[0]]


def _context_words(contexts: Iterable[Context]) -> Iterator[Pattern]:
    for context in contexts:
        yield from context.words


def new_vocabulary() -> Vocab:
    """Return an empty vocabulary of spaCy."""
    from spacy.vocab import Vocab  # noqa: PLC0415

    return Vocab()


def _finder(
    patterns: list[Pattern], vocabulary: Vocab
) -> Callable[[list[str]], dict[str, list[Span]]]:
    """Return a function that finds where patterns stand among words."""
    from spacy.matcher import Matcher  # noqa: PLC0415
    from spacy.tokens import Doc  # noqa: PLC0415

    matcher = Matcher(vocabulary)
    for pattern in patterns:
        matcher.add(pattern.written, [[_token(part) for part in pattern.parts]])

    def find(words: list[str]) -> dict[str, list[Span]]:
        found: dict[str, list[Span]] = {}
        for key, start, end in matcher(Doc(vocabulary, words=words)):
            found.setdefault(vocabulary.strings[key], []).append((start, end))
        return found

    return find


def _token(part: str) -> dict[str, Any]:
    width = gap_width(part)
    if width is not None:
        return {"OP": f"{{0,{width}}}"}
    if "*" in part:
        return {"TEXT": {"REGEX": f"^{word_regex(part)}$"}}
    return {"TEXT": part}
