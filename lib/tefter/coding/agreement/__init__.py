"""Intercoder reliability: how well coders agree, and how sure that is."""

from tefter.coding.agreement.distances import LEVELS, Level
from tefter.coding.agreement.intervals import Estimate
from tefter.coding.agreement.measure import RESULT, Options, agreement
from tefter.coding.agreement.ratings import AgreementError, Ratings
from tefter.coding.agreement.reading import Columns, read_ratings
from tefter.coding.agreement.table import agreement_table

__all__ = [
    "LEVELS",
    "RESULT",
    "AgreementError",
    "Columns",
    "Estimate",
    "Level",
    "Options",
    "Ratings",
    "agreement",
    "agreement_table",
    "read_ratings",
]
