"""Every number in a text: in digits and in words, in the languages of the region."""

from tefter.claims.figures.figure import Figure
from tefter.claims.figures.finding import find_figures
from tefter.claims.figures.vocabulary import LANGUAGES, Vocabulary, vocabulary

__all__ = ["LANGUAGES", "Figure", "Vocabulary", "find_figures", "vocabulary"]
