"""Script, language and variety of a text, each with its confidence and evidence."""

from tefter.language.identify import DETECTORS, add_language, identify

__all__ = ["DETECTORS", "add_language", "identify"]
