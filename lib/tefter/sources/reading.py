"""Read export files into the five frames, and account for every record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

from tefter.case import SourceSettings
from tefter.errors import SourceError, printable
from tefter.frames import FrameError
from tefter.sources.collecting import Collector
from tefter.sources.contract import Format, Opened, Raw, Sample
from tefter.sources.opening import Member, open_all
from tefter.sources.records import REASONS, Outcome, Reject
from tefter.sources.refusing import not_known
from tefter.sources.registry import recognise
from tefter.sources.sampling import Look, NotDataError, look
from tefter.sources.streams import BrokenFileError
from tefter.sources.summary import FileSummary, ReadingSummary
from tefter.sources.tallying import Tally
from tefter.sources.unread import gathering
from tefter.values import Unreadable

Progress = Callable[[str, int, int | None], None]
"""Called with the file's name, the bytes of it read so far, and its size in bytes."""

NO_SETTINGS: Mapping[str, SourceSettings] = {}
_DATA = frozenset({".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".xlsx", ".parquet"})
_EVERY = 1_000
"""Records between two calls of progress."""


def read_files(
    paths: Sequence[Path],
    to: Path,
    *,
    settings: Mapping[str, SourceSettings] = NO_SETTINGS,
    progress: Progress | None = None,
) -> ReadingSummary:
    """Read exports of any known format, packed or not, into five Parquet files.

    A file that cannot be read does not keep the others from being read: its sentence stands in
    ``failures`` of the summary, and what could be read of it is kept.

    Parameters
    ----------
    paths : sequence of path
        Exports, or archives of them (zip, gzip, Zstandard).
    to : path
        Folder for ``posts``, ``comments``, ``accounts``, ``events`` and ``rejects.parquet``, with
        the columns of ``frames``. All five are always written, and replace those of an earlier
        reading only when all are whole.
    settings : mapping, optional
        What ``case.yml`` says of each file, by the file's name or ``archive.zip/inner.json``.
    progress : callable, optional
        Called now and then.

    Returns
    -------
    ReadingSummary
        What became of the records of every file.

    Raises
    ------
    FrameError
        When the sums do not add up, which is a defect of ours.
    """
    summary = ReadingSummary()
    with Collector(to) as collector:
        for path, name in _named(paths):
            _Reading(path, name, settings, collector, summary, progress).read()
        if not summary.adds_up:
            wrong = next(file for file in summary.files if not file.adds_up)
            raise FrameError(f"{wrong.source_file}: the sums of its records do not add up")
    return summary


def _named(paths: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """Give every path a name of its own: many exports are called ``result.json``."""
    shared = Counter(path.name for path in paths)
    given: Counter[str] = Counter()
    for path in paths:
        folder = path.absolute().parent.name
        name = printable(path.name if shared[path.name] == 1 else f"{folder}/{path.name}")
        given[name] += 1
        yield path, name if given[name] == 1 else f"{name} ({given[name]})"


class _Handed:
    """The records that a cutter hands out, counted apart from what becomes of them."""

    def __init__(self, records: Iterator[Raw]) -> None:
        self._records = records
        self.count = 0
        self.last = 0

    def __iter__(self) -> Iterator[Raw]:
        for raw in self._records:
            self.count += 1
            self.last = raw.number
            yield raw


class _Reading:
    """The reading of one path."""

    def __init__(
        self,
        path: Path,
        name: str,
        settings: Mapping[str, SourceSettings],
        collector: Collector,
        summary: ReadingSummary,
        progress: Progress | None,
    ) -> None:
        self._path = path
        self._name = name
        self._settings = settings
        self._collector = collector
        self._summary = summary
        self._progress = progress
        self._skipped = 0

    def read(self) -> None:
        began, failed = len(self._summary.files), len(self._summary.failures)
        try:
            for member in open_all(self._path, self._name):
                self._member(member)
        except SourceError as error:
            self._fail(error, inside=False)
        new = self._summary.files[began:]
        if self._skipped and new:
            new[0].notes.append(
                f"{self._skipped} members of the archive hold no records (pictures, pages, other "
                "files) and were passed over."
            )
        if not new and self._skipped and len(self._summary.failures) == failed:
            self._fail(
                SourceError("is an archive without an export inside", file=self._path), inside=False
            )

    def _fail(self, error: SourceError, *, inside: bool, name: str | None = None) -> None:
        sentence = str(error)
        if inside:
            sentence = f"{printable(self._path.name)}, {sentence}"
        self._summary.failures.append(sentence)
        self._summary.unread.append(name or self._name)

    def _member(self, member: Member) -> None:
        if member.refused is not None:
            self._refuse(member.number, member.refused)
            return
        try:
            looked = look(member.name, member.stream)
            sample = replace(looked.sample, settings=self._settings_of(member.name))
            known = recognise(sample)
            if known is None:
                raise not_known(sample)
            self._read_whole(member, looked, known)
        except NotDataError as error:
            if not member.inside:
                raise
            # By its name someone takes it for data, so its being none is worth a sentence.
            if PurePosixPath(member.name).suffix.lower() in _DATA:
                self._fail(error, inside=True, name=member.name)
            else:
                self._skipped += 1
        except SourceError as error:
            self._fail(error, inside=member.inside, name=member.name)

    def _refuse(self, number: int, refused: Reject) -> None:
        if not self._summary.files or self._summary.files[-1].source_file != self._name:
            self._summary.files.append(FileSummary(self._name))
        file = self._summary.files[-1]
        tally = Tally(file, self._collector)
        file.records += 1
        tally.take(refused, number)
        tally.close()

    def _read_whole(self, member: Member, looked: Look, known: Format) -> None:
        file = FileSummary(member.name, known.title, looked.encoding)
        file.notes.extend(note for note in (looked.note, _note(known, looked.sample)) if note)
        opened = Opened(
            name=member.name,
            shape=looked.sample.shape,
            stream=member.stream,
            encoding=looked.encoding,
            settings=self._settings_of(member.name),
        )
        tally = Tally(file, self._collector)
        handed = _Handed(known.records(opened))
        broken: tuple[Reject, SourceError | None] | None = None
        try:
            self._take_all(known, handed, tally, member)
        except SourceError as error:
            if not handed.count and not isinstance(error, BrokenFileError):
                raise
            reason = error.reason if isinstance(error, BrokenFileError) else "damaged"
            broken = Reject(reason, "the rest of the file"), error
        except Unreadable as error:
            broken = Reject(error.reason, error.detail), None
        except MemoryError:
            raise
        except Exception as error:  # a reader's defect must not cost what it has read
            fault = SourceError(
                f"its reader ({known.name}) failed, so the rest of the file was not read",
                "please report it",
                file=member.name,
                record=handed.last + 1,
            )
            broken = Reject("unreadable", type(error).__name__), fault
        file.records = handed.count
        if broken is not None:
            reject, failure = broken
            file.records += 1
            tally.take(reject, handed.last + 1)
            if failure is not None:
                self._fail(failure, inside=member.inside, name=member.name)
        tally.close()
        if file.all_rejected:
            self._fail(_all_rejected(file), inside=member.inside, name=member.name)
        file.notes.extend(opened.notes)
        self._summary.files.append(file)
        if self._progress is not None:
            self._progress(member.name, member.disk.total, member.disk.total)

    def _take_all(self, known: Format, handed: _Handed, tally: Tally, member: Member) -> None:
        with gathering() as unread:
            for raw in handed:
                outcome = outcome_of(known, raw)
                tally.take(outcome, raw.number, tuple(unread))
                unread.clear()
                if self._progress is not None and handed.count % _EVERY == 0:
                    self._progress(member.name, member.disk.done, member.disk.total)
            # What stands behind the last record, such as a list of chats that is none.
            tally.left_unread(unread, handed.last)

    def _settings_of(self, member: str) -> dict[str, Any]:
        for name in (member, self._name, self._path.name):
            if name in self._settings:
                return self._settings[name].stated()
        return {}


def outcome_of(known: Format, raw: Raw) -> Outcome:
    """Turn one raw record into exactly one outcome, whatever the format's reader does with it.

    Parameters
    ----------
    known : Format
        The format of the file.
    raw : Raw
        The record as the cutter handed it out.
    """
    if isinstance(raw.value, Reject):
        return raw.value
    if not isinstance(raw.value, dict):
        return Reject("not_an_object", "an object with fields belongs here")
    try:
        return known.parse(raw)
    except Unreadable as error:
        return Reject(error.reason, error.detail)
    except MemoryError:
        raise
    except Exception as error:  # only the kind of error: its words may quote the record
        return Reject("unreadable", type(error).__name__)


def _note(known: Format, sample: Sample) -> str | None:
    try:
        return known.note(sample)
    except Exception:  # a note is a courtesy, never a reason to stop
        return None


def _all_rejected(file: FileSummary) -> SourceError:
    reason, _ = file.reasons.most_common(1)[0]
    record, detail = file.first[reason]
    none = "its only record could not" if file.records == 1 else "none of its records could"
    said = REASONS[reason].rstrip(".")
    return SourceError(
        f"{none} be read" + (f" ({detail})" if detail else ""),
        said[0].lower() + said[1:],
        file=file.source_file,
        record=record,
    )
