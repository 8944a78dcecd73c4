"""What a coder decided about a post, and the file that keeps it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, get_args

from tefter.coding.codebook import Codebook
from tefter.coding.human.journal import AnnotationError, Journal
from tefter.coding.human.names import check_coder

Kind = Literal["coded", "cannot_tell", "skipped"]
KINDS: tuple[Kind, ...] = get_args(Kind)

COLUMNS = (
    "post_uid",
    "coder",
    "decision",
    "categories",
    "flags",
    "coded_at",
    "codebook_version",
)
"""Columns of ``annotations/CODER.csv``: names and times, and no word of any post."""

POST_UID = re.compile(r"[a-z]+:[^\s:,\"]+")
TIME = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True)
class Decision:
    """One decision; a later one about the same post takes its place.

    Attributes
    ----------
    post_uid : str
        The post.
    coder : str
        Who decided.
    kind : {"coded", "cannot_tell", "skipped"}
        ``cannot_tell`` is a decision too; a skipped post comes again.
    categories, flags : tuple of str
        In the codebook's order. Empty unless coded; a post may have flags where the coder cannot
        tell its category.
    coded_at : datetime
        In UTC, to the second.
    codebook_version : str
        Version of the codebook that the coder had before them.
    """

    post_uid: str
    coder: str
    kind: Kind
    categories: tuple[str, ...]
    flags: tuple[str, ...]
    coded_at: datetime
    codebook_version: str

    def row(self) -> dict[str, str]:
        """Return the cells of its line."""
        when = self.coded_at.astimezone(UTC).strftime(TIME)
        lists = " ".join(self.categories), " ".join(self.flags)
        cells = (self.post_uid, self.coder, self.kind, *lists, when, self.codebook_version)
        return dict(zip(COLUMNS, cells, strict=True))

    @property
    def codes(self) -> tuple[Kind, tuple[str, ...], tuple[str, ...]]:
        """What is compared between coders."""
        return self.kind, self.categories, self.flags


class CoderFile:
    """The decisions of one coder: ``annotations/CODER.csv``.

    Parameters
    ----------
    folder : path
        ``cases/CASE/annotations``, or ``adjudicated`` in it.
    coder : str
        Name of the coder, and of the file.

    Raises
    ------
    AnnotationError
        When the name cannot be that of a file.
    """

    def __init__(self, folder: Path, coder: str) -> None:
        self.coder = check_coder(coder)
        self.path = folder / f"{coder}.csv"
        self._journal = Journal(self.path, COLUMNS)

    def append(self, decisions: Sequence[Decision]) -> None:
        """Put decisions on disk, all or none."""
        self._journal.append([decision.row() for decision in decisions])

    def repair(self) -> bool:
        """Cut off a half-written last line, and tell whether there was one."""
        return self._journal.repair()

    def read(self) -> list[Decision]:
        """Return every decision in the order in which it was made.

        Raises
        ------
        AnnotationError
            Naming the line and what is wrong with it.
        """
        return [
            self._decision(row, number) for number, row in enumerate(self._journal.rows(), start=2)
        ]

    def _decision(self, row: dict[str, str], number: int) -> Decision:
        def wrong(what: str, remedy: str) -> AnnotationError:
            return AnnotationError(what, remedy, file=self.path, record=number)

        if row["coder"] != self.coder:
            raise wrong("the line is of another coder", "give every coder a file of their own")
        if not POST_UID.fullmatch(row["post_uid"]):
            raise wrong("the post has no name such as tiktok:123", "mend that line")
        kind = next((one for one in KINDS if one == row["decision"]), None)
        if kind is None:
            raise wrong("the decision is unknown", f"write one of {', '.join(KINDS)}")
        try:
            when = datetime.fromisoformat(row["coded_at"])
        except ValueError:
            when = None
        if when is None or when.strftime(TIME) != row["coded_at"]:
            raise wrong("the time is no UTC time", "write 2024-03-06T09:30:00Z")
        if not row["codebook_version"]:
            raise wrong("the version of the codebook is missing", "write which one was used")
        categories = tuple(row["categories"].split())
        if (kind == "coded") != bool(categories):
            raise wrong(
                "a coded post has a category, and no other has one", "mend the decision or the code"
            )
        flags = tuple(row["flags"].split())
        return Decision(
            row["post_uid"], self.coder, kind, categories, flags, when, row["codebook_version"]
        )


def latest(decisions: Iterable[Decision]) -> dict[str, Decision]:
    """Return for every post the decision that counts: the last one."""
    found: dict[str, Decision] = {}
    for decision in decisions:
        # The last line also stands last in the order, which back() walks.
        found.pop(decision.post_uid, None)
        found[decision.post_uid] = decision
    return found


def misfit(
    categories: Collection[str], flags: Collection[str], codebook: Codebook
) -> tuple[str, str] | None:
    """Return what is wrong with codes and the remedy, or None where they fit the codebook."""
    for codes, known, what in (
        (categories, codebook.category_ids, "category"),
        (flags, codebook.flag_ids, "flag"),
    ):
        if any(code not in known for code in codes):
            return (
                f"a {what} is not in the codebook, version {codebook.version}",
                f"use one of {', '.join(known)}" if known else f"the codebook has no {what}",
            )
    if codebook.exclusive and len(set(categories)) > 1:
        return (
            "a post has two categories, and the codebook is exclusive",
            "keep the one that stands first in its order",
        )
    return None
