"""The words of a site, one file a language in ``words/``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

import yaml

from tefter.claims.story import Block

TAGS = {"cnr": "cnr-Latn", "sr": "sr-Latn"}
"""BCP 47 tags where a language is written in two scripts and ours is in Latin."""

ENGLISH = "en"
CYRILLIC = re.compile(r"[\u0400-\u04ff]")
LETTER = re.compile(r"[^\W\d_]")


class Words:
    """The words of a site in one language; English where one lacks.

    Parameters
    ----------
    language : str
        Such as ``sq``.

    Attributes
    ----------
    language : str
        As given.
    """

    def __init__(self, language: str) -> None:
        self.language = language

    @property
    def tag(self) -> str:
        """The language as HTML's ``lang`` names it; English where there are no words in it."""
        return TAGS.get(self.language, self.language) if known(self.language) else ENGLISH

    def __call__(self, name: str, **values: str) -> str:
        """Return one phrase, with values put in."""
        return str(words_of(self.language).get(name) or words_of(ENGLISH)[name]).format(**values)

    def unit(self, unit: str) -> str:
        """Return the word for what is counted; as the finding has it where there is none."""
        return str(words_of(self.language).get(f"unit_{unit}", unit))


def tag_of(say: Words, blocks: Iterable[Block]) -> str:
    """Return the language of a story as HTML names it, with the script that it is written in."""
    text = "".join(block.text for block in blocks)
    cyrillic = len(CYRILLIC.findall(text))
    if "-Latn" in say.tag and 2 * cyrillic > len(LETTER.findall(text)):
        return say.tag.replace("-Latn", "-Cyrl")
    return say.tag


def known(language: str) -> bool:
    """Return whether there are words in a language."""
    return bool(words_of(language))


def spoken(languages: Sequence[str]) -> list[str]:
    """Return the languages of a case in which a site has words; English where it has none."""
    return [one for one in languages if known(one)] or [ENGLISH]


@cache
def words_of(language: str) -> dict[str, str]:
    """Return all phrases of one language; none where it has no file."""
    # As text: YAML would take "yes" and "no" for true and false.
    loaded = yaml.load(text_in(language, "words", ".yml"), Loader=yaml.BaseLoader)  # noqa: S506
    return loaded or {}


def text_in(language: str, folder: str, ending: str) -> str:
    """Return the file of a language in a folder of this room; empty where it has none."""
    path = files("tefter.publish").joinpath(folder, f"{language}{ending}")
    return path.read_text("utf-8") if language.isalpha() and path.is_file() else ""
