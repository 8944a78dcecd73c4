"""Findings about Telegram messages and service events."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from tefter.findings.captions import absent
from tefter.findings.data import Data
from tefter.findings.finding import Finding, finding, identifiers
from tefter.findings.words import count, number
from tefter.links import threads
from tefter.privacy import exposes


@finding
def telegram_messages(data: Data) -> Finding:
    """Count Telegram messages, without service messages."""
    posts = data.of_platform("telegram")
    return Finding(
        value=posts.height or None,
        unit="messages",
        filter='posts where platform = "telegram"',
        rows=identifiers(posts["post_uid"]),
        sentence=f"{count(posts.height, 'Telegram message')} were read, without service messages."
        if posts.height
        else absent(data, "Telegram message"),
    )


@finding
def telegram_events(data: Data) -> Finding:
    """Count service messages: joining, leaving, pins, titles."""
    events = data.events.filter(pl.col("platform") == "telegram")
    rows = identifiers(events["event_uid"].unique())
    known = bool(rows) or data.of_platform("telegram").height > 0
    return Finding(
        value=len(rows) if known else None,
        unit="events",
        filter='events where platform = "telegram"',
        rows=rows,
        sentence=f"Telegram recorded {count(len(rows), 'service event')}, such as joining and "
        "pinning; they are not messages."
        if known
        else absent(data, "Telegram message"),
    )


@finding
def messages_with_personal_data(data: Data) -> Finding:
    """Count Telegram messages with contact data, numbers, addresses or handles of people."""
    posts = data.of_platform("telegram")
    rows = identifiers(posts.filter(exposes())["post_uid"])
    return Finding(
        value=len(rows) if posts.height else None,
        unit="messages",
        filter='posts where platform = "telegram" and personal_data has more than links and names',
        rows=rows,
        sentence=f"In {number(len(rows))} of {count(posts.height, 'Telegram message')} personal "
        "data such as a telephone number was found; links and names are not counted, and more may "
        "stand there unrecognised."
        if posts.height
        else absent(data, "Telegram message"),
    )


@finding
def telegram_requests(data: Data) -> Finding:
    """Count Telegram messages that ask for information about a person."""
    posts = data.of_platform("telegram")
    asked = posts.filter(pl.col("flags").list.contains(data.request_flag))
    known = posts["flags"].count() > 0
    return Finding(
        value=asked.height if known else None,
        unit="messages",
        filter=f'posts where platform = "telegram" and flags has "{data.request_flag}"',
        rows=identifiers(asked["post_uid"]),
        sentence=f"{number(asked.height)} of {count(posts.height, 'Telegram message')} ask who a "
        "person is or for something of hers, told by the words of the lexicon; requests in other "
        "words are not found."
        if known
        else "No Telegram message was coded, so this is not known.",
    )


@finding
def telegram_replies(data: Data) -> Iterator[Finding]:
    """Count answers in Telegram, and the threads that they make."""
    posts = data.of_platform("telegram")
    answers = identifiers(posts.drop_nulls("reply_to")["post_uid"])
    found = threads(posts)
    known = posts.height > 0
    yield Finding(
        name="telegram_replies",
        value=len(answers) if known else None,
        unit="messages",
        filter='posts where platform = "telegram" and reply_to is known',
        rows=answers,
        sentence=f"{number(len(answers))} of {count(posts.height, 'Telegram message')} answer "
        "another one."
        if known
        else absent(data, "Telegram message"),
    )
    yield Finding(
        name="telegram_threads",
        value=found.height if known else None,
        unit="threads",
        filter='messages where platform = "telegram" that are answered and answer none that is '
        "in the data",
        rows=identifiers(found["root_uid"]),
        sentence=f"The answers belong to {count(found.height, 'thread')}."
        if known
        else absent(data, "Telegram message"),
    )
