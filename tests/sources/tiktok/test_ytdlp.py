"""What yt-dlp writes beside a TikTok video."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sources.helpers import read_bytes, sample_of, sample_outline
from tests.sources.tiktok.anything import json_values
from tests.sources.tiktok.ytdlp_fixture import VIDEO_ID, comment, info, playlist

from tefter.sources.contract import Raw
from tefter.sources.formats.tiktok_ytdlp import FORMAT
from tefter.sources.records import Account, Comment, Post, Reject
from tefter.values import Unreadable


def parsed(record: dict[str, Any]) -> Post:
    found = FORMAT.parse(Raw(1, record))
    assert isinstance(found, Post), found
    return found


def test_a_video_is_a_post() -> None:
    found = parsed(info())
    assert found.post_id == VIDEO_ID
    assert (found.account_id, found.account_name) == ("6800000000000000456", "izmisljena.osoba")
    assert found.posted_at == datetime(2023, 9, 1, tzinfo=UTC)
    assert found.captured_at == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)
    assert found.text == "Nekaj #Ljubljana @drug.nalog"
    assert found.hashtags == ("ljubljana",)
    assert found.mentions == ("drug.nalog",)
    assert (found.views, found.likes, found.comments, found.shares) == (1000, 20, 3, 0)
    assert found.media_kind == "video"
    assert (found.sound_id, found.declared_region) == (None, None)
    assert found.accounts[0].display_name == "Izmišljena Osoba"


def test_counts_that_yt_dlp_could_not_get_are_not_zero() -> None:
    found = parsed(info(view_count=None, like_count=...))
    assert (found.views, found.likes) == (None, None)


def test_the_title_stands_for_the_text_only_where_it_was_written_by_someone() -> None:
    assert parsed(info(description="")).text == ""
    assert parsed(info(description=..., title="Naslov")).text == "Naslov"
    assert parsed(info(description=..., title=f"TikTok video #{VIDEO_ID}")).text is None


def test_a_post_of_which_only_the_sound_exists_is_a_slideshow() -> None:
    assert parsed(info(formats=[{"format_id": "audio", "vcodec": "none"}])).media_kind == (
        "slideshow"
    )
    # Downloading only the sound of a video does not make it one.
    assert parsed(info(vcodec="none")).media_kind == "video"


@pytest.mark.parametrize("site", ["Youtube", "Instagram", "Douyin"])
def test_another_site_is_named(site: str) -> None:
    found = FORMAT.parse(Raw(1, info(extractor=site.lower(), extractor_key=site)))
    assert isinstance(found, Reject)
    assert found.reason == "unsupported_platform"
    assert site in found.detail


def test_a_users_page_without_videos_is_an_account() -> None:
    page = playlist()
    del page["entries"]
    found = FORMAT.parse(Raw(1, page))
    assert isinstance(found, Account)
    assert found.account_name == "izmisljena.osoba"


def test_it_is_recognised_also_where_the_sample_ends_before_the_site_is_named() -> None:
    assert FORMAT.recognise(sample_outline(info())) == 100
    assert FORMAT.recognise(sample_of([info()])) == 100
    assert FORMAT.recognise(sample_outline(playlist(info()))) == 100
    assert (
        FORMAT.recognise(sample_outline(info(extractor_key="Youtube", extractor="youtube"))) == 90
    )
    early = info(extractor=..., extractor_key=..., webpage_url=..., epoch=..., _type=...)
    assert FORMAT.recognise(sample_outline(early)) == 60


@pytest.mark.parametrize("indent", [None, 1])
def test_the_video_is_the_first_record_and_its_comments_follow(
    indent: int | None, tmp_path: Path
) -> None:
    frames, _ = read_bytes("video.info.json", json.dumps(info(), indent=indent), tmp_path)
    assert frames["posts"]["source_record"].to_list() == [1]
    comments = frames["comments"]
    assert comments["source_record"].to_list() == [2, 3]
    assert comments["post_uid"].unique().to_list() == [f"tiktok:{VIDEO_ID}"]
    assert comments["parent_uid"].to_list() == [None, "tiktok:7281000000000000001"]
    assert comments["account_id"].unique().to_list() == ["6700000000000000002"]


def test_a_commenter_whose_name_is_no_handle_has_a_name_shown() -> None:
    video = info(comments=[comment("1", author="Nihče Nikjer", author_id=None)])
    found = FORMAT.parse(Raw(2, video["comments"][0], {"video": video}))
    assert not isinstance(found, Reject)
    assert found.account_name is None


def test_lines_and_playlists_are_read(tmp_path: Path) -> None:
    second = info(id="2", webpage_url="https://www.tiktok.com/@a/video/2", comments=None)
    for name, content in (
        ("lines", json.dumps(info()) + "\n" + json.dumps(second)),
        ("playlist", json.dumps(playlist(info(), second))),
        ("indented", json.dumps(playlist(info(), second), indent=1)),
        ("list", json.dumps([info(), second])),
    ):
        (tmp_path / name).mkdir()
        frames, _ = read_bytes("dump.json", content, tmp_path / name)
        assert frames["posts"]["source_record"].to_list() == [1, 4], name
        assert frames["posts"]["post_id"].to_list() == [VIDEO_ID, "2"], name


def test_a_place_that_yt_dlp_left_empty_is_a_reject(tmp_path: Path) -> None:
    frames, _ = read_bytes("dump.json", json.dumps(playlist(info(), None)), tmp_path)
    assert frames["rejects"]["reason"].to_list() == ["not_an_object"]


def test_comments_of_another_site_are_rejected_with_their_video(tmp_path: Path) -> None:
    content = json.dumps(info(extractor_key="Youtube", extractor="youtube"))
    frames, _ = read_bytes("video.info.json", content, tmp_path)
    assert frames["rejects"]["reason"].to_list() == ["unsupported_platform"] * 3


@given(st.sampled_from(sorted([*info(), *comment("1")])), json_values)
def test_a_field_of_any_kind_never_breaks_the_reader(field: str, value: object) -> None:
    for made, context in ((info(), {}), (comment("1"), {"video": info()})):
        try:
            found = FORMAT.parse(Raw(1, {**made, field: value}, context))
        except Unreadable:
            continue
        assert isinstance(found, Post | Comment | Account | Reject)
