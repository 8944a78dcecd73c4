"""Words that mix look-alike letters of Latin and Cyrillic, folded to one script.

A slur written with one Cyrillic ``а`` among Latin letters looks the same to a reader and escapes
every search.
"""

from __future__ import annotations

import re

# Letters of the region's alphabets, and the Ukrainian і that disguises use, that Unicode TR39
# (confusables.txt, https://www.unicode.org/reports/tr39/) gives one and the same prototype. Left
# out though TR39 has it: г and r, alike in some typefaces only; б and 6, ь and b, no letters or no
# pair. І and I: TR39 takes both to l.
_CYRILLIC = "аеорсухѕіјАВЕКМНОРСТУХЅІЈ"
_LATIN = "aeopcyxsijABEKMHOPCTYXSIJ"
_TO_LATIN = str.maketrans(_CYRILLIC, _LATIN)
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)

# Not è: Macedonian сè and нè are commonly typed with the Latin letter, as keyboards lack ѐ.
_LATIN_LETTER = re.compile(r"[A-Za-zÀ-ÇÉ-ÖØ-çé-öø-ɏḀ-ỿ]")
_CYRILLIC_LETTER = re.compile(r"[Ѐ-ҁҊ-ԯ]")
_WORD = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏḀ-ỿЀ-ҁҊ-ԯ]+")
# A Latin name with a Cyrillic case ending (SMSом, Facebookу) is language, not disguise.
_NAME_WITH_ENDING = re.compile(r"[A-Z]{2,}[а-џ]+|[A-Za-z]{3,}у")


def _fold_word(found: re.Match[str]) -> str:
    word = found[0]
    latin = len(_LATIN_LETTER.findall(word))
    cyrillic = len(_CYRILLIC_LETTER.findall(word))
    if not latin or not cyrillic or _NAME_WITH_ENDING.fullmatch(word):
        return word
    candidates = []
    if latin >= cyrillic:
        candidates.append((word.translate(_TO_LATIN), _CYRILLIC_LETTER))
    if cyrillic >= latin:
        candidates.append((word.translate(_TO_CYRILLIC), _LATIN_LETTER))
    folded = [candidate for candidate, foreign in candidates if not foreign.search(candidate)]
    return folded[0] if len(folded) == 1 else word


def fold_homoglyphs(text: str) -> str:
    """Fold look-alike letters in words that mix Latin and Cyrillic to the script of the majority.

    Where both have as many letters, the script that all letters can be folded to wins. A word is
    left as it is where that is both or neither, and where it is a Latin name with a Cyrillic case
    ending.

    Parameters
    ----------
    text : str
        Any text, in NFC.
    """
    return _WORD.sub(_fold_word, text)
