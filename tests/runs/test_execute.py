"""A notebook runs with its parameters; one that fails says where, and keeps what it made."""

from __future__ import annotations

import nbformat
import pytest
from tests.runs.notebooks import notebook

from tefter.runs.execute import NotebookFailedError, execute


def outputs(path):
    content = nbformat.read(path, as_version=4)
    return [out for cell in content.cells if cell.cell_type == "code" for out in cell.outputs]


def test_parameters_reach_the_notebook_and_progress_is_told(tmp_path):
    path = notebook(tmp_path / "n.ipynb", "print(case)", "import sys; print(sys.executable)")
    seen = []
    out = tmp_path / "out" / "n.ipynb"
    execute(path, out, {"case": "x'; print(1)"}, tmp_path, progress=lambda *step: seen.append(step))
    printed = "".join(o.text for o in outputs(out))
    assert printed.startswith("x'; print(1)\n")
    assert seen[-1] == (3, 3)
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)


def test_the_kernel_is_this_python_and_speaks_over_a_local_socket(tmp_path):
    import sys  # noqa: PLC0415

    path = notebook(
        tmp_path / "n.ipynb",
        "import sys, ipykernel.kernelapp as k\n"
        "print(sys.executable); print(k.IPKernelApp.instance().transport)",
    )
    execute(path, tmp_path / "o.ipynb", {}, tmp_path)
    assert [o.text for o in outputs(tmp_path / "o.ipynb")] == [f"{sys.executable}\nipc\n"]


def test_our_own_error_is_told_with_its_cell_and_the_partial_output_is_kept(tmp_path):
    path = notebook(
        tmp_path / "2-locate.ipynb",
        "print('before')",
        "from tefter.errors import SourceError\n"
        "raise SourceError('is empty', 'export it', file='x')",
        "print('after')",
    )
    out = tmp_path / "out.ipynb"
    with pytest.raises(NotebookFailedError) as caught:
        execute(path, out, {"case": "b"}, tmp_path)
    assert str(caught.value) == "2-locate, cell 3: x: is empty; export it."
    kinds = [o.output_type for o in outputs(out)]
    assert kinds == ["stream", "error"]


def test_errors_of_every_room_are_our_own(tmp_path):
    path = notebook(
        tmp_path / "3-code.ipynb",
        "from tefter.coding.human import AnnotationError\n"
        "raise AnnotationError('a category is not in the codebook', 'use another', "
        "file='ana.csv', record=2)",
    )
    with pytest.raises(NotebookFailedError) as caught:
        execute(path, tmp_path / "out.ipynb", {}, tmp_path)
    said = "3-code, cell 2: ana.csv, record 2: a category is not in the codebook; use another."
    assert str(caught.value) == said


def test_a_foreign_error_is_told_without_its_words_which_may_quote_a_record(tmp_path):
    path = notebook(tmp_path / "n.ipynb", "raise ValueError('call +000 000 000')")
    with pytest.raises(NotebookFailedError) as caught:
        execute(path, tmp_path / "o.ipynb", {}, tmp_path)
    assert "ValueError" in str(caught.value)
    assert "call" not in str(caught.value)


def test_a_dead_kernel_and_a_slow_cell_are_told(tmp_path):
    dead = notebook(tmp_path / "d.ipynb", "import os; os._exit(1)")
    with pytest.raises(NotebookFailedError, match="the kernel died"):
        execute(dead, tmp_path / "o.ipynb", {}, tmp_path)
    slow = notebook(tmp_path / "s.ipynb", "import time; time.sleep(60)")
    with pytest.raises(NotebookFailedError, match="took longer than 1 seconds"):
        execute(slow, tmp_path / "o.ipynb", {}, tmp_path, timeout=1)


def test_the_executed_copy_names_no_folder_of_this_machine(tmp_path):
    path = notebook(tmp_path / "n.ipynb", "1 + 1")
    execute(path, tmp_path / "o.ipynb", {"case": "b"}, tmp_path)
    assert str(tmp_path) not in (tmp_path / "o.ipynb").read_text()
