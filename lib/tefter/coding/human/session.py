"""A coder at work: one post at a time, every decision on disk before the next is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from tefter.coding.codebook import Codebook
from tefter.coding.human.decisions import CoderFile, Decision, Kind, latest
from tefter.coding.human.journal import AnnotationError, Journal
from tefter.coding.human.names import check_coder
from tefter.coding.human.pace import Pace
from tefter.coding.human.places import Places
from tefter.coding.human.texts import Texts
from tefter.privacy import mask

REVEAL_COLUMNS = ("post_uid", "coder", "revealed_at")
NOTE_COLUMNS = ("post_uid", "coder", "note", "noted_at")
LONGEST_NOTE = 500

Clock = Callable[[], datetime]


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Draft:
    """What the coder has chosen for the post in front of them, and not yet saved."""

    categories: set[str] = field(default_factory=set)
    flags: set[str] = field(default_factory=set)
    note: str = ""


class Session:
    """One coder's way through the posts assigned to them.

    The state is what the files say: a new session, or another window, goes on where the last
    decision was made. Codes of an older version of the codebook do not count, and their posts come
    again.

    Parameters
    ----------
    coder : str
        Name of the coder.
    queue : sequence of str
        ``post_uid`` of the posts assigned, in their order.
    texts : Texts
        Their texts.
    codebook : Codebook
        Of the case.
    places : Places
        Where files lie.
    folder : path, optional
        Where the decisions go; by default ``places.annotations``.
    clock : callable
        Gives the time.

    Attributes
    ----------
    current : str or None
        The post in front of the coder; None when all are decided.
    draft : Draft
        What is chosen for it.
    changing : bool
        Whether the coder went back to a post that was decided before.
    revealed, on_break, mended : bool
        Whether the text is shown unmasked; whether a break is on; whether the file's last line
        had been half-written.
    """

    def __init__(
        self,
        coder: str,
        queue: Sequence[str],
        texts: Texts,
        codebook: Codebook,
        places: Places,
        *,
        folder: Path | None = None,
        clock: Clock = _now,
    ) -> None:
        self.coder = check_coder(coder)
        self.queue = tuple(dict.fromkeys(queue))
        self.texts = texts
        self.codebook = codebook
        self._file = CoderFile(folder or places.annotations, coder)
        self._reveals = Journal(places.reveals / f"{coder}.csv", REVEAL_COLUMNS)
        self._notes = Journal(places.notes / f"{coder}.csv", NOTE_COLUMNS)
        self._notes_folder = places.notes
        self._clock = clock
        self.pace = Pace(clock())
        self.mended = self._file.repair()
        self.on_break = False
        self.current: str | None = None
        self.changing = False
        self.revealed = False
        self.draft = Draft()
        self._decisions: dict[str, Decision] = {}
        self._go_on()

    @property
    def total(self) -> int:
        """Posts assigned."""
        return len(self.queue)

    @property
    def decided(self) -> int:
        """Posts coded, or of which the coder cannot tell."""
        return sum(decision.kind != "skipped" for decision in self._decisions.values())

    def choose(self, category: str) -> None:
        """Choose a category; where several may be chosen, choose it or take it back."""
        self._must_know(category, self.codebook.category_ids)
        if self.codebook.exclusive:
            self.draft.categories = {category}
        else:
            self.draft.categories ^= {category}

    def toggle_flag(self, flag: str) -> None:
        """Raise a flag, or take it back."""
        self._must_know(flag, self.codebook.flag_ids)
        self.draft.flags ^= {flag}

    def write_note(self, note: str) -> None:
        """Hold a note on the post; it is kept when the post is decided."""
        self.draft.note = " ".join(note.split())[:LONGEST_NOTE]

    def save(self) -> bool:
        """Decide with what is chosen, and go on; False where no category is chosen.

        Raises
        ------
        OSError
            When it cannot be put on disk. The post stays, and so does what is chosen.
        """
        if not self.draft.categories:
            return False
        self._decide("coded")
        return True

    def cannot_tell(self) -> None:
        """Decide that the category cannot be told; flags are kept."""
        self._decide("cannot_tell")

    def skip(self) -> None:
        """Leave the post for later: it comes again when no other is left."""
        self._decide("skipped")

    def back(self) -> None:
        """Go to the decision before; deciding again replaces it, and nothing is deleted."""
        self._walk(-1)

    def forward(self) -> None:
        """Go to the decision after, and from the last one to the post that is due."""
        self._walk(1)

    def reveal(self) -> None:
        """Show the text unmasked, once it is on disk who looked at which post, and when."""
        if self.current is None or self.revealed:
            return
        when = self._clock()
        row = {"post_uid": self.current, "coder": self.coder, "revealed_at": _written(when)}
        self._reveals.append([row])
        self.revealed = True

    def pause(self) -> None:
        """Begin a break: the text is hidden."""
        self.on_break = True
        self.revealed = False

    def resume(self) -> None:
        """End a break."""
        self.on_break = False
        self.pace.rested(self._clock())

    def text(self) -> str | None:
        """Return the text to show; None on a break, at the end, and where there is none."""
        if self.current is None or self.on_break:
            return None
        if self.revealed:
            return self.texts.unmasked(self.current)
        return self.texts.masked(self.current)

    @property
    def masks_something(self) -> bool:
        """Whether revealing would show more."""
        if self.current is None:
            return False
        return self.texts.masked(self.current) != self.texts.unmasked(self.current)

    def tick(self) -> None:
        """Tell that the coder does something."""
        if not self.on_break:
            self.pace.touch(self._clock())

    def _must_know(self, code: str, known: Sequence[str]) -> None:
        if code not in known:
            raise AnnotationError("this code is not in the codebook", "open the notebook again")

    def _decide(self, kind: Kind) -> None:
        if self.current is None or self.on_break:
            return
        now = self._clock()
        self._keep_note(now)
        coded = kind == "coded"
        skipped = kind == "skipped"
        decision = Decision(
            post_uid=self.current,
            coder=self.coder,
            kind=kind,
            categories=self._ordered(self.draft.categories, self.codebook.category_ids, coded),
            flags=self._ordered(self.draft.flags, self.codebook.flag_ids, not skipped),
            coded_at=now,
            codebook_version=self.codebook.version,
        )
        self._file.append([decision])
        if kind != "skipped":
            self.pace.decided()
        self._go_on()

    @staticmethod
    def _ordered(chosen: set[str], known: Sequence[str], kept: bool) -> tuple[str, ...]:
        return tuple(code for code in known if kept and code in chosen)

    def _keep_note(self, now: datetime) -> None:
        if not self.draft.note or self.current is None:
            return
        # A note is about the coding. What is personal in it and can be found never reaches a disk;
        # the rest lies outside git, because names cannot be found.
        note = mask(pl.Series([self.draft.note], dtype=pl.String))[0]
        keep_out_of_git(self._notes_folder)
        self._notes.append(
            [
                {
                    "post_uid": self.current,
                    "coder": self.coder,
                    "note": note,
                    "noted_at": _written(now),
                }
            ]
        )
        self.draft.note = ""

    def _read(self) -> None:
        # Another window of the same coder may have crashed since.
        self._file.repair()
        queue = set(self.queue)
        counting = (one for one in self._file.read() if one.post_uid in queue)
        version = self.codebook.version
        self._decisions = latest(one for one in counting if one.codebook_version == version)

    def _go_on(self) -> None:
        """Come to the post that is due: the first not decided, else the one skipped longest ago."""
        self._read()
        fresh = (post for post in self.queue if post not in self._decisions)
        skipped = (post for post, one in self._decisions.items() if one.kind == "skipped")
        self._open(next(fresh, next(skipped, None)), changing=False)

    def _open(self, post: str | None, *, changing: bool) -> None:
        self.current = post
        self.changing = changing
        self.revealed = False
        self.draft = Draft()
        if changing and post is not None:
            earlier = self._decisions[post]
            self.draft = Draft(set(earlier.categories), set(earlier.flags))

    def _walk(self, step: int) -> None:
        if self.on_break:
            return
        self._read()
        history = list(self._decisions)
        at = history.index(self.current) if self.changing and self.current else len(history)
        if at + step >= len(history):
            self._go_on()
        elif at + step >= 0:
            self._open(history[at + step], changing=True)


def keep_out_of_git(folder: Path) -> None:
    """Make a folder whose content git never takes, whatever the project's own rules say."""
    folder.mkdir(parents=True, exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8")


def _written(when: datetime) -> str:
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
