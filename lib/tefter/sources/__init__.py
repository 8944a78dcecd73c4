"""From an export file to typed frames: recognise, open, cut into records, parse, account."""

from tefter.sources.glancing import glance
from tefter.sources.plain_table import read_table
from tefter.sources.reading import read_files
from tefter.sources.records import REASONS
from tefter.sources.registry import recognise
from tefter.sources.summary import FileSummary, ReadingSummary

__all__ = [
    "REASONS",
    "FileSummary",
    "Glance",
    "ReadingSummary",
    "glance",
    "read_files",
    "read_table",
    "recognise",
]
