"""What tables make of TikTok's nested records, and the way back.

Apify lays nested fields flat and puts the path in the column's name. pandas writes a nested field
into its cell as Python would, and counts with ``.0`` where any count of the column is missing.
"""

from __future__ import annotations

import ast
import json
import re
import warnings
from collections.abc import Mapping
from typing import Any

from tefter.sources.typed import Item, is_nothing
from tefter.sources.unread import leave_unread
from tefter.values.counts import whole

_STEPS = re.compile(r"[/.]")
_NO_FRACTION = re.compile(r"(\d+)\.0+")
_LARGEST_CELL = 100_000
"""Characters. A nested field of a real record is a few thousand; Excel cuts cells at 32,767."""


def top(column: str) -> str:
    """Return the field that a column is part of.

    Examples
    --------
    >>> top("authorMeta/name"), top("hashtags.0.name"), top("text")
    ('authorMeta', 'hashtags', 'text')
    """
    return _STEPS.split(column)[0]


def nested(record: Mapping[str, Any]) -> Item:
    """Build the nested object again whose fields were laid flat.

    Empty cells stand for nested fields that the record does not have. Lists come back as objects
    with the index as key, which ``listed`` reads.

    Examples
    --------
    >>> nested({"id": "1", "authorMeta/name": "a", "hashtags.0.name": "b", "hashtags.1.name": ""})
    {'id': '1', 'authorMeta': {'name': 'a'}, 'hashtags': {'0': {'name': 'b'}}}
    """
    if not any(_STEPS.search(key) for key in record):
        return record
    built: dict[str, Any] = {}
    for column, cell in record.items():
        *way, last = _STEPS.split(column)
        if way and cell in (None, ""):
            continue
        place = built
        for step in way:
            inner = place.get(step)
            if not isinstance(inner, dict):
                if not is_nothing(inner):
                    leave_unread(way[0], "wrong_type")
                inner = place[step] = {}
            place = inner
        if isinstance(place.get(last), dict):
            # The field stands in columns of its own, and in one for all of it.
            if is_nothing(cell):
                continue
            leave_unread(last, "wrong_type")
        place[last] = cell
    return built


def listed(value: Any, field: str = "") -> list[Any]:
    """Return a list, however the export keeps it: as a list, laid flat, or written in a cell.

    With ``field``, anything else is left unread under that name.

    Examples
    --------
    >>> listed({"1": "b", "0": "a"}), listed('["a"]'), listed("[{'name': 'a'}]"), listed("a")
    (['a', 'b'], ['a'], [{'name': 'a'}], [])
    """
    found = _written(value)
    if isinstance(found, list):
        return found
    indexes: list[Any] = []
    if isinstance(found, Mapping):
        indexes = sorted((key for key in found if str(key).isdecimal()), key=int)
    whole_list = isinstance(found, Mapping) and len(indexes) == len(found)
    if field and not whole_list and not is_nothing(value):
        leave_unread(field, "wrong_type")
    return [found[index] for index in indexes]


def fields(value: Any, field: str) -> Item:
    """Return a nested object, as such or written in a cell, or an empty one."""
    found = _written(value)
    if isinstance(found, Mapping):
        return found
    if not is_nothing(value):
        leave_unread(field, "wrong_type")
    return {}


def count(item: Item, name: str) -> int | None:
    """Return a count, also where pandas wrote ``1000.0`` for 1000.

    Raises
    ------
    Unreadable
        ``bad_count``, as ``values.counts.whole``.
    """
    value = item.get(name)
    match = _NO_FRACTION.fullmatch(value) if isinstance(value, str) else None
    return whole(match[1] if match else value, name)


def _written(value: Any) -> Any:
    """Decode a list or object that stands in a cell as JSON or as Python writes it."""
    if not isinstance(value, str) or value[:1] not in {"[", "{"} or len(value) > _LARGEST_CELL:
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        pass
    try:
        with warnings.catch_warnings():
            # A warning of the parser may quote the cell.
            warnings.simplefilter("ignore")
            return ast.literal_eval(value)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return None
