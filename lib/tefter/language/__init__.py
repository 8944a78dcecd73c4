"""Script, language and variety of a text, each with its confidence and evidence."""

from tefter.language.accounts import identify_accounts
from tefter.language.baseline import langdetect
from tefter.language.identify import add_language, identify
from tefter.language.variety import PRIOR
from tefter.language.vocabulary import LANGUAGES

CODES = frozenset({*LANGUAGES, "und", *(code for shares in PRIOR.values() for code in shares)})
"""All that ``language`` and ``variety`` of a text can be."""

__all__ = [
    "CODES",
    "add_language",
    "identify",
    "identify_accounts",
    "langdetect",
]
