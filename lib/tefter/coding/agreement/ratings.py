"""Who gave which unit which code: the reliability data of content analysis."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tefter.errors import TefterError

Code: TypeAlias = Hashable
"""A name, a number, or a set of names."""

MISSING = -1
"""Stands in ``Ratings.codes`` where a coder gave a unit no code."""


IDENTIFIER = re.compile(r"[\w:;./+-]{1,60}|\{\}")
"""What a sentence about an error may repeat. Anything else may be a text in the wrong column."""


class AgreementError(TefterError):
    """Codes from which no agreement can be told, such as two codes of one coder for one unit."""


@dataclass(frozen=True)
class Ratings:
    """Codes by unit and coder; a coder need not have coded every unit.

    Attributes
    ----------
    units : tuple of str
        What was coded, such as posts.
    coders : tuple of str
        Who coded.
    values : tuple
        The codes that may be given, in order: names, numbers, or frozensets of names.
    codes : array of int, units by coders
        Place in ``values``; ``MISSING`` where there is no code.
    groups : dict of str to tuple of (str or None)
        For each name such as ``language``, the group of every unit.
    """

    units: tuple[str, ...]
    coders: tuple[str, ...]
    values: tuple[Code, ...]
    codes: NDArray[np.int64]
    groups: Mapping[str, tuple[str | None, ...]] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        rows: Sequence[tuple[str, str, Code | None]],
        values: Sequence[Code] | None = None,
        groups: Mapping[str, Mapping[str, str | None]] | None = None,
    ) -> Ratings:
        """Return ratings from rows of unit, coder and code.

        Parameters
        ----------
        rows : sequence of (unit, coder, code)
            A code of None counts as not given.
        values : sequence, optional
            Every code that may be given, as a codebook has it; by default those that were given.
        groups : mapping, optional
            Name such as ``language`` to the group of every unit.

        Raises
        ------
        AgreementError
            When a coder coded a unit twice, or a code is not among ``values``.
        """
        units = {unit: place for place, unit in enumerate(dict.fromkeys(row[0] for row in rows))}
        coders = {one: place for place, one in enumerate(sorted({row[1] for row in rows}))}
        given = {row[2] for row in rows if row[2] is not None}
        known = tuple(sorted(given, key=_sortable) if values is None else values)
        places = {value: place for place, value in enumerate(known)}
        codes = np.full((len(units), len(coders)), MISSING, dtype=np.int64)
        seen = set()
        for unit, coder, code in rows:
            if (unit, coder) in seen:
                raise AgreementError(
                    f"{shown(coder)} coded {shown(unit)} twice",
                    "keep the code that counts, and delete the other",
                )
            seen.add((unit, coder))
            if code is None:
                continue
            if code not in places:
                raise AgreementError(
                    f"{shown(coder)} gave {shown(unit)} the code {shown(written(code))}, which is "
                    "not in the codebook",
                    f"use one of {', '.join(map(written, known))}",
                )
            codes[units[unit], coders[coder]] = places[code]
        grouped = {
            name: tuple(of.get(unit) for unit in units) for name, of in (groups or {}).items()
        }
        return cls(tuple(units), tuple(coders), known, codes, grouped)

    def among(self, coders: Sequence[str]) -> Ratings:
        """Return the codes of some of the coders only."""
        columns = [self.coders.index(coder) for coder in coders]
        return Ratings(self.units, tuple(coders), self.values, self.codes[:, columns], self.groups)

    def where(self, name: str, group: str | None) -> Ratings:
        """Return the units of one group only."""
        kept = [place for place, one in enumerate(self.groups[name]) if one == group]
        return Ratings(
            tuple(self.units[place] for place in kept),
            self.coders,
            self.values,
            self.codes[kept],
            {key: tuple(of[place] for place in kept) for key, of in self.groups.items()},
        )

    def one_against_rest(self, has: Mapping[Code, bool]) -> Ratings:
        """Return the same units coded only by whether their code has a property."""
        place = np.array([*(int(has[value]) for value in self.values), MISSING])
        # The last entry serves MISSING, which is -1.
        return Ratings(self.units, self.coders, ("no", "yes"), place[self.codes], self.groups)

    def counts(self) -> NDArray[np.float64]:
        """Return how many coders gave each unit each value, units by values."""
        table = np.zeros((len(self.units), len(self.values)))
        for column in self.codes.T:
            coded = np.flatnonzero(column != MISSING)
            table[coded, column[coded]] += 1
        return table

    def summary(self) -> dict[str, Any]:
        """Return how many units, coders and codes there are, and how many units can be compared."""
        by_unit = (self.codes != MISSING).sum(axis=1)
        return {
            "units": int((by_unit >= 1).sum()),
            "compared": int((by_unit >= 2).sum()),  # noqa: PLR2004  agreement takes two
            "coders": int(((self.codes != MISSING).any(axis=0)).sum()),
            "codes": int(by_unit.sum()),
        }

    def frame(self) -> pl.DataFrame:
        """Return the ratings as a table: ``unit`` and one column a coder, codes as written."""
        columns = {
            coder: [None if place == MISSING else written(self.values[place]) for place in column]
            for coder, column in zip(self.coders, self.codes.T, strict=True)
        }
        return pl.DataFrame({"unit": self.units, **columns})


def written(code: Code) -> str:
    """Write a code for people; a set as its names joined by ``;``, the empty set as ``{}``."""
    if isinstance(code, frozenset):
        return "; ".join(sorted(map(str, code))) or "{}"
    return f"{code:g}" if isinstance(code, float) else str(code)


def shown(name: str) -> str:
    """Return a name for a sentence about an error, unless it is a text rather than a name."""
    return name if IDENTIFIER.fullmatch(name) else "(not shown)"


def _sortable(code: Code) -> tuple[bool, float, str]:
    """Numbers by size, then names by letters."""
    number = isinstance(code, int | float)
    return not number, float(code) if isinstance(code, int | float) else 0.0, written(code)
