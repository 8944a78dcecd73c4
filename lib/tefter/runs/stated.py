"""What a ``provenance.json`` must state before anything is believed of it."""

from __future__ import annotations

from typing import Annotated

import msgspec

Digest = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$")]
"""A SHA-256, hexadecimal."""

Name = Annotated[str, msgspec.Meta(pattern=r"^[^\x00]+$")]


class Input(msgspec.Struct, frozen=True):
    """One raw file, as its run found it."""

    file: Name
    size: int
    sha256: Digest


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the manifest of the raw files was: how many lines, and their SHA-256."""

    lines: Annotated[int, msgspec.Meta(ge=0)]
    sha256: Digest


class Outcome(msgspec.Struct, frozen=True):
    """How a run ended."""

    status: str


class Stated(msgspec.Struct, frozen=True):
    """The part of a provenance that other code reads; ``manifest`` and folders since version 2."""

    case: str
    run: str
    outcome: Outcome
    content_digest: Digest
    inputs: list[Input]
    decisions: dict[str, str]
    parameters: dict[str, object]
    packages: dict[str, str]
    files: dict[Name, Digest]
    manifest: Manifest | None = None
    empty_folders: list[str] | None = None
