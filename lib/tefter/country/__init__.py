"""Signals of where a post comes from, pooled into a country or into "unknown"."""

from tefter.country.explain import explain
from tefter.country.locate import add_country, locate_accounts
from tefter.country.names import COUNTRIES, NAMES, country_name, is_country, language_name
from tefter.country.unknown import unknown_reason

__all__ = [
    "COUNTRIES",
    "NAMES",
    "add_country",
    "country_name",
    "explain",
    "is_country",
    "language_name",
    "locate_accounts",
    "unknown_reason",
]
