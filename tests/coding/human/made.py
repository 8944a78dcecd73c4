"""A small invented case to code: a codebook, posts, a clock that a test moves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
import polars as pl

from tefter.coding.codebook import Codebook
from tefter.coding.human.decisions import Decision
from tefter.coding.human.places import Places
from tefter.coding.human.session import Session
from tefter.coding.human.texts import Texts

NOON = datetime(2024, 3, 6, 12, tzinfo=UTC)
WRITTEN = {
    "version": "1.0",
    "order": ["attack", "shaming", "not_relevant"],
    "categories": [
        {"id": "attack", "label": {"en": "Attack", "sq": "Sulm"}, "definition": "One person."},
        {"id": "shaming", "label": {"en": "Shaming"}, "definition": "A group."},
        {
            "id": "not_relevant",
            "label": {"en": "Not relevant"},
            "definition": "Nobody.",
            "relevant": False,
        },
    ],
    "flags": [
        {"id": "data_exposed", "label": {"en": "Data exposed"}, "definition": "A number."},
        {"id": "minor", "label": {"en": "Minor suspected"}, "definition": "Under 18."},
    ],
}
TEXT = "zovite +387 68 555 123 odmah"


def codebook(**changes):
    return msgspec.convert(WRITTEN | changes, Codebook)


def posts(count=6):
    return pl.DataFrame(
        {
            "post_uid": [f"tiktok:{number}" for number in range(1, count + 1)],
            "platform": "tiktok",
            "posted_at": [NOON - timedelta(days=number) for number in range(count)],
            "text_clean": [f"{number}: {TEXT}" for number in range(1, count + 1)],
            "language": "hbs",
        },
        schema_overrides={"posted_at": pl.Datetime("us", "UTC")},
    )


class Clock:
    def __init__(self):
        self.now = NOON

    def __call__(self):
        return self.now

    def move(self, **passed):
        self.now += timedelta(**passed)


def places(folder):
    return Places(folder / "annotations", folder / "notes")


def session(folder, coder="ana", count=3, *, book=None, clock=None, **more):
    given = posts(count)
    queue = given["post_uid"].to_list()
    return Session(
        coder,
        queue,
        Texts(given, queue),
        book or codebook(),
        places(folder),
        clock=clock or Clock(),
        **more,
    )


def decision(
    post, coder="ana", categories="attack", flags="", kind="coded", version="1.0", at=NOON
):
    chosen = tuple(categories.split()) if kind == "coded" else ()
    return Decision(f"tiktok:{post}", coder, kind, chosen, tuple(flags.split()), at, version)
