"""What a site says in words of its editors: what of it changed must be noted."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

import msgspec

from tefter.publish.material import Material


def said(material: Material) -> dict[str, str]:
    """Return a digest of each text by what it is: ``story sq``, ``title mk``, ``codebook joke en``.

    A text in one more language is a new one, and changes none that readers knew.
    """
    return {name: _digest(text) for name, text in _texts(material)}


def corrections_said(material: Material) -> list[str]:
    """Return a digest of each correction."""
    return [_digest(one) for one in material.corrections]


def words_digest(material: Material) -> str:
    """Return one digest of all that editors say on a site, the corrections among it."""
    return _digest([said(material), corrections_said(material)])


def changed_since(seal: Mapping[str, object], material: Material) -> list[str]:
    """Return what a version said, by its seal, that would be said otherwise now, or no more."""
    before, now = seal.get("said", {}), said(material)
    assert isinstance(before, Mapping)  # noqa: S101  a seal that verified
    return [name for name, digest in before.items() if now.get(name) != digest]


def _texts(material: Material) -> Iterator[tuple[str, object]]:
    for language, title in material.case.file.title.items():
        yield f"title {language}", title
    for language, checked in material.stories.items():
        yield f"story {language}", [block.text for block in checked.story.blocks]
    for entry in (*material.codebook.categories, *material.codebook.flags):
        for language in entry.label:
            yield f"codebook {entry.id} {language}", entry.named(language)
        for language in ("en", *entry.translations):
            yield f"codebook {entry.id} {language} rules", entry.rules(language)


def _digest(text: object) -> str:
    return hashlib.sha256(msgspec.json.encode(text, order="deterministic")).hexdigest()
