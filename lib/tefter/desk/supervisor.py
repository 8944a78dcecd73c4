"""Starts jobs in their order, sees how they end, and stops those that were called off.

The truth is in two places that survive every crash: the queue's file, and the lock that each living
job holds. A supervisor keeps nothing in memory; one that starts later goes on where another
stopped, and two at once do no harm. Why no job runner of the field: docs/dependencies.md.
"""

from __future__ import annotations

import logging
import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime

import msgspec
import psutil

from tefter.desk import progress
from tefter.desk.job import end_family
from tefter.desk.places import Places
from tefter.desk.queue import Job, Kind, Queue, now
from tefter.disk import locks

PATIENCE = 15.0
"""Seconds that a job has to seal what it made, after it was called off."""

EVERY = 0.5
"""Seconds between two looks."""

AT_ONCE: dict[Kind, int] = {"run": 1, "read": 1, "check": 1, "publish": 1}
"""How many jobs of a kind run at once: a newsroom's machine is for its editors too."""

LOCK = "alive.lock"

logger = logging.getLogger("tefter.desk")


class Supervisor:
    """Looks after the jobs of one project.

    Parameters
    ----------
    places : Places
        Of the project.
    queue : Queue
        The orders.
    """

    def __init__(self, places: Places, queue: Queue) -> None:
        self._places = places
        self._queue = queue
        self._children: list[subprocess.Popen[bytes]] = []
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="supervisor", daemon=True)

    def start(self) -> None:
        """Look after the jobs from now on, in a thread of its own."""
        self._thread.start()

    def stop(self) -> None:
        """Stop looking. Jobs go on."""
        self._stop.set()
        self._thread.join(timeout=10)

    def look(self) -> None:
        """Settle what ended, stop what was called off, start what may start."""
        self._children = [child for child in self._children if child.poll() is None]
        with locks.alone(self._places.folder / "supervisor.lock", "starting jobs"):
            running = [job for job in self._queue.list(states=("running",)) if self._lives(job)]
            for job in running:
                if job.cancelled_at:
                    self._end(job)
            busy: dict[Kind, int] = dict.fromkeys(AT_ONCE, 0)
            for job in running:
                busy[job.kind] += 1
            for job in reversed(self._queue.list(states=("waiting",))):
                if busy[job.kind] < AT_ONCE[job.kind] and self._start(job):
                    busy[job.kind] += 1

    def _watch(self) -> None:
        wrong = ""
        while not self._stop.wait(EVERY):
            try:
                self.look()
            except (OSError, sqlite3.Error) as error:
                # A full disk or a held queue, say: the next look may find it mended, and jobs must
                # not be lost. Said once, to whoever started the desk: it may last for hours.
                if str(error) != wrong:
                    wrong = str(error)
                    logger.warning("The queue stands still: %s. It is tried again.", wrong)
            else:
                if wrong:
                    logger.warning("The queue goes on.")
                wrong = ""

    def _start(self, job: Job) -> bool:
        folder = self._places.of_job(job.number)
        lock = locks.take(folder / LOCK, "starting a job")
        if lock is None:
            return False
        try:
            if not self._queue.change(
                job.number, only=("waiting",), state="running", started_at=now()
            ):
                return False  # called off in this moment
            with (folder / "words.txt").open("wb") as words:
                child = subprocess.Popen(  # noqa: S603  our own module
                    [
                        *[sys.executable, "-m", "tefter.desk.job"],
                        *[str(self._places.project), str(job.number)],
                    ],
                    cwd=self._places.project,
                    stdin=subprocess.DEVNULL,
                    stdout=words,
                    stderr=words,
                    # It inherits the lock, and has it as long as it lives.
                    pass_fds=(lock,),
                    start_new_session=True,
                )
        finally:
            os.close(lock)
        self._children.append(child)
        try:
            began = psutil.Process(child.pid).create_time()
        except psutil.NoSuchProcess:
            began = 0.0
        self._queue.change(job.number, only=("running",), process=child.pid, process_began=began)
        return True

    def _lives(self, job: Job) -> bool:
        """Whether a job still runs; where it does not, write down how it ended."""
        folder = self._places.of_job(job.number)
        if locks.is_held(folder / LOCK):
            return True
        found = progress.read(folder)
        state = found.outcome or ("cancelled" if job.cancelled_at else "crashed")
        self._queue.change(
            job.number,
            only=("running",),
            state=state,
            ended_at=now(),
            run=found.run,
            said=found.said,
            steps=msgspec.json.encode(found.seconds()).decode(),
        )
        return False

    def _end(self, job: Job) -> None:
        process = _process(job)
        if process is None:
            return
        asked = datetime.fromisoformat(job.cancelled_at)
        if (datetime.now(UTC) - asked).total_seconds() > PATIENCE:
            end_family(process)
            _quietly(process.kill)
        else:
            _quietly(process.terminate)


def _process(job: Job) -> psutil.Process | None:
    """Return the process of a job, unless its number belongs to another by now."""
    try:
        process = psutil.Process(job.process)
        return process if process.create_time() == job.process_began else None
    except (psutil.NoSuchProcess, ValueError):
        return None


def _quietly(act: Callable[[], None]) -> None:
    try:
        act()
    except psutil.NoSuchProcess:
        return
