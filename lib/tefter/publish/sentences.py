"""Sentences that a run makes of its numbers, told in the language of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from tefter.publish.figures import in_marks

PHRASES = frozenset({"why", "named", "code", "languages", "level"})
"""Values that are words. Every other value of a sentence is a number, and has no space in it."""

ONE = {r"\b1 post\b(?!s)": "1 posts", r"\b1 person\b": "1 people"}
"""A sentence about one is the same sentence; the other languages say the number apart."""


class Sentences:
    """The sentences of one language.

    Parameters
    ----------
    own : mapping of str to str
        Each sentence in English to the same in the language, with ``{names}`` where the values
        stand.
    words : mapping of str to str
        Other words that may be a value, such as labels of categories: English to own.
    language : str
        Whose marks numbers have.
    """

    def __init__(
        self, own: Mapping[str, str], words: Mapping[str, str], language: str = "en"
    ) -> None:
        self._language = language
        self._own = [(pattern(english), text) for english, text in own.items()]
        self._words = words

    def tell(self, text: str) -> str | None:
        """Return one sentence after another in the language; None if it lacks any of them."""
        for english, singular in ONE.items():
            text = re.sub(english, singular, text)
        told = next(self._told(text), None)
        return None if told is None else " ".join(told)

    def _told(self, text: str) -> Iterator[list[str]]:
        for english, own in self._own:
            found = english.fullmatch(text) or english.match(text)
            if not found:
                continue
            values = {name: self._value(name, one) for name, one in found.groupdict().items()}
            begun, rest = own.format(**values), text[found.end() :]
            if not rest:
                yield [begun]
            elif rest.startswith(" "):
                yield from ([begun, *more] for more in self._told(rest[1:]))

    def _value(self, name: str, value: str) -> str:
        if name not in PHRASES:
            return in_marks(value, self._language)
        told = self._words.get(value) or next((" ".join(one) for one in self._told(value)), None)
        if told:
            return told
        value = re.sub("“([^”]+)”", lambda found: f"“{self._words.get(found[1], found[1])}”", value)
        return re.sub(
            r"\((-?[\d.]+)\)", lambda found: f"({in_marks(found[1], self._language)})", value
        )


@cache
def pattern(sentence: str) -> re.Pattern[str]:
    """Return what finds a sentence with whatever values."""
    parts = re.split(r"\{(\w+)\}", sentence)
    return re.compile(
        "".join(
            re.escape(part)
            if place % 2 == 0
            else f"(?P<{part}>{'.+?' if part in PHRASES else '[^ ;]+?'})"
            for place, part in enumerate(parts)
        )
        + "(?= |$)"
    )
