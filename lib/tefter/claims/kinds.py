"""Whether a number holds: one rule for each kind of claim."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from fractions import Fraction
from typing import Any, NamedTuple

from tefter.claims.book import RATIOS, Binding
from tefter.claims.figures import Figure

TOLERANCE = Fraction(1, 20)
"""How far "about" may be from the finding, as a part of the number, unless the claim says."""

NEAR = Fraction(1, 10)
"""How far "more than", "less than", "at least" and "at most" may be: a figure that the finding
exceeds by more is true and misleads all the same."""

MAGNITUDE = 10
"""Hundreds are from two hundred to below a thousand."""

BOUNDS = {
    "more_than": "more than",
    "less_than": "less than",
    "at_least": "at least",
    "at_most": "at most",
}
"""Kinds that bound the finding on one side, as an error says them."""

REFUSED = {"exact", "rounded", "percent", "fraction"}
"""Kinds whose number cannot have words of ``BOUNDS`` beside it."""

FINE = {"exact", "rounded"}
"""Kinds whose number cannot be one that itself says "about", such as *stotinjak*."""

DENIED = "denied"
"""In the place of a kind of qualifier: "were not more than" says the opposite of "more than"."""

COUNTED = ("count", "share", "date")
"""Forms of a number that counts. A bare year may count things; "hundreds" and "third" do not."""

QUALIFIERS = BOUNDS | {"about": "about"}
"""Kinds whose number needs words that say so."""


class Ruling(NamedTuple):
    """Whether a number holds, and in words why not."""

    holds: bool
    reason: str = ""


@dataclass(frozen=True)
class Stated:
    """What a sentence says: figures, and which words stand before the first of them.

    Attributes
    ----------
    figures : sequence of Figure
        One, or two of a range.
    beside : frozenset of str
        Kinds of qualifier right before the first figure or behind the last.
    near : frozenset of str
        Kinds of qualifier at most a few words from them, or that the claim names itself.
    """

    figures: Sequence[Figure]
    beside: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()


Numbers = Mapping[str, Mapping[str, Any]]
"""Finding by name, as ``numbers.json`` has it."""


def rule(binding: Binding, stated: Stated, numbers: Numbers) -> Ruling:
    """Say whether a number holds.

    Parameters
    ----------
    binding : Binding
        What ``claims.yml`` says of the number.
    stated : Stated
        What the story says.
    numbers : mapping
        Finding by name.
    """
    for name in (*binding.findings, *([binding.of] if binding.of else []), *(binding.among or [])):
        if name not in numbers:
            near = get_close_matches(name, numbers, 1)
            return Ruling(
                False,
                f"the run has no finding {name}" + (f"; did you mean {near[0]}?" if near else ""),
            )
        if numbers[name]["value"] is None:
            return Ruling(False, f"{name} is not known in this run")
    if DENIED in stated.near:
        return Ruling(False, "the sentence denies it")
    if binding.kind in FINE and any(one.approximate for one in stated.figures):
        return Ruling(False, f"the word says “about”, the claim is {binding.kind}")
    if binding.kind in REFUSED and (wrong := stated.beside & set(BOUNDS)):
        said = BOUNDS[min(wrong)]
        return Ruling(False, f"the sentence says “{said}”, the claim is {binding.kind}")
    if binding.kind in QUALIFIERS and binding.kind not in stated.near:
        return Ruling(False, f"the sentence does not say “{QUALIFIERS[binding.kind]}”")
    if any(one.form == "unclear" for one in stated.figures):
        return Ruling(False, "the digits cannot be read as a number")
    return RULES[binding.kind](binding, stated.figures, numbers)


def value_of(binding: Binding, numbers: Numbers) -> Fraction | None:
    """Return the value of a binding's finding, divided where it says so; None for a date."""
    value = numbers[binding.findings[0]]["value"]
    if isinstance(value, str):
        return None
    number = _as_written(value)
    if binding.of:
        whole = numbers[binding.of]["value"]
        return None if isinstance(whole, str) or not whole else number / _as_written(whole)
    return number


def _as_written(value: int | float) -> Fraction:
    """Return a number as ``numbers.json`` has it: 0.7808 is no binary fraction near it."""
    return Fraction(str(value))


def _numeric(
    judge: Callable[[Binding, list[Figure], Fraction], bool], *forms: str
) -> Callable[[Binding, Sequence[Figure], Numbers], Ruling]:
    """Make a rule of a comparison between figures and a numeric finding."""

    def ruling(binding: Binding, figures: Sequence[Figure], numbers: Numbers) -> Ruling:
        value = value_of(binding, numbers)
        if value is None:
            return Ruling(False, "the finding is no number")
        ratio = binding.kind in RATIOS and len(figures) > 1
        same = _as_ratio(figures) if ratio else _as_shares(list(figures))
        if not same or any(one.value is None or (forms and one.form not in forms) for one in same):
            return Ruling(False, f"this is no number of the kind {binding.kind}")
        share = binding.of is not None or numbers[binding.findings[0]]["unit"] == "share"
        if share != all(one.form == "share" for one in same):
            return Ruling(False, "one of the two is a part of a whole, the other is not")
        return Ruling(judge(binding, same, value))

    return ruling


def _as_ratio(figures: Sequence[Figure]) -> list[Figure]:
    """Read "one in three" and "three out of four" as the part that they are."""
    part, whole = figures
    if {part.form, whole.form} != {"count"} or not part.value or not whole.value:
        return []
    text = f"{part.text} of {whole.text}"
    return [Figure(part.start, whole.end, text, "share", part.value / whole.value)]


def _as_shares(figures: list[Figure]) -> list[Figure]:
    """Read the first of "70 to 78%" as a percentage, too."""
    if {one.form for one in figures} != {"count", "share"}:
        return figures
    return [
        Figure(one.start, one.end, one.text, "share", one.value / 100, one.step / 100)
        if one.form == "count" and one.value is not None
        else one
        for one in figures
    ]


def _number(figure: Figure) -> Fraction:
    # ``_numeric`` lets no figure without a value through.
    return figure.value if figure.value is not None else Fraction(0)


def _exact(_: Binding, figures: list[Figure], value: Fraction) -> bool:
    return _number(figures[0]) == value


def _rounded(_: Binding, figures: list[Figure], value: Fraction) -> bool:
    return abs(_number(figures[0]) - value) <= figures[0].step / 2


def _more_than(binding: Binding, figures: list[Figure], value: Fraction) -> bool:
    number = _number(figures[0])
    return number < value <= number + abs(number) * _tolerance(binding, NEAR)


def _less_than(binding: Binding, figures: list[Figure], value: Fraction) -> bool:
    number = _number(figures[0])
    return number - abs(number) * _tolerance(binding, NEAR) <= value < number


def _at_least(binding: Binding, figures: list[Figure], value: Fraction) -> bool:
    number = _number(figures[0])
    return number <= value <= number + abs(number) * _tolerance(binding, NEAR)


def _at_most(binding: Binding, figures: list[Figure], value: Fraction) -> bool:
    number = _number(figures[0])
    return number - abs(number) * _tolerance(binding, NEAR) <= value <= number


def _about(binding: Binding, figures: list[Figure], value: Fraction) -> bool:
    number = _number(figures[0])
    return abs(number - value) <= abs(number) * _tolerance(binding, TOLERANCE)


def _fraction(binding: Binding, figures: list[Figure], value: Fraction) -> bool:
    low, high = binding.range or (0.0, 0.0)
    return low <= _number(figures[0]) <= high and low <= value <= high


def _magnitude(_: Binding, figures: list[Figure], value: Fraction) -> bool:
    number = _number(figures[0])
    return 2 * number <= value < MAGNITUDE * number


def _between(_: Binding, figures: list[Figure], value: Fraction) -> bool:
    return _number(figures[0]) <= value <= _number(figures[1])


def _tolerance(binding: Binding, usual: Fraction) -> Fraction:
    return usual if binding.tolerance is None else Fraction(str(binding.tolerance))


def _interval(binding: Binding, figures: Sequence[Figure], numbers: Numbers) -> Ruling:
    """Compare both ends of the finding's interval, as finely as they are written."""
    one = numbers[binding.findings[0]]
    same = _as_shares(list(figures))
    if one["low"] is None or one["high"] is None:
        return Ruling(False, "the finding has no interval")
    if {said.form for said in same} != {"share" if one["unit"] == "share" else "count"}:
        return Ruling(False, "one of the two is a part of a whole, the other is not")
    ends = zip(same, (_as_written(one["low"]), _as_written(one["high"])), strict=True)
    return Ruling(all(abs(_number(said) - end) <= said.step / 2 for said, end in ends))


def _rank(binding: Binding, figures: Sequence[Figure], numbers: Numbers) -> Ruling:
    """Count how many of the others are larger; a shared rank is no rank."""
    own = numbers[binding.findings[0]]["value"]
    others = [numbers[name]["value"] for name in binding.among or [] if name != binding.findings[0]]
    if any(isinstance(value, str) for value in (own, *others)):
        return Ruling(False, "a date has no rank")
    if own in others:
        return Ruling(False, "another finding has the same value")
    rank = 1 + sum((value < own) if binding.smallest else (value > own) for value in others)
    return Ruling(figures[0].value == rank, f"its rank is {rank}")


def _dates(binding: Binding, figures: Sequence[Figure], numbers: Numbers) -> Ruling:
    for name, said in zip(binding.findings, figures, strict=True):
        value = numbers[name]["value"]
        if numbers[name]["unit"] != "date" or not isinstance(value, str):
            return Ruling(False, f"{name} is no date")
        if said.form != "date" or (said.year is None and said.month is None):
            return Ruling(False, f"“{said.text}” is no date")
        year, month, day = map(int, value.split("-"))
        pairs = ((said.year, year), (said.month, month), (said.day, day))
        if any(told not in {None, true} for told, true in pairs):
            return Ruling(False)
        if said.weekday not in {None, date(year, month, day).isoweekday()}:
            return Ruling(False, f"{value} is another day of the week")
    return Ruling(True)


RULES: dict[str, Callable[[Binding, Sequence[Figure], Numbers], Ruling]] = {
    "exact": _numeric(_exact, *COUNTED),
    "rounded": _numeric(_rounded, *COUNTED),
    "more_than": _numeric(_more_than, *COUNTED),
    "less_than": _numeric(_less_than, *COUNTED),
    "at_least": _numeric(_at_least, *COUNTED),
    "at_most": _numeric(_at_most, *COUNTED),
    "about": _numeric(_about, *COUNTED),
    "percent": _numeric(_rounded, "share"),
    "fraction": _numeric(_fraction, "share"),
    "magnitude": _numeric(_magnitude, "magnitude"),
    "between": _numeric(_between, *COUNTED),
    "interval": _interval,
    "rank": _rank,
    "date": _dates,
    "date_range": _dates,
}
"""Kind to its rule."""
