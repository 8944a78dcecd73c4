"""What findings and tables are called, in the language of a page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml

from tefter.charts.words import place
from tefter.publish.words import ENGLISH

Names = Mapping[str, Mapping[str, str]]
"""Name, or pattern with a star, to its words in each language."""


def finding_name(name: str, language: str, labels: Mapping[str, str]) -> str | None:
    """Return what a finding is called.

    Parameters
    ----------
    name : str
        Such as ``tiktok_views`` or ``country_XK_posts``.
    language : str
        Of the words; English where it has none.
    labels : mapping of str to str
        Category of the codebook to its words in this language.

    Returns
    -------
    str or None
        None where it has no name but that in the code: one that a newsroom wrote for itself.
    """
    key = key_of(name)
    if key is None:
        return None
    words = _names()["findings"][key]
    if key == name:
        return _said(words, language)
    one = name[key.index("*") : len(name) - len(key) + key.index("*") + 1]
    what = place(one, language) if key.startswith("country") else labels.get(one)
    return what and _said(words, language).format(what=what)


def key_of(name: str) -> str | None:
    """Return the name, or the pattern with a star, under which a finding has words."""
    known = _names()["findings"]
    if name in known:
        return name
    found = (one for one in known if "*" in one and re.fullmatch(one.replace("*", "(.+)"), name))
    return next(found, None)


def table_name(name: str, language: str) -> str | None:
    """Return what a table is called; None where it has no name but its own title."""
    words = _names()["tables"].get(name)
    return _said(words, language) if words else None


def _said(words: Mapping[str, str], language: str) -> str:
    return words.get(language) or words[ENGLISH]


@cache
def _names() -> Mapping[str, Names]:
    text = files("tefter.publish").joinpath("names.yml").read_text("utf-8")
    loaded: dict[str, Names] = yaml.safe_load(text)
    return loaded
