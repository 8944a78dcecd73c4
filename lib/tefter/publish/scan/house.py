"""The words that Tefter itself prints: on a site whatever the data says."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from babel import Locale

from tefter.charts.locales import locale
from tefter.publish.scan.folding import folded, words_of_text

PRINTS = (
    "publish",
    "report",
    "claims",
    "charts",
    "findings",
    "frames",
    "pages.py",
    "country/names.yml",
    "country/names.py",
    "coding/words.yml",
    "coding/codebook/templates",
)
"""Files and folders of the package whose words stand on pages. The demo's phrases, lexicons and
lists of words, which hold what people write, are none of them."""

LANGUAGES = ("en", "sq", "mk", "bs", "hr", "sr", "cnr", "sl")
"""In which countries are named."""

ENDINGS = {".py", ".yml", ".md", ".html", ".css", ".js"}


@cache
def house_text() -> str:
    """Return all that Tefter prints, folded, with a space at each end."""
    package = Path(__file__).resolve().parents[2]
    files = [
        path
        for part in PRINTS
        for path in sorted(
            (package / part).rglob("*") if (package / part).is_dir() else [package / part]
        )
        if path.suffix in ENDINGS
    ]
    printed = [path.read_text("utf-8") for path in files]
    # Names of countries, months and the like are Babel's, from Unicode's CLDR.
    printed += [name for language in LANGUAGES for name in _countries(language)]
    return f" {folded(' '.join(printed))} "


def _countries(language: str) -> list[str]:
    return [str(name) for name in Locale.parse(locale(language)).territories.values()]


@cache
def house_phrases(length: int) -> frozenset[str]:
    """Return every run of so many words in what Tefter prints."""
    words = words_of_text(house_text())
    return frozenset(" ".join(words[at : at + length]) for at in range(len(words) - length + 1))


@cache
def house_words() -> frozenset[str]:
    """Return every single word in what Tefter prints."""
    return frozenset(words_of_text(house_text()))
