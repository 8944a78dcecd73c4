"""Numbers in words by Unicode's own rules (CLDR, rule-based number formats): independent of ours.

Where CLDR's rules are wrong for a language the numbers concerned are left out, or mended here.
"""

from __future__ import annotations

from functools import cache

from unicode_rbnf import RbnfEngine

ENGINES = {
    "en": "en",
    "sq": "sq",
    "mk": "mk",
    "hr": "hr",
    "sr": "sr",
    "sr-Latn": "sr_Latn",
    "sl": "sl",
}
"""Language to CLDR's locale. Bosnian is missing: CLDR spells 11 "jedenaest" and 16 "šestnaest"; the
words are those of hr and sr."""

MACEDONIAN_HUNDRED = ("еднасто", "сто")
"""CLDR makes 100 from "one" and "hundred"; no Macedonian does."""

THOUSAND = 1000


@cache
def engine(language: str) -> RbnfEngine:
    return RbnfEngine.for_language(ENGINES[language])


def rulesets(language: str) -> list[str]:
    """Return the rules for cardinals: one for each gender."""
    return [
        name
        for name in engine(language).rulesets
        # The verbose English rules put commas between thousands; so does nobody in a story.
        if name.startswith("spellout-cardinal") and "verbose" not in name
    ]


def is_right(language: str, number: int) -> bool:
    """Say whether CLDR's rules are right: in Slovenian "three million" comes out as two."""
    if language != "sl":
        return True
    while number:
        number //= THOUSAND
        if number % THOUSAND in {3, 4}:
            return False
    return True


def words(language: str, number: int, ruleset: str | None = None) -> str:
    """Write a number in words."""
    names = [ruleset or rulesets(language)[0]]
    text = engine(language).format_number(number, ruleset_names=names).text.replace("\u00ad", "")
    return text.replace(*MACEDONIAN_HUNDRED) if language == "mk" else text
