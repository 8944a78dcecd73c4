"""The words around codes, on pages and in the coding window, in each language of the region."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml

TAGS = {"cnr": "cnr-Latn", "sr": "sr-Latn"}
"""BCP 47 tags where a language is written in two scripts and ours is in Latin."""


class Phrases:
    """Phrases of ``words.yml`` in one language; English where one lacks.

    Parameters
    ----------
    language : str
        Such as ``sq``.
    """

    def __init__(self, language: str) -> None:
        self.language = language

    @property
    def locale(self) -> str:
        """The language as HTML's ``lang`` names it."""
        return TAGS.get(self.language, self.language)

    def __call__(self, phrase: str) -> str:
        """Return one phrase."""
        phrases = _words()[phrase]
        return phrases.get(self.language, phrases["en"])

    def all(self) -> dict[str, str]:
        """Return every phrase by its name."""
        return {phrase: self(phrase) for phrase in _words()}


@cache
def _words() -> dict[str, dict[str, str]]:
    text = files("tefter.coding").joinpath("words.yml").read_text("utf-8")
    loaded: dict[str, dict[str, str]] = yaml.safe_load(text)
    return loaded
