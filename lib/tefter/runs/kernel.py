"""The kernel of a run: this very Python, over a socket that only this user can reach."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_core.utils import run_sync
from traitlets import default

EMPTY = "import polars; polars.Config.restore_defaults(); get_ipython().reset(new_session=True)"
"""What a kernel does between two notebooks. Source: IPython documentation,
``InteractiveShell.reset``."""

PATIENCE = 60
"""Seconds that a kernel which has just finished a notebook may take to answer."""


class RunKernelManager(AsyncKernelManager):
    """Start ipykernel with the interpreter that runs Tefter, over IPC.

    A kernel speaks unencrypted TCP on loopback by default, where any account of the machine can
    listen; and ``python3`` may name another environment's kernel.

    Source: Jupyter Client documentation, ``KernelManager.transport``.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._clients: list[Any] = []

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

    def client(self, **options: Any) -> Any:
        """Return a client, and remember it: whoever lends a kernel out has to close what is left.

        nbclient leaves a client open where the kernel is not its own.
        """
        made = super().client(**options)
        self._clients.append(made)
        return made

    def emptied(self) -> None:
        """Make the kernel as new for another notebook: no name, no setting, counted from one.

        What stays is what it has imported, which takes longer than most notebooks. One that was
        not started yet is new already; one that died or does not answer is started again.
        """
        if not self.has_kernel:
            return
        self._let_go()
        try:
            self._empty()
        except (RuntimeError, TimeoutError):
            run_sync(self.restart_kernel)(now=True)

    def _empty(self) -> None:
        client = self.blocking_client()
        client.start_channels()
        try:
            client.wait_for_ready(timeout=PATIENCE)
            reply = client.execute_interactive(EMPTY, silent=True, timeout=PATIENCE)
        finally:
            client.stop_channels()
        if reply["content"]["status"] != "ok":
            raise RuntimeError(f"the kernel could not be emptied: {reply['content']['ename']}")

    def close(self) -> None:
        """Shut the kernel down, if it was started."""
        self._let_go()
        if self.has_kernel:
            run_sync(self.shutdown_kernel)()
        run_sync(self.cleanup_resources)()

    def _let_go(self) -> None:
        while self._clients:
            self._clients.pop().stop_channels()

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


@contextmanager
def lent() -> Iterator[RunKernelManager]:
    """Give a kernel that notebooks may use one after the other; it ends with the block."""
    kernel = RunKernelManager()
    try:
        yield kernel
    finally:
        kernel.close()


__all__ = ["RunKernelManager", "lent"]
