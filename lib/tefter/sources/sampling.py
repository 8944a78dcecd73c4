"""The beginning of a file, decoded, so that a format can recognise it by content."""

from __future__ import annotations

import contextlib
import io
import json
from dataclasses import dataclass, replace
from itertools import islice
from typing import IO, Any

from tefter.errors import SourceError
from tefter.sources import magic
from tefter.sources.contract import Opened, Sample
from tefter.sources.cutting import table_rows
from tefter.sources.jsonreader import JsonReader
from tefter.sources.records import Reject
from tefter.sources.streams import BrokenFileError
from tefter.sources.tables import delimiter_of, open_table
from tefter.sources.text import REGIONAL, encoding_of, utf8_chunks
from tefter.values import Unreadable

SAMPLE = 2**20
"""Bytes by which a file is recognised."""

MOST = 50
"""Objects or rows in a sample."""

_DEEPEST = 12
_BLANK = "\ufeff \t\r\n\0"
_TELEGRAM_REMEDY = "in Telegram Desktop choose the format Machine-readable JSON"


class NotDataError(SourceError):
    """The file holds no records at all: a picture, a page, prose. In an archive that is usual."""


@dataclass(frozen=True)
class Look:
    """What a first look at a file tells.

    Attributes
    ----------
    sample : Sample
        For the recognisers.
    encoding : str
        Python's name for the encoding of the text; ``utf-8`` where there is no text.
    note : str or None
        One sentence for the summary, where something was assumed.
    """

    sample: Sample
    encoding: str
    note: str | None = None


def look(name: str, stream: IO[bytes], *, whole_name: str | None = None) -> Look:
    """Look at the beginning of a file; the stream stands at its beginning again afterwards.

    Parameters
    ----------
    name : str
        The file's name, for messages.
    stream : binary stream
        Its bytes, unpacked. Only ``seek(0)`` is asked of it.

    Raises
    ------
    SourceError
        When the file is empty or is damaged.
    NotDataError
        When it holds something else than records.
    """
    head, whole = _head(stream)
    stream.seek(0)
    if not head.strip():
        raise SourceError("is empty", "export it again", file=name)
    if magic.is_zip(head) or magic.is_parquet(head):
        return _table(name, stream, "utf-8")
    kind = magic.kind_of(head)
    if kind is not None:
        raise NotDataError(f"is {kind}, not an export", "add the export itself", file=name)
    encoding = encoding_of(head, whole=whole, table=False) or "utf-8"
    text = _decoded(head, encoding)
    if text.lstrip(_BLANK).startswith(("{", "[")) or _json_lines(text, whole=whole):
        return Look(_json(name, text, whole=whole), encoding, _assumed(encoding))
    encoding = encoding_of(head, whole=whole, table=True) or ""
    if not encoding:
        raise NotDataError("holds binary data, not an export", "add the export itself", file=name)
    text = _decoded(head, encoding)
    if text.lstrip(_BLANK).startswith("<"):
        raise NotDataError("is a web page or XML, not JSON or a table", _TELEGRAM_REMEDY, file=name)
    if delimiter_of(io.StringIO(text, newline="\n")) is None and not text.startswith("sep="):
        raise NotDataError(
            "is text without records, neither JSON nor a table", "add the export", file=name
        )
    if head.isascii() and not whole:
        encoding = _encoding_further_on(stream)
    return _table(name, stream, encoding, _assumed(encoding))


def _assumed(encoding: str) -> str | None:
    if encoding in REGIONAL:
        return f"The file does not say its encoding; {encoding} was assumed by its letters."
    if encoding.startswith("utf-16"):
        return f"The file is written in {encoding}."
    return None


def _head(stream: IO[bytes]) -> tuple[bytes, bool]:
    parts: list[bytes] = []
    size = 0
    while size < SAMPLE:
        try:
            part = stream.read(SAMPLE - size)
        except BrokenFileError:
            # What stands before the break is read; the reading will say where it broke.
            if parts:
                return b"".join(parts), False
            raise
        if not part:
            return b"".join(parts), True
        parts.append(part)
        size += len(part)
    return b"".join(parts), False


def _decoded(head: bytes, encoding: str) -> str:
    return b"".join(utf8_chunks(io.BytesIO(head), encoding)).decode("utf-8", "replace")


def _encoding_further_on(stream: IO[bytes]) -> str:
    """Find the encoding of a table whose beginning is plain ASCII."""
    stream.seek(0)
    while chunk := _unbroken(stream):
        if not chunk.isascii():
            # The chunk may begin in the middle of a character, but not after a line end.
            _, _, later = chunk.partition(b"\n")
            chunk = chunk if later.isascii() else later
            break
    stream.seek(0)
    return encoding_of(chunk, whole=False, table=True) or "utf-8" if chunk else "utf-8"


def _unbroken(stream: IO[bytes]) -> bytes:
    try:
        return stream.read(SAMPLE)
    except BrokenFileError:
        return b""


def _table(name: str, stream: IO[bytes], encoding: str, note: str | None = None) -> Look:
    opened = Opened(name, "table", stream, encoding)
    table = open_table(opened)
    stream.seek(0)
    rows: list[dict[str, str | None]] = []
    with contextlib.suppress(BrokenFileError):
        for raw in islice(table_rows(opened), MOST):
            if not isinstance(raw.value, Reject):
                rows.append(raw.value)
    stream.seek(0)
    sample = Sample(name, "table", header=table.header, rows=tuple(rows))
    return Look(sample, encoding, table.note or note)


def _json(name: str, text: str, *, whole: bool) -> Sample:
    objects = _json_lines(text, whole=whole)
    if objects:
        sample = Sample(name, "json-lines", objects=tuple(objects[:MOST]))
        if len(objects) == 1 and not _has_second_line(text):
            # One object on one line is both: a line of JSON, and a whole document.
            return replace(sample, shape="json", outline=_outline_of(text)[0])
        return sample
    if text.lstrip(_BLANK).startswith("["):
        items = _first_items(text)
        if items:
            return Sample(name, "json", objects=items)
        begun, broken = _begun_item(text)
        return Sample(name, "json", objects=(begun,) if begun else (), broken=broken)
    outline, broken = _outline_of(text)
    return Sample(name, "json", outline=outline, broken=broken)


def _json_lines(text: str, *, whole: bool) -> list[dict[str, Any]]:
    """Return the objects if most lines are one object each."""
    cut = [line.strip("\ufeff \t\r") for line in text.split("\n")]
    if not whole:
        # The last line goes on behind the sample.
        cut = cut[:-1]
    filled = [line for line in cut if line][: 4 * MOST]
    objects = []
    for line in filled:
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(value, dict):
            objects.append(value)
    return objects if 2 * len(objects) >= len(filled) else []


def _has_second_line(text: str) -> bool:
    return "\n" in text.strip()


def _first_items(text: str) -> tuple[dict[str, Any], ...]:
    reader = JsonReader(io.BytesIO(text.encode("utf-8", "replace")))
    objects: list[dict[str, Any]] = []
    try:
        for _ in reader.items():
            record = reader.record()
            if isinstance(record, dict):
                objects.append(record)
            if len(objects) == MOST:
                break
    except Unreadable:
        pass
    return tuple(objects)


def _begun_item(text: str) -> tuple[dict[str, Any], bool]:
    """Return what the first item of a list holds before it breaks off, and whether it does."""
    begun: dict[str, Any] = {}
    reader = JsonReader(io.BytesIO(text.encode("utf-8", "replace")))
    try:
        for _ in reader.items():
            if reader.kind() == "object":
                _outline(reader, begun, 0)
                break
            reader.skip()
    except Unreadable:
        return begun, True
    return begun, False


def _outline_of(text: str) -> tuple[dict[str, Any], bool]:
    """Return the outline of a document, and whether it breaks off or is none."""
    outline: dict[str, Any] = {}
    reader = JsonReader(io.BytesIO(text.encode("utf-8", "replace")))
    try:
        _outline(reader, outline, 0)
    except Unreadable:
        return outline, True
    return outline, False


def _outline(reader: JsonReader, into: dict[str, Any], depth: int) -> None:
    for key in reader.keys():  # noqa: SIM118  a reader, not a dict
        into[key] = None
        _fill(reader, into, key, depth)


def _fill(reader: JsonReader, into: Any, key: Any, depth: int) -> None:
    """Decode what comes next into its place, so that it stays there when the sample ends."""
    kind = reader.kind()
    if depth < _DEEPEST and kind == "object":
        into[key] = {}
        _outline(reader, into[key], depth + 1)
    elif depth < _DEEPEST and kind == "list":
        into[key] = []
        for index in reader.items():
            if index == 1:
                into[key].append(None)
                _fill(reader, into[key], 0, depth + 1)
    else:
        into[key] = reader.value()
