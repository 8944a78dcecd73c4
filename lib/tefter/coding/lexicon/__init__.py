"""The lexicon coder: words and rules of editors. ``docs/lexicon.md`` explains them."""

from tefter.coding.lexicon.coder import code_with_lexicon
from tefter.coding.lexicon.entries import Entry, Lexicon
from tefter.coding.lexicon.hits import entry_counts
from tefter.coding.lexicon.hurtlex import import_hurtlex, read_hurtlex

__all__ = [
    "Entry",
    "Lexicon",
    "code_with_lexicon",
    "entry_counts",
    "import_hurtlex",
    "read_hurtlex",
]
