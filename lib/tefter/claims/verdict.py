"""What was found about the numbers of a story, and how it is said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from tefter.claims.book import Binding
from tefter.claims.figures import Figure
from tefter.claims.kinds import Numbers, value_of
from tefter.claims.story import Story

Status = Literal["holds", "does not hold", "bound to nothing", "exempt"]

PASSING = ("holds", "exempt")

Place = tuple[int, int]
"""A block of the story, and where in it a figure begins."""


@dataclass(frozen=True)
class Verdict:
    """What was found about one number of a story.

    Attributes
    ----------
    status : str
        ``holds``, ``does not hold``, ``bound to nothing`` or ``exempt``.
    figure : Figure
        The number.
    block : int
        Which block of the story it stands in.
    line : int
        Line of the file.
    sentence : str
        The sentence around it, personal data masked.
    text : str
        The number as the story writes it; masked where it is personal data.
    says : str
        What the story says, in one plain spelling.
    actual : str
        What the findings say; empty where it is bound to none.
    kind : str
        Kind of the claim; empty where there is none.
    findings : tuple of str
        Names of the findings that it states.
    reason : str
        Why it does not hold or is exempt.
    """

    status: Status
    figure: Figure
    block: int
    line: int
    sentence: str
    text: str
    says: str
    actual: str = ""
    kind: str = ""
    findings: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class Gone:
    """A sentence of ``claims.yml``, or exempt words, that the story does not have.

    Attributes
    ----------
    sentence : str
        As ``claims.yml`` has it.
    nearest : int, optional
        Line of the passage that is most like it, if any is.
    """

    sentence: str
    nearest: int | None = None


@dataclass(frozen=True)
class Checked:
    """A story with a verdict for each number.

    Attributes
    ----------
    story : Story
        The story.
    language : str
        Its language.
    verdicts : tuple of Verdict
        In the order of the story. A word that is doubtful as a number has one only where a claim
        binds it.
    gone : tuple of Gone
        What ``claims.yml`` has and the story has not.
    personal : tuple of list of (int, int)
        For each block, where personal data stands that is no checked number.
    """

    story: Story
    language: str
    verdicts: tuple[Verdict, ...]
    gone: tuple[Gone, ...]
    personal: tuple[list[Place], ...]

    @property
    def passes(self) -> bool:
        """Whether every number holds or is exempt, and every claim is in the story."""
        return not self.gone and all(one.status in PASSING for one in self.verdicts)

    @property
    def blotted(self) -> list[int]:
        """Lines in which something is blotted out, as it looks like a person's."""
        places = zip(self.story.blocks, self.personal, strict=True)
        return sorted({block.line_at(start) for block, spans in places for start, _ in spans})

    def count(self, status: Status) -> int:
        """Return how many numbers have a status."""
        return sum(one.status == status for one in self.verdicts)


SEVERAL = {
    "countries": "country",
    **{
        f"{one}s": one
        for one in (
            "post",
            "account",
            "view",
            "message",
            "event",
            "comment",
            "record",
            "member",
            "day",
            "time",
            "cluster",
            "coder",
            "reject",
        )
    },
}
"""Units as findings have them, to the word for one."""

MASK = "•"
"""Stands for each letter of personal data, so that places in the text stay what they were."""


def actual_text(binding: Binding, numbers: Numbers) -> str:
    """Return what the findings of a binding say, in the spelling of ``Figure.says``."""
    known = [numbers[name] for name in binding.findings if name in numbers]
    if len(known) < len(binding.findings) or any(one["value"] is None for one in known):
        return "not known"
    if binding.of:
        share = value_of(binding, numbers) if binding.of in numbers else None
        return "not known" if share is None else f"{100 * float(share):.4g}%"
    if binding.kind == "interval" and known[0]["low"] is not None:
        return " to ".join(value_text(known[0][end], known[0]["unit"]) for end in ("low", "high"))
    return " to ".join(value_text(one["value"], one["unit"]) for one in known)


def value_text(value: int | float | str, unit: str) -> str:
    """Write the value of a finding with its unit."""
    if isinstance(value, str):
        return value
    if unit == "share":
        return f"{100 * value:.4g}%"
    number = f"{value:,}" if isinstance(value, int) else f"{value:,.6g}"
    if value == 1 and unit in SEVERAL:
        unit = SEVERAL[unit]
    return f"{number} {unit}".rstrip()


def masked(text: str, spans: Iterable[Place]) -> str:
    """Blot out places of a text, letter by letter."""
    for start, end in spans:
        text = text[:start] + MASK * (end - start) + text[end:]
    return text
