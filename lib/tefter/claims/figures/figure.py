"""One number as it stands in a text."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Form = Literal["count", "share", "ordinal", "date", "magnitude", "unclear"]


@dataclass(frozen=True)
class Figure:
    """A number in a text, with what it says and how finely.

    Attributes
    ----------
    start, end : int
        Its place in the text, in characters.
    text : str
        The number as it is written there.
    form : {"count", "share", "ordinal", "date", "magnitude", "unclear"}
        ``share`` is a part of one, from a percentage or a fraction; ``magnitude`` is "hundreds";
        ``unclear`` has digits that cannot be read as one number: a time of day, ``1.2.3``.
    value : Fraction, optional
        What it says: exactly, so that 0.1 is one tenth. Of a bare year, the year as a number; None
        for other dates and for what is unclear.
    step : Fraction
        Worth of the last place that is written: 1 for 427, 100,000 for 8.2 million.
    year, month, day : int, optional
        Parts of a date, as far as they are written.
    weekday : int, optional
        The weekday that is written beside a date, from 1 for Monday.
    approximate : bool
        Whether the word itself says "about", as Serbian ``stotinjak`` does.
    doubtful : bool
        Whether the word is more often no number: "one" as an article or pronoun, "first",
        "second". Such a word needs no claim, and can have one.
    """

    start: int
    end: int
    text: str
    form: Form
    value: Fraction | None = None
    step: Fraction = Fraction(1)
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    approximate: bool = False
    doubtful: bool = False

    def says(self) -> str:
        """Return what the figure says in one plain spelling: 427, 74.5%, 2020-09, hundreds."""
        if self.form == "date":
            parts = (f"{self.year:04d}" if self.year else "-", *_two(self.month, self.day))
            return "-".join(part for part in parts if part)
        if self.value is None:
            return self.text
        if self.form == "share":
            return f"{float(self.value * 100):.4g}%"
        if self.form == "ordinal":
            return f"no. {_plain(self.value)}"
        number = f"{int(self.value):,}" if self.value.denominator == 1 else _plain(self.value)
        return f"several times {number}" if self.form == "magnitude" else number


def _two(*parts: int | None) -> tuple[str, ...]:
    return tuple("" if part is None else f"{part:02d}" for part in parts)


def _plain(value: Fraction) -> str:
    return f"{float(value):.10g}"
