"""The same stages over many partitions: on this machine, on several cores, or on a cluster."""

from __future__ import annotations

from tefter.engine.executors import Executor, check_engine, open_executor
from tefter.engine.prefill import prefill
from tefter.engine.way import Asked, Made, go

__all__ = ["Asked", "Executor", "Made", "check_engine", "go", "open_executor", "prefill"]
