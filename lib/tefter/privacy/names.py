"""Names of persons: after words that announce one, and known first names before another word."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

import yaml

from tefter.privacy.spoken import fold

Spans = list[tuple[int, int]]

COLUMNS = slice(58, 66)
"""Where the list has the frequencies in the eight countries, a column each, as its header says."""

SHORTEST = 3

CAPITALISED = r"[A-ZČĆŠŽĐÇËА-ЯЃЌЉЊЏЅЈЂЋ][^\W\d_]*(?:[-'’][^\W\d_]+)?"
PAIR = re.compile(rf"(?<![\w#.]){CAPITALISED}(?:[ \u00a0]{{1,3}}{CAPITALISED}){{1,3}}(?![\w@])")
WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)?")

TRIGGER = re.compile(
    r"(?:\b(?:zove(?:mo)?\sse|se\szove\w?|zovem\sse|zovu\s(?:je|ju|ga)|ime\s(?:joj|mu|mi)(?:\sje)?|"
    r"(?:njeno|njegovo|moje)\sime(?:\sje)?|ime\si\sprezime|"
    r"зове\sсе|се\sзове|зовем\sсе|име\s(?:јој|му|ми)(?:\sје)?|име\sи\sпрезиме|"
    r"(?:се|ја|го)\s(?:вика(?:м|ат)?|викаат)|се\sказува(?:м)?|името\s(?:ѝ|и|му|ми)\sе|"
    r"quhe(?:t|m)|(?:e\s)?quajn[eë]|me\sem[eë]r(?:in)?|emri(?:\s(?:dhe|e)\smbiemri)?(?:\s(?:i\ssaj|i\stij|"
    r"im))?(?:\s[eë]sht[eë])?|"
    r"(?:e|i)\ska\semrin|ime\s(?:ji|mu)\sje|(?:ji|mu)\sje\sime|kli[cč]e\sse|imenuje\sse|"
    r"se\simenuje|se\spi[sš]e|mbiemri|prezime|презиме|priimek|"
    r"(?:my|her|his)\s(?:full\s)?name(?:\sis|'s)|(?:she|he)\sis\scalled|(?:is|was)\scalled|"
    r"gospođ\w|g-đa|gđa|zonj\w|znj|zoti|zotit|gospa|госпоѓа|г-ѓа|госпођа|mrs|ms|mr)\b\.?"
    r"|\b(?:ime|име|emri|name)\s?:)"
    r"\s{0,2}[:=-]?\s{0,2}[\"„“«]?",
    re.IGNORECASE,
)
AFTER = re.compile(rf"{CAPITALISED}(?:[ \u00a0]{CAPITALISED}){{0,2}}|[^\W\d_]+(?:\s[^\W\d_]+)?")

NO_NAMES = frozenset(
    [
        "vlada",
        "vlade",
        "vladi",
        "vladu",
        "nova",
        "novi",
        "nove",
        "novo",
        "novu",
        "nov",
        "novog",
        "savet",
        "saveta",
        "general",
        "generala",
        "sveti",
        "sveta",
        "svetog",
        "matice",
        "matica",
        "velika",
        "velike",
        "veliki",
        "veliko",
        "velikoj",
        "mesto",
        "grad",
        "dan",
        "dana",
        "zora",
        "nada",
        "pobeda",
        "stara",
        "stari",
        "donja",
        "gornja",
        "srpska",
        "crna",
        "bela",
        "republika",
    ]
)
"""Forms of words that are names too, and far more often begin the name of a thing or place."""

NO_SURNAMES = frozenset(
    [
        *["kosovska", "kosovski", "moskovski", "moskovska", "sinovski"],
        *["kraljevska", "kraljevski", "dusevski", "bozic", "bozica", "bozicu"],
        *["knezevska", "varsavska", "duhovski"],
    ]
)
"""Adjectives and feasts with the ending of a surname."""

LATIN = str.maketrans(
    dict(
        zip(
            "абвгдѓђежзѕијклљмнњопрстќћуфхцчџш",
            [
                "a",
                "b",
                "v",
                "g",
                "d",
                "g",
                "d",
                "e",
                "z",
                "z",
                "z",
                "i",
                "j",
                "k",
                "l",
                "lj",
                "m",
                "n",
                "nj",
                "o",
                "p",
                "r",
                "s",
                "t",
                "k",
                "c",
                "u",
                "f",
                "h",
                "c",
                "c",
                "dz",
                "s",
            ],
            strict=True,
        )
    )
)

ENDINGS = (
    # Ending of a form, and what stands in its place in the name itself.
    *(
        (ending, ("", "a", "e", "o"))
        for ending in ("om", "em", "ov", "ev", "in", "a", "e", "i", "o", "u", "y")
    ),
    *(
        (ending, ("", "a", "e", "ë", "i"))
        for ending in ("in", "it", "en", "es", "n", "s", "t", "un", "ut")
    ),
)


@cache
def first_names() -> frozenset[str]:
    """Return first names used in the eight countries, folded: Latin, lower case, no diacritics.

    Notes
    -----
    Jörg Michael (2008), *nam_dict.txt* 1.2, GNU Free Documentation License 1.2, as the package
    ``gender-guesser`` brings it; its code is not used.
    """
    spec = find_spec("gender_guesser")
    if spec is None or not spec.submodule_search_locations:
        return frozenset()
    path = Path(spec.submodule_search_locations[0]) / "data" / "nam_dict.txt"
    names = set()
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.startswith(("#", "=")) or not line[COLUMNS].strip():
                continue
            name = fold(line[3:29].strip())
            if name.isalpha() and len(name) >= SHORTEST:
                names.add(name)
    return frozenset(names)


def spelt(word: str) -> str:
    """Fold a word for the list of names, Cyrillic letters as Latin ones."""
    # Transliterated first: folding would take the mark off ѓ, ќ and й.
    return fold(word.casefold().translate(LATIN))


STRONG = re.compile(r"[a-z]{3,}[oe]vic|[a-z]{3,}[oe]vsk[ai]|[a-z]{3,}qi|[a-z]{2,}llari")
PATRONYMIC = re.compile(r"\w{3,}(?:ić|ič|ић)(?:|[aeiuаеиу]|em|om|ем|ом|ev[aeiou]|ев[аеиоу])")
"""Endings that tell a surname: those of folded words, and those that show only with their mark."""

PLACE = re.compile(r"\w*(?:[oe]vic|[ое]виц)[aeiuаеиу]\w{0,2}")
"""Mitrovica, Đakovica: without the mark of *-ić* rather a town than somebody's surname."""

LIKE_SURNAMES = ("ic", "ski", "ska", "aj", "iu", "ov", "ova", "ev", "eva")
"""Endings that tell a surname only behind a first name that words announce."""

CASES = ("ima", "eve", "evu", "om", "em", "it", "in", "un", "t", "n", "s", "a", "e", "i", "u")
"""Endings of cases of surnames in the region's languages, of two genders."""


@cache
def _surnames() -> frozenset[str]:
    content = yaml.safe_load(files(__package__).joinpath("surnames.yml").read_text("utf-8"))
    return frozenset(word for words in content.values() for word in words.split())


@cache
def is_surname(word: str) -> bool:
    """Whether a word is a surname of the region, by a list or its ending, in any of its cases."""
    written, word = word.casefold(), spelt(word)
    if word in NO_NAMES or word in NO_SURNAMES or PLACE.fullmatch(written):
        return False
    if PATRONYMIC.fullmatch(written):
        return True
    stems = (word, *(word.removesuffix(ending) for ending in CASES if word.endswith(ending)))
    return any(stem in _surnames() or STRONG.fullmatch(stem) for stem in stems)


@cache
def is_first_name(word: str) -> bool:
    """Whether a word is a first name of the region, in any of its cases."""
    word = spelt(word)
    known = first_names()
    if word in known:
        return True
    for ending, others in ENDINGS:
        stem = word.removesuffix(ending)
        if (
            stem != word
            and len(stem) >= SHORTEST
            and any(stem + other in known for other in others)
        ):
            return True
    return False


def names(plain: str) -> Spans:
    """Find names of persons in a text in plain spelling.

    A name is what stands capitalised after words such as *zove se*, *quhet*, *se vika* or *her
    name is*; also in small letters where it is a known first name; and a known first name with a
    capitalised word behind it, or a known surname beside one. First names alone, and names in
    small letters that nothing announces, are **not** found.

    Parameters
    ----------
    plain : str
        Text as ``written.plainly`` gives it.

    Returns
    -------
    list of (int, int)
        Start and end in ``plain``.
    """
    spans = []
    for trigger in TRIGGER.finditer(plain):
        after = AFTER.match(plain, trigger.end())
        if after and (span := _announced(after)):
            spans.append(span)
    for pair in PAIR.finditer(plain):
        spans += _known(pair)
    return spans


def _announced(after: re.Match[str]) -> tuple[int, int] | None:
    if after[0][0].isupper():
        return after.span()
    first, *more = WORD.finditer(after[0])
    surname = bool(more) and is_surname(more[0][0])
    if not surname and not is_first_name(first[0]):
        return None
    surname = surname or bool(more and spelt(more[0][0]).endswith(LIKE_SURNAMES))
    return after.start(), after.start() + (more[0].end() if surname else first.end())


def _known(pair: re.Match[str]) -> Spans:
    words = list(WORD.finditer(pair[0]))
    for index, word in enumerate(words):
        before, following = words[:index], words[index + 1 :]
        if spelt(word[0]) in NO_NAMES:
            continue
        if following and is_first_name(word[0]) and not _abbreviated(word[0], following[0][0]):
            # A surname may stand before the first name.
            first = index - 1 if before and is_surname(before[-1][0]) else index
            return [(pair.start() + words[first].start(), pair.end())]
        if is_surname(word[0]) and any(len(one[0]) > 1 for one in (*before, *following)):
            first = index - 1 if before else index
            return [(pair.start() + words[first].start(), pair.end())]
    return []


def _abbreviated(word: str, following: str) -> bool:
    return len(following) > 1 and following.isupper() and not word.isupper()


def declared_names(texts: Iterable[str | None]) -> list[str]:
    """Return those of the names that accounts show which are names of persons.

    Parameters
    ----------
    texts : iterable of str
        Such as the column ``display_name``.

    Returns
    -------
    list of str
        Names of two words or more with a first name of the region among them.
    """
    found = set()
    for text in texts:
        words = WORD.findall(text or "")
        if len(words) > 1 and any(is_first_name(word) for word in words):
            found.add(" ".join(words))
    return sorted(found)


def pattern_of(known: Collection[str]) -> re.Pattern[str] | None:
    """Return a pattern that finds any of these names, however capitalised and spaced."""
    spelled = [r"\s+".join(map(re.escape, name.split())) for name in known if name.strip()]
    if not spelled:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(spelled, key=len, reverse=True))})(?!\w)", re.I)
