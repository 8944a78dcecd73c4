"""Executing one notebook through papermill, and saying in one sentence why it failed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import nbformat
import papermill
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.exceptions import PapermillExecutionError

from tefter import errors
from tefter.runs.kernel import RunKernelManager
from tefter.runs.parameters import Value

PAPERMILL_TAGS = {"injected-parameters", "papermill-error-cell-tag"}
"""Tags of the cells that papermill puts into the executed copy. Source: papermill 2.7."""

KERNEL_STARTS = 300
"""Seconds that a kernel may take to begin: a minute is not enough on a busy machine."""

CellProgress = Callable[[int, int], None]
"""Called with the number of cells begun and the number of cells in all."""


class NotebookFailedError(errors.RunError):
    """A notebook stopped at a cell. What it made until then is kept.

    Attributes
    ----------
    notebook : str
        Name of the notebook.
    cell : int
        The cell as JupyterLab shows it, counted from 1 over all cells; 0 when it never began.
    """

    def __init__(self, notebook: str, cell: int, what: str, remedy: str) -> None:
        self.notebook = notebook
        self.cell = cell
        super().__init__(what, remedy, file=f"{notebook}, cell {cell}" if cell else notebook)


def execute(
    notebook: Path,
    output: Path,
    parameters: Mapping[str, Value],
    project: Path,
    *,
    progress: CellProgress | None = None,
    timeout: int | None = None,
    kernel: RunKernelManager | None = None,
) -> None:
    """Execute a notebook with parameters into ``output``.

    Parameters
    ----------
    notebook, output : path
        The notebook, and where its executed copy goes. The copy exists also after a failure.
    parameters : mapping
        Values that ``parameters.read_values`` accepted.
    project : path
        Working directory of the kernel.
    progress : callable, optional
        Told when a cell begins.
    timeout : int, optional
        Seconds that one cell may take.
    kernel : RunKernelManager, optional
        From ``kernel.lent``, emptied first where another notebook has used it; by default one of
        the notebook's own.

    Raises
    ------
    NotebookFailedError
        Naming the cell and why. The message carries an error's own words only where they are
        Tefter's: another library may quote a record in its message.
    """
    cells = len(nbformat.read(notebook, as_version=4).cells)  # type: ignore[no-untyped-call]
    begun = 0

    def begin(cell: Any, cell_index: int) -> None:
        nonlocal begun
        begun = cell_index + 1
        if progress:
            progress(min(begun, cells), cells)

    output.parent.mkdir(parents=True, exist_ok=True)
    if kernel is not None:
        kernel.emptied()
    try:
        papermill.execute_notebook(
            str(notebook),
            str(output),
            parameters=dict(parameters),
            cwd=str(project),
            kernel_name="python3",
            language="python",
            kernel_manager_class=RunKernelManager,
            km=kernel,
            progress_bar=False,
            log_output=False,
            execution_timeout=timeout,
            start_timeout=KERNEL_STARTS,
            on_cell_start=begin,
        )
    except PapermillExecutionError as error:
        what, remedy = _reason(error.ename, error.evalue, output)
        raise NotebookFailedError(notebook.stem, _cell_of(output), what, remedy) from None
    except CellTimeoutError:
        raise NotebookFailedError(
            notebook.stem, begun, f"took longer than {timeout} seconds", "give it more time"
        ) from None
    except DeadKernelError:
        raise NotebookFailedError(
            notebook.stem,
            begun,
            "the kernel died, which most often means that the machine ran out of memory",
            "close other programs, or run the case on fewer posts",
        ) from None
    finally:
        if output.exists():
            _forget_paths(output)


def _reason(name: str, message: str, output: Path) -> tuple[str, str]:
    if name in _names(errors.TefterError):
        what, _, remedy = re.sub(r"\.$", "", message).rpartition("; ")
        return (what, remedy) if what else (remedy, "")
    return (
        f"stopped with {name}",
        f"open {output.parent.name}/{output.name} in the run's folder to see where",
    )


def _names(kind: type[errors.TefterError]) -> set[str]:
    """Return what errors of this kind are called, in whichever room they are defined."""
    return {kind.__name__}.union(*(_names(one) for one in kind.__subclasses__()))


def _cell_of(output: Path) -> int:
    """Return the failing cell as the notebook itself counts it, without papermill's own cells."""
    content = nbformat.read(output, as_version=4)  # type: ignore[no-untyped-call]
    position = 0
    for cell in content.cells:
        if PAPERMILL_TAGS.isdisjoint(cell.metadata.get("tags", [])):
            position += 1
            if any(out.output_type == "error" for out in cell.get("outputs", [])):
                return position
    return position


def _forget_paths(output: Path) -> None:
    """Take this machine's folders out of papermill's metadata: the copy may be handed on."""
    content = nbformat.read(output, as_version=4)  # type: ignore[no-untyped-call]
    for key in ("input_path", "output_path"):
        path = content.metadata.get("papermill", {}).get(key)
        if path:
            content.metadata.papermill[key] = Path(path).name
    nbformat.write(content, output)  # type: ignore[no-untyped-call]
