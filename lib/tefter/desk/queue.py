"""The orders of editors, kept in one SQLite file: what is asked, by whom, and what became of it."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, get_args

import msgspec

Kind = Literal["run", "read", "check", "publish"]
State = Literal["waiting", "running", "finished", "failed", "cancelled", "crashed"]

LARGEST = 2**63 - 1
"""The largest number that SQLite knows. Source: SQLite, Datatypes, 2."""

OPEN: tuple[State, ...] = ("waiting", "running")

TABLE = """
create table if not exists jobs (
  number integer primary key autoincrement,
  kind text not null,
  subject text not null,
  asked text not null,
  who text not null,
  state text not null default 'waiting',
  ticket text not null unique,
  fingerprint text not null,
  asked_at text not null,
  started_at text not null default '',
  ended_at text not null default '',
  run text not null default '',
  said text not null default '',
  steps text not null default '{}',
  process integer not null default 0,
  process_began real not null default 0,
  cancelled_by text not null default '',
  cancelled_at text not null default ''
);
create unique index if not exists one_at_a_time on jobs (fingerprint)
  where state in ('waiting', 'running');
"""


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """An order.

    Attributes
    ----------
    number : int
        Its number; also its place in the queue.
    kind : str
        ``run`` a case, ``read`` exports that came into custody, ``check`` a run against the
        checklist, or ``publish`` it.
    case : str
        The case.
    asked : dict
        Of a run the parameters given, of a reading ``files`` and those of the same upload that
        were ``known``, of a checklist ``run``, of a
        publication also ``signed_by`` and the ``digest`` that was signed.
    who : str
        The editor.
    state : str
        ``waiting``, ``running``, ``finished``, ``failed``, ``cancelled``, or ``crashed`` where its
        process ended without a word.
    asked_at, started_at, ended_at : str
        ISO 8601 in UTC; empty where not yet.
    run : str
        Name of the run that it made.
    said : str
        One sentence where it did not finish.
    steps : dict of str to float
        Seconds that each step took.
    process, process_began
        Number and start of its process.
    cancelled_by, cancelled_at : str
        Who called it off, and when.
    """

    number: int
    kind: Kind
    case: str
    asked: dict[str, Any]
    who: str
    state: State
    asked_at: str
    started_at: str
    ended_at: str
    run: str
    said: str
    steps: dict[str, float]
    process: int
    process_began: float
    cancelled_by: str
    cancelled_at: str

    @property
    def is_open(self) -> bool:
        """Whether it waits or runs."""
        return self.state in OPEN


class Queue:
    """The orders of a project. Any number of processes may use it at once.

    Parameters
    ----------
    path : path
        The SQLite file; made if missing.

    Attributes
    ----------
    patience : float
        Seconds to wait for another process that writes.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.patience = 30.0
        with self._open() as db:
            db.executescript(TABLE)
        path.chmod(0o600)

    def ask(
        self, kind: Kind, case: str, asked: Mapping[str, Any], *, who: str, ticket: str
    ) -> tuple[Job, bool]:
        """Add an order, unless it is there already.

        Parameters
        ----------
        ticket : str
            Of the form that it came by: the same form sent twice is one order.

        Returns
        -------
        Job, bool
            The order, and whether it is new. It is not where the form was sent before, or the
            very same is waiting or running.
        """
        text = msgspec.json.encode(asked, order="deterministic").decode()
        fingerprint = hashlib.sha256(f"{kind}\n{case}\n{text}".encode()).hexdigest()
        with self._open() as db:
            try:
                made = db.execute(
                    "insert into jobs (kind, subject, asked, who, ticket, fingerprint, asked_at) "
                    "values (?, ?, ?, ?, ?, ?, ?)",
                    (kind, case, text, who, ticket, fingerprint, now()),
                )
            except sqlite3.IntegrityError:
                found = db.execute(
                    "select * from jobs where ticket = ? or (fingerprint = ? "
                    "and state in ('waiting', 'running')) order by number desc",
                    (ticket, fingerprint),
                ).fetchone()
                if found is None:  # it ended between the two
                    return self.ask(kind, case, asked, who=who, ticket=ticket)
                return _job(found), False
            return self._get(db, int(made.lastrowid or 0)), True

    def get(self, number: int) -> Job | None:
        """Return an order, if there is one of this number."""
        if number > LARGEST:
            return None
        with self._open() as db:
            row = db.execute("select * from jobs where number = ?", (number,)).fetchone()
        return None if row is None else _job(row)

    def list(
        self,
        *,
        case: str = "",
        kind: Kind | None = None,
        states: Sequence[State] = get_args(State),
        most: int = 200,
    ) -> list[Job]:
        """Return the newest orders first."""
        marks = ",".join("?" * len(states))
        with self._open() as db:
            rows = db.execute(
                f"select * from jobs where state in ({marks}) "  # noqa: S608  only question marks
                "and (? = '' or subject = ?) and (? = '' or kind = ?) order by number desc limit ?",
                (*states, case, case, kind or "", kind or "", most),
            ).fetchall()
        return [_job(row) for row in rows]

    def change(self, number: int, *, only: Sequence[State], **values: str | int | float) -> bool:
        """Change an order, if its state is one of these; say whether it was."""
        marks = ",".join("?" * len(only))
        sets = ", ".join(f"{name} = ?" for name in values)
        with self._open() as db:
            done = db.execute(
                f"update jobs set {sets} where number = ? and state in ({marks})",  # noqa: S608  our own names
                (*values.values(), number, *only),
            )
            return done.rowcount > 0

    def cancel(self, number: int, who: str) -> bool:
        """Call an order off. One that waits is off at once; one that runs is asked to stop."""
        off = {"cancelled_by": who, "cancelled_at": now()}
        waiting = self.change(number, only=("waiting",), state="cancelled", ended_at=now(), **off)
        job = self.get(number)
        return waiting or (
            job is not None
            and not job.cancelled_at
            and self.change(number, only=("running",), **off)
        )

    def _get(self, db: sqlite3.Connection, number: int) -> Job:
        return _job(db.execute("select * from jobs where number = ?", (number,)).fetchone())

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        db = sqlite3.connect(self._path, timeout=self.patience)
        db.row_factory = sqlite3.Row
        try:
            with db:
                yield db
        finally:
            db.close()


def now() -> str:
    """Return the time, ISO 8601 in UTC."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _job(row: sqlite3.Row) -> Job:
    fields = {name: row[name] for name in row.keys()}  # noqa: SIM118  a Row is no mapping
    fields["case"] = fields.pop("subject")
    for name in ("asked", "steps"):
        fields[name] = msgspec.json.decode(fields[name])
    return msgspec.convert(
        {name: fields[name] for name in Job.__struct_fields__}, Job, strict=False
    )
