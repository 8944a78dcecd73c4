"""From the bytes of a file to its raw records, one at a time, whatever its size."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from tefter.sources.contract import Opened, Raw
from tefter.sources.doubled import tell_doubled
from tefter.sources.jsonreader import JsonReader
from tefter.sources.records import Reject
from tefter.sources.tables import table_rows
from tefter.sources.text import lines, too_large, utf8_chunks, without_surrogates
from tefter.values import Unreadable

__all__ = ["JsonReader", "json_items", "json_lines", "table_rows"]

_decode = msgspec.json.Decoder().decode


def json_lines(opened: Opened) -> Iterator[Raw]:
    """Cut a file that has one JSON object on each line.

    Parameters
    ----------
    opened : Opened
        The file. Blank lines are no records.

    Yields
    ------
    Raw
        Numbered by line. A line that is broken is a ``Reject``: ``not_json``, ``not_text``,
        ``not_an_object``, ``too_large``, or ``truncated`` where it is the last and has no end.
    """
    for line in lines(utf8_chunks(opened.stream, opened.encoding)):
        if line.content is None:
            yield Raw(line.number, too_large("line"))
            continue
        content = line.content.strip()
        if not content:
            continue
        value = _line(content)
        if isinstance(value, Reject) and value.reason == "not_json" and not line.ended:
            value = Reject("truncated", "the last line is cut off")
        yield Raw(line.number, value)


def json_items(
    opened: Opened,
    *paths: Sequence[str],
    says: str = "",
    worth: Callable[[Any], bool] = bool,
) -> Iterator[Raw]:
    """Cut the lists of a JSON file into their items.

    Reads a list at the top, objects that hold lists at ``paths``, and any number of these one
    after the other (pages), each on its own line or not.

    Parameters
    ----------
    opened : Opened
        The file.
    *paths : sequence of str
        Keys that lead to a list of records, such as ``("data", "videos")``. An object at the top,
        or in the list at the top, that has no list at any path is itself a record.
    says : str, optional
        Key beside the lists by which such an object says what it is, such as ``error``.
    worth : callable, optional
        Whether the value there is worth a record of its own, ``{says: value}``, after the items.

    Yields
    ------
    Raw
        Numbered from 1 through the whole file.
    """
    said = _Said(says, worth)
    for number, value in enumerate(_pages(opened, paths, said), start=1):
        yield Raw(number, value)


@dataclass(frozen=True)
class _Said:
    """What a page says of itself, and whether that is worth a record."""

    key: str
    worth: Callable[[Any], bool]

    def by(self, page: dict[str, Any]) -> Iterator[dict[str, Any]]:
        if self.key in page and self.worth(page[self.key]):
            yield {self.key: page[self.key]}


def _pages(
    opened: Opened, paths: Sequence[Sequence[str]], said: _Said
) -> Iterator[dict[str, Any] | Reject]:
    if opened.shape == "json-lines":
        for raw in json_lines(opened):
            yield from _expanded(raw.value, paths, said)
        return
    reader = JsonReader(opened.stream)
    try:
        pages = 0
        while (kind := reader.kind()) != "end":
            pages += 1
            if kind == "list":
                for _ in reader.items():
                    yield from _expanded(reader.record(), paths, said)
            elif kind == "object" and paths:
                page: dict[str, Any] = {}
                found = yield from _walked(reader, paths, said.key, page)
                if not found:
                    reader = _reader_at(opened, pages)
                    yield reader.record()
                else:
                    yield from said.by(page)
            else:
                yield reader.record()
    except Unreadable as fault:
        yield Reject(fault.reason, fault.detail)


def _walked(
    reader: JsonReader, paths: Sequence[Sequence[str]], says: str, page: dict[str, Any]
) -> Generator[dict[str, Any] | Reject, None, bool]:
    """Yield the items of the lists at the paths below the object that comes next.

    What the object at the top says of itself is put into ``page``.
    """
    found = False
    for key in reader.keys():  # noqa: SIM118  a reader, not a dict
        rest = [path[1:] for path in paths if path and path[0] == key]
        if any(not path for path in rest) and reader.kind() == "list":
            found = True
            for _ in reader.items():
                yield reader.record()
        elif any(rest) and reader.kind() == "object":
            inner = [path for path in rest if path]
            found = (yield from _walked(reader, inner, "", page)) or found
        elif says and key == says:
            page[key] = reader.record()
    return found


def _reader_at(opened: Opened, page: int) -> JsonReader:
    """Return a reader that stands before this document of the file, counted from 1."""
    opened.stream.seek(0)
    reader = JsonReader(opened.stream)
    for _ in range(page - 1):
        reader.skip()
    return reader


def _expanded(
    value: dict[str, Any] | Reject, paths: Sequence[Sequence[str]], said: _Said
) -> Iterator[dict[str, Any] | Reject]:
    found = False
    if isinstance(value, dict):
        for path in paths:
            inner: Any = value
            for key in path:
                inner = inner.get(key) if isinstance(inner, dict) else None
            if isinstance(inner, list):
                found = True
                for item in inner:
                    yield item if isinstance(item, dict) else _not_an_object()
        if found:
            yield from said.by(value)
    if not found:
        yield value


def _line(content: bytes) -> dict[str, Any] | Reject:
    try:
        value = _decode(content)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        value = _line_again(content)
    if isinstance(value, dict):
        tell_doubled(value, content.count(b":"), content)
        return value
    if isinstance(value, Reject):
        return value
    return _not_an_object()


def _line_again(content: bytes) -> Any:
    """Decode what msgspec refuses and other programs write: NaN, halves of surrogate pairs."""
    try:
        text = content.decode()
        if "\0" in text:
            return Reject("not_text", "the line holds NUL bytes")
        return without_surrogates(json.loads(text))
    except UnicodeDecodeError:
        return Reject("not_text", "the line is not UTF-8")
    except RecursionError:
        return Reject("not_json", "the line is nested too deeply")
    except ValueError:
        return Reject("not_json", "the line breaks the rules of JSON")


def _not_an_object() -> Reject:
    return Reject("not_an_object", "an object with fields belongs here")
