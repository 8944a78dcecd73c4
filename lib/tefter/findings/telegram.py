"""Findings about Telegram messages and service events."""

from __future__ import annotations

import polars as pl

from tefter.findings.data import Data
from tefter.findings.finding import Finding, finding, identifiers
from tefter.findings.words import count, number

NO_TELEGRAM = "No Telegram message was read, so this is not known."


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
        else NO_TELEGRAM,
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
        else NO_TELEGRAM,
    )


@finding
def messages_with_personal_data(data: Data) -> Finding:
    """Count Telegram messages in which personal data stands."""
    posts = data.of_platform("telegram")
    rows = identifiers(posts.filter(pl.col("personal_data").list.len() > 0)["post_uid"])
    return Finding(
        value=len(rows) if posts.height else None,
        unit="messages",
        filter='posts where platform = "telegram" and personal_data is not empty',
        rows=rows,
        sentence=f"In {number(len(rows))} of {count(posts.height, 'Telegram message')} personal "
        "data such as a telephone number was found; more may stand there unrecognised."
        if posts.height
        else NO_TELEGRAM,
    )
