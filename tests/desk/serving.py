"""The desk as it runs: a server on loopback, in a process of its own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

NAME = "Ana Editor"


class Served:
    """A desk that answers at an address."""

    def __init__(self, project: Path, address: str, process: subprocess.Popen[str]) -> None:
        self.project = project
        self.entrance = address
        self.base = address.partition("/enter")[0]
        self.process = process

    def visitor(self, name: str = NAME) -> Visitor:
        """Return an editor who has come in and said their name."""
        visitor = Visitor(self.base)
        visitor.get(self.entrance)
        visitor.post("/name", name=name)
        return visitor


class Visitor:
    """A browser without a screen: keeps cookies, sends forms of the page that it is on."""

    def __init__(self, base: str) -> None:
        self.client = httpx.Client(base_url=base, follow_redirects=True, timeout=60)
        self.csrf = ""

    def get(self, path: str, **options) -> httpx.Response:
        return self._kept(self.client.get(path, **options))

    def post(self, path: str, **fields) -> httpx.Response:
        return self._kept(self.client.post(path, data={"csrf": self.csrf, **fields}))

    def send(self, path: str, files, **fields) -> httpx.Response:
        return self._kept(self.client.post(path, data={"csrf": self.csrf, **fields}, files=files))

    def ticket(self, path: str) -> str:
        found = re.search(r'name="ticket" value="([^"]+)"', self.get(path).text)
        assert found
        return found[1]

    def _kept(self, answer: httpx.Response) -> httpx.Response:
        found = re.search(r'name="csrf" value="([^"]+)"', answer.text)
        self.csrf = found[1] if found else self.csrf
        return answer


@contextmanager
def serving(project: Path, *options: str) -> Iterator[Served]:
    """Start the desk of a project as its command does, and stop it as Ctrl-C does."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tefter", "desk", "--port", "0", *options],
        cwd=project,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "COLUMNS": "300", "LANGUAGE": "en"},
    )
    assert process.stdout
    try:
        for line in process.stdout:
            if "/enter?token=" in line:
                address = re.search(r"http://\S+", line)
                assert address
                yield Served(project, address[0], process)
                break
        else:
            raise AssertionError("the desk did not start")
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.wait(timeout=30)
        process.stdout.close()
