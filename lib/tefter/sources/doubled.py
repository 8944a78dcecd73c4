"""Objects of JSON that hold one field twice, of which every decoder keeps the last alone.

RFC 8259 (section 4) leaves open what such an object means. To look at the fields one by one would
double the time of reading, so colons are counted first: a field that was dropped took its colon
with it, and nothing else changes their number but a colon that was written as an escape.
"""

from __future__ import annotations

import json
from typing import Any

import msgspec

from tefter.sources.unread import leave_unread

_encode = msgspec.json.Encoder().encode


def tell_doubled(value: Any, colons: int, written: str | bytes) -> None:
    """Leave unread the fields of which a decoder has dropped a value that was another one.

    Parameters
    ----------
    value : object
        What was decoded.
    colons : int
        Colons in what was written.
    written : str or bytes
        That.
    """
    try:
        if _encode(value).count(b":") == colons:
            return
    except (msgspec.MsgspecError, ValueError, OverflowError, RecursionError):
        # What other decoders allow and this encoder does not: then every field is looked at.
        pass
    try:
        json.loads(written, object_pairs_hook=_looked_at)
    except (ValueError, RecursionError):
        # It was decoded with more patience than is shown here.
        return


def _looked_at(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs) and any(made[key] != value for key, value in pairs):
        leave_unread("a field", "duplicate_key")
    return made
