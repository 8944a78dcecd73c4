"""Script, language and variety of a text, each with its confidence and evidence."""

from tefter.language.accounts import identify_accounts
from tefter.language.baseline import langdetect
from tefter.language.identify import add_language, identify

__all__ = [
    "add_language",
    "identify",
    "identify_accounts",
    "langdetect",
]
