"""Counts: whole numbers, as platforms and people write them.

A platform writes ``1234``; a person in the region writes ``1.234``, ``1,2 mil.``, ``3 mijë``,
``5 hilj.``, ``7 илј.`` or ``2 tisoč``. Whether the dot of ``1.234`` parts thousands or decimals
is asked of the column's other values, and never guessed: where they cannot tell, the value is a
problem.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from math import isnan
from typing import Literal

import polars as pl
from babel import Locale

from tefter.values import Unreadable
from tefter.values.writing import how_many, is_nothing, plain

LARGEST = 2**63 - 1
LANGUAGES = ("sq", "mk", "bs", "bs_Cyrl", "hr", "sr", "sr_Latn", "sl", "en")
POWERS = (1_000, 1_000_000, 1_000_000_000)
"""Above these CLDR's short names contradict each other (bil., B), and no platform counts so far."""

ALSO_WRITTEN = {
    1_000: "k к mij hilj hiljad hiljadu hiljade tisucu tisuc tisoci tisocev тис "
    "иљ хиљаду хиљаде илјада илјади илј тыс",
    1_000_000: "m м mil mill mio mln milion miliona milione milioni milionov milioneve milijona "
    "milijun milijuna milijone миљ млн мио милиона милионе",
    1_000_000_000: "mlrd mld mlr mrd miliard miliarde млрд млд",
}
"""Forms without diacritics that people write and CLDR does not list."""

NUMBER = re.compile(r"(?P<body>\d(?:[\d.,' ]*\d)?)(?P<unit>[^\W\d_]+)?\.?")
AMBIGUOUS = "ambiguous: its sign may part thousands or decimals, and the column does not tell which"
NO_NUMBER = "not a number"
NOT_WHOLE = "not a whole number"
NEGATIVE = "below zero"
TOO_LARGE = "too large for a count"
ENOUGH = 2
"""So many different values in groups of three show that a column writes thousands that way."""

Sign = Literal[".", ","]


@dataclass(frozen=True)
class CountConvention:
    """How one column writes its numbers.

    Attributes
    ----------
    decimal, thousands : str or None
        ``.`` and ``,`` or the other way round; both None where the column does not tell.
    evidence : str
        One sentence that says how we know, without quoting a value.
    """

    decimal: Sign | None
    thousands: Sign | None
    evidence: str


def whole(value: object, field: str) -> int | None:
    """Return a count as a platform writes it, a whole number; None where there is none.

    Raises
    ------
    Unreadable
        ``bad_count`` when it is no whole number, or negative.
    """
    if value is None or value == "":
        return None
    number: int | None = None
    if isinstance(value, bool):
        pass
    elif isinstance(value, int):
        number = value
    elif isinstance(value, float) and value.is_integer():
        number = int(value)
    elif isinstance(value, str) and value.strip().isascii() and value.strip().isdigit():
        number = int(value.strip())
    if number is None or not 0 <= number <= LARGEST:
        raise Unreadable("bad_count", f"{field} is not a whole number")
    return number


def read_counts(column: pl.Series, convention: CountConvention | None = None) -> pl.DataFrame:
    """Read the counts of a column, as people write them.

    Parameters
    ----------
    column : polars.Series
        Of text or of numbers.
    convention : CountConvention, optional
        How the column writes its numbers; found by ``count_convention`` where not given.

    Returns
    -------
    polars.DataFrame
        ``count`` Int64, null where there is none or it cannot be read, and ``problem`` String,
        null where there is none: a clause such as "not a whole number".
    """
    if convention is None:
        convention = count_convention(column)
    read: dict[object, tuple[int | None, str | None]] = {}
    for value in column.unique().to_list():
        try:
            read[value] = (read_count(value, "", convention), None)
        except Unreadable as error:
            read[value] = (None, error.detail.strip())
    rows = [read.get(value, (None, None)) for value in column.to_list()]  # NaN equals no key
    return pl.DataFrame(
        rows, schema={"count": pl.Int64, "problem": pl.String}, orient="row", strict=True
    )


def read_count(value: object, field: str, convention: CountConvention) -> int | None:
    """Read one count of a column whose convention is known; None where there is none.

    Raises
    ------
    Unreadable
        ``bad_count`` when it is ambiguous, negative, not whole, or no number.
    """
    if value is None or (isinstance(value, float) and isnan(value)):
        return None
    if isinstance(value, bool):
        raise Unreadable("bad_count", f"{field} {NO_NUMBER}")
    text = plain(value) if isinstance(value, str) else None
    if text is None:
        number = Decimal(str(value)) if isinstance(value, int | float | Decimal) else None
        problem = None if number is not None and number.is_finite() else NO_NUMBER
    elif is_nothing(text):
        return None
    else:
        number, problem = _number(text, convention)
    if number is not None and problem is None:
        if number < 0:
            problem = NEGATIVE
        elif number > LARGEST:
            problem = TOO_LARGE
        elif number != int(number):
            problem = NOT_WHOLE
    if number is None or problem is not None:
        raise Unreadable("bad_count", f"{field} {problem or NO_NUMBER}".strip())
    return int(number)


def count_convention(column: pl.Series | Iterable[object]) -> CountConvention:
    """Tell from a column's values which sign it puts before decimals and which between thousands.

    A value tells when it has both signs, one sign twice, or other than three digits after its
    only sign. Where none does, two or more different values in groups of three tell, provided
    that no value from 1000 up is written without them. Values that contradict each other tell
    nothing.
    """
    told: dict[Sign, int] = {".": 0, ",": 0}
    grouped: dict[Sign, set[str]] = {".": set(), ",": set()}
    ungrouped = False
    distinct = {value for value in column if isinstance(value, str)}
    for text in {plain(value) for value in distinct}:
        match = NUMBER.fullmatch(_unsigned(text))
        if not match or (match["unit"] and match["unit"] not in units()):
            continue
        body, sign = match["body"], _decimal_sign(match["body"])
        if sign is not None:
            told[sign] += 1
        elif _ambiguous(body) is not None and not match["unit"]:
            grouped[_sign_of(body)].add(body)
        elif body.isdigit() and len(body) > 3 and not match["unit"]:  # noqa: PLR2004
            ungrouped = True
    return _conclude(told, grouped, ungrouped)


def _conclude(
    told: dict[Sign, int], grouped: dict[Sign, set[str]], ungrouped: bool
) -> CountConvention:
    names: dict[Sign, str] = {".": "dot", ",": "comma"}
    if told["."] and told[","]:
        return CountConvention(
            None,
            None,
            f"The column contradicts itself: a decimal dot in {how_many(told['.'])}, a decimal "
            f"comma in {how_many(told[','])}.",
        )
    decimal: Sign
    for decimal in (".", ","):
        if told[decimal]:
            return CountConvention(
                decimal,
                _other(decimal),
                f"Decimal {names[decimal]}: {how_many(told[decimal])} cannot be read otherwise.",
            )
    thousands: Sign
    for thousands in (".", ","):
        values = grouped[thousands]
        alone = not grouped[_other(thousands)] and not ungrouped
        if alone and len(values) >= ENOUGH and not all(value.endswith("000") for value in values):
            return CountConvention(
                _other(thousands),
                thousands,
                f"A {names[thousands]} parts thousands: {how_many(len(values))} in groups of three, "
                "and none from 1000 up without.",
            )
    return CountConvention(
        None, None, "No value tells whether a dot or a comma parts thousands or decimals."
    )


def _number(text: str, convention: CountConvention) -> tuple[Decimal | None, str | None]:
    text, negative = _unsigned(text), text.startswith("-")
    match = NUMBER.fullmatch(text)
    if match is None:
        return None, NO_NUMBER
    unit = match["unit"]
    factor = units().get(unit) if unit else 1
    body = match["body"]
    if factor is None or _malformed(body):
        return None, NO_NUMBER
    if negative:
        return None, NEGATIVE
    decimal = _decimal_sign(body)
    if decimal is None and _ambiguous(body) is not None:
        if convention.decimal is None:
            return None, AMBIGUOUS
        decimal = convention.decimal
    digits = re.sub(r"[ ']", "", body)
    if decimal is not None:
        digits = digits.replace(_other(decimal), "").replace(decimal, ".")
    return Decimal(digits) * factor, None


def _unsigned(text: str) -> str:
    """Drop a sign, the apostrophe with which Excel marks text, and the space before a unit."""
    text = text.removeprefix("'").removeprefix("+").removeprefix("-").lstrip()
    return re.sub(r"(?<=\d) (?=[^\W\d_])", "", text)


def _decimal_sign(body: str) -> Sign | None:
    """Return the decimal sign that the body of a number cannot but use; None where it may not."""
    if _malformed(body):
        return None
    dots, commas = body.count("."), body.count(",")
    if dots and commas:
        return "." if body.rindex(".") > body.rindex(",") else ","
    if dots > 1 or commas > 1:
        return "," if dots else "."
    if not dots and not commas:
        return None
    return None if _ambiguous(body) is not None else _sign_of(body)


def _ambiguous(body: str) -> str | None:
    """Return the body when its one sign may part thousands as well as decimals."""
    match = re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", body)
    return match[0] if match else None


def _sign_of(body: str) -> Sign:
    return "." if "." in body else ","


def _other(sign: Sign) -> Sign:
    return "," if sign == "." else "."


GROUPS = re.compile(
    r"\d+(?:[.,]\d+)?"  # 1234,5
    r"|[1-9]\d{0,2}(?:(?P<sep>[ '])\d{3})(?:(?P=sep)\d{3})*(?:[.,]\d+)?"  # 1 234,5
    r"|[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?"  # 1.234,5
    r"|[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?"  # 1,234.5
)


def _malformed(body: str) -> bool:
    return GROUPS.fullmatch(body) is None


@cache
def units() -> dict[str, int]:
    """Return the words for thousand, million and milliard, plain, with their numbers.

    Source: CLDR's compact decimal formats of the region's languages, by Babel; and
    ``ALSO_WRITTEN``.
    """
    found: dict[str, set[int]] = {}
    for language in LANGUAGES:
        for forms in Locale.parse(language).compact_decimal_formats.values():
            for patterns in forms.values():
                for power in POWERS:
                    pattern = patterns.get(str(power))
                    word = plain(str(pattern.pattern)).strip("0 .'") if pattern else ""
                    if word:
                        found.setdefault(word, set()).add(power)
    for power, words in ALSO_WRITTEN.items():
        for word in words.split():
            found.setdefault(plain(word), set()).add(power)
    return {word: powers.pop() for word, powers in found.items() if len(powers) == 1}
