"""Telephone numbers whose digits are written as words or as letters that look like digits."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import yaml

from tefter.privacy.written import Written

FEWEST = 4
"""Number words from which a text without digits is read: fewer cannot hide a number."""

BESIDE = 3
"""Digits beside which a single number word, or the word for a sign, may belong to a number."""

TOKEN = re.compile(r"[^\W\d_]+|\d+|\+")
GAP = re.compile(r"[\s,.;/\\|·•*()_-]{0,4}")
REMEMBERED = 50_000
"""Words that are not folded and taken apart anew: some 10 MB."""

GLUED = 6
"""Letters from which a word may be several number words without a space."""

SIGNS = frozenset("+")
MOST_TIMES = 4
"""How often a digit is said to stand at most: *tri dvojke* is 222."""

TENS, HUNDRED, THOUSAND = 10, 100, 1000

ZEROS = "oOоОοΟØø"
LETTERS = f"{ZEROS}lI|бЗзSBEЕZzq"
"""Letters that look like digits."""

ALIKE = str.maketrans(LETTERS, "000000001116335833229")
LOOKALIKE = re.compile(
    rf"(?<![^\W_])[+(\[]{{0,2}}[0-9{LETTERS}](?:[\s./()\[\]*-]{{0,3}}[0-9{LETTERS}]){{6,16}}(?![^\W_])"
)
PART = re.compile(rf"(?<![^\W_])[{LETTERS}]*[0-9][0-9{LETTERS}]*(?![^\W_])|\b[{ZEROS}](?!\w)")
REAL_DIGITS = 4
"""Digits that must stand among the letters that look like digits."""


@lru_cache(REMEMBERED)
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
    many: dict[str, str]
    one: re.Pattern[str]


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
    many = {word: str(digit) for digit, row in content["many"].items() for word in row.split()}
    long = sorted((word for word in values if len(word) > 1), key=len, reverse=True)
    one = "|".join(map(re.escape, long))
    return _Words(values, many=many, one=re.compile(one), **named)


def spoken(written: Written, fewest: int = FEWEST) -> Written | None:
    """Put digits in place of number words.

    Parameters
    ----------
    written : Written
        A text in plain spelling.
    fewest : int
        Number words that a text without digits has to have.

    Returns
    -------
    Written or None
        The text with ``0 4 4`` in place of *nula četiri četiri*, *zero katër katër* or *zero
        forty-four*; every character stands where its word stood. None where the text has too few
        number words.
    """
    words = _words()
    tokens = [
        token
        for match in TOKEN.finditer(written.plain)
        for token in _apart(fold(match[0]), match.start(), match.end())
    ]
    said = sum(len(token) > 1 and token in words.values for *_, token in tokens)
    shown = sum(len(token) for *_, token in tokens if token.isdigit())
    told = said or any(token in words.signs | words.twice for *_, token in tokens)
    if said < fewest and not (told and shown >= BESIDE):
        return None
    spelled = _Speller(written)
    previous, figure = None, False
    for index, (start, end, token) in enumerate(tokens):
        number = _digits(tokens, index)
        if number is None:
            continue
        gap = None if previous is None else written.plain[previous:start]
        # What stands between two figures stays: it tells a date from a number.
        between = not (figure and token.isdigit()) and gap is not None
        spelled.upto(start, joined=between and bool(GAP.fullmatch(gap or "")))
        spelled.put(number, start, end)
        previous, figure = end, token.isdigit()
    return spelled.finished()


def _apart(word: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """Take number words apart that are written as one, as far as their letters fold one by one."""
    parts = _glued(word) if len(word) == end - start else ()
    if not parts:
        return [(start, end, word)]
    return [(start + a, start + b, word[a:b]) for a, b in parts]


@lru_cache(REMEMBERED)
def _glued(word: str) -> tuple[tuple[int, int], ...]:
    """Return where the number words stand of which a word consists; none where it does not."""
    words = _words()
    if len(word) < GLUED or word in words.values:
        return ()
    parts = tuple(match.span() for match in words.one.finditer(word))
    return parts if sum(b - a for a, b in parts) == len(word) else ()


def _digits(tokens: list[tuple[int, int, str]], index: int) -> str | None:
    """Return the digits that a token stands for; empty for a word that joins two of them."""
    words = _words()
    token = tokens[index][2]
    after = tokens[index + 1][2] if index + 1 < len(tokens) else ""
    before = tokens[index - 1][2] if index else ""
    if token in words.twice and (after.isdigit() or words.values.get(after, TENS) < TENS):
        return after if after.isdigit() else str(words.values[after])
    times = int(token) if token.isdigit() else words.values.get(token, 0)
    if after in words.many and 1 < times <= MOST_TIMES:
        return (times - 1) * words.many[after]
    if token.isdigit() or token in SIGNS:
        return token
    if token in words.signs:
        return "" if _is_number(before) or before in words.signs else None
    if token in words.plus:
        return "+" if _is_number(after) else None
    if token in words.join and words.values.get(before, 0) > TENS and after in words.values:
        return ""
    if token in words.many and token not in words.values:
        return words.many[token] if _is_number(before) else None
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
            self._plain.extend(self._from.plain[self._done : end])
            self._positions.extend(self._from.positions[self._done : end])
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


def alike_parts(written: Written) -> Written:
    """Put digits in place of letters that stand with a digit in one word, or for a zero alone."""
    return Written(
        PART.sub(lambda match: match[0].translate(ALIKE), written.plain), written.positions
    )


def _as_digits(match: re.Match[str]) -> str:
    groups = list(re.finditer(rf"[0-9{LETTERS}]+", match[0]))
    while len(groups) > 1 and _is_word(groups[-1][0]):
        groups.pop()
    run, rest = match[0][: groups[-1].end()], match[0][groups[-1].end() :]
    # A group of letters alone is a word, unless it is the zero with which a number begins.
    words = any(_is_word(group[0]) for group in groups[1:])
    if words or sum(char.isdigit() for char in run) < REAL_DIGITS:
        return match[0]
    first = groups[0][0]
    if not re.search(r"[0-9]", first) and set(first) - set(ZEROS):
        return match[0]
    return run.translate(ALIKE) + rest


def _is_word(group: str) -> bool:
    """Whether letters without a digit among them are more than one digit several times."""
    return not re.search(r"[0-9]", group) and (len(group) == 1 or len(set(group)) > 1)
