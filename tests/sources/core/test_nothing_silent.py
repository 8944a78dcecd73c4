"""A value that makes no difference to what a record becomes is counted as not understood.

For every format and every field that it reads, whichever these are: where putting something else
into the field gives the same as leaving the field out, the reader must have said so.
"""

from __future__ import annotations

import copy
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fuzz.seeds import seeds
from tests.sources.everything import everything

from tefter.sources.contract import Format, Opened, Raw
from tefter.sources.fitting import misfit
from tefter.sources.reading import outcome_of
from tefter.sources.records import Outcome, Reject
from tefter.sources.registry import formats, recognise
from tefter.sources.sampling import look
from tefter.sources.unread import VALUES, Unread, gathering

Way = tuple[str | int, ...]

FILES = {name: seed for name, seed in seeds().items() if "packed" not in name} | everything()
SETTINGS = {"time_zone": "Europe/Belgrade"}


def cut(name: str) -> tuple[Format, list[Raw]]:
    """Return the format of a seed and its records."""
    looked = look(name, io.BytesIO(FILES[name]))
    known = recognise(looked.sample)
    assert known is not None
    opened = Opened(name, looked.sample.shape, io.BytesIO(FILES[name]), looked.encoding, SETTINGS)
    return known, list(known.records(opened))


def read(known: Format, raw: Raw, value: Any) -> tuple[Outcome, list[Unread]]:
    """Return what a record becomes with another value, and what is left unread of it."""
    with gathering() as unread:
        outcome = outcome_of(known, Raw(raw.number, copy.deepcopy(value), raw.context))
        return misfit(outcome) or outcome, list(unread)


def ways(value: Any, here: Way = ()) -> Iterator[Way]:
    """Return the way to every value inside a record."""
    entries: Any = ()
    if isinstance(value, dict):
        entries = value.items()
    elif isinstance(value, list):
        entries = enumerate(value)
    for key, inner in entries:
        yield (*here, key)
        yield from ways(inner, (*here, key))


def without(value: Any, way: Way) -> Any:
    changed = copy.deepcopy(value)
    place = changed
    for step in way[:-1]:
        place = place[step]
    del place[way[-1]]
    return changed


def put(value: Any, way: Way, other: Any) -> Any:
    changed = copy.deepcopy(value)
    place = changed
    for step in way[:-1]:
        place = place[step]
    place[way[-1]] = other
    return changed


def fields_read(known: Format, raw: Raw) -> list[Way]:
    """Return the ways to what makes a difference: leaving it out gives something else."""
    whole, _ = read(known, raw, raw.value)
    return [
        way
        for way in ways(raw.value)
        if repr(whole) != repr(read(known, raw, without(raw.value, way))[0])
    ]


CUT = {name: cut(name) for name in FILES}
READ = [
    (name, number, way)
    for name, (known, raws) in CUT.items()
    for number, raw in enumerate(raws)
    for way in fields_read(known, raw)
]
OTHERS = (12345.5, -5, True, "☃ 12x", "5 5", [1], [[1]], [None, 7], ["a"], {"x": 1}, [{"x": 1}])


def at(value: Any, way: Way) -> Any:
    for step in way:
        value = value[step]
    return value


def of_its_kind(value: Any, other: Any) -> bool:
    """An object or a list of them for another one lacks fields, which no format promises."""
    if isinstance(value, dict) and isinstance(other, dict):
        return True
    return isinstance(value, list) and isinstance(other, list) and isinstance(other[0], dict)


def is_silent(name: str, number: int, way: Way, other: Any) -> bool:
    """Say whether a value made no difference and nobody said so."""
    known, raws = CUT[name]
    raw = raws[number]
    outcome, unread = read(known, raw, put(raw.value, way, other))
    assert {reason for _, reason in unread} <= VALUES.keys()
    if isinstance(outcome, Reject) or unread or of_its_kind(at(raw.value, way), other):
        return False
    return repr(outcome) == repr(read(known, raw, without(raw.value, way))[0])


def only_texts(name: str) -> bool:
    """Say whether the file can hold nothing but texts."""
    return Path(name).suffix in {".csv", ".tsv", ".xlsx", ".parquet"}


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_value_of_another_kind_changes_the_outcome_or_is_counted(name):
    others = [other for other in OTHERS if isinstance(other, str) or not only_texts(name)]
    assert [
        (number, way, other)
        for of, number, way in READ
        for other in others
        if of == name and is_silent(name, number, way, other)
    ] == []


texts = st.text(max_size=8).map("☃".__add__)
anything = st.recursive(
    texts | st.integers(1) | st.floats(0.1, 0.9) | st.just(True),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3)
        | st.dictionaries(texts, inner, min_size=1, max_size=3)
    ),
    max_leaves=5,
)


@given(st.sampled_from(READ), st.data())
def test_whatever_stands_in_a_field_changes_the_outcome_or_is_counted(where, data):
    name, number, way = where
    other = data.draw(texts if only_texts(name) else anything)
    assert not is_silent(name, number, way, other)


def test_every_format_is_tried_with_fields_that_it_reads():
    tried = {CUT[name][0].name for name, _, _ in READ}
    assert tried == {known.name for known in formats()}


@pytest.mark.parametrize("name", sorted(FILES))
def test_nothing_of_a_whole_export_is_left_unread(name):
    known, raws = CUT[name]
    left = {value for raw in raws for value in read(known, raw, raw.value)[1]}
    # The counts of the tables there are ambiguous on purpose.
    assert left <= {("views", "ambiguous")}
