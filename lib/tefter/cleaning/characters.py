"""Characters that nobody sees: zero-width, bidirectional and control characters, and entities."""

from __future__ import annotations

import re
from html import unescape
from html.entities import html5

# Directional formatting characters, Unicode Annex 9, section 2.
_BIDI = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

# Emoji, roughly: arrows to dingbats, and the planes of pictographs (Unicode TR51). A joiner, a
# variation selector or a tag belongs to an emoji beside it and stays.
_EMOJI = (
    "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
)
_JOINER = re.compile(rf"(?<![{_EMOJI}\ufe0f])\u200d|\u200d(?![{_EMOJI}])")
_SELECTOR = re.compile(r"(?<![^\w\s])(?<![0-9\u2139])[\ufe00-\ufe0f]+|[\U000e0100-\U000e01ef]")
_TAGS = re.compile(r"(\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f)|[\U000e0000-\U000e007f]")
# Default_Ignorable_Code_Point (Unicode DerivedCoreProperties) without the above, C0 and C1
# controls without tab and line ends, and the interlinear annotation marks.
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    r"\u200b\u200c\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a]"
)

_ENTITY = re.compile(r"&(?:#(?:\d{1,7}|[xX][0-9A-Fa-f]{1,6})|[A-Za-z][A-Za-z0-9]{1,31});")
_ESCAPED_AMPERSANDS = re.compile(r"&(?:(?:amp|AMP|#0{0,5}38|#[xX]0{0,4}26);)+")


def remove_bidi(text: str) -> str:
    """Remove the characters that change the direction of writing."""
    return _BIDI.sub("", text)


def remove_invisible(text: str) -> str:
    """Remove control characters and those of no width; emoji sequences stay whole."""
    text = _INVISIBLE.sub("", text)
    text = _TAGS.sub(lambda found: found[1] or "", text)
    return _JOINER.sub("", _SELECTOR.sub("", text))


def _decode(found: re.Match[str]) -> str:
    entity = found[0]
    if entity[1] != "#" and entity[1:] not in html5:
        return entity
    return unescape(entity)


def decode_entities(text: str) -> str:
    """Decode the entities of HTML, and only those that are entities: ``&amp;``, not ``R&B;``.

    Escaping twice and more (``&amp;amp;quot;``) is undone in one go.

    Notes
    -----
    Names and numbers as in the HTML standard, section 13.5, in the form with a semicolon only.
    """
    return _ENTITY.sub(_decode, _ESCAPED_AMPERSANDS.sub("&", text))
