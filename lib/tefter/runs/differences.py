"""In what a folder is not what its digests say."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import msgspec

from tefter.runs.blocks import Place


class Difference(msgspec.Struct, frozen=True):
    """One thing in which a run or a site is not what it was; ``where``, if it can be told."""

    file: str
    what: str
    where: Place | None = None

    def __str__(self) -> str:
        """Say it in a sentence."""
        return f"{self.file} {self.what}{f', {self.where}' if self.where else ''}."


def compare_digests(
    stated: Mapping[str, str],
    found: Mapping[str, str],
    others: Mapping[str, str] = MappingProxyType({}),
    *,
    added: str,
) -> list[Difference]:
    """Compare the digests that a folder should have with those that it has.

    Parameters
    ----------
    stated, found : mapping
        Name of a file to its SHA-256.
    others : mapping
        What was found that is no plain file, and what it is.
    added : str
        What is said of what is found and not stated.
    """

    def lost(name: str) -> str:
        if name in others:
            return f"is now {others[name]}"
        return "has changed" if name in found else "is missing"

    differences = [
        Difference(name, lost(name)) for name in sorted(stated) if found.get(name) != stated[name]
    ]
    new = {**dict.fromkeys(found, added), **{k: f"{added}: {what}" for k, what in others.items()}}
    return differences + [Difference(name, new[name]) for name in sorted(new.keys() - stated)]
