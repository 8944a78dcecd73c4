"""Whether an outcome holds what its frame can hold, before it is too late to reject it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec
import polars as pl

from tefter.frames import ACCOUNTS, COMMENTS, EVENTS, PERSONAL_DATA, POSTS, STRINGS, UTC, Frame
from tefter.sources.records import Account, Comment, Event, Outcome, Post, Reject, Span

FRAME_OF: dict[type, Frame] = {Post: POSTS, Comment: COMMENTS, Account: ACCOUNTS, Event: EVENTS}
KEYS: dict[type, str] = {Post: "post_uid", Comment: "comment_uid", Event: "event_uid"}
_LARGEST = 2**63


def _is_string(value: Any) -> bool:
    if not isinstance(value, str):
        return False
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            return False
    return True


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and -_LARGEST <= value < _LARGEST


def _is_time(value: Any) -> bool:
    return isinstance(value, datetime) and value.tzinfo is not None


def _are_strings(value: Any) -> bool:
    return isinstance(value, tuple) and all(map(_is_string, value))


def _are_spans(value: Any) -> bool:
    return isinstance(value, tuple) and all(
        isinstance(span, Span)
        and _is_string(span.kind)
        and _is_whole(span.start)
        and _is_whole(span.end)
        for span in value
    )


_FITS: tuple[tuple[Any, Callable[[Any], bool]], ...] = (
    (pl.String, _is_string),
    (pl.Int64, _is_whole),
    (UTC, _is_time),
    (pl.Boolean, lambda value: isinstance(value, bool)),
    (STRINGS, _are_strings),
    (PERSONAL_DATA, _are_spans),
)


def _checks(kind: type[msgspec.Struct]) -> tuple[tuple[str, Callable[[Any], bool]], ...]:
    schema = FRAME_OF[kind].schema
    return tuple(
        (name, next(fits for dtype, fits in _FITS if dtype == schema[name]))
        for name in kind.__struct_fields__
        if name in schema
    )


_CHECKS = {kind: _checks(kind) for kind in FRAME_OF}
_NEEDED = {
    Post: ("post_uid", "platform", "post_id"),
    Comment: ("comment_uid", "platform"),
    Account: ("account_id", "platform"),
    Event: ("event_uid", "platform"),
}


def misfit(outcome: Outcome) -> Reject | None:
    """Return the reject for an outcome that its frame could not hold; None where all is well.

    JSON may hold a number where a name belongs, or a count beyond 64 bits; formats need not guard
    every field against that.

    Parameters
    ----------
    outcome : Outcome
        What a format made of a record.
    """
    kind = type(outcome)
    if kind is Reject:
        return None
    for name in _NEEDED[kind]:
        if not getattr(outcome, name):
            return Reject("no_identifier", f"{name} is empty")
    for name, fits in _CHECKS[kind]:
        value = getattr(outcome, name)
        if value is not None and not fits(value):
            reason = "bad_count" if isinstance(value, int) and fits is _is_whole else "wrong_shape"
            return Reject(reason, f"{name} holds something of another kind")
    accounts = getattr(outcome, "accounts", ())
    if not isinstance(accounts, tuple):
        return Reject("wrong_shape", "accounts holds something of another kind")
    for account in accounts:
        fault = misfit(account)
        if fault is not None:
            return fault
    return None
