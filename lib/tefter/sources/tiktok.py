"""What every export of TikTok has in common: identifiers, hashtags, accounts, regions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from tefter.sources.records import Account
from tefter.sources.typed import filled, is_nothing
from tefter.sources.unread import leave_unread
from tefter.values import Unreadable
from tefter.values.counts import whole
from tefter.values.identifiers import digits
from tefter.values.links import post_of
from tefter.values.tags import find_hashtags, fold
from tefter.values.times import from_epoch, from_iso
from tefter.values.uids import tiktok

_NUMBER = re.compile(r"\d*(\.\d+)?")
_ALPHA_2 = re.compile(r"[A-Za-z]{2}")


def flag(value: Any, field: str) -> bool | None:
    """Read yes or no: a JSON boolean, or the word that a table has for it; else not known."""
    if isinstance(value, bool):
        return value
    found = {"true": True, "false": False}.get(value.lower()) if isinstance(value, str) else None
    if found is None and not is_nothing(value):
        leave_unread(field, "wrong_type")
    return found


def number(value: Any, field: str) -> str | None:
    """Return an identifier beside the record's own as digits; null where it is damaged.

    A damaged identifier of the record itself is a reject, but a post is not lost because a
    spreadsheet rounded the number of its sound.
    """
    try:
        return _filled_number(digits(value, field))
    except Unreadable:
        leave_unread(field, "bad_identifier")
        return None


def identifier(value: Any, field: str, *links: Any) -> str | None:
    """Return the record's own identifier as digits.

    Parameters
    ----------
    value : object
        The identifier as it came.
    field : str
        Its name, for the message.
    *links : object
        Links to the post itself. They go before ``value``: a spreadsheet rounds numbers, also
        without leaving a trace, but never a link.

    Raises
    ------
    Unreadable
        ``identifier_damaged`` where the digits are lost and no link has them.
    """
    linked = next((post for link in links if isinstance(link, str) and (post := post_of(link))), "")
    if linked.startswith("tiktok:"):
        return linked.removeprefix("tiktok:")
    return _filled_number(digits(value, field))


def uid(value: Any, field: str) -> str | None:
    """Return the name in Tefter of a post or comment that this record points at.

    Raises
    ------
    Unreadable
        ``identifier_damaged``: null would say that a reply stands directly under the post.
    """
    found = identifier(value, field)
    return None if found is None else tiktok(found)


def moment(value: Any, field: str) -> datetime | None:
    """Read a time: epoch seconds or milliseconds, or ISO 8601 with an offset."""
    if isinstance(value, str) and not _NUMBER.fullmatch(value.strip()):
        return from_iso(value, field)
    return from_epoch(value, field)


def captured(value: Any) -> datetime | None:
    """Read the time of capture; null where it cannot be read, as no post is lost for that."""
    try:
        return moment(value, "time of capture")
    except Unreadable:
        leave_unread("time of capture", "bad_time")
        return None


def region(value: Any, field: str = "region") -> str | None:
    """Return a country as ISO 3166 alpha-2; null, and left unread, for anything of another form.

    Examples
    --------
    >>> region("rs"), region("FAKE-AD"), region("")
    ('RS', None, None)
    """
    if isinstance(value, str) and _ALPHA_2.fullmatch(value):
        return value.upper()
    if not is_nothing(value):
        leave_unread(field, "bad_region")
    return None


def hashtags(listed: Iterable[Any], text: str | None) -> tuple[str, ...]:
    """Unite the platform's own hashtags with those in the text: folded, each once, in order."""
    names = [fold(name) for name in _words(listed, "hashtags")]
    return tuple(dict.fromkeys(name for name in (*names, *find_hashtags(text or "")) if name))


def handles(listed: Iterable[Any]) -> tuple[str, ...]:
    """Return the handles mentioned: without @, each once, in order."""
    names = [name.strip().lstrip("@") for name in _words(listed, "mentions")]
    return tuple(dict.fromkeys(name for name in names if name))


def _words(listed: Iterable[Any], field: str) -> Iterator[str]:
    for word in listed:
        if isinstance(word, str):
            yield word
        elif not is_nothing(word):
            leave_unread(field, "wrong_type")


def account(
    account_id: Any,
    handle: Any,
    *,
    display_name: Any = None,
    bio: Any = None,
    followers: Any = None,
    verified: Any = None,
    declared_region: Any = None,
    captured_at: datetime | None = None,
) -> Account | None:
    """Return the account that a record shows, or None where it names none.

    The numeric identifier names it where the record has one, else the handle does.
    """
    found = filled(handle, field="account")
    account_name = None if found is None else found.strip().lstrip("@") or None
    name = number(account_id, "account") or account_name
    if name is None:
        return None
    return Account(
        account_id=name,
        platform="tiktok",
        account_name=account_name,
        display_name=filled(display_name, field="account's name"),
        bio=filled(bio, field="account's bio"),
        followers=_followers(followers),
        verified=flag(verified, "verified"),
        declared_region=region(declared_region),
        captured_at=captured_at,
    )


def _filled_number(found: str | None) -> str | None:
    # TikTok writes 0 where there is none: a duet with nothing, a comment on the post itself.
    return None if found is None or found.startswith("-") or not found.strip("0") else found


def _followers(value: Any) -> int | None:
    # A post is not lost because the size of its author's audience cannot be read.
    try:
        return whole(value, "followers")
    except Unreadable:
        leave_unread("followers", "bad_count")
        return None
