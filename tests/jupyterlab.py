"""A JupyterLab on a project of a test's own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen


@contextmanager
def jupyterlab(folder: Path) -> Iterator[str]:
    """Start JupyterLab with the settings of the project, and give its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [
            *[sys.executable, "-m", "jupyter", "lab", "--no-browser", "--allow-root"],
            *[f"--ServerApp.port={port}", "--IdentityProvider.token=test"],
            "--LabApp.expose_app_in_browser=True",
        ],
        cwd=folder,
        env={
            **os.environ,
            "JUPYTER_CONFIG_PATH": str(folder / ".jupyter"),
            "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
            "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"),
            "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces"),
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    for _ in range(120):
        try:
            urlopen(f"{address}/api", timeout=1).close()
            break
        except (URLError, OSError):
            assert server.poll() is None, "JupyterLab did not start"
            time.sleep(0.5)
    try:
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)
