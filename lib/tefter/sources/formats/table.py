"""Any table of posts: CSV, TSV, XLSX, Parquet, or JSON objects, with columns of any name.

Which column is what is proposed by ``sources.mapping``; a person confirms it in ``case.yml``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tefter.errors import SourceError, printable
from tefter.sources.contract import Format, Opened, Raw, Sample
from tefter.sources.cutting import json_items, table_rows
from tefter.sources.mapping import Proposal, propose, with_stated
from tefter.sources.records import Outcome, Reject
from tefter.sources.sampling import look
from tefter.sources.table_posts import Plan, Styles, post_of_row
from tefter.sources.unread import gathering

SURENESS = 1
"""Of 100: any format that knows the file by name is surer."""

DEEPEST = 4
"""Levels of nested objects that are laid flat: ``author.stats.followers`` is three."""


def recognise(sample: Sample) -> int:
    """Return 1 where posts can be made of the columns, or a person has stated them."""
    header, rows = _laid_out(sample)
    stated = bool(sample.settings.get("columns"))
    return SURENESS if header and (stated or propose(header, rows).usable) else 0


def records(opened: Opened) -> Iterator[Raw]:
    """Cut the table into rows, each with the plan by which it is read.

    The table is read twice: how its counts and dates are written shows only in all of them.

    Raises
    ------
    SourceError
        When the mapping names what does not exist, or gives neither a text nor a link nor an
        identifier.
    """
    with gathering():
        # What is left unread counts when the rows are read, below.
        sample = look(opened.name, opened.stream).sample
    header, rows = _laid_out(sample)
    proposal = propose(header, rows)
    stated = opened.settings.get("columns")
    if stated:
        proposal = with_stated(proposal, stated, header, opened.name)
    if not {"text", "url", "post_id"} & proposal.columns.keys():
        raise SourceError(
            "has no column for a text, a link or an identifier of posts",
            f"state them in case.yml, as in columns: {{text: {printable(header[0])}}}",
            file=opened.name,
        )
    path = _list_in(sample)
    styles = Styles(proposal.columns)
    with gathering():
        for raw in _rows(opened, path):
            if isinstance(raw.value, dict):
                styles.see(raw.value)
    opened.stream.seek(0)
    plan = Plan.of(proposal.columns, styles, opened.settings)
    for raw in _rows(opened, path):
        yield Raw(raw.number, raw.value, {"plan": plan})
    opened.notes.extend([*_words(proposal), *plan.notes()])


def parse(raw: Raw) -> Outcome:
    """Turn a row into a post."""
    if isinstance(raw.value, Reject):
        return raw.value
    plan: Plan = raw.context["plan"]
    return post_of_row(raw.value, plan)


FORMAT = Format(
    name="table",
    title="A table of posts, by the names and values of its columns",
    recognise=recognise,
    records=records,
    parse=parse,
)


def _rows(opened: Opened, path: tuple[str, ...]) -> Iterator[Raw]:
    if opened.shape == "table":
        yield from table_rows(opened)
        return
    for raw in json_items(opened, path) if path else json_items(opened):
        yield Raw(raw.number, flat(raw.value) if isinstance(raw.value, dict) else raw.value)


def flat(record: Mapping[str, Any]) -> dict[str, Any]:
    """Lay nested objects flat: ``{"a": {"b": 1}}`` becomes ``{"a.b": 1}``."""
    return dict(_flattened(record, "", DEEPEST))


def _flattened(record: Mapping[str, Any], above: str, levels: int) -> Iterator[tuple[str, Any]]:
    for key, value in record.items():
        name = f"{above}{key}"
        if isinstance(value, dict) and value and levels:
            yield from _flattened(value, f"{name}.", levels - 1)
        else:
            yield name, value


def _laid_out(sample: Sample) -> tuple[tuple[str, ...], list[dict[str, Any]]]:
    """Return header and first rows of whatever can be a table."""
    if sample.shape == "table":
        return sample.header, [dict(row) for row in sample.rows]
    objects: Any = sample.objects
    if sample.outline:
        objects = sample.outline
        for key in _list_in(sample):
            objects = objects[key]
        objects = [objects] if isinstance(objects, dict) else objects
    rows = [flat(one) for one in objects if isinstance(one, dict)]
    return tuple(dict.fromkeys(name for row in rows for name in row)), rows


def _list_in(sample: Sample) -> tuple[str, ...]:
    """Return the way to the one list of objects in a document; empty where there is not one."""
    found = list(_lists(sample.outline, ()))
    return found[0] if len(found) == 1 else ()


def _lists(outline: Mapping[str, Any], way: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for key, value in outline.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            yield (*way, key)
        elif isinstance(value, dict) and len(way) < DEEPEST:
            yield from _lists(value, (*way, key))


def _words(proposal: Proposal) -> Iterator[str]:
    guessed = any(reason != "as stated" for reason in proposal.reasons.values())
    if guessed:
        yield (
            "Which column is what was proposed, not stated: check it, and put it under this file "
            f"in case.yml as it is or mended: {proposal.as_yaml()}"
        )
    if proposal.unused:
        listed = ", ".join(printable(name)[:40] for name in proposal.unused)
        yield f"Columns that were not used: {listed}."
    for clause in proposal.open:
        yield f"{clause}."
