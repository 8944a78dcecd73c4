"""How people type, and how software damages what they typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from tefter.demo.dice import Dice

_SR = dict(
    zip(
        "abvgdđežzijklmnoprstćufhcčšABVGDĐEŽZIJKLMNOPRSTĆUFHCČŠ",
        "абвгдђежзијклмнопрстћуфхцчшАБВГДЂЕЖЗИЈКЛМНОПРСТЋУФХЦЧШ",
        strict=True,
    )
)
_SR_PAIRS = {"lj": "љ", "nj": "њ", "dž": "џ", "Lj": "Љ", "Nj": "Њ", "Dž": "Џ"}

_MK = {
    **dict(zip("абвгдезијклмнопрстуфхц", "abvgdezijklmnoprstufhc", strict=True)),
    **{"ж": "zh", "ч": "ch", "ш": "sh", "џ": "dz", "ѓ": "gj", "ќ": "kj", "љ": "lj", "њ": "nj"},
    **{"ѕ": "dz", "ѝ": "i", "ѐ": "e"},
}

_HOMOGLYPHS = {"a": "а", "e": "е", "o": "о", "p": "р", "c": "с"}
_HOMOGLYPHS_BACK = {cyrillic: latin for latin, cyrillic in _HOMOGLYPHS.items()}

FEWEST_STRANGE = 3
"""Letters outside ASCII that a text needs, to be damaged in a way that anyone would notice."""

_EMOJI = re.compile(r"\s*[\U0001f000-\U0001faff\u2600-\u27bf\u203c\ufe0f\u200d]+")


def sr_cyrillic(text: str) -> str:
    """Write Serbian in Cyrillic, letter by letter."""
    for pair, letter in _SR_PAIRS.items():
        text = text.replace(pair, letter)
    return "".join(_SR.get(char, char) for char in text)


def mk_latin(text: str) -> str:
    """Write Macedonian in Latin letters as people do on telephones: sh, zh, ch."""
    return "".join(
        _MK.get(char) or (_MK[char.lower()].capitalize() if char.lower() in _MK else char)
        for char in text
    )


def without_marks(text: str) -> str:
    """Leave out the marks of letters: ``č`` is typed c, ``ë`` e, ``đ`` dj."""
    text = text.replace("đ", "dj").replace("Đ", "Dj")
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def elongated(text: str, dice: Dice) -> str:
    """Hold one vowel of one long word."""
    words = list(re.finditer(r"[^\W\d_]{5,}", text))
    if not words:
        return text
    word = dice.one(words)
    vowels = [place for place, char in enumerate(word[0]) if char.lower() in "aeiouëаеиоу"]
    if not vowels:
        return text
    at = word.start() + dice.one(vowels)
    return text[:at] + text[at] * dice.between(3, 6) + text[at + 1 :]


def with_homoglyphs(text: str) -> str:
    """Put one letter of the other script, which looks the same, into each long word."""

    def change(found: re.Match[str]) -> str:
        word = found[0]
        for place in range(1, len(word)):
            other = _HOMOGLYPHS.get(word[place]) or _HOMOGLYPHS_BACK.get(word[place])
            if other:
                return word[:place] + other + word[place + 1 :]
        return word

    return re.sub(r"(?<![\w#@])[^\W\d_]{6,}", change, text)


def with_zero_width(text: str) -> str:
    """Split long words with a character that nobody sees (U+200B), as filters are evaded."""
    return re.sub(r"(?<![\w#@])([^\W\d_]{3})([^\W\d_]{3,})", "\\1\u200b\\2", text)


def with_bidi(text: str) -> str:
    """Wrap the text in directional controls, as copying from some apps does."""
    return f"\u2068{text}\u2069"


def decomposed(text: str) -> str:
    """Write marks as characters of their own (NFD), as some file systems and telephones do."""
    return unicodedata.normalize("NFD", text)


def with_entities(text: str) -> str:
    """Leave HTML entities in the text, as careless web scrapers do."""
    return text.replace(" ", " &amp; ", 1).replace("?", "&#63;").replace("'", "&#39;")


def mojibake(text: str, code_page: str) -> str | None:
    """Read UTF-8 as a Windows code page, as browsers do (WHATWG Encoding Standard).

    A byte that the code page does not have becomes the control character of that number. None where
    the text has too few letters that go wrong, or letters of another region's code page.
    """
    cyrillic = re.search(r"[\u0400-\u04ff]", text) is not None
    strange = sum(not char.isascii() for char in text)
    if strange < FEWEST_STRANGE or cyrillic != (code_page == "cp1251"):
        return None
    bytes_ = (bytes([byte]) for byte in text.encode("utf-8"))
    return "".join(_decoded(byte, code_page) for byte in bytes_)


def _decoded(byte: bytes, code_page: str) -> str:
    try:
        return byte.decode(code_page)
    except UnicodeDecodeError:
        return byte.decode("latin-1")


def plain(text: str) -> str:
    """Leave out what no Windows code page holds: emoji."""
    return re.sub(
        r"\s*[\U0001f000-\U0001faff\u2600-\u27bf\u203c\ufe0f\u200d♂❗]+", "", text
    ).strip()


DAMAGE: dict[str, Callable[[str], str | None]] = {
    "homoglyphs": with_homoglyphs,
    "invisible": with_zero_width,
    "bidi": with_bidi,
    "nfc": decomposed,
    "entities": with_entities,
    "mojibake of cp1250": lambda text: mojibake(plain(text), "cp1250"),
    "mojibake of cp1251": lambda text: mojibake(plain(text), "cp1251"),
}
"""What damages a text. The names begin as those of the repairs in ``text_repairs``."""
