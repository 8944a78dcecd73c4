"""What a file is, without reading it: for the person who has just taken it into custody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from tefter.errors import SourceError
from tefter.sources.opening import open_all
from tefter.sources.refusing import not_known
from tefter.sources.registry import recognise
from tefter.sources.sampling import NotDataError, look

MOST = 100
"""Members of an archive that are looked at; a folder export holds thousands of pictures."""


@dataclass(frozen=True)
class Glance:
    """What a first look at a file shows.

    Attributes
    ----------
    formats : Counter
        Titles of the formats recognised, with how many members of an archive are of each.
    failure : str or None
        The sentence of the first member that is not known, where none is.
    """

    formats: Counter[str]
    failure: str | None


def glance(path: Path, settings: Mapping[str, Any]) -> Glance:
    """Look at the beginning of a file, or of the first members of an archive.

    Parameters
    ----------
    path : path
        The file.
    settings : mapping
        What ``case.yml`` says of it, as in ``Opened.settings``.
    """
    formats: Counter[str] = Counter()
    failures: list[str] = []
    try:
        for member in islice(open_all(path), MOST):
            if member.refused is not None:
                continue
            try:
                sample = replace(look(member.name, member.stream).sample, settings=settings)
                known = recognise(sample)
                if known is None:
                    failures.append(str(not_known(sample)))
                else:
                    formats[known.title] += 1
            except NotDataError as error:
                if not member.inside:
                    failures.append(str(error))
            except SourceError as error:
                failures.append(str(error))
    except SourceError as error:
        failures.append(str(error))
    if not formats and not failures:
        failures.append(str(SourceError("holds no export", file=path)))
    return Glance(formats, None if formats else failures[0])
