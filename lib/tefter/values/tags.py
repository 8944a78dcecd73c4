"""Hashtags and mentions in text, and the one way to fold them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

WORD = r"[\w\u0300-\u036f\u200c\u200d]"
LINK = re.compile(r"(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)+/\S+", re.IGNORECASE)
HASHTAGS = re.compile(rf"(?<![\w&/])(?:[#＃]{WORD}+)+")
"""Adjoining hashtags are several. A ``#`` inside a word or an HTML entity is none."""

MENTION = re.compile(r"(?<![\w@/+.-])[@＠](\w+(?:\.\w+)*)")
JOINERS = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0e\ufe0f\ufeff]")
DOTTED_I = "i\u0307"
"""What Unicode case folding makes of the Turkish capital İ: an i with a second dot."""


@lru_cache(maxsize=65_536)
def fold(tag: str) -> str:
    """Fold a hashtag or handle, so that two ways to write it are one.

    Compatibility characters are normalised (NFKC), case is folded, invisible joiners and the
    leading ``#`` and spaces are dropped; İ and I both become ``i``. Folding twice changes
    nothing more.

    Parameters
    ----------
    tag : str
        A hashtag, with or without ``#``.

    Notes
    -----
    Unicode Standard, section 3.13 (default caseless matching), and Annex 15 (NFKC).
    """
    folded = JOINERS.sub("", tag)
    before = None
    while folded != before:
        before = folded
        folded = unicodedata.normalize("NFKC", folded).casefold().replace(DOTTED_I, "i")
        folded = unicodedata.normalize("NFKC", folded).strip().lstrip("#").strip()
    return folded


def find_hashtags(text: str) -> tuple[str, ...]:
    """Return the hashtags of a text: folded, unique, in order of first appearance.

    A hashtag is ``#`` or its full-width form and letters of any script, digits and underscores,
    not digits alone. A ``#`` in a link is none.
    """
    if "#" not in text and "＃" not in text:
        return ()
    found: dict[str, None] = {}
    for run in HASHTAGS.finditer(_without_links(text)):
        for tag in re.split("[#＃]", run[0]):
            folded = fold(tag)
            if any(char.isalpha() for char in folded):
                found[folded] = None
    return tuple(found)


def find_mentions(text: str) -> tuple[str, ...]:
    """Return the handles mentioned in a text, without ``@``, unique, in order.

    A handle is letters, digits, underscores and inner dots, and stays as written; two that differ
    in case alone are one, the first. E-mail addresses and handles inside a link are none.
    """
    if "@" not in text and "＠" not in text:
        return ()
    found: dict[str, str] = {}
    for mention in MENTION.finditer(_without_links(text)):
        found.setdefault(fold(mention[1]), mention[1])
    return tuple(found.values())


def _without_links(text: str) -> str:
    return LINK.sub(" ", unicodedata.normalize("NFC", text))
