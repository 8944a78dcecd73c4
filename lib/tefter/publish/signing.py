"""The checklist of a publication, and the person who signs it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import msgspec

from tefter.errors import PublishError
from tefter.publish.material import read_material
from tefter.publish.said import words_digest
from tefter.publish.words import ENGLISH, Words, known
from tefter.runs import provenance

State = Literal["holds", "fails"]

SHORTEST_NAME = 3
"""Letters. Whoever signs is a person whom readers and colleagues can name."""


class Item(msgspec.Struct, frozen=True):
    """One line of the checklist, filled in by the system.

    Attributes
    ----------
    name : str
        Stable: ``claims_hold``, ``no_personal_data`` …
    title : str
        What has to hold, in one sentence.
    state : str
        ``holds`` or ``fails``.
    reason : str
        What was found, in one sentence; never with a value out of the data.
    remedy : str
        What to do where it fails; empty where it holds.
    phrase : str
        Where it holds, the name of the sentence in ``words/``, to tell it in any language.
    values : dict of str to str or list of str
        What stands in that sentence; a list names phrases.
    """

    name: str
    title: str
    state: State
    reason: str
    remedy: str = ""
    phrase: str = ""
    values: dict[str, str | list[str]] = {}

    @property
    def holds(self) -> bool:
        """Whether it holds."""
        return self.state == "holds"

    def told(self, language: str) -> str | None:
        """Return the reason in a language; None where it has no words for it."""
        if not self.phrase or not known(language):
            return None
        say = Words(language)
        values = {
            name: value if isinstance(value, str) else ", ".join(map(say, value))
            for name, value in self.values.items()
        }
        return say(self.phrase, **values)


def holding(name: str, phrase: str, **values: str | list[str]) -> Item:
    """Return a line that holds, for a reason that can be told in every language."""
    item = Item(name, _title(name), "holds", "", phrase=phrase, values=values)
    return msgspec.structs.replace(item, reason=item.told(ENGLISH) or "")


def failing(name: str, reason: str, remedy: str) -> Item:
    """Return a line that fails. Nobody publishes on it, so no reader meets its reason."""
    return Item(name, _title(name), "fails", reason, remedy)


def _title(name: str) -> str:
    return Words(ENGLISH)(f"check_{name}")


class Signed(msgspec.Struct, frozen=True):
    """A checklist on which everything holds, signed for one run.

    Attributes
    ----------
    items : tuple of Item
        The lines as they were when the person signed.
    signed_by : str
        Who signed.
    signed_at : str
        When, ISO 8601 in UTC.
    run : str
        Name of the run.
    content_digest : str
        Of the run, so that the signature is good for no other.
    words : str
        Digest of what editors say, so that nobody changes the story under a signature.
    """

    items: tuple[Item, ...]
    signed_by: str
    signed_at: str
    run: str
    content_digest: str
    words: str


def sign(run: Path, items: Sequence[Item], by: str) -> Signed:
    """Sign the checklist of a run.

    Parameters
    ----------
    run : path
        Folder of the run.
    items : sequence of Item
        From ``checklist``.
    by : str
        First and last name of the person who answers for the publication.

    Raises
    ------
    PublishError
        When nobody is named, or a line does not hold: with the first one's reason and remedy.
    """
    name = " ".join(by.split())
    if len(name) < SHORTEST_NAME or not any(letter.isalpha() for letter in name):
        raise PublishError(
            "nobody signed the checklist", 'name who answers for it: --signed-by "First Last"'
        )
    against = [item for item in items if not item.holds]
    if against or not items:
        first = against[0] if against else Item("", "", "fails", "the checklist is empty")
        more = f" (and {len(against) - 1} more)" if len(against) > 1 else ""
        raise PublishError(f"the checklist does not hold: {first.reason}{more}", first.remedy)
    found = provenance.read(run)
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    words = words_digest(read_material(run))
    return Signed(tuple(items), name, now, str(found["run"]), str(found["content_digest"]), words)
