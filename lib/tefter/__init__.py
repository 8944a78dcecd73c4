"""Tefter: a Jupyter workbench for investigative data journalism.

The rooms, in the order in which data passes through them, are described in
``docs/architecture.md``. A room imports only rooms above it in that list.
"""

__version__ = "0.1.0"
