"""Two kernels may begin at once."""

from __future__ import annotations

import os

from tefter.runs.kernel import RunKernelManager


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
