"""Numbers in digits: grouped, divided, scaled, ordinal, as the language writes them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from fractions import Fraction

from tefter.claims.figures.figure import Figure
from tefter.claims.figures.vocabulary import Vocabulary, key

SPACES = "[ \u00a0\u2009\u202f'’]"
"""What groups thousands beside the point and the comma: spaces of any width, apostrophes.

Source: BIPM (2019), The International System of Units, 5.4.4, and Unicode CLDR 46.
"""

DIGITS = re.compile(
    rf"(?<![\d.,])\d{{1,3}}(?P<space>{SPACES})\d{{3}}(?:(?P=space)\d{{3}})*(?!\d)(?:[.,]\d+)?"
    r"|\d+(?:[.,]\d+)*"
)
CLOCK = re.compile(r"(?<![\d:])\d{1,2}:\d\d(?::\d\d)?(?![\d:])")
QUOTIENT = re.compile(r"(?<![\d/.,])(\d{1,2})[/\u2044](\d{1,3})(?![\d/])")
VULGAR = re.compile(r"(?:(\d+) ?)?([¼½¾⅐-⅞])")
SIGN = re.compile(r"(?<![^\W\d_])[²³¹⁰⁴-⁹₀-₉]+|[①-⑳⓪⓫-⓴⓵-⓿❶-➓㉑-㉟㊱-㊿Ⅰ-ↂ]")
"""Digits above and below the line, and numbers in rings. Behind a letter they are none: km²."""

TELEPHONE = re.compile(r"\+\d[\d ()/.-]{5,}\d")
"""A plus and digits in loose groups. Read as one thing, so that no half of it makes a number."""

WORD_AFTER = re.compile(r"([ \u00a0\u2009\u202f\n]?)([^\W\d_]+)\b")
DOT_OF_AN_ORDINAL = re.compile(r"\.(?=\s+[^\W\d_A-ZČĆŠĐŽ]|[,;)–-])")
NEAR = 12
"""Letters before a number in which what belongs to it can begin."""

NEGATIVE = re.compile(r"(?:(?<=^)|(?<=[\s(]))(?:[-\u2212]|(?:minus|минус)\s)\Z", re.IGNORECASE)
PER_MILLE = re.compile(r"\s?\u2030")
YEAR_BEFORE = re.compile(r"(?<!\d)((?:19|20)\d\d)[-\u2010-\u2013/]\Z")
"""A year and a dash: two digits behind it are a year of the same century, if they are no month."""

MONTHS = 12
GROUP = 3
YEAR_DIGITS = 4
YEARS = range(1900, 2100)
"""Four digits without a mark that are read as a year; they can be bound as a count all the same."""


def digit_figures(text: str, words: Vocabulary) -> Iterator[Figure]:
    """Yield every number in digits.

    Whatever digits there are, they are part of a figure: where they make no number, of one
    without a value.

    Parameters
    ----------
    text : str
        Plain text.
    words : Vocabulary
        Marks and words of its language.
    """
    special = _special(text, words)
    position = 0
    for one in special:
        yield from (_figure(text, found, words) for found in _plain(text, position, one.start))
        yield one
        position = one.end
    yield from (_figure(text, found, words) for found in _plain(text, position, len(text)))


def _plain(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    return DIGITS.finditer(text, start, end)


def _special(text: str, words: Vocabulary) -> list[Figure]:
    """Find digits that are not one number as they stand: telephones, times, fractions."""
    found: list[Figure] = [
        Figure(*match.span(), match[0], "unclear")
        for pattern in (TELEPHONE, CLOCK)
        for match in pattern.finditer(text)
    ]
    for match in QUOTIENT.finditer(text):
        above, below = int(match[1]), int(match[2])
        if 0 < above < below:
            found.append(_share(text, match, Fraction(above, below)))
    for match in VULGAR.finditer(text):
        part = Fraction(unicodedata.numeric(match[2])).limit_denominator(10)
        if match[1]:
            whole = _with_word(text, match.start(), match.end(), int(match[1]) + part, 1, words)
            found.append(whole)
        else:
            found.append(_share(text, match, part))
    found += [
        Figure(*match.span(), match[0], "count", _worth(match[0])) for match in SIGN.finditer(text)
    ]
    kept: list[Figure] = []
    for figure in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or figure.start >= kept[-1].end:
            kept.append(figure)
    return kept


def _worth(sign: str) -> Fraction:
    plain = unicodedata.normalize("NFKC", sign)
    return Fraction(int(plain) if plain.isdecimal() else int(unicodedata.numeric(sign)))


def _share(text: str, match: re.Match[str], value: Fraction) -> Figure:
    return Figure(*match.span(), match[0], "share", value, Fraction(1, 100))


def _figure(text: str, found: re.Match[str], words: Vocabulary) -> Figure:
    start, end = found.span()
    number, places = _read(found[0], words)
    if number is None:
        return Figure(start, end, found[0], "unclear")
    if minus := NEGATIVE.search(text, max(0, start - NEAR), start):
        start, number = minus.start(), -number
    figure = _with_word(text, start, end, number, Fraction(1, 10**places), words)
    if figure.end > end or figure.form != "count" or places or not found[0].isdigit():
        return figure
    if suffix := words.ordinal_suffix.match(text, end):
        whole = text[start : suffix.end()]
        if len(found[0]) == YEAR_DIGITS and number in YEARS:
            return Figure(start, suffix.end(), whole, "date", number, year=int(number))
        return Figure(start, suffix.end(), whole, "ordinal", number)
    if suffix := words.approximate_suffix.match(text, end):
        whole = text[start : suffix.end()]
        return Figure(start, suffix.end(), whole, "count", number, approximate=True)
    if year := _short_year(text, start, found[0]):
        return Figure(start, end, found[0], "date", Fraction(year), year=year)
    if len(found[0]) == YEAR_DIGITS and number in YEARS:
        return Figure(start, end, found[0], "date", number, year=int(number))
    if words.ordinal_dot and len(found[0]) <= GROUP and DOT_OF_AN_ORDINAL.match(text, end):
        return Figure(start, end + 1, text[start : end + 1], "ordinal", number)
    return figure


def _short_year(text: str, start: int, written: str) -> int | None:
    """Return the year that two digits behind another year mean: 2020-23."""
    before = YEAR_BEFORE.search(text, max(0, start - NEAR), start)
    if before is None or len(written) != len("23") or int(written) <= MONTHS:
        return None
    year = int(before[1][:2] + written)
    return year if year > int(before[1]) else None


def _with_word(
    text: str,
    start: int,
    end: int,
    number: Fraction,
    step: Fraction | int,
    words: Vocabulary,
) -> Figure:
    """Take in the word after the digits where it scales them, and the sign of a percentage."""
    after = WORD_AFTER.match(text, end)
    step = Fraction(step)
    if after and (scale := _scale(after[2], bool(after[1]), words)):
        end = after.end()
        number, step = number * scale, step * scale
        if half := words.half_more.match(text, end):
            end, number = half.end(), number + Fraction(scale, 2)
    if mille := PER_MILLE.match(text, end):
        end = mille.end()
        return Figure(start, end, text[start:end], "share", number / 1000, step / 1000)
    if percent := words.percent.match(text, end):
        end = percent.end()
        return Figure(start, end, text[start:end], "share", number / 100, step / 100)
    return Figure(start, end, text[start:end], "count", number, step)


def _scale(word: str, apart: bool, words: Vocabulary) -> int | None:
    known = key(word)
    term = words.cardinals.get(known)
    if term is not None:
        return None if term.role == "addend" else term.value
    # A single letter stands for a scale only at the digits: 30M, but not 30 m of rope.
    return None if apart and len(known) == 1 else words.shorts.get(known)


def _read(written: str, words: Vocabulary) -> tuple[Fraction | None, int]:
    """Read digits with marks: the number, and how many places stand behind its decimal mark."""
    joined = re.sub(SPACES, "", written)
    parts = re.split("([.,])", joined)
    groups, marks = parts[::2], parts[1::2]
    if not marks:
        return Fraction(int(joined)), 0
    grouped = _grouped(groups)
    if len(set(marks)) == 1 and grouped and (len(marks) > 1 or marks[0] == words.group):
        return Fraction(int("".join(groups))), 0
    if marks.count(marks[-1]) == 1 and (len(marks) == 1 or len(set(marks[:-1])) == 1):
        whole = groups[:-1]
        if _grouped(whole):
            places = len(groups[-1])
            return Fraction(int("".join(groups)), 10**places), places
    return None, 0


def _grouped(groups: list[str]) -> bool:
    if len(groups) == 1:
        return True
    first, *others = groups
    return (
        1 <= len(first) <= GROUP and first != "0" and all(len(group) == GROUP for group in others)
    )
