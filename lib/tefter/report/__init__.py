"""The pages that a run leaves: index.html and methodology.html."""

from tefter.report.alone import write_chart
from tefter.report.index import write_index
from tefter.report.methodology import write_methodology
from tefter.report.pages import write_about, write_pages
from tefter.report.tables import show_table
from tefter.report.telling import show_tables, show_text

__all__ = [
    "show_table",
    "show_tables",
    "show_text",
    "write_about",
    "write_chart",
    "write_index",
    "write_methodology",
    "write_pages",
]
