"""Every fixture is taken by exactly one format, among all that exist."""

from __future__ import annotations

from typing import Any

import pytest
from tests.sources.helpers import sample_of, sample_outline, sample_table
from tests.sources.telegram import exports

from tefter.sources.contract import Sample
from tefter.sources.registry import formats


def table(row: dict[str, Any]) -> Sample:
    return sample_table(list(row), [[None if cell is None else str(cell) for cell in row.values()]])


SAMPLES = {
    "single chat": ("telegram-desktop", sample_outline(exports.chat([exports.message(1)]))),
    "full export": (
        "telegram-desktop",
        sample_outline(exports.full_export([exports.chat([exports.message(1)])])),
    ),
    "telethon lines": ("telegram-script", sample_of([exports.telethon(1)])),
    "telethon list": ("telegram-script", sample_of([exports.telethon(1)], "json")),
    "home-made list": ("telegram-script", sample_of([exports.home_made(1)], "json")),
    "home-made table": ("telegram-script", table(exports.home_made(1))),
    "pyrogram list": ("telegram-script", sample_of([exports.pyrogram(1)], "json")),
    "bot api lines": ("telegram-script", sample_of([exports.bot_api(1)])),
    "4cat lines": ("telegram-4cat", sample_of([exports.fourcat(1)])),
    "4cat telegram": ("telegram-4cat-csv", table(exports.fourcat_telegram(1))),
    "4cat tiktok": ("tiktok-4cat-csv", table(exports.fourcat_tiktok())),
    "4cat comments": ("tiktok-4cat-csv", table(exports.fourcat_comment())),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_exactly_one_format_is_surest(name: str) -> None:
    expected, sample = SAMPLES[name]
    scores = {form.name: form.recognise(sample) for form in formats()}
    best = max(scores.values())
    assert [form for form, score in scores.items() if score == best] == [expected]
