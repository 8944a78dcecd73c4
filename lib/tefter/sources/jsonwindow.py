"""The window of text that a JSON reader moves over a file, and how it finds an element's end."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Callable
from typing import IO, Any, overload

from tefter.sources.text import CHUNK, LARGEST_RECORD, encoding_of
from tefter.values import Unreadable

_SPACE = re.compile(r"[ \t\n\r\ufeff]*")
_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"|[{}\[\]]|"', re.DOTALL)
_STRING_END = re.compile(r'(?:[^"\\]++|\\.)*+"', re.DOTALL)
_SCALAR = re.compile(r"[^\s,\]}\[{\":]*")
_HEAD = 64
SCAN: Callable[[str, int], tuple[Any, int]] = json.JSONDecoder().scan_once  # type: ignore[attr-defined]


class Walk:
    """An object or a list that is being walked."""

    def __init__(self, closing: str) -> None:
        self.closing = closing
        # Whether an element stands at the cursor that the caller has not taken yet.
        self.waiting = False


class JsonWindow:
    """A cursor in a window of decoded text.

    Parameters
    ----------
    stream : binary stream
        The document, in UTF-8, -16 or -32 (RFC 8259 with what Windows makes of it).
    chunk : int
        Bytes read at a time.
    largest : int, optional
        Characters of the largest element that is held; ``text.LARGEST_RECORD`` unless told.
    """

    def __init__(
        self, stream: IO[bytes], *, chunk: int = CHUNK, largest: int | None = None
    ) -> None:
        self._stream = stream
        self._decoder: codecs.IncrementalDecoder | None = None
        self._chunk = chunk
        self._largest = LARGEST_RECORD if largest is None else largest
        self._text = ""
        self._at = 0
        self._ended = False
        # Whether the text may hold bytes that are no text.
        self._foreign = False
        # The objects and lists that the cursor stands in.
        self._walks: list[Walk] = []

    def _decoded(self, whole: int | None = None) -> tuple[Any, int] | None:
        """Decode at the cursor; None where the window's text does not decode."""
        try:
            value, end = SCAN(self._text, self._at)
        except (StopIteration, ValueError, RecursionError):
            return None
        if whole is not None:
            return (value, end) if end == self._at + whole else None
        if self._text[self._at] not in '{["':
            # A number at the window's edge may go on behind it.
            scalar_end = self._scalar_end()
            if end != scalar_end or end == len(self._text):
                return None
        return value, end

    @overload
    def _measure(self) -> int: ...
    @overload
    def _measure(self, give_up: int | None) -> int | None: ...
    def _measure(self, give_up: int | None = None) -> int | None:  # noqa: PLR0912
        """Return the size of the value at the cursor, with the window holding all of it.

        A value beyond the bound is passed over instead, and the size is one more than the bound.
        None where the value is larger than ``give_up``, the cursor still before it.
        """
        if self._text[self._at] not in '{["':
            return self._measure_scalar()
        depth, seen, beyond = 0, self._at, False
        while True:
            for token in _TOKEN.finditer(self._text, seen):
                mark = token[0]
                if mark == '"':
                    # A string goes on behind the window.
                    seen = token.start()
                    break
                seen = token.end()
                if mark in "{[":
                    depth += 1
                elif mark in "}]":
                    depth -= 1
                if depth == 0:
                    return self._measured(seen, beyond)
            else:
                seen = len(self._text)
            if give_up is not None:
                if len(self._text) - self._at > give_up:
                    return None
            elif len(self._text) - self._at > self._largest:
                beyond = True
                in_string = self._text.startswith('"', seen)
                self._at = seen
                if in_string:
                    self._pass_string()
                    seen = self._at
                    if depth == 0:
                        return self._measured(seen, beyond)
                    continue
            before = self._at
            if not self._fill():
                self._at = len(self._text)
                raise _truncated()
            seen -= before - self._at

    def _measured(self, end: int, beyond: bool) -> int:
        size = end - self._at
        if not beyond and size <= self._largest:
            return size
        self._at = end
        return self._largest + 1

    def _measure_scalar(self) -> int:
        beyond = False
        while (end := self._scalar_end()) == len(self._text):
            if end - self._at > self._largest:
                beyond = True
                self._at = end
            if not self._fill():
                if self._walks:
                    raise _truncated()
                break
        return self._measured(end, beyond)

    def _scalar_end(self) -> int:
        match = _SCALAR.match(self._text, self._at)
        return self._at if match is None else match.end()

    def _pass_string(self) -> None:
        """Move from the opening quote to behind a string that is too large to hold."""
        self._at += 1
        while True:
            match = _STRING_END.match(self._text, self._at)
            if match:
                self._at = match.end()
                return
            # Of a trailing backslash, the character that it escapes is still to come.
            text = self._text
            slashes = len(text) - len(text.rstrip("\\"))
            self._at = max(self._at, len(text) - slashes % 2)
            if not self._fill():
                self._at = len(self._text)
                raise _truncated()

    def _peek(self, *, needed: bool = False) -> str:
        while True:
            match = _SPACE.match(self._text, self._at)
            if match:
                self._at = match.end()
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._fill():
                if needed:
                    raise _truncated()
                return ""

    def _fill(self) -> bool:
        text = ""
        while not text and not self._ended:
            data = self._stream.read(self._chunk)
            if self._decoder is None:
                # A first read may be short, and the encoding shows in the first characters.
                while 0 < len(data) < _HEAD and (more := self._stream.read(_HEAD)):
                    data += more
                self._decoder = _decoder(data)
            self._ended = not data
            text = self._decoder.decode(data, final=self._ended)
        if not self._foreign and not text.isascii() and has_surrogates(text):
            self._foreign = True
        self._text = self._text[self._at :] + text
        self._at = 0
        return bool(text)


def _decoder(head: bytes) -> codecs.IncrementalDecoder:
    encoding = encoding_of(head, whole=False, table=False) or "utf-8"
    # Bytes that are no text become lone surrogates, by which their element is known later.
    errors = "surrogateescape" if encoding.startswith("utf-8") else "replace"
    return codecs.getincrementaldecoder(encoding)(errors)


def has_surrogates(text: str) -> bool:
    """Say whether a text holds bytes that are no text, as lone surrogates."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def _truncated() -> Unreadable:
    return Unreadable("truncated", "the file ends in the middle of it")
