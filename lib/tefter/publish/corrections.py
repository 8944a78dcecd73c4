"""``corrections.yml``: what was said and was wrong, what is right, and who says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import msgspec
import polars as pl

from tefter.case import read_yaml
from tefter.errors import CaseError
from tefter.privacy import find

CORRECTIONS = "corrections.yml"


class Correction(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One correction. Every text may be in any of the case's languages, by its code.

    Attributes
    ----------
    date : str
        The day on which it was made, YYYY-MM-DD.
    was : dict of str to str
        What the page said, by language.
    right : dict of str to str
        What is right, and why, by language.
    signed_by : str
        Who answers for it.
    """

    date: str
    was: dict[str, str]
    right: dict[str, str]
    signed_by: str


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    corrections: list[Correction] = []


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """Read and check ``corrections.yml``, the latest first; a case without the file has none.

    Raises
    ------
    CaseError
        Naming the correction, what is wrong with it and the remedy.
    """
    if not path.exists():
        return ()
    found = read_yaml(path, _File).corrections
    for number, one in enumerate(found, 1):
        for what, remedy in _faults(one):
            raise CaseError(f"correction {number} {what}", remedy, file=path)
    return tuple(sorted(found, key=lambda one: one.date, reverse=True))


def corrections_table(corrections: Sequence[Correction], language: str = "en") -> pl.DataFrame:
    """Return corrections as a table to read.

    Returns
    -------
    polars.DataFrame
        ``date``, ``was``, ``right`` and ``signed_by`` String, in a language or the first at hand.
    """
    rows = [
        (one.date, _said(one.was, language), _said(one.right, language), one.signed_by)
        for one in corrections
    ]
    names = ("date", "was", "right", "signed_by")
    return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")


def _said(texts: Mapping[str, str], language: str) -> str:
    return texts.get(language) or next(iter(texts.values()))


def _faults(one: Correction) -> list[tuple[str, str]]:
    faults = []
    try:
        day = date.fromisoformat(one.date)
    except ValueError:
        faults.append((f"has the date “{one.date}”", "write it as 2024-03-06"))
    else:
        if day > date.today():
            faults.append(("is dated in the future", "write the day on which it was made"))
    for field, texts in (("was", one.was), ("right", one.right)):
        if not any(text.strip() for text in texts.values()):
            faults.append((f"has no words under {field}", "say it by language: {en: …}"))
        if any(found.len() for found in find(pl.Series([*texts.values()], dtype=pl.String))):
            faults.append(
                (f"has personal data under {field}", "say what was wrong without naming anybody")
            )
    if not one.signed_by.strip():
        faults.append(("is signed by nobody", "write signed_by: First Last"))
    return faults
