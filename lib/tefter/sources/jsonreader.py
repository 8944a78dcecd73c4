"""A pull reader for JSON of any size: it holds one element and one chunk, never the document.

Elements are decoded by the C scanner of Python's own ``json``, straight from a window of text that
moves over the file. Only where an element does not decode, because it is cut by the window's edge,
broken, or larger than the bound, its extent is found by counting brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO, Any, Literal, TypeVar

from tefter.sources.doubled import tell_doubled
from tefter.sources.jsonwindow import SCAN, JsonWindow, Walk, has_surrogates
from tefter.sources.records import Reject
from tefter.sources.text import CHUNK, too_large, without_surrogates
from tefter.values import Unreadable

T = TypeVar("T")
Kind = Literal["object", "list", "string", "scalar", "end"]

_ESCAPED_PAIR = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}")
_ESCAPED_HALF = re.compile(r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
_KINDS: dict[str, Kind] = {"{": "object", "[": "list", '"': "string", "": "end"}
_DEEPEST_WALK = 50


class JsonReader(JsonWindow):
    """Walk a JSON document, or several one after the other.

    Parameters
    ----------
    stream : binary stream
        The document, in UTF-8, -16 or -32 (RFC 8259 with what Windows makes of it).
    chunk : int
        Bytes read at a time.
    largest : int, optional
        Characters of the largest element that is decoded; ``text.LARGEST_RECORD`` unless told.

    Notes
    -----
    ``keys`` and ``items`` may be nested and left unfinished: what the caller does not take of an
    element is skipped when it asks for the next. All methods raise ``values.Unreadable`` with
    reason ``truncated`` where the document ends too early, and ``not_json`` where it is broken in
    a way that leaves no next element to find.

    Examples
    --------
    >>> import io
    >>> reader = JsonReader(io.BytesIO(b'{"name": "a", "messages": [{"id": 1}, {"id": 2}]}'))
    >>> for key in reader.keys():
    ...     if key == "messages":
    ...         print([reader.record() for _ in reader.items()])
    [{'id': 1}, {'id': 2}]
    """

    def __init__(
        self, stream: IO[bytes], *, chunk: int = CHUNK, largest: int | None = None
    ) -> None:
        super().__init__(stream, chunk=chunk, largest=largest)
        # Whether the document is broken in a way that leaves no next value to find.
        self._lost = False

    def kind(self) -> Kind:
        """Say what comes next, without taking it."""
        return _KINDS.get(self._peek(), "scalar")

    def keys(self) -> Iterator[str]:
        """Walk the object that comes next: its keys, each before its value.

        The caller takes the value by ``value``, ``record``, ``keys`` or ``items``, or leaves it.
        """
        walk = self._open("{", "}")
        first = True
        while self._more(walk, first):
            first = False
            yield from self._each(walk, self._key())

    def items(self) -> Iterator[int]:
        """Walk the list that comes next: the index of each item, from 1, before the item."""
        walk = self._open("[", "]")
        index = 0
        while self._more(walk, index == 0):
            index += 1
            yield from self._each(walk, index)

    def _each(self, walk: Walk, name: T) -> Iterator[T]:
        self._peek(needed=True)
        walk.waiting = True
        yield name
        while walk in self._walks and self._walks[-1] is not walk:
            self._finish(self._walks[-1])
        if walk.waiting:
            self.skip()

    def _finish(self, walk: Walk) -> None:
        """Take the rest of an object or a list that the caller left."""
        if walk.waiting:
            self.skip()
        while self._more(walk, first=False):
            if walk.closing == "}":
                self._key()
            self.skip()

    def _key(self) -> str:
        if self._peek() != '"':
            raise self._broken("a key is missing in an object")
        try:
            key = str(self.value())
        except Unreadable as fault:
            if fault.reason == "truncated" or self._lost:
                raise
            # No format asks for a key that is no text.
            key = "\N{REPLACEMENT CHARACTER}"
        self._expect(":", "a colon is missing after a key")
        return key

    def value(self) -> Any:
        """Take and decode the value that comes next.

        Raises
        ------
        Unreadable
            ``too_large``, ``not_json`` or ``not_text`` where this value cannot be decoded but the
            reader stands behind it and can go on; ``truncated`` where the document ends in it.
        """
        self._take()
        self._peek(needed=True)
        found = self._decoded()
        if found is None:
            size = self._measure()
            if size > self._largest:
                raise Unreadable("too_large", too_large("element").detail)
            found = self._decoded(whole=size)
            if found is None:
                element = self._text[self._at : self._at + size]
                self._at += size
                raise _fault(element) if element else self._missing()
        value, end = found
        element = ""
        if self._foreign or self._text.find("\\u", self._at, end) >= 0:
            element = self._text[self._at : end]
        if isinstance(value, dict):
            colons = self._text.count(":", self._at, end)
            tell_doubled(value, colons, self._text[self._at : end])
        size, self._at = end - self._at, end
        if size > self._largest:
            raise Unreadable("too_large", too_large("element").detail)
        return _clean(value, element) if element else value

    def record(self) -> dict[str, Any] | Reject:
        """Take the value that comes next as one record: an object, or the reject for it.

        Raises
        ------
        Unreadable
            ``truncated`` where the document ends in it; ``not_json`` where no next value can be
            found.
        """
        try:
            value = self.value()
        except Unreadable as fault:
            if fault.reason == "truncated" or self._lost:
                raise
            return Reject(fault.reason, fault.detail)
        if isinstance(value, dict):
            return value
        return Reject("not_an_object", "a list holds something else than objects")

    def skip(self) -> None:
        """Take the value that comes next without keeping it, however large it is."""
        self._take()
        start = self._peek(needed=True)
        found = self._decoded()
        if found is not None:
            self._at = found[1]
            return
        # To decode and drop is faster than to count brackets, so a container is walked, unless
        # it is small: then it may be broken inside, which a walk would not survive.
        walk = start in "{[" and len(self._walks) < _DEEPEST_WALK
        size = self._measure(give_up=2 * self._chunk if walk else None)
        if size is None:
            for _ in self.keys() if start == "{" else self.items():
                pass
        elif size <= self._largest:
            self._at += size
            if not size:
                raise self._missing()

    def _take(self) -> None:
        if self._walks:
            self._walks[-1].waiting = False

    def _open(self, opening: str, closing: str) -> Walk:
        self._take()
        self._expect(opening, "a list or an object is not where it belongs")
        walk = Walk(closing)
        self._walks.append(walk)
        return walk

    def _expect(self, mark: str, fault: str) -> None:
        if self._peek(needed=True) != mark:
            raise self._broken(fault)
        self._at += 1

    def _more(self, walk: Walk, first: bool) -> bool:
        """Move to the next element; False, and behind the end, where there is none."""
        if walk not in self._walks:
            return False
        mark = self._peek(needed=True)
        if not first and mark == ",":
            self._at += 1
            # A comma before the closing bracket is no JSON, but nothing is lost by it.
            mark = self._peek(needed=True)
        elif not first and mark != walk.closing:
            raise self._broken("a comma is missing between two elements")
        if mark == walk.closing:
            self._at += 1
            self._walks.remove(walk)
            return False
        return True

    def _missing(self) -> Unreadable:
        fault = "a value is missing"
        if self._walks and self._text[self._at] in {",", self._walks[-1].closing}:
            return Unreadable("not_json", fault)
        return self._broken(fault)

    def _broken(self, fault: str) -> Unreadable:
        self._lost = True
        return Unreadable("not_json", f"{fault}, so the rest of the file cannot be read")


def _clean(value: Any, element: str) -> Any:
    if not element.isascii() and has_surrogates(element):
        raise Unreadable("not_text", "the element holds bytes that are no UTF-8")
    if _ESCAPED_HALF.search(_ESCAPED_PAIR.sub("", element)):
        return without_surrogates(value)
    return value


def _fault(element: str) -> Unreadable:
    if "\0" in element:
        return Unreadable("not_text", "the element holds NUL bytes")
    if has_surrogates(element):
        return Unreadable("not_text", "the element holds bytes that are no UTF-8")
    try:
        SCAN(element, 0)
    except RecursionError:
        return Unreadable("not_json", "the element is nested too deeply")
    except (StopIteration, ValueError):
        pass
    return Unreadable("not_json", "the element breaks the rules of JSON")
