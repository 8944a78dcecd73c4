"""A format of the tests' own, so that the machinery is tried without any real one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from tefter.sources import reading
from tefter.sources.contract import Format, Opened, Raw, Sample
from tefter.sources.cutting import json_items, json_lines, table_rows
from tefter.sources.records import Account, Comment, Event, Outcome, Post, Reject
from tefter.values import Unreadable


def recognise(sample: Sample) -> int:
    keys = set(sample.outline) | set(sample.header)
    for found in sample.objects:
        keys |= set(found)
    return 90 if keys & {"id", "items", "\ufeffid"} else 0


def records(opened: Opened) -> Any:
    if opened.shape == "table":
        return table_rows(opened)
    return json_lines(opened) if opened.shape == "json-lines" else json_items(opened, ("items",))


def parse(raw: Raw) -> Outcome:
    value = raw.value
    assert isinstance(value, dict)
    kind = value.get("kind", "post")
    if kind == "crash":
        raise KeyError("a name that must not be shown")
    if kind == "unreadable":
        raise Unreadable("bad_time", "posted is no time")
    if kind == "reject":
        return Reject("address_book")
    at = value.get("at")
    captured = datetime.fromtimestamp(int(at), UTC) if at else None
    if kind == "account":
        return Account(account_id=value["id"], platform="other", captured_at=captured)
    if kind == "comment":
        return Comment(comment_uid=f"other:{value['id']}", platform="other", captured_at=captured)
    if kind == "event":
        return Event(event_uid=f"other:{value['id']}", platform="other")
    author = value.get("author")
    accounts = ()
    if author:
        account = Account(
            account_id=author,
            platform="other",
            captured_at=captured,
            followers=value.get("followers"),
            bio=value.get("bio"),
        )
        accounts = (account,)
    return Post(
        post_uid=f"other:{value['id']}",
        platform="other",
        post_id=str(value["id"]),
        text=value.get("text"),
        views=value.get("views"),
        captured_at=captured,
        posted_at=captured,
        accounts=accounts,
    )


FORMAT = Format("plain", "Plain posts", recognise, records, parse)


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> Format:
    """Let the reading know only the tests' own format."""
    monkeypatch.setattr(
        reading, "recognise", lambda sample: FORMAT if FORMAT.recognise(sample) else None
    )
    return FORMAT
