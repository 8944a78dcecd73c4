"""What every export format says of itself, so that adding one is one file.

A format module in ``sources/formats/`` holds one constant, ``FORMAT``. The registry finds it by
listing that folder. ``docs/sources/`` has one page for each, and ``tests/sources/`` one fixture.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO, Any, Literal

from tefter.sources.records import Outcome, Reject

Shape = Literal["json-lines", "json", "table"]


@dataclass(frozen=True)
class Sample:
    """The beginning of a file, decoded as far as it goes: enough to recognise it by content.

    Attributes
    ----------
    name : str
        The file's name, for messages only: formats are recognised by content.
    shape : {"json-lines", "json", "table"}
        How the file is built.
    objects : tuple of dict
        ``json-lines``: the first objects. ``json`` with a list at the top: its first objects.
    outline : dict
        ``json`` with an object at the top: its keys as far as the sample goes, where every list
        is cut to its first element. Empty otherwise.
    header : tuple of str
        ``table``: the column names.
    rows : tuple of dict
        ``table``: the first rows, every cell a string or None.
    settings : Mapping
        What ``case.yml`` says of this file, as in ``Opened``.
    broken : bool
        ``json``: whether the first record cannot be decoded to its end, as in a file that is cut
        off there. What could be is in ``objects`` or ``outline``.
    """

    name: str
    shape: Shape
    objects: tuple[dict[str, Any], ...] = ()
    outline: Mapping[str, Any] = field(default_factory=dict)
    header: tuple[str, ...] = ()
    rows: tuple[dict[str, str | None], ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)
    broken: bool = False


@dataclass(frozen=True)
class Raw:
    """One raw record, as the cutter hands it out.

    Attributes
    ----------
    number : int
        Line (JSON lines) or index (JSON list, table row without the header), counted from 1.
    value : Any
        The decoded object; or a ``Reject`` where the cutter itself could not read the record.
    context : Mapping
        What the record needs to know of its surroundings, such as the chat of a message.
    """

    number: int
    value: dict[str, Any] | Reject
    context: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Opened:
    """A file opened for reading: decompressed, and decoded by the cutters in ``cutting``.

    Attributes
    ----------
    name : str
        Name for ``source_file``.
    shape : {"json-lines", "json", "table"}
        How the file is built, as found by ``Sample``.
    stream : binary stream
        The bytes, decompressed, from the beginning.
    encoding : str
        Python's name for the encoding of the text.
    settings : Mapping
        What ``case.yml`` says of this file: ``time_zone`` for times without a zone, ``columns``
        for a table, ``platform``.
    notes : list of str
        Sentences for the summary that ``records`` adds, on what only the whole file shows.
    """

    name: str
    shape: Shape
    stream: IO[bytes]
    encoding: str = "utf-8"
    settings: Mapping[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Format:
    """One export format.

    Attributes
    ----------
    name : str
        Short name, also that of its page in ``docs/sources/``.
    title : str
        What a person calls it.
    recognise : callable
        Looks at a sample and says how sure it is, from 0 (not this format) to 100. Signs of
        content only: keys and their types, never the file's name.
    records : callable
        Cuts the opened file into raw records, streaming. Usually one of ``cutting``.
    parse : callable
        Turns one raw record into exactly one outcome. It may raise any exception: the reading
        turns that into a reject with reason ``unreadable``.
    note : callable, optional
        Looks at a sample and says in one sentence what cannot be known from this file, for the
        summary (such as times without a zone).
    """

    name: str
    title: str
    recognise: Callable[[Sample], int]
    records: Callable[[Opened], Iterator[Raw]]
    parse: Callable[[Raw], Outcome]
    note: Callable[[Sample], str | None] = lambda _: None
