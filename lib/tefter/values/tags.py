"""Hashtags and mentions in text, folded so that one tag has one spelling."""

from __future__ import annotations

import re
import unicodedata

HASHTAG = re.compile(r"(?<![\w&])[#＃]([\w\u200c\u200d]+)")
MENTION = re.compile(r"(?<![\w.@])[@＠]([\w](?:[\w.]*\w)?)")


def fold(tag: str) -> str:
    """Return a tag in lower case, NFKC, without #.

    The dot that lower-casing İ leaves behind is dropped, so that a Turkish capital makes no
    second tag.
    """
    text = unicodedata.normalize("NFKC", tag).lstrip("#").casefold().replace("\u0307", "")
    return unicodedata.normalize("NFKC", text).strip()


def find_hashtags(text: str) -> tuple[str, ...]:
    """Return the hashtags of a text, folded, each once, in order; a bare number is no hashtag."""
    tags = (fold(match) for match in HASHTAG.findall(text))
    return tuple(dict.fromkeys(tag for tag in tags if tag and not tag.isdigit()))


def find_mentions(text: str) -> tuple[str, ...]:
    """Return the handles mentioned in a text, without @, each once, in order."""
    return tuple(dict.fromkeys(MENTION.findall(text)))
