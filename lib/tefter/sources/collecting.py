"""Outcomes to Parquet, in batches: five files, always all of them, renamed only when whole."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import msgspec
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from tefter.errors import SourceError
from tefter.frames import ACCOUNTS, COMMENTS, EVENTS, POSTS, REJECTS, Frame, FrameError, check
from tefter.sources.records import Account

WRITTEN = (POSTS, COMMENTS, ACCOUNTS, EVENTS, REJECTS)
BATCH = 10_000
"""Rows held before they are written."""


class Collector:
    """The five Parquet files of one reading.

    Used as a context: leaving it whole renames the files to their names; leaving it by an
    exception removes what was begun and leaves an earlier reading as it was.

    Parameters
    ----------
    to : path
        Folder of the files; made if missing.

    Raises
    ------
    SourceError
        When the folder cannot be written to, or has no room.
    """

    def __init__(self, to: Path) -> None:
        self._to = to
        self._writers: dict[str, pq.ParquetWriter] = {}
        self._full: OSError | None = None
        self.rows = {frame.name: 0 for frame in WRITTEN}

    def __enter__(self) -> Collector:
        try:
            self._to.mkdir(parents=True, exist_ok=True)
            for frame in WRITTEN:
                schema = frame.empty().to_arrow().schema
                self._writers[frame.name] = pq.ParquetWriter(
                    self._part(frame), schema, compression="zstd"
                )
        except OSError as error:
            self._close()
            raise SourceError(
                "is no folder that can be written to", "name another one", file=self._to
            ) from error
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            full = self._close()
            if full is not None and error in {None, full}:
                reason = os.strerror(full.errno or errno.EIO).lower()
                raise SourceError(
                    f"cannot be written to: {reason}",
                    "make room there, and read again",
                    file=self._to,
                ) from full
            if kind is None:
                for frame in WRITTEN:
                    self._check(frame)
                for frame in WRITTEN:
                    self._part(frame).replace(self._to / f"{frame.name}.parquet")
        finally:
            for frame in WRITTEN:
                self._part(frame).unlink(missing_ok=True)

    def write(self, frame: Frame, rows: Sequence[tuple[Any, ...]]) -> None:
        """Append rows: tuples in the order of the frame's columns."""
        if not rows:
            return
        writer = self._writers[frame.name]
        columns = zip(*rows, strict=True)
        arrays = [
            pa.array(column, type=field.type)
            for column, field in zip(columns, writer.schema, strict=True)
        ]
        try:
            writer.write_table(pa.Table.from_arrays(arrays, schema=writer.schema))
        except OSError as error:
            self._full = error
            raise
        self.rows[frame.name] += len(rows)

    def _close(self) -> OSError | None:
        """Close every file, and return the first that could not be written to its end."""
        full = self._full
        for writer in self._writers.values():
            try:
                writer.close()
            except OSError as error:
                # Else it is closed once more when it is forgotten, with a traceback for the user.
                writer.is_open = False
                full = full or error
        return full

    def _part(self, frame: Frame) -> Path:
        return self._to / f".{frame.name}.parquet.part"

    def _check(self, frame: Frame) -> None:
        written = pl.scan_parquet(self._part(frame))
        check(written, frame)
        height = written.select(pl.len()).collect().item()
        if height != self.rows[frame.name]:
            raise FrameError(f"{frame.name}: {self.rows[frame.name]} rows were written")


def row(outcome: msgspec.Struct, frame: Frame, source_file: str, record: int) -> tuple[Any, ...]:
    """Return an outcome as a row of its frame.

    Parameters
    ----------
    outcome : Post, Comment or Event
        Its fields are the frame's columns, but for the source.
    frame : Frame
        The frame.
    source_file, record
        Where it stands.
    """
    values = [getattr(outcome, name) for name in _FIELDS[frame.name]]
    if frame is POSTS:
        values[_SPANS] = [(span.kind, span.start, span.end) for span in values[_SPANS]]
    return (*values, source_file, record)


_FIELDS = {
    frame.name: [
        column.name
        for column in frame.columns
        if column.name not in {"source_file", "source_record"}
    ]
    for frame in (POSTS, COMMENTS, EVENTS)
}
_SPANS = _FIELDS["posts"].index("platform_entities")


class Accounts:
    """One row for every account of a file: as last seen, a record of its own above all others."""

    def __init__(self) -> None:
        self._known: dict[str, dict[str, tuple[Account, bool, int]]] = {}

    def note(self, account: Account, record: int, *, own: bool) -> None:
        """Take in an account as one record shows it."""
        of_platform = self._known.setdefault(account.platform, {})
        before = of_platform.get(account.account_id)
        if before is None:
            of_platform[account.account_id] = account, own, record
            return
        earlier, was_own, earlier_record = before
        if _rank(own, account) >= _rank(was_own, earlier):
            kept, other, place = account, earlier, record
        else:
            kept, other, place = earlier, account, earlier_record
        of_platform[account.account_id] = _filled(kept, other), own or was_own, place

    def rows(self, source_file: str) -> Iterable[tuple[Any, ...]]:
        """Return the rows of ``frames.ACCOUNTS``, in the order of first appearance."""
        for of_platform in self._known.values():
            for account, own, record in of_platform.values():
                yield (*msgspec.structs.astuple(account), own, source_file, record)


def _rank(own: bool, account: Account) -> tuple[bool, float]:
    time = account.captured_at
    return own, float("-inf") if time is None else time.timestamp()


def _filled(kept: Account, other: Account) -> Account:
    """Keep an account as last seen; what that sight does not say stays from the other."""
    missing = {
        name: getattr(other, name)
        for name in Account.__struct_fields__
        if getattr(kept, name) is None and getattr(other, name) is not None
    }
    return msgspec.structs.replace(kept, **missing) if missing else kept
