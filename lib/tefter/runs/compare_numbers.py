"""Which numbers moved between two runs, and by how much."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

Value = int | float | str | None


class Moved(msgspec.Struct, frozen=True):
    """A number that is not the same in both runs.

    Attributes
    ----------
    name, unit : str
        Of the finding.
    before, after : int, float, str or None
        Its values; None where it is not known or not in the run.
    difference : float, optional
        After minus before; of dates in days; None where one of them is not known.
    relative : float, optional
        The difference as a part of the value before; None for dates, and where that was zero.
    overlap : bool, optional
        Whether the intervals have a point in common; None where one of them has none.
    notes : list of str
        What else is new: other rows, another filter, a finding that only one run has.
    """

    name: str
    unit: str
    before: Value
    after: Value
    difference: float | None = None
    relative: float | None = None
    overlap: bool | None = None
    notes: list[str] = []

    @property
    def stayed(self) -> bool:
        """Whether the value is the same, and only what is behind it differs."""
        return self.difference == 0 or (self.before is None and self.after is None)


def moved_numbers(
    before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]
) -> list[Moved]:
    """Return the findings that are not the same, in the order of the later run.

    A finding whose value stayed is listed too where it is counted from other rows or by another
    filter: the same number for another reason is news.

    Parameters
    ----------
    before, after : sequence of mapping
        From ``read_numbers``.
    """
    old = {one["name"]: one for one in before}
    new = {one["name"]: one for one in after}
    names = [*new, *(name for name in old if name not in new)]
    compared = [_compared(name, old.get(name), new.get(name)) for name in names]
    return [one for one in compared if one is not None]


def _compared(
    name: str, old: Mapping[str, Any] | None, new: Mapping[str, Any] | None
) -> Moved | None:
    if old is None or new is None:
        one = new or old or {}
        note = "only in the later run" if old is None else "only in the earlier run"
        values = (old["value"] if old else None, new["value"] if new else None)
        return Moved(name, one["unit"], *values, notes=[note])
    notes = []
    same_value, same_rows = old["value"] == new["value"], old["rows"] == new["rows"]
    # What is expected is not said: that a number moved with its rows, or stayed with them.
    if same_value != same_rows:
        notes.append("counted from the same rows" if same_rows else "counted from other rows")
    if old["filter"] != new["filter"]:
        notes.append(_filters(old["filter"], new["filter"]))
    if old["unit"] != new["unit"]:
        notes.append(f"another unit: {old['unit']} → {new['unit']}")
    ends = ("value", "low", "high")
    if not notes and all(old[end] == new[end] for end in ends):
        return None
    difference, relative = _difference(old["value"], new["value"])
    return Moved(
        name,
        new["unit"],
        old["value"],
        new["value"],
        difference,
        relative,
        _overlap(old, new),
        notes,
    )


def _filters(old: str, new: str) -> str:
    """Say what became of a filter; days and countries stand at its end."""
    if new.startswith(old):
        return f"the filter has also “{new.removeprefix(old).strip(', ')}”"
    if old.startswith(new):
        return f"the filter lacks “{old.removeprefix(new).strip(', ')}”"
    return f"another filter: {old} → {new}"


def _difference(old: Value, new: Value) -> tuple[float | None, float | None]:
    if isinstance(old, str) and isinstance(new, str):
        try:
            return (date.fromisoformat(new) - date.fromisoformat(old)).days, None
        except ValueError:
            return None, None
    if isinstance(old, int | float) and isinstance(new, int | float):
        return new - old, (new - old) / old if old else None
    return None, None


def _overlap(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool | None:
    ends = (old["low"], old["high"], new["low"], new["high"])
    if any(end is None for end in ends):
        return None
    return bool(old["low"] <= new["high"] and new["low"] <= old["high"])
