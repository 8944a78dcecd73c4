"""Running a case through its notebooks, with parameters, progress and provenance.

What a notebook calls is named here; what the command line calls is in the modules.
"""

from tefter.runs.gather import gather, keep_chart, keep_numbers, origin_of
from tefter.runs.reading import read_case
from tefter.runs.workspace import open_workspace

__all__ = ["gather", "keep_chart", "keep_numbers", "open_workspace", "origin_of", "read_case"]
