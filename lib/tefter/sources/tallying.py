"""What became of the records of one file: duplicates found, rows written, everything counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from tefter.frames import ACCOUNTS, REJECTS
from tefter.sources.collecting import BATCH, Accounts, Collector, row
from tefter.sources.duplicates import Earlier, Seen
from tefter.sources.fitting import FRAME_OF, KEYS, misfit
from tefter.sources.records import Account, Comment, Event, Outcome, Post, Reject
from tefter.sources.summary import FileSummary
from tefter.sources.unread import Unread

_COUNTS: dict[type, str] = {Post: "posts", Comment: "comments", Event: "events"}


class Tally:
    """Take the outcomes of one file, write them in batches, and count what was written.

    Parameters
    ----------
    file : FileSummary
        Where the counts go.
    collector : Collector
        Where the rows go.
    """

    def __init__(self, file: FileSummary, collector: Collector) -> None:
        self._file = file
        self._collector = collector
        self._seen = Seen()
        self._accounts = Accounts()
        self._held: list[tuple[Post | Comment | Event, int, Sequence[Unread]]] = []
        self._rejects: list[tuple[Any, ...]] = []

    def take(self, outcome: Outcome, number: int, unread: Sequence[Unread] = ()) -> None:
        """Take what became of one record.

        Parameters
        ----------
        outcome : Outcome
            As a format made it; one that does not fit its frame becomes a reject.
        number : int
            The record.
        unread : sequence of Unread
            Values of it that were not understood; of a reject they do not count, as all of it is
            left out.
        """
        fault = misfit(outcome)
        if fault is not None:
            outcome = fault
        if isinstance(outcome, Reject):
            self._reject(outcome, number)
        elif isinstance(outcome, Account):
            self._accounts.note(outcome, number, own=True)
            self._file.account_records += 1
            self.left_unread(unread, number)
        else:
            self._held.append((outcome, number, unread))
        if len(self._held) >= BATCH or len(self._rejects) >= BATCH:
            self._flush()

    def left_unread(self, unread: Sequence[Unread], number: int) -> None:
        """Count values that were not understood beside the records, or in one that stays."""
        self._file.left_unread(unread, number)

    def close(self) -> None:
        """Write what is left, and the accounts."""
        self._flush()
        rows = list(self._accounts.rows(self._file.source_file))
        self._collector.write(ACCOUNTS, rows)
        self._file.accounts_seen += len(rows)

    def _reject(self, reject: Reject, number: int) -> None:
        detail = reject.detail or None
        self._file.first.setdefault(reject.reason, (number, reject.detail))
        self._rejects.append((self._file.source_file, number, reject.reason, detail))

    def _flush(self) -> None:
        earlier = self._seen.add(
            [_key(held) for held, _, _ in self._held],
            [hash(msgspec.structs.astuple(held)) for held, _, _ in self._held],
            [number for _, number, _ in self._held],
        )
        rows: dict[type, list[tuple[Any, ...]]] = {kind: [] for kind in _COUNTS}
        for (held, number, unread), before in zip(self._held, earlier, strict=True):
            if before is not None:
                self._reject(_duplicate(before), number)
                continue
            if unread:
                self.left_unread(unread, number)
            kind = type(held)
            rows[kind].append(row(held, FRAME_OF[kind], self._file.source_file, number))
            if not isinstance(held, Event):
                self._file.posted(held.posted_at)
            for account in held.accounts:
                self._accounts.note(account, number, own=False)
        for kind, of_kind in rows.items():
            self._collector.write(FRAME_OF[kind], of_kind)
            name = _COUNTS[kind]
            setattr(self._file, name, getattr(self._file, name) + len(of_kind))
        self._collector.write(REJECTS, self._rejects)
        self._file.rejects += len(self._rejects)
        self._file.reasons.update(reason for _, _, reason, _ in self._rejects)
        self._held.clear()
        self._rejects.clear()


def _key(held: Post | Comment | Event) -> int:
    # The same post at another time is a second capture, not a duplicate.
    time = None if isinstance(held, Event) else held.captured_at
    return hash((type(held), getattr(held, KEYS[type(held)]), time))


def _duplicate(before: Earlier) -> Reject:
    reason = "duplicate_record" if before.same else "duplicate_identifier"
    return Reject(reason, f"record {before.record} was first")
