"""Which records of a file were there before, remembered in 20 bytes each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True)
class Earlier:
    """An earlier record with the same identifier and time of capture.

    Attributes
    ----------
    record : int
        Its number.
    same : bool
        Whether its content is the same, too.
    """

    record: int
    same: bool


@dataclass(frozen=True)
class _Run:
    keys: npt.NDArray[np.int64]
    contents: npt.NDArray[np.int64]
    records: npt.NDArray[np.uint32]


class Seen:
    """The records of one file so far, as 64-bit hashes in sorted runs that double in size.

    Three million records take 60 MB, and 160 MB at the moment of the largest merge (measured); a
    Python dict of them takes 300 MB and more. Two different identifiers among three million share
    a hash with a probability of 2.4e-7 (n squared by 2^65).
    """

    def __init__(self) -> None:
        self._runs: list[_Run] = []

    def add(
        self, keys: Sequence[int], contents: Sequence[int], records: Sequence[int]
    ) -> list[Earlier | None]:
        """Remember a batch; return for each of it what stood earlier, or None.

        Parameters
        ----------
        keys, contents : sequence of int
            Hashes of 64 bits: of the identifier with its time of capture, and of all of it.
        records : sequence of int
            Record numbers.
        """
        known: dict[int, tuple[int, int]] = {}
        asked = np.array(keys, dtype=np.int64)
        for run in self._runs:
            places = np.minimum(np.searchsorted(run.keys, asked), len(run.keys) - 1)
            for index in np.flatnonzero(run.keys[places] == asked).tolist():
                place = places[index]
                known[keys[index]] = int(run.contents[place]), int(run.records[place])
        found: list[Earlier | None] = []
        new: list[int] = []
        for index, key in enumerate(keys):
            before = known.get(key)
            if before is None:
                known[key] = contents[index], records[index]
                new.append(index)
                found.append(None)
            else:
                found.append(Earlier(before[1], before[0] == contents[index]))
        if new:
            self._remember(
                asked[new],
                np.array(contents, dtype=np.int64)[new],
                np.array(records, dtype=np.uint32)[new],
            )
        return found

    def _remember(
        self,
        keys: npt.NDArray[np.int64],
        contents: npt.NDArray[np.int64],
        records: npt.NDArray[np.uint32],
    ) -> None:
        while self._runs and len(self._runs[-1].keys) <= len(keys):
            last = self._runs.pop()
            keys = np.concatenate((last.keys, keys))
            contents = np.concatenate((last.contents, contents))
            records = np.concatenate((last.records, records))
        order = np.argsort(keys, kind="stable")
        self._runs.append(_Run(keys[order], contents[order], records[order]))
