"""Telephone numbers whose digits are written as words or as letters that look like digits."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from tefter.privacy.written import Written

FEWEST = 4
"""Number words from which a text without digits is read: fewer cannot hide a number."""

BESIDE = 3
"""Digits beside which a single number word, or the word for a sign, may belong to a number."""

TOKEN = re.compile(r"[^\W\d_]+|\d+|\+")
GAP = re.compile(r"[\s,.;/\\|·•*()_-]{0,4}")
SIGNS = frozenset("+")
TENS, HUNDRED, THOUSAND = 10, 100, 1000

ZEROS = "oOоОοΟØø"
LETTERS = f"{ZEROS}lI|бЗзSB"
"""Letters that look like digits."""

ALIKE = str.maketrans(LETTERS, "0000000011163358")
LOOKALIKE = re.compile(
    rf"(?<![^\W_])[+(\[]{{0,2}}[0-9{LETTERS}](?:[\s./()\[\]*-]{{0,3}}[0-9{LETTERS}]){{6,16}}(?![^\W_])"
)
REAL_DIGITS = 4
"""Digits that must stand among the letters that look like digits."""


def fold(word: str) -> str:
    """Return a word in lower case without its diacritics, for comparing what people type."""
    bare = unicodedata.normalize("NFD", word.casefold())
    return "".join(char for char in bare if not unicodedata.combining(char)).replace("đ", "d")


@dataclass(frozen=True)
class _Words:
    values: dict[str, int]
    join: frozenset[str]
    twice: frozenset[str]
    plus: frozenset[str]
    signs: frozenset[str]


@cache
def _words() -> _Words:
    content = yaml.safe_load(files(__package__).joinpath("digits.yml").read_text("utf-8"))
    # The first to claim a word has it: a digit before a number of two.
    values: dict[str, int] = {}
    for value, words in content["values"].items():
        for word in str(words).split():
            # Folded here too: й and ќ are letters with marks to Unicode.
            values.setdefault(fold(word), int(value))
    named = {name: frozenset(content[name].split()) for name in ("join", "twice", "plus", "signs")}
    # Slovene says the unit first: triindvajset is 23.
    tens = [(word, value) for word, value in values.items() if value in range(TENS, HUNDRED, TENS)]
    for unit, ones in list(values.items()):
        if 0 < ones < TENS:
            for word, value in tens:
                values.setdefault(f"{unit}in{word}", value + ones)
    return _Words(values, **named)


def spoken(written: Written) -> Written | None:
    """Put digits in place of number words.

    Parameters
    ----------
    written : Written
        A text in plain spelling.

    Returns
    -------
    Written or None
        The text with ``0 4 4`` in place of *nula četiri četiri*, *zero katër katër* or *zero
        forty-four*; every character stands where its word stood. None where the text has too few
        number words.
    """
    words = _words()
    tokens = [
        (match.start(), match.end(), fold(match[0])) for match in TOKEN.finditer(written.plain)
    ]
    said = sum(token in words.values for *_, token in tokens)
    shown = sum(len(token) for *_, token in tokens if token.isdigit())
    told = said or any(token in words.signs for *_, token in tokens)
    if said < FEWEST and not (told and shown >= BESIDE):
        return None
    spelled = _Speller(written)
    previous: int | None = None
    for index, (start, end, _) in enumerate(tokens):
        number = _digits(tokens, index)
        if number is None:
            continue
        gap = None if previous is None else written.plain[previous:start]
        spelled.upto(start, joined=gap is not None and bool(GAP.fullmatch(gap)))
        spelled.put(number, start, end)
        previous = end
    return spelled.finished()


def _digits(tokens: list[tuple[int, int, str]], index: int) -> str | None:
    """Return the digits that a token stands for; empty for a word that joins two of them."""
    words = _words()
    token = tokens[index][2]
    after = tokens[index + 1][2] if index + 1 < len(tokens) else ""
    before = tokens[index - 1][2] if index else ""
    if token.isdigit() or token in SIGNS:
        return token
    if token in words.signs:
        return "" if _is_number(before) or before in words.signs else None
    if token in words.plus:
        return "+" if _is_number(after) else None
    if token in words.twice and words.values.get(after, TENS) < TENS:
        return str(words.values[after])
    if token in words.join and words.values.get(before, 0) > TENS and after in words.values:
        return ""
    value = words.values.get(token)
    if value is None or value < TENS:
        return None if value is None else str(value)
    following = after
    if following in words.join and index + 2 < len(tokens):
        following = tokens[index + 2][2]
    rest = words.values.get(following, THOUSAND)
    written = str(value)
    if value >= HUNDRED:
        return written[0] if rest < HUNDRED and rest >= TENS else written
    return written[0] if value % TENS == 0 and value > TENS and 0 < rest < TENS else written


def _is_number(token: str) -> bool:
    return token.isdigit() or token in _words().values


class _Speller:
    """Collects a text of which some words became digits, with the place of each character."""

    def __init__(self, written: Written) -> None:
        self._from = written
        self._plain: list[str] = []
        self._positions: list[int] = []
        self._done = 0

    def upto(self, end: int, *, joined: bool) -> None:
        """Copy what stands before ``end``, or one space where it only parts two digits."""
        if joined and end > self._done:
            self._plain.append(" ")
            self._positions.append(self._from.positions[self._done])
        elif not joined:
            for index in range(self._done, end):
                self._plain.append(self._from.plain[index])
                self._positions.append(self._from.positions[index])
        self._done = end

    def put(self, digits: str, start: int, end: int) -> None:
        """Write digits where a word stood."""
        for index, digit in enumerate(digits):
            self._plain.append(digit)
            self._positions.append(self._from.positions[min(start + index, end - 1)])
        self._done = end

    def finished(self) -> Written:
        """Copy the rest and hand over the whole."""
        self.upto(len(self._from.plain), joined=False)
        positions = (*self._positions, self._from.positions[-1])
        return Written("".join(self._plain), positions)


def alike(written: Written) -> Written | None:
    """Put digits in place of letters that look like them, where most of a number is digits.

    Parameters
    ----------
    written : Written
        A text in plain spelling.

    Returns
    -------
    Written or None
        The text, as long as before; None where nothing in it looks like a number.
    """
    changed = LOOKALIKE.sub(_as_digits, written.plain)
    return None if changed == written.plain else Written(changed, written.positions)


def _as_digits(match: re.Match[str]) -> str:
    run = match[0]
    groups = re.findall(rf"[0-9{LETTERS}]+", run)
    # A group of letters alone is a word, unless it is the zero with which a number begins.
    words = [group for group in groups[1:] if not re.search(r"[0-9]", group)]
    if words or sum(char.isdigit() for char in run) < REAL_DIGITS:
        return run
    first = groups[0]
    if not re.search(r"[0-9]", first) and set(first) - set(ZEROS):
        return run
    return run.translate(ALIKE)
