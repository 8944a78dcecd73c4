"""The formats that Tefter knows: whatever modules lie in ``sources/formats/``."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

import tefter.sources.formats
from tefter.sources.contract import Format, Sample


@cache
def formats() -> tuple[Format, ...]:
    """Return the ``FORMAT`` of every module in ``sources/formats/``, by name.

    Raises
    ------
    TypeError
        When a module there has no ``FORMAT``: a defect of ours.
    """
    package = tefter.sources.formats
    found: list[Format] = []
    for info in pkgutil.iter_modules(package.__path__):
        if info.name.startswith("_"):
            continue
        module = importlib.import_module(f"{package.__name__}.{info.name}")
        constant = getattr(module, "FORMAT", None)
        if not isinstance(constant, Format):
            raise TypeError(f"{module.__name__} has no FORMAT")
        found.append(constant)
    return tuple(sorted(found, key=lambda known: known.name))


def recognise(sample: Sample) -> Format | None:
    """Return the format that is surest of the sample, or None where all are sure it is not theirs.

    Parameters
    ----------
    sample : Sample
        The beginning of the file.
    """
    best, best_score = None, 0
    for known in formats():
        score = _score(known, sample)
        if score > best_score:
            best, best_score = known, score
    return best


def _score(known: Format, sample: Sample) -> int:
    try:
        return known.recognise(sample)
    except Exception:  # a stumbling recogniser must not keep the others from theirs
        return 0
