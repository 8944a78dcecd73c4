"""Values of JSON taken for what they should be: a text, an object, a list of these.

What is of another type is left unread, which the reading counts; recognisers, which only ask, give
no name of the field.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tefter.sources.unread import leave_unread

Item = Mapping[str, Any]


def is_nothing(value: Any) -> bool:
    """Say whether a value is one of those that stand for none: nothing is lost with it."""
    return value is None or (isinstance(value, str | list | Mapping) and not value)


def string(value: Any, field: str) -> str | None:
    """Return a text as it came, even an empty one; null, and left unread, where it is none.

    Parameters
    ----------
    value : object
        Any value of JSON.
    field : str
        Its name, for ``leave_unread``.
    """
    if isinstance(value, str):
        return value
    if not is_nothing(value):
        leave_unread(field, "wrong_type")
    return None


def part(value: Any, field: str = "") -> Item:
    """Return a nested object, or an empty one where the record has something else there.

    Parameters
    ----------
    value : object
        Any value of JSON.
    field : str, optional
        Its name, for ``leave_unread``.
    """
    # The first question is the quicker one, and nearly always answers.
    if isinstance(value, dict) or isinstance(value, Mapping):  # noqa: SIM101
        return value
    if field and not is_nothing(value):
        leave_unread(field, "wrong_type")
    return {}


def parts(value: Any, field: str = "") -> list[Item]:
    """Return the objects of a nested list, or none; parameters as of ``part``."""
    found = [item for item in _list(value, field) if isinstance(item, Mapping)]
    if field and isinstance(value, list) and len(found) < len(value):
        _left(value, field, Mapping)
    return found


def texts(value: Any, field: str = "") -> list[str]:
    """Return the filled strings of a nested list, or none; parameters as of ``part``."""
    found = [item for item in _list(value, field) if isinstance(item, str) and item]
    if field and isinstance(value, list) and len(found) < len(value):
        _left(value, field, str)
    return found


def _list(value: Any, field: str) -> list[Any]:
    if isinstance(value, list):
        return value
    if field and not is_nothing(value):
        leave_unread(field, "wrong_type")
    return []


def _left(value: list[Any], field: str, wanted: type) -> None:
    for item in value:
        if not isinstance(item, wanted) and not is_nothing(item):
            leave_unread(field, "wrong_type")


def filled(*values: Any, field: str = "") -> str | None:
    """Return the first of the values that is a string with something in it, as it came.

    With ``field``, values of another type that stand before it are left unread.
    """
    for value in values:
        if isinstance(value, str) and value:
            return value
        if field and not is_nothing(value):
            leave_unread(field, "wrong_type")
    return None
