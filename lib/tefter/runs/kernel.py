"""The kernel of a run: this very Python, over a socket that only this user can reach."""

from __future__ import annotations

import sys

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from traitlets import default


class RunKernelManager(AsyncKernelManager):
    """Start ipykernel with the interpreter that runs Tefter, over IPC.

    A kernel speaks unencrypted TCP on loopback by default, where any account of the machine can
    listen; and ``python3`` may name another environment's kernel.

    Source: Jupyter Client documentation, ``KernelManager.transport``.
    """

    @default("transport")
    def _transport(self) -> str:
        return "ipc"

    @property
    def kernel_spec(self) -> KernelSpec:
        """The specification of this interpreter's kernel; no history is kept."""
        return KernelSpec(
            argv=[
                sys.executable,
                "-m",
                "ipykernel_launcher",
                "-f",
                "{connection_file}",
                "--HistoryManager.enabled=False",
            ],
            display_name="Tefter",
            language="python",
        )
