"""Values of a record that could not be understood: the record stays, and each of them is counted.

A reader says so where it happens, by ``leave_unread``; the reading gathers what was said while it
parses a record. Nothing is gathered while formats are recognised.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

VALUES: dict[str, str] = {
    "wrong_type": "The field holds another type of value than this format writes, such as a "
    "number where a text belongs; if it is a new version of the format, please report it.",
    "unknown_word": "A word that Tefter does not know where the format has few, such as a kind of "
    "media; if it is new in the format, please report it.",
    "bad_count": "A count that cannot be read as a whole number.",
    "bad_time": "A time that cannot be read.",
    "bad_region": "A country that is not written as two letters (ISO 3166).",
    "bad_identifier": "Whom or what the field names cannot be told: it has no identifier, or one "
    "that a spreadsheet rounded.",
    "bad_hash": "A hash that is none of the kind that its column holds.",
    "ambiguous": "A value that can be read in two ways, with nothing in its column that decides.",
    "duplicate_key": "One object holds the same field twice, with different values; the last was "
    "read.",
    "half_character": "Half of a character, such as of an emoji that was cut; \ufffd stands in its "
    "place.",
    "not_calculated": "A formula without its result; open the workbook, save it, and add it again.",
    "spreadsheet_error": "An error of the spreadsheet, such as #REF!, in place of a value.",
    "may_hold_rows": "A cell whose lines could be rows of the table that an unclosed quote has "
    "swallowed; look whether they are.",
}
"""Reasons why a value was left unread, with what each means."""

Unread = tuple[str, str]
"""Name of the field as the export has it, and the reason."""

_gathered: ContextVar[list[Unread] | None] = ContextVar("gathered", default=None)


def leave_unread(field: str, reason: str) -> None:
    """Say that a value was not understood, where a reading gathers that.

    Parameters
    ----------
    field : str
        Name of the field, as the format's makers call it: never a word of the record.
    reason : str
        One of ``VALUES``.
    """
    gathered = _gathered.get()
    if gathered is not None:
        gathered.append((field, reason))


@contextmanager
def gathering() -> Iterator[list[Unread]]:
    """Gather what is left unread, in a list that whoever asked for it may empty."""
    gathered: list[Unread] = []
    token = _gathered.set(gathered)
    try:
        yield gathered
    finally:
        _gathered.reset(token)
