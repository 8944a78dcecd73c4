"""From bytes to text: which encoding, lines within bounds, strings that every library can hold."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

import charset_normalizer

from tefter.sources.records import Reject
from tefter.sources.unread import leave_unread

LARGEST_RECORD = 32 * 2**20
"""Bytes. The largest real record is a yt-dlp file with its comments, of a few megabytes."""

CHUNK = 2**20
"""Bytes read at a time."""

REGIONAL = ("cp1250", "cp1251")
"""Encodings met in the region beside Unicode: Windows Central European and Cyrillic. They are the
candidates that charset-normalizer chooses from."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SURE = 8
"""Characters that are not UTF-8 before a JSON text is taken for one in a regional encoding: two or
three are damage."""

_TEXT_ENDS = re.compile(rb"[\n\"]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def encoding_of(head: bytes, *, whole: bool, table: bool) -> str | None:
    """Return the encoding of a text by its first bytes; None where they are no text.

    Parameters
    ----------
    head : bytes
        The beginning of the file.
    whole : bool
        Whether that is all of it, so that a character cut at the end is a fault.
    table : bool
        Whether the text is a table: spreadsheets write the regional encodings. JSON is always
        Unicode (RFC 8259, 8.1), so that a broken character there is a fault of its record, unless
        hardly any character beyond ASCII is whole: then an editor saved the file anew.
    """
    for bom, encoding in _BOMS:
        if head.startswith(bom):
            return encoding
    if b"\0" in head[:1024]:
        wide = _utf16_without_bom(head[:1024])
        if wide or not table:
            return wide or "utf-8"
        if not _few_nul(head[:1024]):
            return None
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head, final=whole)
    except UnicodeDecodeError:
        if not table and not _saved_anew(head):
            return "utf-8"
        # Its texts alone: long stretches of ASCII keys and numbers say nothing, and hide them.
        texts = b"\n".join(one for one in _TEXT_ENDS.split(head) if not one.isascii())
        best = charset_normalizer.from_bytes(texts, cp_isolation=list(REGIONAL)).best()
        return None if best is None else best.encoding
    return "utf-8"


def _few_nul(head: bytes) -> bool:
    """Say whether this is text with NUL bytes in some record, not one of the binary formats."""
    rest = head.replace(b"\0", b"")
    return len(head) - len(rest) <= len(head) // 100 + 1 and not _CONTROL.search(
        rest.decode("latin-1")
    )


def _saved_anew(head: bytes) -> bool:
    beyond = [char for char in head.decode("utf-8", "surrogateescape") if char > "\x7f"]
    broken = sum("\udc80" <= char <= "\udcff" for char in beyond)
    return broken >= _SURE and broken > 4 * (len(beyond) - broken)


def _utf16_without_bom(head: bytes) -> str | None:
    # Keys, digits and separators are ASCII, so one byte in two is zero, always the same one.
    even, odd = head[0::2].count(0), head[1::2].count(0)
    third = len(head) // 6
    if max(odd, even) <= third or min(odd, even) > max(odd, even) // 10:
        return None
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    text = head[: len(head) // 2 * 2].decode(encoding, "replace")
    return None if _CONTROL.search(text) else encoding


def utf8_chunks(stream: IO[bytes], encoding: str) -> Iterator[bytes]:
    """Yield the text as UTF-8 bytes without a byte order mark; faults stay in as faults."""
    if encoding == "utf-8":
        while chunk := stream.read(CHUNK):
            yield chunk
        return
    if encoding == "utf-8-sig":
        first = stream.read(CHUNK)
        while 0 < len(first) < len(codecs.BOM_UTF8) and (more := stream.read(1)):
            first += more
        yield first.removeprefix(codecs.BOM_UTF8)
        yield from utf8_chunks(stream, "utf-8")
        return
    single = not encoding.startswith("utf")
    decoder = codecs.getincrementaldecoder(encoding)("replace" if single else "surrogatepass")
    while True:
        chunk = stream.read(CHUNK)
        try:
            text = decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError:
            # A file that ends in half a character: the cutters see that the record is cut off.
            text = ""
        yield text.encode("utf-8", "surrogatepass")
        if not chunk:
            return


@dataclass(frozen=True)
class Line:
    """One line within bounds.

    Attributes
    ----------
    number : int
        Counted from 1.
    content : bytes or None
        UTF-8 without the line's end; None where the line is larger than ``LARGEST_RECORD``.
    ended : bool
        Whether a line end followed.
    """

    number: int
    content: bytes | None
    ended: bool


def lines(chunks: Iterator[bytes], largest: int | None = None) -> Iterator[Line]:
    """Cut into lines; one that is too long is passed over without being held.

    Parameters
    ----------
    chunks : iterator of bytes
        As from ``utf8_chunks``.
    largest : int, optional
        Bytes of the longest line handed out; ``LARGEST_RECORD`` unless told.
    """
    largest = LARGEST_RECORD if largest is None else largest
    number = 1
    held: list[bytes] = []
    size = 0
    for chunk in chunks:
        first, *others = chunk.split(b"\n")
        size += len(first)
        if size <= largest:
            held.append(first)
        else:
            held.clear()
        if not others:
            continue
        yield Line(number, b"".join(held) if size <= largest else None, ended=True)
        number += 1
        for content in others[:-1]:
            yield Line(number, content if len(content) <= largest else None, ended=True)
            number += 1
        size = len(others[-1])
        held = [others[-1]] if size <= largest else []
    if size:
        yield Line(number, b"".join(held) if size <= largest else None, ended=False)


def too_large(what: str) -> Reject:
    """Return the reject for a record beyond ``LARGEST_RECORD``."""
    return Reject("too_large", f"the {what} is larger than {LARGEST_RECORD // 2**20} MB")


def without_surrogates(value: Any) -> Any:
    """Replace halves of surrogate pairs, which no encoding can write, by U+FFFD, and tell it."""
    if isinstance(value, str):
        whole, halves = _SURROGATE.subn("\N{REPLACEMENT CHARACTER}", value)
        if halves:
            leave_unread("a text", "half_character")
        return whole
    if isinstance(value, list):
        return [without_surrogates(inner) for inner in value]
    if isinstance(value, dict):
        return {without_surrogates(key): without_surrogates(inner) for key, inner in value.items()}
    return value
