"""A table that only grows: every line is on disk before anyone goes on, and survives a crash."""

from __future__ import annotations

import csv
import fcntl
import io
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tefter.disk import append, locks, settle
from tefter.errors import TefterError


class AnnotationError(TefterError):
    """A coder's file, an assignment or a decision is not as it must be."""


class Journal:
    """A CSV to which lines are only added.

    Several windows and processes may add at once: each holds the file's lock while it writes. What
    a crash left of a last line is cut off before the next is added; a line counts only with its
    line feed, so nothing that anyone was told is saved is ever cut off.

    Parameters
    ----------
    path : path
        The file; made with its first line.
    columns : sequence of str
        Its header.
    """

    def __init__(self, path: Path, columns: Sequence[str]) -> None:
        self.path = path
        self.columns = tuple(columns)

    def append(self, rows: Sequence[Mapping[str, str]]) -> None:
        """Add lines, all or none, and return when they are on disk.

        Parameters
        ----------
        rows : sequence of mapping
            Column to cell. Line breaks become spaces: one line is one decision.

        Raises
        ------
        AnnotationError
            When the file has another header.
        OSError
            When there is no room or no permission; the file is then as it was.
        """
        if not rows:
            return
        with self._locked() as file:
            size = self._mend(file)
            written = self._lines(rows)
            if size == 0:
                written = (
                    self._lines([dict(zip(self.columns, self.columns, strict=True))]) + written
                )
            else:
                self._check_header(os.pread(file, size, 0).partition(b"\n")[0])
            append(file, written)
            if size == 0:
                settle(self.path.parent)

    def repair(self) -> bool:
        """Cut off a last line that a crash left half-written, and tell whether there was one."""
        if not self.path.exists():
            return False
        with self._locked() as file:
            before = os.fstat(file).st_size
            return self._mend(file) != before

    def rows(self) -> list[dict[str, str]]:
        """Return every line, in order; none where there is no file.

        Raises
        ------
        AnnotationError
            When the header is another, the last line is half-written, or a line has too few or too
            many cells: naming the line.
        """
        try:
            with self.path.open("rb") as file:
                # Not while another window is in the middle of a line.
                locks.wait(file.fileno(), self.path, fcntl.LOCK_SH)
                content = file.read()
        except FileNotFoundError:
            return []
        whole = _whole(content)
        if len(whole) < len(content):
            raise AnnotationError(
                "the last line is half-written, as a crash leaves it",
                "open the coding notebook once as this coder, or delete that line",
                file=self.path,
            )
        return self._parsed(whole)

    def _parsed(self, content: bytes) -> list[dict[str, str]]:
        header, _, rest = content.partition(b"\n")
        if not content:
            return []
        self._check_header(header)
        found = []
        for number, line in enumerate(rest.split(b"\n")[:-1], start=2):
            cells = next(csv.reader([line.decode("utf-8", "replace").rstrip("\r")]), [])
            if len(cells) != len(self.columns):
                raise AnnotationError(
                    f"the line has {len(cells)} cells in place of {len(self.columns)}",
                    "restore the file from git, or mend that line",
                    file=self.path,
                    record=number,
                )
            found.append(dict(zip(self.columns, cells, strict=True)))
        return found

    def _check_header(self, line: bytes) -> None:
        if line.removeprefix(b"\xef\xbb\xbf").rstrip(b"\r") != ",".join(self.columns).encode():
            raise AnnotationError(
                "the first line is not the header of such a file",
                f"it is {','.join(self.columns)}",
                file=self.path,
                record=1,
            )

    def _lines(self, rows: Sequence[Mapping[str, str]]) -> bytes:
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        for row in rows:
            writer.writerow(" ".join(row[name].split()) for name in self.columns)
        return text.getvalue().encode("utf-8", "replace")

    @contextmanager
    def _locked(self) -> Iterator[int]:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        # A link could lead out of the case.
        flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW | os.O_CLOEXEC
        file = os.open(self.path, flags, 0o644)
        try:
            with locks.holding(file, self.path, "saving"):
                yield file
        finally:
            os.close(file)

    def _mend(self, file: int) -> int:
        size = os.fstat(file).st_size
        whole = len(_whole(os.pread(file, size, 0)))
        if whole < size:
            os.ftruncate(file, whole)
            os.fsync(file)
        return whole


def _whole(content: bytes) -> bytes:
    """Return the content up to its last whole line.

    After a power cut a file system may show zeros where data never arrived.
    """
    end = content.rfind(b"\n") + 1
    zero = content.find(b"\0", 0, end)
    if zero >= 0 and not content[zero:].strip(b"\0\n"):
        end = content.rfind(b"\n", 0, zero) + 1
    return content[:end]
