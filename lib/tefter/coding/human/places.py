"""Where the files of coders lie."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tefter.case import Case


@dataclass(frozen=True)
class Places:
    """The folders of a case's coders.

    Attributes
    ----------
    annotations : path
        ``cases/CASE/annotations``, in git: ``CODER.csv``, and below it ``assignments/ROUND.csv``,
        ``adjudicated/EDITOR.csv`` and ``reveals/CODER.csv``. Names of posts, codes and times only.
    notes : path
        ``data/notes/CASE``, never in git: ``CODER.csv``. A note is free text, and nobody can
        promise that free text names nobody.
    """

    annotations: Path
    notes: Path

    @classmethod
    def of(cls, case: Case) -> Places:
        """Return the places of a case."""
        return cls(case.folder / "annotations", case.project / "data" / "notes" / case.name)

    @property
    def assignments(self) -> Path:
        """Who codes what."""
        return self.annotations / "assignments"

    @property
    def adjudicated(self) -> Path:
        """What editors decided where coders differ."""
        return self.annotations / "adjudicated"

    @property
    def reveals(self) -> Path:
        """Who looked at which text unmasked, and when."""
        return self.annotations / "reveals"
