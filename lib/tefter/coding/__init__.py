"""Codebook and coders: which category a post falls into, by whom, and why."""

from tefter.coding.codebook import Category, Codebook, Flag
from tefter.coding.deciding import beside_people, decide
from tefter.coding.lexicon import Lexicon, code_with_lexicon

__all__ = [
    "Category",
    "Codebook",
    "Flag",
    "Lexicon",
    "beside_people",
    "code_with_lexicon",
    "decide",
]
