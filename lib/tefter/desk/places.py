"""Where the desk keeps what it has to remember: ``data/desk/``, for this account only."""

from __future__ import annotations

import secrets
from pathlib import Path

PRIVATE = 0o700
OWN = 0o600


class Places:
    """The desk's own files in a project.

    Parameters
    ----------
    project : path
        The folder that holds ``cases/``, ``data/`` and ``reports/``.

    Attributes
    ----------
    folder : path
        ``data/desk/``; nobody else on the machine can look into it.
    queue : path
        The orders, an SQLite file.
    audit : path
        What was done at the desk, one line each.
    incoming : path
        Uploads on their way into custody.
    """

    def __init__(self, project: Path) -> None:
        self.project = project
        self.folder = project / "data" / "desk"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(PRIVATE)
        self.queue = self.folder / "queue.sqlite"
        self.audit = self.folder / "desk-audit.ndjson"
        self.incoming = self.folder / "incoming"
        self.incoming.mkdir(exist_ok=True)

    def of_job(self, number: int) -> Path:
        """Return the folder of an order; it is made."""
        folder = self.folder / "jobs" / str(number)
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def key(self) -> str:
        """Return the key that signs sessions, made on first use.

        It outlives a restart, so that a page that is open then goes on working.
        """
        path = self.folder / "session.key"
        try:
            with path.open("x", encoding="ascii") as stream:
                path.chmod(OWN)
                stream.write(secrets.token_urlsafe(48))
        except FileExistsError:
            pass
        return path.read_text(encoding="ascii")
