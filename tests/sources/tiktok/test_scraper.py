"""Datasets of scrapers, Apify's and their kin."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sources.helpers import read_bytes, sample_of, sample_table
from tests.sources.tiktok.anything import json_values
from tests.sources.tiktok.scraper_fixture import POST_ID, comment, flat, post, table

from tefter.sources.contract import Raw
from tefter.sources.formats.tiktok_scraper import FORMAT
from tefter.sources.records import Account, Comment, Post, Reject
from tefter.sources.tiktok_cells import nested
from tefter.values import Unreadable


def parsed(record: object) -> Post:
    found = FORMAT.parse(Raw(1, record))  # type: ignore[arg-type]
    assert isinstance(found, Post), found
    return found


def test_a_record_is_a_post() -> None:
    found = parsed(post())
    assert found.post_id == POST_ID
    assert (found.account_id, found.account_name) == ("6800000000000000456", "person.i.shpikur")
    assert found.posted_at == datetime(2023, 9, 1, tzinfo=UTC)
    assert found.text == "Diçka #Prishtina"
    assert found.hashtags == ("prishtina", "fyp")
    assert found.mentions == ("drug.nalog",)
    assert (found.views, found.likes, found.comments, found.shares) == (1000, 20, 3, 0)
    assert found.media_kind == "video"
    assert found.sound_id == "6900000000000000789"
    assert found.declared_region == "XK"
    (author,) = found.accounts
    assert (author.followers, author.bio, author.verified) == (51_000, "Nuk ekzistoj.", False)
    assert author.declared_region == "XK"


@pytest.mark.parametrize("step", ["/", "."])
def test_a_row_laid_flat_reads_as_the_object(step: str) -> None:
    assert parsed(flat(post(), step)) == parsed(post())


def test_lists_kept_as_json_in_a_cell_are_lists() -> None:
    row = {"id": POST_ID, "authorMeta.name": "a", "hashtags": '[{"name": "Prishtina"}]'}
    assert parsed(row).hashtags == ("prishtina",)


def test_more_than_ten_hashtags_stay_in_their_order() -> None:
    many = [{"name": f"tag{index}"} for index in range(12)]
    found = parsed(flat(post(text="", hashtags=many), "/"))
    assert found.hashtags == tuple(f"tag{index}" for index in range(12))


def test_the_place_of_the_post_goes_before_the_region_of_its_author() -> None:
    assert parsed(post(locationCreated="AL")).declared_region == "AL"


def test_a_slideshow_is_one_also_in_a_table() -> None:
    assert parsed(post(isSlideshow=True)).media_kind == "slideshow"
    assert parsed(flat(post(isSlideshow=True), "/")).media_kind == "slideshow"


def test_the_link_saves_an_identifier_that_a_spreadsheet_rounded() -> None:
    assert parsed({**flat(post(), "/"), "id": "7.28E+18"}).post_id == POST_ID
    assert parsed({**flat(post(), "/"), "id": "7280000000000000000"}).post_id == POST_ID


def test_without_the_link_a_rounded_identifier_is_damaged() -> None:
    row = {**flat(post(), "/"), "id": "7.28E+18", "webVideoUrl": ""}
    with pytest.raises(Unreadable) as fault:
        FORMAT.parse(Raw(1, row))
    assert fault.value.reason == "identifier_damaged"


def test_a_profile_without_posts_is_an_account() -> None:
    found = FORMAT.parse(Raw(1, {"authorMeta": post()["authorMeta"], "note": "no videos"}))
    assert isinstance(found, Account)
    assert found.account_name == "person.i.shpikur"


def test_a_report_of_failure_is_a_reject() -> None:
    found = FORMAT.parse(Raw(1, {"url": "https://x", "error": "secret", "errorCode": "NOT_FOUND"}))
    assert isinstance(found, Reject)
    assert found.reason == "no_identifier"
    assert "secret" not in found.detail


def test_a_comment_knows_its_post_by_the_link() -> None:
    found = FORMAT.parse(Raw(1, comment(repliesToId="7281000000000000009")))
    assert isinstance(found, Comment)
    assert found.post_uid == f"tiktok:{POST_ID}"
    assert found.parent_uid == "tiktok:7281000000000000009"
    assert (found.account_id, found.account_name) == ("6700000000000000002", "askush")
    assert (found.likes, found.replies) == (4, 2)


def test_records_without_paths_in_their_names_are_left_as_they_are() -> None:
    record = post()
    assert nested(record) is record


def test_it_is_recognised_nested_and_flat() -> None:
    assert FORMAT.recognise(sample_of([post()], "json")) == 100
    assert FORMAT.recognise(sample_of([comment()])) == 100
    row = flat(post(), ".")
    assert FORMAT.recognise(sample_table(list(row), [list(row.values())])) == 100
    assert FORMAT.recognise(sample_table(["id", "text", "likes"], [["1", "x", "2"]])) == 0


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", json.dumps([post(), comment()])),
        ("a.jsonl", json.dumps(post()) + "\n" + json.dumps(comment()) + "\n"),
    ],
)
def test_lists_and_lines_are_read(name: str, content: str, tmp_path: Path) -> None:
    frames, _ = read_bytes(name, content, tmp_path)
    assert frames["posts"]["post_id"].to_list() == [POST_ID]
    assert frames["comments"]["post_uid"].to_list() == [f"tiktok:{POST_ID}"]


@pytest.mark.parametrize("step", ["/", "."])
def test_tables_are_read(step: str, tmp_path: Path) -> None:
    content = table([post(), post(id="2", webVideoUrl=..., hashtags=[])], step)
    frames, _ = read_bytes("dataset.csv", content, tmp_path)
    assert frames["posts"]["post_id"].to_list() == [POST_ID, "2"]
    assert frames["posts"]["hashtags"].to_list() == [["prishtina", "fyp"], ["prishtina"]]
    assert frames["posts"]["shares"].to_list() == [0, 0]


def test_a_table_that_pandas_wrote_reads_as_the_object() -> None:
    written = {key: str(value) for key, value in post().items()}
    assert parsed(written) == parsed(post())
    assert parsed({**written, "playCount": "1000.0"}).views == 1000


def test_a_cell_is_never_run_as_a_program() -> None:
    found = parsed({**flat(post(), "/"), "mentions": "[__import__('os').getcwd()]"})
    assert found.mentions == ()
    assert parsed({"id": "1", "authorMeta": "[" * 50_000, "diggCount": "1"}).account_id is None


@given(st.sampled_from(sorted([*post(), *comment()])), json_values)
def test_a_field_of_any_kind_never_breaks_the_reader(field: str, value: object) -> None:
    for made in (post(), comment()):
        try:
            found = FORMAT.parse(Raw(1, {**made, field: value}))
        except Unreadable:
            continue
        assert isinstance(found, Post | Comment | Account | Reject)
