"""What a notebook says where it depends on the run: tables of one kind, or why there are none."""

from __future__ import annotations

from collections.abc import Mapping

from IPython.display import display

from tefter.findings import Table
from tefter.report.tables import show_table


def show_tables(tables: Mapping[str, Table], about: str, otherwise: str) -> None:
    """Show every table with a word in its name that has a row, or say why there is none.

    Parameters
    ----------
    tables : mapping of str to Table
        From ``read_tables``.
    about : str
        A part of the names: ``agreement``.
    otherwise : str
        Markdown to show where no table has it.
    """
    found = [table for name, table in tables.items() if about in name and table.frame.height]
    for table in found:
        show_table(table)
    if not found:
        show_text(otherwise)


def show_text(markdown: str) -> None:
    """Show a sentence in a notebook, and leave it for the methodology page, where HTML is text."""
    bundle = {"text/markdown": markdown, "text/plain": markdown}
    display(bundle, raw=True)  # type: ignore[no-untyped-call]
