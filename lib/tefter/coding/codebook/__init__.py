"""The codebook: read, checked, and shown to coders and readers."""

from tefter.coding.codebook.book import Category, Codebook, Flag, Translation
from tefter.coding.codebook.page import codebook_page

__all__ = ["Category", "Codebook", "Flag", "Translation", "codebook_page"]
