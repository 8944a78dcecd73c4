"""Small notebooks, as the tests of runs need them."""

from __future__ import annotations

from pathlib import Path

import nbformat


def notebook(
    path: Path, *cells: str, parameters: str | None = 'case: str = "a"  # The case'
) -> Path:
    """Write a notebook: the parameters cell, if any, then the cells."""
    made = nbformat.v4.new_notebook()
    made.metadata["kernelspec"] = {
        "name": "python3",
        "display_name": "Python 3",
        "language": "python",
    }
    if parameters is not None:
        made.cells.append(nbformat.v4.new_code_cell(parameters, metadata={"tags": ["parameters"]}))
    made.cells += [nbformat.v4.new_code_cell(cell) for cell in cells]
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(made, path)
    return path
