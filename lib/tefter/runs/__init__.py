"""Running a case through its notebooks, with parameters, progress and provenance.

What a notebook calls is named here; what the command line calls is in the modules.
"""

from tefter.runs.cleaned import clean_case
from tefter.runs.coding import keep_coding
from tefter.runs.gather import gather, keep_findings, origin_of
from tefter.runs.labels import read_labels
from tefter.runs.reading import read_case, reading_by_file
from tefter.runs.workspace import open_workspace

__all__ = [
    "clean_case",
    "gather",
    "keep_coding",
    "keep_findings",
    "open_workspace",
    "origin_of",
    "read_case",
    "read_labels",
    "reading_by_file",
]
