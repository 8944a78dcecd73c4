"""Starting the desk on loopback, one for each project."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

from tefter.desk.app import LARGEST, make_app
from tefter.desk.places import Places
from tefter.disk import locks
from tefter.errors import TefterError

HOST = "127.0.0.1"
PORT = 8640
GRACE = 5
"""Seconds that an answer may still take when the desk is closed. Runs go on without it."""


class DeskError(TefterError):
    """The desk cannot be started."""


def serve(
    project: Path,
    *,
    port: int = PORT,
    largest: int = LARGEST,
    opened: Callable[[str], None] = lambda _: None,
) -> None:
    """Serve the desk until it is interrupted.

    Parameters
    ----------
    project : path
        The folder that holds ``cases/``, ``data/`` and ``reports/``.
    port : int
        Port on 127.0.0.1; 0 for a free one. Where the usual one is taken, a free one is used.
    largest : int
        Bytes of one upload.
    opened : callable, optional
        Told the address with the token, once the desk answers there.

    Raises
    ------
    DeskError
        When another desk is open on this project, or the port is taken.
    """
    path = Places(project).folder / "desk.lock"
    lock = locks.take(path, "serving the desk")
    if lock is None:
        raise DeskError(
            f"the desk of this project is open already: {locks.holder_of(path)}",
            "use its address, or close that one",
        )
    listening = _listen(port)
    try:
        app = make_app(project, largest=largest)
        bound = listening.getsockname()[1]
        opened(f"http://{HOST}:{bound}/enter?token={app.state.desk.token}")
        uvicorn.Server(_settings(app)).run(sockets=[listening])
    finally:
        listening.close()
        os.close(lock)


def _settings(app: Starlette) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        log_level="warning",
        # The address of the door has the token in it, so no line is written for each request.
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=GRACE,
    )


def _listen(port: int) -> socket.socket:
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
    except OSError:
        if port != PORT:
            listening.close()
            raise DeskError(f"port {port} is taken", "name another with --port") from None
        listening.bind((HOST, 0))
    listening.listen(64)
    return listening
