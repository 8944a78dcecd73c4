"""The kernel of a run: this very Python, over a socket that only this user can reach."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import weakref
from typing import Any

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

    @default("ip")
    def _ip(self) -> str:
        """Give each kernel a folder for its sockets: two that begin at once would share names."""
        folder = tempfile.mkdtemp(prefix="tefter-")
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        return f"{folder}/ipc"

    async def start_kernel(self, **options: Any) -> None:  # type: ignore[override]  # upstream's annotation hides that it is async
        """Start it with its own complaints set aside: a notebook keeps what its cells say.

        On the way out ipykernel now and then prints a traceback about its closed sockets.
        """
        await super().start_kernel(**{"stderr": subprocess.DEVNULL} | options)

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
                # Before the first cell, so that even an error in it carries no text of a record.
                "--ext=tefter.privacy.notebook",
            ],
            display_name="Tefter",
            language="python",
        )
