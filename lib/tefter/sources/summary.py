"""What a reading made of every file, with sums that must add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tefter.sources.unread import VALUES, Unread

LEFT_OUT = frozenset({"address_book", "duplicate_record", "duplicate_identifier"})
"""Reasons of rejects that do not say that something could not be read."""

_COUNTED = ("records", "posts", "comments", "account_records", "events", "rejects")


@dataclass
class FileSummary:
    """What became of the records of one file, or of one member of an archive.

    Attributes
    ----------
    source_file : str
        Its name in the frames.
    format : str
        Title of the format; empty where no format was needed to refuse it.
    encoding : str
        Encoding of its text.
    records : int
        Records that the cutter handed out, counted on their own.
    posts, comments, account_records, events, rejects : int
        What became of them, counted as rows were written.
    accounts_seen : int
        Different accounts, most of them read off posts and comments.
    reasons : Counter
        Rejects by reason.
    first : dict
        Of each reason the first reject: its record, and what exactly is wrong there.
    values_unread : dict
        Fields that were not understood in records that stayed: field and reason to in how many
        records, and the first of these.
    notes : list of str
        Sentences on what cannot be known from this file.
    first_posted_at, last_posted_at : datetime or None
        Of its posts and comments.
    """

    source_file: str
    format: str = ""
    encoding: str = ""
    records: int = 0
    posts: int = 0
    comments: int = 0
    account_records: int = 0
    events: int = 0
    rejects: int = 0
    accounts_seen: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    first: dict[str, tuple[int, str]] = field(default_factory=dict)
    values_unread: dict[Unread, tuple[int, int]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    first_posted_at: datetime | None = None
    last_posted_at: datetime | None = None

    @property
    def all_rejected(self) -> bool:
        """Whether none of its records could be read, and none was left out on purpose."""
        return 0 < self.records == self.rejects and not self.reasons.keys() & LEFT_OUT

    @property
    def adds_up(self) -> bool:
        """Whether every record became exactly one thing."""
        became = self.posts + self.comments + self.account_records + self.events + self.rejects
        return self.records == became and self.rejects == self.reasons.total()

    def left_unread(self, values: Iterable[Unread], record: int) -> None:
        """Count values of one record that were not understood; the same field counts once."""
        for value in set(values):
            count, first = self.values_unread.get(value, (0, record))
            self.values_unread[value] = count + 1, first

    def unread_sentences(self) -> list[str]:
        """Say of every field in how many records it was not understood, and where first."""
        return [
            f"{name} left unread in {count:,} {'record' if count == 1 else 'records'} as {reason} "
            f"({'' if count == 1 else 'the first is '}record {first:,}): {VALUES[reason]}"
            for (name, reason), (count, first) in sorted(self.values_unread.items())
        ]

    def posted(self, time: datetime | None) -> None:
        """Widen the span of time by one post or comment."""
        if time is not None:
            if self.first_posted_at is None or time < self.first_posted_at:
                self.first_posted_at = time
            if self.last_posted_at is None or time > self.last_posted_at:
                self.last_posted_at = time

    def to_dict(self) -> dict[str, Any]:
        """Return plain values for JSON."""
        return {
            "source_file": self.source_file,
            "format": self.format,
            "encoding": self.encoding,
            **{name: getattr(self, name) for name in _COUNTED},
            "accounts_seen": self.accounts_seen,
            "reasons": dict(sorted(self.reasons.items())),
            "values_unread": [
                {"field": name, "reason": reason, "records": count, "first_record": first}
                for (name, reason), (count, first) in sorted(self.values_unread.items())
            ],
            "notes": list(self.notes),
            "first_posted_at": _iso(self.first_posted_at),
            "last_posted_at": _iso(self.last_posted_at),
        }


@dataclass
class ReadingSummary:
    """What a reading made of all its files.

    Attributes
    ----------
    files : list of FileSummary
        One for each file that was read, in order, at least in part.
    failures : list of str
        One sentence for each file that could not be read, or not to its end.
    unread : list of str
        Names of these files.
    """

    files: list[FileSummary] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)

    @property
    def adds_up(self) -> bool:
        """Whether every record of every file became exactly one thing."""
        return all(file.adds_up for file in self.files)

    def total(self, name: str) -> int:
        """Return the sum of one count over all files, such as ``total("posts")``."""
        return sum(getattr(file, name) for file in self.files)

    @property
    def reasons(self) -> Counter[str]:
        """Rejects by reason, over all files."""
        return sum((file.reasons for file in self.files), Counter[str]())

    def rows(self) -> list[dict[str, Any]]:
        """Return a row for each file and one for the total, for a table on the screen."""
        names = ("source_file", "format", *_COUNTED, "accounts_seen")
        rows = [{name: getattr(file, name) for name in names} for file in self.files]
        counts = {name: self.total(name) for name in (*_COUNTED, "accounts_seen")}
        return [*rows, {"source_file": "total", "format": "", **counts}]

    def to_dict(self) -> dict[str, Any]:
        """Return plain values for JSON."""
        return {
            "files": [file.to_dict() for file in self.files],
            "failures": list(self.failures),
            "unread": list(self.unread),
            "totals": {name: self.total(name) for name in _COUNTED},
            "adds_up": self.adds_up,
        }

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> ReadingSummary:
        """Read what ``to_dict`` wrote; the first rejects are not in it."""
        files = []
        for one in values["files"]:
            times = {
                name: None if one[name] is None else datetime.fromisoformat(one[name])
                for name in ("first_posted_at", "last_posted_at")
            }
            unread = {
                (value["field"], value["reason"]): (value["records"], value["first_record"])
                for value in one.get("values_unread", [])
            }
            made = {"reasons": Counter(one["reasons"]), "values_unread": unread}
            files.append(FileSummary(**{**one, **times, **made}))
        return cls(files, list(values["failures"]), list(values["unread"]))


def _iso(time: datetime | None) -> str | None:
    return None if time is None else time.isoformat()
