"""Signals of where a post comes from, joined into a country or into "unknown"."""

from tefter.country.fuse import add_country
from tefter.country.names import COUNTRIES, NAMES, country_name, language_name

__all__ = ["COUNTRIES", "NAMES", "add_country", "country_name", "language_name"]
