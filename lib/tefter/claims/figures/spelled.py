"""Numbers in words: cardinals, fractions, ordinals, dozens and hundreds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from tefter.claims.figures.figure import Figure
from tefter.claims.figures.vocabulary import Vocabulary, key

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
JOINT = re.compile(r"\s+|[-\u2010\u2011]")
"""What may stand between two words of one number."""

TEN = 10
HUNDRED = 100
DOUBTFUL_ORDINALS = (1, 2)
"""First and second: more often "at first", "a second", in Serbian "other" than a rank."""


@dataclass(frozen=True)
class _Word:
    start: int
    end: int
    key: str


@dataclass(frozen=True)
class _Sum:
    """A cardinal number as far as it has been read.

    Attributes
    ----------
    total : int
        What stands before the last scale word, scaled.
    current : int, optional
        What stands after it; None where nothing does yet.
    scale : int, optional
        The last scale word.
    """

    total: int = 0
    current: int | None = None
    scale: int | None = None

    @property
    def value(self) -> int:
        return self.total + (self.current or 0)


def spelled_figures(text: str, words: Vocabulary) -> Iterator[Figure]:
    """Yield every number in words.

    Parameters
    ----------
    text : str
        Plain text; digits in it are passed over.
    words : Vocabulary
        Words of its language.
    """
    yield from _Speller(text, words).figures()


class _Speller:
    """Reads the words of one text from left to right, each number as long as it goes."""

    def __init__(self, text: str, words: Vocabulary) -> None:
        self.text = text
        self.words = words
        self.found = [part for match in WORD.finditer(text) for part in self._parts_of(match)]

    def _parts_of(self, match: re.Match[str]) -> Iterator[_Word]:
        """Yield a word, or the words of one number that are written in one: ``dyqindmijë``."""
        word, place = key(match[0]), match.start()
        apart = self._apart(word, _Sum(), linked=False) if self.words.in_one_word else None
        if not apart or len(word) != len(match[0]) or word in self.words.known:
            yield _Word(*match.span(), word)
            return
        for part in apart:
            yield _Word(place, place + len(part), part)
            place += len(part)

    def _apart(self, word: str, total: _Sum, *, linked: bool) -> list[str] | None:
        """Take a word apart into words that make one number, the longest first."""
        rank = self.words.ordinals.get(word)
        if rank is not None and total.value >= 2 * TEN and _fits(total.current or 0, rank):
            return [word]
        for size in range(len(word), 1, -1):
            longer = self._extended(total, word[:size], linked)
            if longer is None:
                continue
            if size == len(word):
                return [word]
            for link in ("", *self.words.join):
                rest = word[size:].removeprefix(link)
                if len(rest) + len(link) == len(word) - size:
                    tail = self._apart(rest, longer, linked=bool(link))
                    if tail is not None:
                        return [word[:size], *filter(None, [link]), *tail]
        return None

    def figures(self) -> Iterator[Figure]:
        place = 0
        while place < len(self.found):
            figure, after = self._at(place)
            place = max(after, place + 1)
            if figure is not None:
                yield figure
                # A percentage or a half more in words ends some words later.
                while place < len(self.found) and self.found[place].start < figure.end:
                    place += 1

    def _at(self, place: int) -> tuple[Figure | None, int]:
        """Return the number that begins at a word, and the word after it."""
        total, after = self._cardinal(place)
        if total is not None:
            return self._with_cardinal(place, after, total)
        word = self.found[place].key
        if (part := self._part_at(place)) is not None:
            return part
        if word in self.words.ordinals:
            return self._ordinal(place, place + 1, self.words.ordinals[word]), place + 1
        for table in (self.words.approximate, self.words.multiples):
            if word in table:
                figure = self._figure(place, place + 1, Fraction(table[word]))
                return replace(figure, approximate=table is self.words.approximate), place + 1
        if word in self.words.magnitudes:
            return self._magnitude(place, place + 1), place + 1
        if word in self.words.magnitudes_of and self._is_next(place, self.words.magnitude_of):
            return self._magnitude(place, place + 1, self.words.magnitudes_of[word]), place + 1
        return None, place + 1

    def _part_at(self, place: int) -> tuple[Figure, int] | None:
        """Return the part that begins at a word: half, a third, every third."""
        word = self.found[place].key
        if self._is_after_every(place):
            below = self.words.ordinals.get(word) or self.words.parts.get(word, 1)
            if below > 1:
                return self._share(place, place + 1, Fraction(1, below)), place + 1
        if word in self.words.fractions:
            return self._part(place, place + 1, Fraction(1, self.words.fractions[word]))
        if word in self.words.parts and place and self._is_after(place, self.words.part_after):
            return self._part(place, place + 1, Fraction(1, self.words.parts[word]))
        if word in self.words.scaled_parts and self._scale_at(place + 1) is not None:
            return self._part(place, place + 1, Fraction(1, self.words.scaled_parts[word]))
        if word in self.words.halves:
            half = Fraction(self.words.halves[word], 2)
            scale = self._scale_at(place + 1)
            after, unit = (place + 1, 1) if scale is None else (place + 2, scale)
            return self._figure(place, after, half * unit, Fraction(unit, 2)), after
        return None

    def _cardinal(self, place: int) -> tuple[_Sum | None, int]:
        """Read a cardinal as far as it goes."""
        total, after = _Sum(), place
        while after < len(self.found):
            linked = after > place and self.found[after].key in self.words.join
            word = after + linked
            if word >= len(self.found) or not all(
                self._joined(one) for one in range(max(after, place + 1), word + 1)
            ):
                break
            longer = self._extended(total, self.found[word].key, linked)
            if longer is None:
                break
            total, after = longer, word + 1
        return (total, after) if after > place else (None, place)

    def _extended(self, total: _Sum, word: str, linked: bool) -> _Sum | None:
        term = self.words.cardinals.get(word)
        if term is None:
            return None
        current = total.current
        if term.role == "scale":
            if linked or (total.scale is not None and term.value >= total.scale):
                return None
            scaled = (1 if current is None else current) * term.value
            return _Sum(total.total + scaled, None, term.value)
        if term.role in {"hundred", "group"}:
            if current is None:
                return replace(total, current=term.value)
            multiplies = 0 < current < HUNDRED and not linked
            return replace(total, current=current * term.value) if multiplies else None
        if current is None:
            return replace(total, current=term.value)
        fits = _fits(current, term.value)
        if linked and self.words.join_only_after_hundreds:
            fits = fits and current % HUNDRED == 0
        return replace(total, current=current + term.value) if fits else None

    def _with_cardinal(self, place: int, after: int, total: _Sum) -> tuple[Figure | None, int]:
        """Look at what follows a cardinal: an ordinal, a part, a half more, a percentage."""
        alone = after == place + 1
        word = self.found[place].key
        vague = word in self.words.magnitudes and not self._counted(place)
        if vague and (alone or total.current is None):
            return self._magnitude(place, after, total.value if after > place + 1 else None), after
        if alone and word in self.words.approximate:
            return replace(
                self._figure(place, after, Fraction(total.value)), approximate=True
            ), after
        if (ordinal := self._ordinal_after(place, after, total)) is not None:
            return ordinal
        if (part := self._part_after(place, after, total)) is not None:
            return part
        figure = self._figure(
            place, after, Fraction(total.value), Fraction(1 if total.current else total.scale or 1)
        )
        if half := self.words.half_more.match(self.text, figure.end):
            last = self.words.cardinals[self.found[after - 1].key]
            group = last.value if last.role == "group" else 1
            return self._half_more(figure, half.end(), total, group), after
        if alone and word in self.words.one.forms and figure.form == "count":
            figure = replace(figure, doubtful=not self._is_number(figure))
        if self.words.conjunction.match(self.text, figure.start):
            figure = replace(figure, doubtful=True)
        return figure, after

    def _ordinal_after(self, place: int, after: int, total: _Sum) -> tuple[Figure, int] | None:
        linked = after < len(self.found) and self.found[after].key in self.words.join
        word = after + linked
        if word >= len(self.found) or not all(self._joined(n) for n in range(after, word + 1)):
            return None
        rest = self.words.ordinals.get(self.found[word].key)
        current = total.current if total.current is not None else 0
        if rest is None or total.value < 2 * TEN or not _fits(current, rest):
            return None
        return self._ordinal(place, word + 1, total.value + rest), word + 1

    def _part_after(self, place: int, after: int, total: _Sum) -> tuple[Figure, int] | None:
        word = after
        while word < len(self.found) and self.found[word].key in self.words.part_links:
            word += 1
        if word >= len(self.found) or not all(self._joined(n) for n in range(after, word + 1)):
            return None
        name = self.found[word].key
        below = self.words.parts.get(name) or self.words.fractions.get(name)
        if below is None or not 0 < total.value < below:
            return None
        return self._part(place, word + 1, Fraction(total.value, below))

    def _half_more(self, figure: Figure, end: int, total: _Sum, group: int) -> Figure:
        """Read "one and a half million", "a million and a half" and "a dozen and a half"."""
        unit = total.scale if total.scale and total.current is None else group
        value = Fraction(total.value) + Fraction(unit, 2)
        word = WORD.match(self.text, end + 1)
        if word and unit == 1 and self.text[end].isspace():
            term = self.words.cardinals.get(key(word[0]))
            if term is not None and term.role in {"scale", "group"}:
                value, unit, end = value * term.value, term.value, word.end()
        text = self.text[figure.start : end]
        return Figure(figure.start, end, text, "count", value, Fraction(unit, 2))

    def _part(self, place: int, after: int, value: Fraction) -> tuple[Figure, int]:
        """Read a part of a whole, or of a scale: "half a million", "a quarter of a million"."""
        word = after
        while word < len(self.found) and self.found[word].key in self.words.half_of:
            word += 1
        linked = all(self._joined(one) for one in range(after, min(word, len(self.found) - 1) + 1))
        # "A third of millions of views" is a part of them, not of one million.
        one = word == after or self.found[word - 1].key in self.words.part_after
        scale = self._scale_at(word)
        if scale is None or not linked or not one:
            return self._share(place, after, value), after
        step = Fraction(scale, value.denominator)
        return self._figure(place, word + 1, value * scale, step), word + 1

    def _scale_at(self, place: int) -> int | None:
        """Return what a word multiplies by, if one stands there right behind another word."""
        if place >= len(self.found) or not self._joined(place):
            return None
        term = self.words.cardinals.get(self.found[place].key)
        return term.value if term is not None and term.role in {"scale", "group"} else None

    def _is_after_every(self, place: int) -> bool:
        """Say whether "every" stands before a word: every third is a third of them."""
        before = place
        while before and self._is_after(before, self.words.every_links):
            before -= 1
        return bool(before) and self._is_after(before, self.words.every)

    def _is_number(self, figure: Figure) -> bool:
        """Say whether a word for one is a number where it stands."""
        one = self.words.one
        usual = one.is_number
        if one.unless_after.search(self.text, 0, figure.start):
            return not usual
        if one.unless_before.match(self.text, figure.end):
            return not usual
        if found := one.unless_before_number.match(self.text, figure.end):
            rest = self.text[found.end() :]
            ahead = re.match(r"\s+(?:[^\W\d_]+\s+)??([\d\x00]|[^\W\d_]+)", rest)
            if ahead and (not ahead[1].isalpha() or self._is_cardinal(ahead[1])):
                return not usual
        return usual

    def _is_cardinal(self, word: str) -> bool:
        return key(word) in self.words.cardinals and key(word) not in self.words.one.forms

    def _counted(self, place: int) -> bool:
        """Say whether digits stand right before a word: then it scales them."""
        return bool(re.search(r"\d\s*$", self.text[: self.found[place].start]))

    def _joined(self, place: int) -> bool:
        between = self.text[self.found[place - 1].end : self.found[place].start]
        # Nothing stands between the parts of one word.
        return not between or JOINT.fullmatch(between) is not None

    def _is_after(self, place: int, before: frozenset[str]) -> bool:
        return self._joined(place) and self.found[place - 1].key in before

    def _is_next(self, place: int, after: frozenset[str]) -> bool:
        word = place + 1
        return word < len(self.found) and self._joined(word) and self.found[word].key in after

    def _figure(
        self, place: int, after: int, value: Fraction, step: Fraction = Fraction(1)
    ) -> Figure:
        start, end = self.found[place].start, self.found[after - 1].end
        if percent := self.words.percent.match(self.text, end):
            end = percent.end()
            return Figure(start, end, self.text[start:end], "share", value / 100, step / 100)
        return Figure(start, end, self.text[start:end], "count", value, step)

    def _share(self, place: int, after: int, value: Fraction) -> Figure:
        start, end = self.found[place].start, self.found[after - 1].end
        return Figure(start, end, self.text[start:end], "share", value, Fraction(1, 100))

    def _ordinal(self, place: int, after: int, value: int) -> Figure:
        start, end = self.found[place].start, self.found[after - 1].end
        doubtful = value in DOUBTFUL_ORDINALS
        text = self.text[start:end]
        return Figure(start, end, text, "ordinal", Fraction(value), doubtful=doubtful)

    def _magnitude(self, place: int, after: int, value: int | None = None) -> Figure:
        start, end = self.found[place].start, self.found[after - 1].end
        size = Fraction(self.words.magnitudes[self.found[place].key] if value is None else value)
        return Figure(start, end, self.text[start:end], "magnitude", size, size)


def _fits(current: int, value: int) -> bool:
    """Say whether an addend has room: twenty takes three, twelve takes nothing."""
    if value == 0 or current == 0:
        return False
    size = TEN ** len(str(value))
    return current % size == 0 and not (value < TEN and current % HUNDRED == TEN)
