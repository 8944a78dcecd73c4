"""Every fixture of TikTok is taken by exactly one of its formats, and by none that is not."""

from __future__ import annotations

import pytest
from tests.sources.helpers import sample_of, sample_outline, sample_table
from tests.sources.tiktok import (
    research_api_fixture,
    scraper_fixture,
    ytdlp_fixture,
    zeeschuimer_fixture,
)

from tefter.sources.contract import Sample
from tefter.sources.registry import formats


def table(row: dict[str, str]) -> Sample:
    return sample_table(list(row), [list(row.values())])


ITEM, COMMENT = zeeschuimer_fixture.item(), zeeschuimer_fixture.comment()
PAGE = research_api_fixture.page
SAMPLES = {
    "envelope": ("tiktok-zeeschuimer", sample_of([zeeschuimer_fixture.envelope(ITEM)])),
    "envelope of a comment": (
        "tiktok-zeeschuimer",
        sample_of([zeeschuimer_fixture.envelope(COMMENT, "tiktok-comments")]),
    ),
    "envelope of another platform": (
        "tiktok-zeeschuimer",
        sample_of([zeeschuimer_fixture.envelope({"id": "1"}, "instagram.com")]),
    ),
    "envelope alone": ("tiktok-zeeschuimer", sample_outline(zeeschuimer_fixture.envelope(ITEM))),
    "kept by 4CAT": ("tiktok-zeeschuimer", sample_of([zeeschuimer_fixture.kept_by_4cat(ITEM)])),
    "comment kept by 4CAT": (
        "tiktok-zeeschuimer",
        sample_of([zeeschuimer_fixture.kept_by_4cat(COMMENT, "tiktok-comments")]),
    ),
    "bare items": ("tiktok-zeeschuimer", sample_of([ITEM], "json")),
    "bare comments": ("tiktok-zeeschuimer", sample_of([COMMENT], "json")),
    "page of videos": (
        "tiktok-research-api",
        sample_outline(PAGE("videos", research_api_fixture.video())),
    ),
    "page of comments": (
        "tiktok-research-api",
        sample_of([PAGE("comments", research_api_fixture.comment())]),
    ),
    "videos": ("tiktok-research-api", sample_of([research_api_fixture.video()], "json")),
    "comments": ("tiktok-research-api", sample_of([research_api_fixture.comment()])),
    "users": ("tiktok-research-api", sample_of([research_api_fixture.user(username="a")])),
    "dataset": ("tiktok-scraper", sample_of([scraper_fixture.post()], "json")),
    "dataset of comments": ("tiktok-scraper", sample_of([scraper_fixture.comment()])),
    "table with slashes": (
        "tiktok-scraper",
        table(scraper_fixture.flat(scraper_fixture.post(), "/")),
    ),
    "table with dots": ("tiktok-scraper", table(scraper_fixture.flat(scraper_fixture.post(), "."))),
    "table of comments": (
        "tiktok-scraper",
        table(scraper_fixture.flat(scraper_fixture.comment(), "/")),
    ),
    "info.json": ("tiktok-ytdlp", sample_outline(ytdlp_fixture.info())),
    "lines": ("tiktok-ytdlp", sample_of([ytdlp_fixture.info()])),
    "playlist": ("tiktok-ytdlp", sample_outline(ytdlp_fixture.playlist(ytdlp_fixture.info()))),
}

FOREIGN = {
    "a table of anybody's": table({"id": "1", "text": "x", "author": "a", "likes": "3"}),
    "objects of anybody's": sample_of([{"id": 1, "text": "x", "created_at": "2023-01-01"}]),
    "a chat of Telegram Desktop": sample_outline(
        {
            "name": "n",
            "type": "public_channel",
            "id": 1,
            "messages": [{"id": 1, "type": "message", "date": "2023-01-01T00:00:00", "text": ""}],
        }
    ),
    "messages of Telethon": sample_of(
        [{"_": "Message", "id": 1, "date": "2023-01-01T00:00:00+00:00", "message": "", "views": 1}]
    ),
    "messages kept by 4CAT": sample_of([{"id": 1, "_chat": {"id": 1}, "date": 1, "message": ""}]),
    "an empty object": sample_outline({}),
    "a page of anybody's": sample_outline({"data": {"items": []}, "error": None}),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_exactly_one_format_is_surest(name: str) -> None:
    expected, sample = SAMPLES[name]
    scores = {known.name: known.recognise(sample) for known in formats()}
    assert all(0 <= score <= 100 for score in scores.values())
    best = max(scores.values())
    assert [known for known, score in scores.items() if score == best] == [expected]


@pytest.mark.parametrize("name", FOREIGN)
def test_what_is_not_from_tiktok_is_left_to_others(name: str) -> None:
    ours = {"tiktok-zeeschuimer", "tiktok-research-api", "tiktok-scraper", "tiktok-ytdlp"}
    scores = {known.name: known.recognise(FOREIGN[name]) for known in formats()}
    assert {known: scores[known] for known in ours} == dict.fromkeys(ours, 0)
