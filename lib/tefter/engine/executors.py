"""Who runs the tasks: this process, several processes of this machine, or a Dask cluster.

A task is a function of plain values that reads partitions and writes partitions, whole or not at
all, under names that do not depend on who runs it. So one that was lost is run again.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Any, Protocol

from tefter.errors import ParameterError, RunError

ATTEMPTS = 3
"""How often a task is begun whose process dies."""

Task = Callable[..., Any]


class Executor(Protocol):
    """Runs a function on many arguments."""

    @property
    def workers(self) -> int:
        """How many tasks run at a time."""
        ...

    def map(self, task: Task, arguments: Sequence[tuple[Any, ...]]) -> list[Any]:
        """Run the task once for each tuple of arguments; return results in their order."""
        ...


class Inline:
    """In this process, one after the other."""

    workers = 1

    def map(self, task: Task, arguments: Sequence[tuple[Any, ...]]) -> list[Any]:
        """Run the tasks."""
        return [task(*one) for one in arguments]


class Processes:
    """In processes of this machine, which share the cores.

    Parameters
    ----------
    workers : int
        How many.
    """

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._pool: ProcessPoolExecutor | None = None

    def map(self, task: Task, arguments: Sequence[tuple[Any, ...]]) -> list[Any]:
        """Run the tasks; those of a process that died are run again.

        Raises
        ------
        RunError
            When processes die three times: most often there is too little memory.
        """
        results: dict[int, Any] = {}
        for _ in range(ATTEMPTS):
            left = [place for place in range(len(arguments)) if place not in results]
            if self._pool is None:
                self._pool = self._started()
            begun: dict[int, Future[Any]] = {}
            try:
                for place in left:
                    begun[place] = self._pool.submit(task, *arguments[place])
                for place, future in begun.items():
                    results[place] = future.result()
            except BrokenProcessPool:
                for place, future in begun.items():
                    if future.done() and not future.cancelled() and future.exception() is None:
                        results[place] = future.result()
                self.close()
                continue
            return [results[place] for place in range(len(arguments))]
        raise RunError(
            "a worker died three times, which most often means too little memory",
            "close other programs, or use fewer workers",
        )

    def _started(self) -> ProcessPoolExecutor:
        # Forked from a process that has loaded the stages once and done nothing with them: Polars'
        # threads, which do not survive a fork, begin with the first task.
        # https://docs.pola.rs/user-guide/misc/multiprocessing/
        forks = "forkserver" in multiprocessing.get_all_start_methods()
        context = multiprocessing.get_context("forkserver" if forks else "spawn")
        if forks:
            context.set_forkserver_preload(["tefter.engine.tasks", "tefter.engine.copies"])
        # Each with its part of the cores; Polars asks when it is loaded.
        threads = max(1, (os.cpu_count() or 1) // self.workers)
        before = os.environ.get("POLARS_MAX_THREADS")
        os.environ["POLARS_MAX_THREADS"] = str(threads)
        try:
            pool = ProcessPoolExecutor(self.workers, context, initializer=_end_with_the_run)
            for _ in range(self.workers):
                pool.submit(os.getpid)
        finally:
            if before is None:
                del os.environ["POLARS_MAX_THREADS"]
            else:
                os.environ["POLARS_MAX_THREADS"] = before
        return pool

    def close(self) -> None:
        """End the processes."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None


def _end_with_the_run() -> None:
    """End this worker when the run that started it is gone: killed, it could not say so."""
    run = multiprocessing.parent_process()

    def watch() -> None:
        if run is not None:
            run.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


class Cluster:
    """On a Dask cluster.

    Parameters
    ----------
    client : distributed.Client
        Connected.

    Notes
    -----
    M. Rocklin (2015), "Dask: Parallel Computation with Blocked algorithms and Task Scheduling",
    SciPy. The scheduler gives the tasks of a worker that is lost to another one.
    """

    def __init__(self, client: Any) -> None:
        self.client = client

    @property
    def workers(self) -> int:
        """Threads of all workers that are there now."""
        return max(1, sum(int(many) for many in self.client.nthreads().values()))

    def map(self, task: Task, arguments: Sequence[tuple[Any, ...]]) -> list[Any]:
        """Run the tasks.

        Raises
        ------
        RunError
            When the workers that ran a task died three times.
        """
        from distributed.scheduler import KilledWorker  # noqa: PLC0415  an extra

        if not arguments:
            return []
        # Never a result from before: tasks write files, which Dask does not know of.
        futures = self.client.map(task, *zip(*arguments, strict=True), pure=False, retries=0)
        try:
            found: list[Any] = self.client.gather(futures)
        except KilledWorker:
            raise RunError(
                "a worker of the cluster died again and again, most often for lack of memory",
                "give workers more memory, or start more of them",
            ) from None
        return found


def check_engine(name: str) -> None:
    """Raise ``ParameterError`` unless ``open_executor`` knows what this is."""
    if name not in {"inline", "local", "dask"} and not name.startswith(("tcp://", "tls://")):
        raise ParameterError(
            "an engine is inline, local, dask or the address of a Dask scheduler",
            "use local, or an address such as tcp://10.0.0.5:8786",
        )


@contextmanager
def open_executor(name: str, workers: int | None = None) -> Iterator[Executor]:
    """Open what ``tefter run --engine`` names.

    Parameters
    ----------
    name : str
        ``inline``, ``local``, ``dask`` (a cluster of this machine), or the address of a Dask
        scheduler, such as ``tcp://10.0.0.5:8786``.
    workers : int, optional
        Processes of ``local`` and ``dask``; by default one for each core.

    Raises
    ------
    ParameterError
        When it is none of these.
    RunError
        When Dask is not installed, or the scheduler does not answer.
    """
    check_engine(name)
    many = workers or os.cpu_count() or 1
    if name == "inline":
        yield Inline()
    elif name == "local":
        processes = Processes(many)
        try:
            yield processes
        finally:
            processes.close()
    else:
        with _client(name, many) as client:
            yield Cluster(client)


@contextmanager
def _client(name: str, workers: int) -> Iterator[Any]:
    try:
        from distributed import Client, LocalCluster  # noqa: PLC0415  an extra
    except ImportError:
        raise RunError("Dask is not installed", "pip install tefter[engine]") from None
    if name != "dask":
        try:
            client = Client(name, timeout="20s")
        except OSError:
            raise RunError(
                "no Dask scheduler answers there", "start one, as docs/engine.md says"
            ) from None
        with client:
            yield client
        return
    threads = max(1, (os.cpu_count() or 1) // workers)
    with (
        LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            dashboard_address=None,
            host="127.0.0.1",
            env={"POLARS_MAX_THREADS": str(threads)},
        ) as cluster,
        Client(cluster) as client,
    ):
        yield client
