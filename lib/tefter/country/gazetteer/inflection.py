"""Inflected forms of names of places in Albanian, Slavic languages of the region, and both scripts.

The rules work on names as ``spelling.written`` gives them, so Macedonian and Serbian Cyrillic are
the same. They give more forms than a grammar has: a form that nobody writes does no harm, and one
that is another word is found by its frequency.

Sources: P. Piper, I. Klajn (2013), *Normativna gramatika srpskog jezika*; J. Toporišič (2000),
*Slovenska slovnica*; F. Agalliu et al. (2002), *Gramatika e gjuhës shqipe I*.
"""

from __future__ import annotations

from collections.abc import Iterator

VOWELS = "aeiouë"
SHORTEST = 3
"""Letters from which a name is inflected (*Niš*, *u Nišu*)."""

PALATAL = {"k": "c", "g": "z", "h": "s"}
"""*Rijeka*, *u Rijeci*; *Banja Luka*, *u Banjoj Luci* (sibilarization)."""

SOFTENED = {"b": "p", "d": "t", "g": "k", "z": "s"}
"""*Šabac*, *u Šapcu*: a voiced consonant before a voiceless one."""

FLEETING = ("ac", "ak", "ar", "ec", "ek", "er", "ër")
"""*Zadar*, *u Zadru*; *Kragujevac*, *u Kragujevcu*; *Koper*, *v Kopru*; *Shkodër*, *Shkodrës*: the
vowel falls."""

OF_FLED = ("a", "u", "om", "em", "ës", "ën")

OF_A = ("a", "e", "i", "u", "o", "om", "oj", "ës", "ën")
"""*Prishtina*: Prištine, Prištini, Prištinu, Prištinom; Ljubljano; Prishtinës, Prishtinën."""

OF_O = ("o", "a", "u", "om", "em", "ë", "ës", "ën")
"""*Sarajevo*, *Tetovo*: Sarajeva, Sarajevu, Sarajevom; Tetovë, Tetovës, Tetovën."""

OF_E = ("e", "a", "u", "em", "ama", "ah")
"""*Skopje*, *Skoplje*: Skoplja, Skoplju; *Domžale*: Domžalama, Domžalah."""

OF_SCHWA = ("ë", "a", "ës", "ën")
"""*Pejë*: Peja, Pejës, Pejën."""

OF_I = ("i", "", "e", "ima", "ih", "a", "it", "in", "në", "isë", "inë")
"""*Vinkovci*: Vinkovcima; *Ulqini*: Ulqinit, Ulqinin; *Shqipëri*: Shqipëria."""

OF_U = ("u", "n", "s", "t")

ENDINGS = {"a": OF_A, "o": OF_O, "e": OF_E, "ë": OF_SCHWA, "i": OF_I, "u": OF_U}

OF_CONSONANT = ("a", "u", "om", "em", "e", "i", "it", "in", "un", "ut", "ju")
"""*Beograd*: Beograda, Beogradu, Beogradom; *Prizren*: Prizreni, Prizrenit, Prizrenin; *Celje*."""

ADJECTIVE = {
    "i": ("i", "og", "om", "im", "ega", "em", "emu"),
    "o": ("o", "og", "om", "im", "ega", "em", "a", "u"),
    "a": ("a", "e", "oj", "u", "om", "i", "o"),
    "e": ("e", "ih", "im"),
}
"""First words of names such as *Novi Sad*, *Bijelo Polje*, *Banja Luka*, by their last letter."""


def inflected(name: str) -> set[str]:
    """Return the forms of a name of one, two or more words, itself among them.

    Parameters
    ----------
    name : str
        As ``spelling.written`` gives it, with single spaces.
    """
    *first, last = name.split(" ")
    forms = {name}
    lasts = set(_noun(last)) if len(last) >= SHORTEST or first else {last}
    if not first:
        forms |= lasts
    elif len(first) == 1:
        forms |= {f"{one} {other}" for one in _adjective(first[0]) for other in lasts}
    else:
        forms |= {" ".join([*first, other]) for other in lasts}
    return forms


def nominative(name: str) -> set[str]:
    """Return the forms of an Albanian name that name the place by itself, as a bio does.

    These are the name and its definite form: *Pejë* and *Peja*, *Prizren* and *Prizreni*, *Istog*
    and *Istogu*, *Shkodër* and *Shkodra*.

    Parameters
    ----------
    name : str
        As ``inflected`` takes it.
    """
    if name.endswith("ër"):
        return {name, name[:-2] + "ra"}
    if name.endswith("ë"):
        return {name, name[:-1] + "a"}
    if name.endswith("i"):
        return {name, name + "a"}
    if name[-1:] in VOWELS:
        return {name}
    return {name, name + ("u" if name[-1:] in PALATAL else "i")}


def _noun(word: str) -> Iterator[str]:
    yield word
    stem, end = word[:-1], word[-1:]
    if end not in VOWELS:
        yield from (word + ending for ending in OF_CONSONANT)
        if word.endswith(FLEETING) and len(word) > SHORTEST:
            before = SOFTENED.get(word[-3], word[-3]) if word[-1] in "ck" else word[-3]
            yield from (word[:-3] + before + word[-1] + ending for ending in OF_FLED)
        return
    yield from (stem + ending for ending in ENDINGS[end])
    if end == "a" and stem[-1:] in PALATAL:
        yield stem[:-1] + PALATAL[stem[-1]] + "i"


def _adjective(word: str) -> Iterator[str]:
    yield word
    if word[-1:] in ADJECTIVE and len(word) >= SHORTEST:
        yield from (word[:-1] + ending for ending in ADJECTIVE[word[-1]])
