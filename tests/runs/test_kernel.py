"""Two kernels may begin at once, and one may serve several notebooks."""

from __future__ import annotations

import os
import signal

import nbformat
import pytest
from tests.runs.notebooks import notebook

from tefter.runs.execute import NotebookFailedError, execute
from tefter.runs.kernel import RunKernelManager, lent


def test_each_kernel_has_a_folder_for_its_sockets_that_only_this_user_can_enter():
    one, other = RunKernelManager(), RunKernelManager()
    assert one.ip != other.ip
    folder = os.path.dirname(one.ip)  # noqa: PTH120
    assert os.stat(folder).st_mode & 0o077 == 0  # noqa: PTH116


def test_the_folder_goes_with_its_kernel():
    manager = RunKernelManager()
    folder = os.path.dirname(manager.ip)  # noqa: PTH120
    del manager
    assert not os.path.exists(folder)  # noqa: PTH110


def test_a_kernel_that_is_lent_again_is_as_new_but_for_what_it_has_imported(tmp_path):
    first = notebook(
        tmp_path / "first.ipynb",
        "import os, colorsys, polars as pl\npl.Config.set_tbl_rows(3)\nleft = 'behind'\n",
        "print(os.getpid())",
    )
    second = notebook(
        tmp_path / "second.ipynb",
        "import os, sys\nprint(os.getpid())",
        "print('left' in globals(), 'pl' in globals(), 'colorsys' in sys.modules)",
        "import polars as pl\nprint(pl.Config.state()['POLARS_FMT_MAX_ROWS'])",
    )
    with lent() as kernel:
        for path in (first, second):
            execute(
                path, tmp_path / f"{path.stem}-out.ipynb", {"case": "a"}, tmp_path, kernel=kernel
            )
    assert not kernel.has_kernel
    (process,) = printed(tmp_path / "first-out.ipynb")
    assert printed(tmp_path / "second-out.ipynb") == [process, "False False True", "None"]
    assert counted(tmp_path / "second-out.ipynb") == [1, 2, 3, 4, 5]


def test_a_kernel_that_fails_ends_with_its_block(tmp_path):
    path = notebook(tmp_path / "n.ipynb", "import os; os.kill(os.getpid(), 9)")
    with pytest.raises(NotebookFailedError, match="the kernel died"), lent() as kernel:
        execute(path, tmp_path / "o.ipynb", {}, tmp_path, kernel=kernel)
    assert not kernel.has_kernel


def test_a_kernel_that_dies_between_two_notebooks_is_replaced(tmp_path):
    path = notebook(tmp_path / "n.ipynb", "import os; print(os.getpid())")
    with lent() as kernel:
        execute(path, tmp_path / "first.ipynb", {"case": "a"}, tmp_path, kernel=kernel)
        (first,) = printed(tmp_path / "first.ipynb")
        os.kill(int(first), signal.SIGKILL)
        execute(path, tmp_path / "second.ipynb", {"case": "a"}, tmp_path, kernel=kernel)
    assert printed(tmp_path / "second.ipynb") != [first]
    assert not kernel.has_kernel


def code_cells(path):
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]


def printed(path):
    outputs = [out for cell in code_cells(path) for out in cell.outputs]
    return [out.text.strip() for out in outputs if out.output_type == "stream"]


def counted(path):
    return [cell.execution_count for cell in code_cells(path)]
