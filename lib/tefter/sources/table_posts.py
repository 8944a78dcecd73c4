"""One row of a table, by the plan of its columns: a post, or why not."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tefter.sources.mapping import COUNTS, TIMES
from tefter.sources.records import Account, Post
from tefter.sources.tiktok_cells import listed
from tefter.sources.typed import is_nothing, string
from tefter.sources.unread import leave_unread
from tefter.values import Unreadable, uids
from tefter.values.counts import read_count
from tefter.values.dates import DateEvidence, DateStyle, read_date
from tefter.values.identifiers import digits, name
from tefter.values.links import find_urls, post_of
from tefter.values.tags import find_hashtags, find_mentions, fold
from tefter.values.uids import telegram_chat
from tefter.values.written import NOT_KNOWN, CountEvidence, CountStyle

PLATFORMS = ("tiktok", "telegram", "instagram")
"""What ``frames.POSTS`` knows by name; everything else is ``other``."""

FAR_WEST, FAR_EAST = "Etc/GMT+12", "Etc/GMT-14"
"""Two zones in which no time without one is the same instant."""

LONG = 16
"""Digits from which a spreadsheet loses some: it keeps 15 (Excel specifications and limits)."""

ROUNDED = "000"
SHA_256 = re.compile("[0-9a-f]{64}")
PERCEPTUAL = re.compile("[0-9a-f]{16}|[0-9a-f]{64}")
"""64 bits (pHash, dHash) or 256 (PDQ), as hexadecimal digits."""

ROUNDED_NUMBER = re.compile(r"\d+([.,]\d+)?[eE]\+?\d+")
_SEPARATORS = re.compile(r"[,;|\s]+")


class Styles:
    """Gathers how a table's counts and dates are written, and whether its identifiers were rounded.

    Parameters
    ----------
    columns : mapping
        Field to column.
    """

    def __init__(self, columns: Mapping[str, str]) -> None:
        self._columns = columns
        self._counts = {name: CountEvidence() for name in COUNTS if name in columns}
        self._times = {name: DateEvidence() for name in TIMES if name in columns}
        self._long = self._rounded = 0

    def see(self, row: Mapping[str, Any]) -> None:
        """Take in one row."""
        for evidence in (self._counts, self._times):
            for target, gathered in evidence.items():
                cell = row.get(self._columns[target])
                if isinstance(cell, str):
                    gathered.see(cell)
        number = str(row.get(self._columns.get("post_id", "")) or "").strip()
        if len(number) >= LONG and number.isdecimal():
            self._long += 1
            self._rounded += number.endswith(ROUNDED)

    def counts(self) -> dict[str, CountStyle]:
        """Return how the counts of each field are written."""
        return {target: evidence.style() for target, evidence in self._counts.items()}

    def times(self) -> dict[str, DateStyle]:
        """Return how the times of each field are written."""
        return {target: evidence.style() for target, evidence in self._times.items()}

    @property
    def rounded(self) -> bool:
        """Whether most long identifiers end in zeros, as one in a thousand should."""
        return 2 * self._rounded > self._long


@dataclass
class Plan:
    """How the rows of one table are read.

    Attributes
    ----------
    columns : dict
        Field to column.
    counts, times : dict
        Field to how it is written.
    rounded : bool
        Whether a spreadsheet rounded the identifiers.
    platform : str or None
        Platform of all rows, where a person stated it.
    time_zone : str or None
        Zone of times without one, where a person stated it.
    open : Counter
        What was left unknown, and how often.
    """

    columns: Mapping[str, str]
    counts: Mapping[str, CountStyle]
    times: Mapping[str, DateStyle]
    rounded: bool = False
    platform: str | None = None
    time_zone: str | None = None
    open: Counter[str] = field(default_factory=Counter)
    seen: Counter[bytes] = field(default_factory=Counter)

    @classmethod
    def of(cls, columns: Mapping[str, str], styles: Styles, settings: Mapping[str, Any]) -> Plan:
        """Return the plan for a table whose values have all been seen."""
        platform = settings.get("platform")
        return cls(
            columns,
            styles.counts(),
            styles.times(),
            styles.rounded,
            platform_of(platform) if platform else None,
            settings.get("time_zone"),
        )

    def notes(self) -> Iterator[str]:
        """Yield a sentence for everything that was decided or left unknown."""
        styles: dict[str, CountStyle | DateStyle] = {**self.counts, **self.times}
        for target, style in styles.items():
            if style.note:
                yield f"How {target} is written: {style.note}."
        for what, count in sorted(self.open.items()):
            yield f"{what}: {count:,}."


def post_of_row(row: Mapping[str, Any], plan: Plan) -> Post:
    """Turn a row into a post.

    Parameters
    ----------
    row : mapping
        Cells by column: strings or None of a table, any value of JSON.
    plan : Plan
        How to read it. What is left unknown is counted there.

    Raises
    ------
    Unreadable
        ``identifier_damaged`` where a spreadsheet rounded the identifier and no link has it;
        ``bad_time``, ``bad_count`` where a cell is none; ``wrong_shape`` where an identifier of
        TikTok or Telegram is no number.
    """
    text = _text(row, plan, "text")
    url = _text(row, plan, "url")
    linked = post_of(url) if url else None
    account = _account(row, plan, linked)
    posted_at = _time(row, plan, "posted_at")
    uid, platform, number = _identity(row, plan, linked, (text, url, account, posted_at))
    chat = _cell(row, plan, "chat_id")
    written = text or ""
    return Post(
        post_uid=uid,
        platform=platform,
        post_id=number,
        chat_id=telegram_chat(chat) if platform == "telegram" else name(chat, "chat_id"),
        chat_name=_text(row, plan, "chat_name"),
        account_id=account.account_id if account else None,
        account_name=account.account_name if account else None,
        posted_at=posted_at,
        captured_at=_time(row, plan, "captured_at"),
        text=text,
        media_text=_text(row, plan, "media_text"),
        hashtags=_unique((*map(fold, _list(row, plan, "hashtags")), *find_hashtags(written))),
        mentions=_unique(
            (*(one.lstrip("@") for one in _list(row, plan, "mentions")), *find_mentions(written))
        ),
        urls=find_urls(written),
        views=_count(row, plan, "views"),
        likes=_count(row, plan, "likes"),
        comments=_count(row, plan, "comments"),
        shares=_count(row, plan, "shares"),
        media_kind=_text(row, plan, "media_kind"),
        sound_id=_sound(row, plan),
        media_sha256=_hash(row, plan, "media_sha256", SHA_256),
        media_phash=_hash(row, plan, "media_phash", PERCEPTUAL),
        declared_region=_region(row, plan),
        accounts=(account,) if account else (),
    )


def platform_of(written: str) -> str:
    """Return the platform that a word names: one of ``PLATFORMS``, or ``other``.

    Examples
    --------
    >>> platform_of("TikTok"), platform_of("Tik Tok"), platform_of("www.tiktok.com")
    ('tiktok', 'tiktok', 'tiktok')
    """
    plain = "".join(written.casefold().split())
    return next((known for known in PLATFORMS if known in plain), "other")


def _identity(
    row: Mapping[str, Any], plan: Plan, linked: str | None, content: tuple[Any, ...]
) -> tuple[str, str, str]:
    """Return ``post_uid``, ``platform``, ``post_id``: by the link, the number, or the content."""
    if linked is not None:
        platform, _, named = linked.partition(":")
        return linked, platform, named.rpartition("/")[2]
    platform = plan.platform or platform_of(_text(row, plan, "platform") or "")
    cell = _cell(row, plan, "post_id")
    if plan.rounded and len(str(cell or "")) >= LONG:
        raise Unreadable("identifier_damaged", "post_id ends in zeros, as nearly all of them do")
    number = (digits if platform in {"tiktok", "telegram"} else name)(cell, "post_id")
    if number is not None and platform == "tiktok":
        return uids.tiktok(number), platform, number
    if number is not None and platform == "telegram":
        chat = telegram_chat(_cell(row, plan, "chat_id"))
        if chat is not None:
            return uids.telegram(chat, number), platform, number
        plan.open["Posts whose number is unique only in a chat that the table does not name"] += 1
    elif number is not None:
        return f"{platform}:{number}", platform, number
    plan.open["Posts without an identifier, known by their content"] += 1
    made = _made_up(plan, content)
    return f"{platform}:{made}", platform, made


def _made_up(plan: Plan, content: tuple[Any, ...]) -> str:
    """Make an identifier of the content, the same in every capture; equal rows are told apart."""
    digest = hashlib.sha256(repr(content).encode("utf-8", "surrogatepass")).digest()[:8]
    plan.seen[digest] += 1
    count = plan.seen[digest]
    return f"row-{digest.hex()}" + (f"-{count}" if count > 1 else "")


def _account(row: Mapping[str, Any], plan: Plan, linked: str | None) -> Account | None:
    handle = _text(row, plan, "account_name")
    number = name(_cell(row, plan, "account_id"), "account_id")
    shown = _text(row, plan, "display_name")
    handle = handle.lstrip("@") if handle else None
    identifier = number or handle or shown
    if identifier is None:
        return None
    named = linked.partition(":")[0] if linked else None
    return Account(
        account_id=identifier,
        platform=named or plan.platform or platform_of(_text(row, plan, "platform") or ""),
        account_name=handle,
        display_name=shown,
        followers=_count(row, plan, "followers"),
    )


def _cell(row: Mapping[str, Any], plan: Plan, target: str) -> Any:
    column = plan.columns.get(target)
    return None if column is None else row.get(column)


def _text(row: Mapping[str, Any], plan: Plan, target: str) -> str | None:
    cell = _cell(row, plan, target)
    if isinstance(cell, str):
        return cell if target in {"text", "media_text"} else cell.strip() or None
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return str(cell)
    if not is_nothing(cell):
        leave_unread(target, "wrong_type")
    return None


def _sound(row: Mapping[str, Any], plan: Plan) -> str | None:
    # A rounded number of the sound must not lose the post.
    cell = _text(row, plan, "sound_id")
    if cell is None or not ROUNDED_NUMBER.fullmatch(cell):
        return cell
    leave_unread("sound_id", "bad_identifier")
    return None


def _hash(row: Mapping[str, Any], plan: Plan, target: str, written: re.Pattern[str]) -> str | None:
    cell = _text(row, plan, target)
    if cell is None:
        return None
    digits_ = cell.lower().removeprefix("sha256:")
    if written.fullmatch(digits_):
        return digits_
    leave_unread(target, "bad_hash")
    return None


def _list(row: Mapping[str, Any], plan: Plan, target: str) -> Iterator[str]:
    cell = _cell(row, plan, target)
    if isinstance(cell, str) and cell[:1] not in {"[", "{"}:
        found: list[Any] = _SEPARATORS.split(cell.replace("#", " "))
    else:
        found = listed(cell, target)
    for one in found:
        word = string(one.get("name", one) if isinstance(one, Mapping) else one, target)
        if word and word.strip():
            yield word.strip()


def _count(row: Mapping[str, Any], plan: Plan, target: str) -> int | None:
    cell = _cell(row, plan, target)
    try:
        return read_count(cell, plan.counts.get(target, CountStyle()), target)
    except Unreadable as problem:
        if not problem.ambiguous:
            raise
        leave_unread(target, "ambiguous")
        return None


def _time(row: Mapping[str, Any], plan: Plan, target: str) -> datetime | None:
    cell = _cell(row, plan, target)
    style = plan.times.get(target, DateStyle())
    try:
        if plan.time_zone:
            return read_date(cell, style, plan.time_zone, target)
        west = read_date(cell, style, FAR_WEST, target)
        if west is None or west == read_date(cell, style, FAR_EAST, target):
            return west
    except Unreadable as problem:
        if not problem.ambiguous:
            raise
        leave_unread(target, "ambiguous")
        return None
    plan.open[
        f"Values of {target} without a time zone, left unknown (state time_zone for this file, "
        "such as Europe/Belgrade)"
    ] += 1
    return None


def _region(row: Mapping[str, Any], plan: Plan) -> str | None:
    cell = _text(row, plan, "declared_region")
    if cell is None or (len(cell) == len("XK") and cell.isalpha()):
        return cell and cell.upper()
    if cell.casefold() not in NOT_KNOWN:
        leave_unread("declared_region", "bad_region")
    return None


def _unique(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in words if word))
