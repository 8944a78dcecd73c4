"""Looking through a site: each file, each layer of it, for each value that names a person."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import polars as pl

from tefter.publish.material import Material
from tefter.publish.scan.folding import NUMBER, digits_of, folded, words_alone
from tefter.publish.scan.house import house_phrases, house_text, house_words
from tefter.publish.scan.unpacking import TooDeepError, layers
from tefter.publish.scan.values import PHONE_DIGITS, Known, known_of
from tefter.publish.signing import Item, failing, holding
from tefter.report.page import live_script

WHOLE_WORD = 8
"""Letters. A shorter value counts only where it stands as a word; a longer one anywhere."""

PHRASE = 5
"""Words in a row that two texts do not share by chance."""

SHORT_PHRASE = 3
"""Words of a text that is shorter than a phrase, and counts as a whole."""

SHORTEST_PHRASE = 12
"""Letters of a phrase that says something."""

STREET = re.compile(
    r"(?!.*\b(?:19|20)\d\d\b)"
    r"(?:[^\W\d]{3,} [^\W\d]{3,} \d{1,4}[^\W\d]?|\d{1,4}[^\W\d]? [^\W\d]{3,} [^\W\d]{3,})"
)
"""A street and the number of a house, or the other way round."""

AT_ONCE = 100_000
"""Values that are looked for in one pass."""

MARKUP = re.compile(r"<[^>]*>")
DRAWN = re.compile(r'\b(?:d|points|transform|viewBox)="[^"]*"')
"""Places of lines in a drawing: numbers that no person wrote."""


class Leak(NamedTuple):
    """Something out of a person's data on a site.

    Attributes
    ----------
    file : str
        Where, from the top of the site.
    kind : str
        What: handle, name, identifier, phone, address, link, number, hashtag or text. Never the
        value itself.
    """

    file: str
    kind: str


def nothing_personal(material: Material, site: Path) -> Item:
    """Check that a site holds nothing out of a person's data; there is no way around it."""
    leaks = scan(site, known_of(material.processed, material.case.file.public_hashtags))
    if not leaks:
        files = sum(path.is_file() for path in site.rglob("*"))
        return holding("no_personal_data", "nobody_in_files", files=str(files))
    first = leaks[0]
    others = f", and {len(leaks) - 1} more" if len(leaks) > 1 else ""
    return failing(
        "no_personal_data",
        f"{first.file} holds {_article(first.kind)} out of the data{others}",
        "take it out of the story, codebook, corrections or table that it comes from; this cannot "
        "be overridden",
    )


def _article(kind: str) -> str:
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


def scan(site: Path, known: Known) -> list[Leak]:
    """Look through every file of a site.

    Parameters
    ----------
    site : path
        Its folder.
    known : Known
        What must not stand there.

    Returns
    -------
    list of Leak
        By file, one for each kind in it. A file that cannot be looked through is one, too.

    Notes
    -----
    Exempt are values below a length that means anybody (``values``), and those that Tefter prints
    itself (``house``). Values are found with Aho and Corasick's automaton (1975), *Efficient string
    matching*, Communications of the ACM 18(6), as Polars has it; texts by the runs of five words
    that they share with the site.
    """
    where: dict[str, set[str]] = {}
    leaks = set()
    for path in sorted(site.rglob("*")):
        if path.is_file():
            name = path.relative_to(site).as_posix()
            try:
                for layer in (name, *layers(name, path.read_bytes().replace(_bundle(), b""))):
                    # The same chart stands on several pages, and is looked through once.
                    where.setdefault(layer, set()).add(name)
            except UNREADABLE:
                leaks.add(Leak(name, UNREAD))
    texts = [folded(layer) for layer in where]
    written = [DRAWN.sub(" ", layer) for layer in where]
    kinds = [
        {*values, *_phones(text, known.phones), *quoted}
        for values, text, quoted in zip(
            _values(texts, known.values),
            map(folded, written),
            _quotes(written, known.texts),
            strict=True,
        )
    ]
    leaks |= {
        Leak(name, kind)
        for names, found in zip(where.values(), kinds, strict=True)
        for name in names
        for kind in found
    }
    return sorted(leaks)


UNREAD = "part that cannot be looked through"
UNREADABLE = (TooDeepError, zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError)


def _values(texts: list[str], values: Mapping[str, str]) -> list[set[str]]:
    """Return, for each text, the kinds of the values that stand in it."""
    found: list[set[str]] = [set() for _ in texts]
    documents = pl.Series(texts, dtype=pl.String)
    wanted = [value for value in values if not _house(value)]
    for at in range(0, len(wanted), AT_ONCE):
        patterns = pl.Series(wanted[at : at + AT_ONCE], dtype=pl.String).implode()
        hits = documents.str.extract_many(patterns, overlapping=True)
        for kinds, text, inside in zip(found, texts, hits, strict=True):
            kinds.update(
                values[value]
                for value in set(inside)
                if len(value) >= WHOLE_WORD or _stands_alone(value, text)
            )
    return found


def _phones(text: str, phones: set[str]) -> Iterator[str]:
    """Yield ``phone`` where a folded text holds one of the numbers, however it parts the digits."""
    for match in NUMBER.finditer(text):
        digits = digits_of(match[0])
        if any(
            digits[at : at + PHONE_DIGITS] in phones for at in range(len(digits) - PHONE_DIGITS + 1)
        ):
            yield "phone"


def _quotes(written: list[str], texts: list[pl.Series]) -> Iterator[set[str]]:
    """Yield, for each layer, ``text`` where it shares words in a row with a text of the data."""
    phrases = pl.Series([f" {run} " for run in _phrases(texts)], dtype=pl.String).implode()
    # With and without the marks: a text may stand inside of one, or around several.
    quoted = [
        words_alone(pl.Series(map(folded, spellings), dtype=pl.String)).str.contains_any(phrases)
        for spellings in (written, (MARKUP.sub(" ", layer) for layer in written))
    ]
    for found in zip(*quoted, strict=True):
        yield {"text"} if any(found) else set()


def _stands_alone(value: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(value)}(?!\w)", text) is not None


def _house(value: str) -> bool:
    """Return whether Tefter prints a value itself, as words of its own."""
    return value in house_text() and _stands_alone(value, house_text())


def _phrases(texts: list[pl.Series]) -> set[str]:
    """Return the runs of words by which texts are known."""
    found: dict[int, set[str]] = {PHRASE: set(), PHRASE - 1: set(), SHORT_PHRASE: set()}
    for series in texts:
        for text in words_alone(series):
            words = text.split()
            length = min(PHRASE, len(words))
            if length >= SHORT_PHRASE:
                found[length].update(_runs(words, length))
            found[SHORT_PHRASE].update(run for run in _runs(words, SHORT_PHRASE) if _street(run))
    return {
        phrase
        for length, phrases in found.items()
        for phrase in phrases - house_phrases(length)
        if _says_something(phrase)
    }


def _runs(words: list[str], length: int) -> Iterator[str]:
    return (" ".join(words[at : at + length]) for at in range(len(words) - length + 1))


def _street(run: str) -> bool:
    """Return whether three words may be a street with its number: two words and no year."""
    return STREET.fullmatch(run) is not None


def _says_something(phrase: str) -> bool:
    """Return whether a phrase has a word that Tefter does not print; numbers alone say nothing."""
    words = [word for word in phrase.split() if not word.isdigit()]
    return len(phrase) >= SHORTEST_PHRASE and any(word not in house_words() for word in words)


def _bundle() -> bytes:
    """Return the script that draws charts, which is the same on every page of every site."""
    return live_script().encode()
