"""What the desk says, in the language of the editor: one file for each language in ``words/``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files

import yaml
from babel.dates import format_datetime

from tefter.country import country_name
from tefter.country.names import LOCALES

LANGUAGES = {
    "en": "English",
    "sq": "Shqip",
    "mk": "Македонски",
    "bs": "Bosanski",
    "hr": "Hrvatski",
    "sr": "Srpski",
    "sl": "Slovenščina",
}
"""The languages of the desk, each by its own name."""

MINUTE = 60


class Words:
    """Everything that the desk says in one language.

    Parameters
    ----------
    language : str
        A key of ``LANGUAGES``; English for any other.
    """

    def __init__(self, language: str) -> None:
        self.language = language if language in LANGUAGES else "en"
        self._said = said_in(self.language)

    def __call__(self, key: str, **values: object) -> str:
        """Return what stands under a key, with values put in.

        Raises
        ------
        KeyError
            When no such thing is said: a template has a word that no file has.
        """
        return self._said[key].format(**values)

    def may(self, key: str, otherwise: str) -> str:
        """Return what stands under a key, or something else where nothing does."""
        return self._said.get(key, otherwise)

    def country(self, code: str) -> str:
        """Return the name of a country."""
        return country_name(code, self.language)

    def time(self, stated: str | float) -> str:
        """Write a time, ISO 8601 or seconds since 1970, as the clock of this machine shows it."""
        if not stated:
            return ""
        try:
            at = (
                datetime.fromtimestamp(stated).astimezone()
                if isinstance(stated, float)
                else datetime.fromisoformat(stated).astimezone()
            )
        except (ValueError, OverflowError, OSError):  # a file that somebody changed says so
            return str(stated)
        return str(format_datetime(at, "d MMM y, HH:mm", locale=LOCALES[self.language]))

    def clock(self, stated: float) -> str:
        """Write only the hour of a time, to the second."""
        at = datetime.fromtimestamp(stated).astimezone()
        return str(format_datetime(at, "HH:mm:ss", locale=LOCALES[self.language]))

    def span(self, seconds: float) -> str:
        """Write how long something takes, as exactly as one needs to know it."""
        if seconds < MINUTE:
            return self("seconds", n=max(1, round(seconds)))
        return self("minutes", n=round(seconds / MINUTE))


@cache
def said_in(language: str) -> Mapping[str, str]:
    """Return all that is said in a language, by key."""
    text = files("tefter.desk").joinpath("words", f"{language}.yml").read_text("utf-8")
    loaded: dict[str, str] = yaml.safe_load(text)
    return loaded
