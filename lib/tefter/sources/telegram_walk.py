"""The way through Telegram Desktop's ``result.json``: chats, messages, address books, in a stream.

Layout and constants follow ``export_output_json.cpp`` and ``export_data_types.cpp`` in
``Telegram/SourceFiles/export/`` of Telegram Desktop.
"""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import IO, TYPE_CHECKING, Any, cast

from tefter.sources.contract import Opened, Raw
from tefter.sources.jsonreader import JsonReader
from tefter.sources.records import Reject
from tefter.sources.telegram import Chat, unnamed_chat
from tefter.values import Unreadable

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

CHAT_TYPES = frozenset(
    [
        "saved_messages",
        "replies",
        "verify_codes",
        "personal_chat",
        "bot_chat",
        "private_group",
        "private_supergroup",
        "public_supergroup",
        "private_channel",
        "public_channel",
    ]
)
MESSAGE_TYPES = frozenset({"message", "service", "unsupported"})
HEAD = frozenset({"name", "type", "id"})
ADDRESS_BOOKS = frozenset({"contacts", "frequent_contacts"})
CHAT_LISTS = ("chats", "left_chats")
STORIES = frozenset({"stories"})
PASSED_OVER = frozenset(
    {"personal_information", "profile_pictures", "sessions", "web_sessions", "other_data"}
)
"""What is said of the person who made the export and of their devices: no records."""

ADDRESS_BOOK: Mapping[str, Any] = {"section": "contact"}
STORY: Mapping[str, Any] = {"section": "story"}
Found = tuple[dict[str, Any] | Reject, Mapping[str, Any]]

USER_SHIFT = 1 << 32
CHAT_SHIFT = 2 << 32
SHIFTS_END = 3 << 32
"""Until 2021 numbers were written shifted: ``kUserPeerIdShift`` and ``kChatPeerIdShift``."""

ESCAPE = re.compile(rb"\\(?:x([0-9A-Fa-f]{2})|.)", re.DOTALL)
ESCAPE_BEGUN = re.compile(rb"\\(?:x[0-9A-Fa-f]?)?")
LONGEST_BEGUN = len(rb"\xH")
BLOCK = 1 << 20


def records(opened: Opened) -> Iterator[Raw]:
    """Cut messages and contacts out of the file, one at a time.

    What a chat is called may stand behind its messages, where a program has sorted the keys: then
    the file is read once more, for that alone.
    """
    given = 0
    try:
        for raw in _records(opened, None):
            yield raw
            given = raw.number
        return
    except _HeadBehindError:
        pass
    opened.stream.seek(0)
    reader = _reader(opened)
    heads: list[dict[str, Any]] = []
    with contextlib.suppress(Unreadable):
        while reader.kind() == "object":
            _gather_heads(reader, heads)
    opened.stream.seek(0)
    yield from islice(_records(opened, heads), given, None)


def _reader(opened: Opened) -> JsonReader:
    stream: IO[bytes] = opened.stream
    if opened.encoding.startswith("utf-8"):
        # Not buffered: a buffer loses what it has read before a break.
        stream = cast("IO[bytes]", MendedEscapes(stream))
    return JsonReader(stream)


def _records(opened: Opened, heads: list[dict[str, Any]] | None) -> Iterator[Raw]:
    reader = _reader(opened)
    walk = _Walk(reader, opened.settings.get("time_zone"), heads)
    number = 0
    try:
        position, kind = 1, reader.kind()
        while kind != "end":
            # Somebody may have put several exports into one file, one behind the other.
            for value, context in walk.document(position):
                number += 1
                yield Raw(number, value, context)
            if kind != "object":
                return
            position, kind = position + 1, reader.kind()
    except Unreadable as fault:
        yield Raw(number + 1, Reject(fault.reason, fault.detail))


def is_chat(entry: Mapping[str, Any]) -> bool:
    """Say whether an object is a chat of this export, judging by its type and first message."""
    messages = entry.get("messages")
    if not isinstance(messages, list):
        return False
    first = messages[0] if messages else None
    if first is not None and not (isinstance(first, dict) and first.get("type") in MESSAGE_TYPES):
        return False
    return entry.get("type") in CHAT_TYPES or (first is not None and "date_unixtime" in first)


def chats_of(outline: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the chats of an outline: itself, or those of its lists."""
    if isinstance(outline.get("messages"), list):
        return [outline]
    found: list[Mapping[str, Any]] = []
    for part in CHAT_LISTS:
        section = outline.get(part)
        chats = section.get("list") if isinstance(section, dict) else None
        found += [chat for chat in chats or () if isinstance(chat, dict)]
    return found


def unshifted(number: int) -> int:
    """Return the number of an account or chat without the shift of exports before 2021."""
    if CHAT_SHIFT <= number < SHIFTS_END:
        return number - CHAT_SHIFT
    return number - USER_SHIFT if USER_SHIFT <= number < CHAT_SHIFT else number


class MendedEscapes(io.RawIOBase):
    r"""A stream in which ``\x0B`` is ``\u000B``.

    Telegram Desktop writes control characters as ``\xHH`` (``SerializeString``), which is no JSON
    (RFC 8259, section 7), so that a message with one could not be read.

    Parameters
    ----------
    stream : binary stream
        The export, in an encoding that holds ASCII as single bytes.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._kept = b""
        self._ready = b""

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Fill the buffer with what comes next; 0 at the end."""
        view = memoryview(buffer)
        if not self._ready:
            self._ready = self._next()
        size = min(len(view), len(self._ready))
        view[:size] = self._ready[:size]
        self._ready = self._ready[size:]
        return size

    def _next(self) -> bytes:
        read = self._stream.read(BLOCK)
        block = self._kept + (read or b"")
        begun = _escape_begun(block) if read else 0
        self._kept = block[len(block) - begun :]
        block = block[: len(block) - begun]
        if rb"\x" in block:
            block = ESCAPE.sub(lambda found: rb"\u00" + found[1] if found[1] else found[0], block)
        # A block that is all an escape cut short says nothing yet; it is not the end.
        return block or (self._next() if read else b"")


def _escape_begun(block: bytes) -> int:
    """Return the size of an escape that the end of the block cuts short."""
    for size in range(1, LONGEST_BEGUN + 1):
        if ESCAPE_BEGUN.fullmatch(block[-size:]):
            before = block[:-size]
            if (len(before) - len(before.rstrip(b"\\"))) % 2 == 0:
                return size
    return 0


class _HeadBehindError(Exception):
    """The messages of a chat stand before what it is called."""


class _Walk:
    """The way through chats, or a full export with its chats."""

    def __init__(
        self, reader: JsonReader, zone: str | None, heads: list[dict[str, Any]] | None
    ) -> None:
        self._reader = reader
        self._zone = zone
        self._heads = heads
        self._entered = 0

    def document(self, position: int, *, listed: bool = False) -> Iterator[Found]:
        """Walk the object that comes next; ``position`` counts chats from 1."""
        if self._reader.kind() != "object":
            yield Reject("not_an_object", "a chat is not an object"), {}
            return
        known = self._heads is not None and self._entered < len(self._heads)
        head: dict[str, Any] = dict(self._heads[self._entered]) if self._heads and known else {}
        self._entered += 1
        has_messages = False
        for key in self._reader.keys():  # noqa: SIM118  a walk, not a dict
            kind = self._reader.kind()
            if key in HEAD and kind in {"string", "scalar"}:
                head[key] = _value(self._reader)
            elif key == "messages":
                has_messages = True
                yield from self._messages(head, position, known)
            elif key in ADDRESS_BOOKS or key in STORIES:
                yield from self._others(ADDRESS_BOOK if key in ADDRESS_BOOKS else STORY)
            elif key in CHAT_LISTS:
                yield from self._chats()
            elif kind in {"object", "list"} and key not in PASSED_OVER:
                yield Reject("wrong_shape", "a part of the export that is not known"), {}
        if listed and not has_messages:
            yield Reject("wrong_shape", "a chat without messages"), {}

    def _messages(self, head: Mapping[str, Any], position: int, known: bool) -> Iterator[Found]:
        if self._reader.kind() != "list":
            yield Reject("wrong_shape", "messages is not a list"), {}
            return
        if not known and not head.keys() >= HEAD:
            raise _HeadBehindError
        context: Mapping[str, Any] | None = None
        for _ in self._reader.items():
            message = self._reader.record()
            if context is None:
                context = _context(head, message, position, self._zone)
            yield message, context

    def _others(self, context: Mapping[str, Any]) -> Iterator[Found]:
        for item in self._list():
            yield (self._reader.record() if isinstance(item, int) else item), context

    def _chats(self) -> Iterator[Found]:
        for item in self._list():
            if isinstance(item, int):
                yield from self.document(item, listed=True)
            else:
                yield item, {}

    def _list(self) -> Iterator[int | Reject]:
        """Walk the items of a section: of its ``list``, or of itself if it is one."""
        kind = self._reader.kind()
        if kind == "list":
            yield from self._reader.items()
        elif kind == "object":
            for key in self._reader.keys():  # noqa: SIM118  a walk, not a dict
                if key == "list" and self._reader.kind() == "list":
                    yield from self._reader.items()
                elif key == "list":
                    yield Reject("wrong_shape", "a section of the export holds no list")
        else:
            yield Reject("wrong_shape", "a section of the export is not an object")


def _gather_heads(reader: JsonReader, heads: list[dict[str, Any]]) -> None:
    """Gather what is said of each chat, in the order in which a walk enters them."""
    if reader.kind() != "object":
        return
    head: dict[str, Any] = {}
    heads.append(head)
    for key in reader.keys():  # noqa: SIM118  a walk, not a dict
        kind = reader.kind()
        if key in HEAD and kind in {"string", "scalar"}:
            head[key] = _value(reader)
        elif key in CHAT_LISTS and kind == "list":
            for _ in reader.items():
                _gather_heads(reader, heads)
        elif key in CHAT_LISTS and kind == "object":
            for inner in reader.keys():  # noqa: SIM118
                if inner == "list" and reader.kind() == "list":
                    for _ in reader.items():
                        _gather_heads(reader, heads)


def _value(reader: JsonReader) -> Any:
    try:
        return reader.value()
    except Unreadable as fault:
        if fault.reason == "truncated":
            raise
        return None


def _context(
    head: Mapping[str, Any], first: dict[str, Any] | Reject, position: int, zone: str | None
) -> Mapping[str, Any]:
    name, kind, number = (head.get(key) for key in ("name", "type", "id"))
    name = name if isinstance(name, str) and name else None
    if isinstance(number, int):
        by = None if isinstance(first, Reject) else first.get("from_id", first.get("actor_id"))
        # Only exports from before 2021 write senders as numbers.
        bare = str(unshifted(number) if isinstance(by, int) else abs(number))
        chat = Chat(bare, bare, name)
    else:
        chat = Chat(unnamed_chat(kind, name, None if name else position), None, name)
    return {"chat": chat, "chat_type": kind, "time_zone": zone}
