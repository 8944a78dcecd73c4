"""The charts of a rehearsal, kept for the publication that follows it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable

import msgspec

from tefter.disk import write
from tefter.publish.drawing import Picked
from tefter.publish.material import Material
from tefter.runs import provenance

FOLDER = ".drawings"
"""Below ``data/processed/<case>/``, with the drawings of one run: those drawn last."""

Drawn = dict[str, list[Picked]]


def drawn_once(material: Material, draw: Callable[[], Drawn]) -> Drawn:
    """Return the charts in every language, from the rehearsal where nothing has changed since.

    Parameters
    ----------
    material : Material
        What is published.
    draw : callable
        Draws them, which takes longer than all else of a publication.

    Notes
    -----
    A chart follows from the run, from what editors decided, and from code and libraries; the name
    of the file is a digest of all these. A file that cannot be read or written is none.
    """
    folder = material.case.processed / FOLDER
    path = folder / f"{_key(material)}.json"
    try:
        return msgspec.json.decode(path.read_bytes(), type=Drawn)
    except (OSError, msgspec.DecodeError):
        pass
    made = draw()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write(path, msgspec.json.encode(made), settled=False)
        for old in folder.iterdir():
            if old != path:
                old.unlink(missing_ok=True)
    except OSError:
        pass
    return made


def _key(material: Material) -> str:
    decided = {
        "run": material.provenance["content_digest"],
        "decisions": provenance.decision_digests(material.case),
        "code": provenance.package_digest(),
        "packages": provenance.package_versions(),
    }
    return hashlib.sha256(json.dumps(decided, sort_keys=True).encode()).hexdigest()
