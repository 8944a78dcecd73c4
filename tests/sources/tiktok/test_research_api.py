"""Answers of TikTok's Research API."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sources.helpers import read_bytes, sample_of, sample_outline
from tests.sources.tiktok.anything import json_values
from tests.sources.tiktok.research_api_fixture import (
    VIDEO_ID,
    comment,
    failure,
    page,
    user,
    video,
)

from tefter.sources.contract import Raw
from tefter.sources.formats.tiktok_research_api import FORMAT
from tefter.sources.records import Account, Comment, Post, Reject
from tefter.values import Unreadable


def test_a_video_is_a_post() -> None:
    found = FORMAT.parse(Raw(1, video()))
    assert isinstance(found, Post)
    assert found.post_id == "7280000000000000123"
    assert found.account_id == found.account_name == "izmisljena.osoba"
    assert found.posted_at == datetime(2023, 9, 1, tzinfo=UTC)
    assert found.text == "Nešto #Sarajevo"
    assert found.media_text == "izgovorene riječi"
    assert found.hashtags == ("sarajevo", "fyp")
    assert found.mentions == ("drug.nalog",)
    assert (found.views, found.likes, found.comments, found.shares) == (1000, 20, 3, 0)
    assert found.sound_id == "6900000000000000789"
    assert found.declared_region == "BA"
    assert found.accounts[0].declared_region == "BA"


def test_fields_that_were_not_asked_for_are_not_known() -> None:
    found = FORMAT.parse(Raw(1, {"id": VIDEO_ID, "like_count": 0}))
    assert isinstance(found, Post)
    assert (found.likes, found.views, found.text, found.account_id) == (0, None, None, None)


def test_a_video_without_its_number_is_a_reject() -> None:
    found = FORMAT.parse(Raw(1, video(id=...)))
    assert isinstance(found, Reject)
    assert found.reason == "no_identifier"


def test_a_comment_on_the_video_has_no_parent_and_a_reply_has() -> None:
    top = FORMAT.parse(Raw(1, comment()))
    reply = FORMAT.parse(Raw(2, comment(id=2, parent_comment_id=7_281_000_000_000_000_001)))
    assert isinstance(top, Comment)
    assert isinstance(reply, Comment)
    assert top.comment_uid == "tiktok:7281000000000000001"
    assert top.post_uid == f"tiktok:{VIDEO_ID}"
    assert top.parent_uid is None
    assert (top.likes, top.replies) == (4, 2)
    assert top.account_id is None
    assert reply.parent_uid == "tiktok:7281000000000000001"


def test_account_details_are_an_account_where_somebody_noted_whose() -> None:
    found = FORMAT.parse(Raw(1, user(username="izmisljena.osoba")))
    assert isinstance(found, Account)
    assert (found.account_id, found.followers, found.verified) == ("izmisljena.osoba", 51_000, True)
    nobody = FORMAT.parse(Raw(1, user()))
    assert isinstance(nobody, Reject)
    assert nobody.reason == "no_identifier"


def test_an_answer_that_reports_an_error_is_one_reject() -> None:
    found = FORMAT.parse(Raw(1, failure()))
    assert isinstance(found, Reject)
    assert "error" in found.detail


@pytest.mark.parametrize("data", [{"videos": []}, {"videos": [video()]}, {}, None])
@pytest.mark.parametrize("written", ["alone", "list", "lines"])
def test_an_answer_that_failed_is_told_whatever_list_it_holds(tmp_path, data, written) -> None:
    answer = {"data": data, "error": failure()["error"]}
    whole = page("videos", video(id=VIDEO_ID + 1))
    made = {
        "alone": json.dumps(answer),
        "list": json.dumps([whole, answer]),
        "lines": f"{json.dumps(whole)}\n{json.dumps(answer)}\n",
    }[written]
    _, summary = read_bytes("answers.json", made, tmp_path)
    found = (written != "alone") + len((data or {}).get("videos", []))
    assert (summary.total("posts"), summary.reasons) == (found, {"wrong_shape": 1})
    assert bool(summary.failures) == (not found)


def test_an_answer_without_an_error_adds_no_record(tmp_path) -> None:
    _, summary = read_bytes("answers.json", json.dumps(page("videos")), tmp_path)
    assert (summary.total("records"), summary.failures) == (0, [])


def test_it_is_recognised_as_pages_and_as_items() -> None:
    assert FORMAT.recognise(sample_outline(page("videos", video()))) == 100
    assert FORMAT.recognise(sample_of([page("comments", comment())])) == 100
    assert FORMAT.recognise(sample_outline(page("videos"))) == 100
    assert FORMAT.recognise(sample_of([failure(), page("videos", video())])) == 100
    assert FORMAT.recognise(sample_of([video()], "json")) == 95
    assert FORMAT.recognise(sample_of([comment()])) == 95


def test_pages_of_another_service_are_not_taken_for_these() -> None:
    other = {"data": {"videos": [{"video_id": "1", "title": "x", "play_count": 2}]}, "code": 0}
    assert FORMAT.recognise(sample_outline(other)) == 0


def test_the_summary_says_that_commenters_are_not_named() -> None:
    assert "comment" in (FORMAT.note(sample_outline(page("comments", comment()))) or "")
    assert "handle" in (FORMAT.note(sample_of([video()])) or "")


PAGES = [page("videos", video(), video(id=2)), failure(), page("comments", comment())]
ITEMS = [video(), video(id=2), failure(), comment()]


@pytest.mark.parametrize(
    "content",
    [
        json.dumps(PAGES),
        json.dumps(ITEMS, indent=1),
        "\n".join(map(json.dumps, PAGES)),
        "\n".join(map(json.dumps, ITEMS)),
        "\n".join(json.dumps(entry, indent=1) for entry in PAGES),
    ],
    ids=["list of pages", "list of items", "lines of pages", "lines of items", "pages in a row"],
)
def test_pages_and_items_read_the_same(content: str, tmp_path: Path) -> None:
    frames, _ = read_bytes("videos.json", content, tmp_path)
    assert frames["posts"]["post_id"].to_list() == [str(VIDEO_ID), "2"]
    assert frames["posts"]["source_record"].to_list() == [1, 2]
    assert frames["rejects"]["source_record"].to_list() == [3]
    assert frames["comments"]["source_record"].to_list() == [4]


def test_a_single_page_is_read(tmp_path: Path) -> None:
    frames, _ = read_bytes("page.json", json.dumps(page("videos", video()), indent=2), tmp_path)
    assert frames["posts"]["post_id"].to_list() == [str(VIDEO_ID)]


def test_a_table_that_pandas_wrote_of_it_is_read(tmp_path: Path) -> None:
    rows = [video(), video(id=2, view_count=None, hashtag_names=[])]
    written = io.StringIO()
    writer = csv.DictWriter(written, list(video()))
    writer.writeheader()
    writer.writerows(rows)
    frames, summary = read_bytes("videos.csv", written.getvalue(), tmp_path)
    assert summary.files[0].format == FORMAT.title
    assert frames["posts"]["post_id"].to_list() == [str(VIDEO_ID), "2"]
    assert frames["posts"]["hashtags"].to_list() == [["sarajevo", "fyp"], ["fyp", "sarajevo"]]
    assert frames["posts"]["mentions"].to_list() == [["drug.nalog"]] * 2
    assert frames["posts"]["views"].to_list() == [1000, None]


@given(st.sampled_from(sorted([*video(), *comment(), *user()])), json_values)
def test_a_field_of_any_kind_never_breaks_the_reader(field: str, value: object) -> None:
    for made in (video(), comment(), user(username="a")):
        try:
            found = FORMAT.parse(Raw(1, {**made, field: value}))
        except Unreadable:
            continue
        assert isinstance(found, Post | Comment | Account | Reject)
