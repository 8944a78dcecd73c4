"""TikTok posts and comments captured with Zeeschuimer, or kept by 4CAT."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sources.helpers import read_bytes, sample_of
from tests.sources.tiktok.anything import json_values
from tests.sources.tiktok.zeeschuimer_fixture import (
    AUTHOR_ID,
    POST_ID,
    comment,
    envelope,
    item,
    kept_by_4cat,
    ndjson,
)

from tefter.sources.contract import Raw
from tefter.sources.formats.tiktok_zeeschuimer import FORMAT
from tefter.sources.records import Account, Comment, Post, Reject
from tefter.values import Unreadable


def post(record: dict[str, Any]) -> Post:
    found = FORMAT.parse(Raw(1, record))
    assert isinstance(found, Post), found
    return found


def reject(record: dict[str, Any]) -> Reject:
    try:
        found = FORMAT.parse(Raw(1, record))
    except Unreadable as fault:
        return Reject(fault.reason, fault.detail)
    assert isinstance(found, Reject), found
    return found


def test_a_post_keeps_what_the_capture_says() -> None:
    found = post(envelope(item()))
    assert found.post_uid == f"tiktok:{POST_ID}"
    assert found.post_id == POST_ID
    assert found.account_id == AUTHOR_ID
    assert found.account_name == "izmisljena.osoba"
    assert found.posted_at == datetime(2023, 9, 1, tzinfo=UTC)
    assert found.captured_at == datetime(2023, 11, 14, 22, 13, 20, 123000, tzinfo=UTC)
    assert found.text == "Prva #Beograd pesma @prijatelj https://example.org/a  "
    assert found.media_text == "Tekst preko slike\ndrugi red"
    assert found.hashtags == ("beograd",)
    assert found.mentions == ("drug.nalog",)
    assert found.urls == ("https://example.org/a",)
    assert (found.views, found.likes, found.comments, found.shares) == (1000, 20, 3, 0)
    assert found.media_kind == "video"
    assert found.sound_id == "6900000000000000789"
    assert found.declared_region == "RS"
    assert found.reply_to is None


def test_the_author_is_an_account_with_bio_and_followers() -> None:
    (author,) = post(envelope(item())).accounts
    assert author.account_id == AUTHOR_ID
    assert author.display_name == "Izmišljena Osoba"
    assert author.bio == "Ne postojim."
    assert author.followers == 51_000
    assert author.verified is False


def test_the_item_with_import_meta_reads_as_the_item_in_its_envelope() -> None:
    assert post(kept_by_4cat(item())) == post(envelope(item()))


def test_a_bare_item_reads_the_same_but_for_the_time_of_capture() -> None:
    found = post(item())
    assert found.captured_at is None
    assert found.text == post(envelope(item())).text


def test_an_author_that_is_a_bare_string_is_read_from_the_fields_beside_it() -> None:
    found = post(envelope(item(author="izmisljena.osoba", nickname="Osoba", authorId=AUTHOR_ID)))
    assert (found.account_id, found.account_name) == (AUTHOR_ID, "izmisljena.osoba")
    assert found.accounts[0].display_name == "Osoba"
    assert found.accounts[0].verified is None


def test_the_handle_names_the_account_where_the_number_is_missing() -> None:
    found = post(envelope(item(author="izmisljena.osoba")))
    assert found.account_id == "izmisljena.osoba"


def test_the_newer_counts_go_first_and_the_older_fill_their_gaps() -> None:
    found = post(envelope(item(statsV2={"playCount": "3000000000", "diggCount": ""})))
    assert (found.views, found.likes) == (3_000_000_000, 20)


def test_counts_that_are_absent_are_not_zero() -> None:
    found = post(envelope(item(stats={"playCount": "7"})))
    assert (found.views, found.likes, found.comments, found.shares) == (7, None, None, None)
    assert post(envelope(item(stats=...))).views is None


def test_the_time_may_be_a_string() -> None:
    assert post(envelope(item(createTime="1693526400"))).posted_at == datetime(
        2023, 9, 1, tzinfo=UTC
    )


def test_hashtags_come_from_everywhere_once_and_folded() -> None:
    found = post(
        envelope(
            item(
                desc="#Četvrta #beograd",
                challenges=[{"title": "Prva"}],
                textExtra=[{"hashtagName": "DRUGA"}],
                contents=[{"desc": "x", "textExtra": [{"hashtagName": "treća"}]}],
            )
        )
    )
    assert found.hashtags == ("prva", "druga", "treća", "četvrta", "beograd")


def test_an_empty_caption_gives_way_to_the_parts_of_it() -> None:
    parts = [{"desc": "prvi "}, {"desc": "drugi"}]
    assert post(envelope(item(desc="", contents=parts))).text == "prvi \ndrugi"
    assert post(envelope(item(contents=parts))).text == item()["desc"]
    assert post(envelope(item(desc=""))).text == ""
    assert post(envelope(item(desc=...))).text is None


def test_a_slideshow_is_one_and_its_title_is_text_on_it() -> None:
    found = post(envelope(item(imagePost={"images": [], "title": "Naslov"}, stickersOnItem=...)))
    assert (found.media_kind, found.media_text) == ("slideshow", "Naslov")


def test_mentions_are_read_from_the_caption_only_where_tiktok_marks_nothing() -> None:
    assert post(envelope(item(textExtra=None))).mentions == ("prijatelj",)


def test_a_duet_answers_the_post_beside_it() -> None:
    found = post(envelope(item(duetInfo={"duetFromId": "7270000000000000009"})))
    assert found.reply_to == "tiktok:7270000000000000009"


@pytest.mark.parametrize(
    ("given", "read"), [("xk", "XK"), ("", None), ("FAKE-AD", None), (7, None)]
)
def test_only_a_country_of_two_letters_is_a_region(given: object, read: str | None) -> None:
    assert post(envelope(item(locationCreated=given))).declared_region == read


def test_an_advertisement_is_a_post() -> None:
    assert post(envelope(item(isAd=True))).post_id == POST_ID


def test_an_item_that_was_met_again_was_captured_when_it_was_renewed() -> None:
    found = post(envelope(item(), last_updated=1_701_000_000_000))
    assert found.captured_at == datetime(2023, 11, 26, 12, tzinfo=UTC)


def test_an_identifier_of_the_item_goes_before_that_of_the_envelope() -> None:
    found = post(envelope(item(), item_id="1"))
    assert found.post_id == POST_ID
    assert post(envelope(item(id=...), item_id=POST_ID)).post_id == POST_ID
    assert post(envelope(item(id=int(POST_ID)))).post_id == POST_ID


def test_an_identifier_that_became_a_float_is_damaged() -> None:
    assert reject(envelope(item(id=float(POST_ID)))).reason == "identifier_damaged"


def test_a_rounded_number_of_the_sound_does_not_lose_the_post() -> None:
    assert post(envelope(item(music={"id": 6.9e18}))).sound_id is None


def test_no_identifier_anywhere_is_a_reject() -> None:
    assert reject(envelope({}, item_id=None)).reason == "no_identifier"
    # The database counter of the envelope is no identifier.
    assert reject(envelope(item(id=...), item_id=None)).reason == "no_identifier"


def test_an_item_with_nothing_but_its_number_is_not_a_post() -> None:
    assert reject(envelope({"id": POST_ID})).reason == "wrong_shape"


def test_a_live_broadcast_is_not_a_post() -> None:
    assert "live" in reject(envelope(item(liveRoomInfo={}))).detail


def test_a_time_that_cannot_be_read_is_a_reject() -> None:
    assert reject(envelope(item(createTime="yesterday"))).reason == "bad_time"


@pytest.mark.parametrize("platform", ["instagram.com", "twitter.com", "9gag.com", "douyin.com"])
def test_another_platform_is_named(platform: str) -> None:
    found = reject(envelope({"id": "1", "text": "tajna"}, platform))
    assert found.reason == "unsupported_platform"
    assert platform in found.detail
    assert reject(kept_by_4cat({"id": "1"}, platform)).reason == "unsupported_platform"


def test_a_platform_that_is_no_host_name_is_not_repeated() -> None:
    assert "<" not in reject(envelope({}, "<b>tajna</b>")).detail


def test_a_comment_answers_its_post() -> None:
    found = FORMAT.parse(Raw(1, envelope(comment(), "tiktok-comments")))
    assert isinstance(found, Comment)
    assert found.comment_uid == "tiktok:7281000000000000001"
    assert found.post_uid == f"tiktok:{POST_ID}"
    assert found.parent_uid is None
    assert (found.account_id, found.account_name) == ("6700000000000000002", "niko.nigde")
    assert found.posted_at == datetime(2023, 9, 1, 1, tzinfo=UTC)
    assert found.text == "Измишљен коментар"
    assert (found.likes, found.replies) == (4, 2)


def test_a_reply_answers_its_comment() -> None:
    record = envelope(comment(reply_id="7281000000000000009"), "tiktok-comments")
    found = FORMAT.parse(Raw(1, record))
    assert isinstance(found, Comment)
    assert found.parent_uid == "tiktok:7281000000000000009"


def test_a_comment_without_a_number_is_a_reject() -> None:
    assert reject(envelope(comment(cid="", id=""))).reason == "no_identifier"
    assert reject(envelope(comment(aweme_id=7.28e18))).reason == "identifier_damaged"


def test_a_reply_whose_comment_is_lost_is_not_taken_for_a_comment_on_the_post() -> None:
    assert reject(envelope(comment(reply_id=7.28e18))).reason == "identifier_damaged"


def test_a_profile_is_an_account() -> None:
    user = {"id": AUTHOR_ID, "uniqueId": "osoba", "nickname": "O", "signature": "s"}
    found = FORMAT.parse(Raw(1, envelope({"user": user, "stats": {"followerCount": 5}})))
    assert isinstance(found, Account)
    assert (found.account_id, found.followers, found.bio) == (AUTHOR_ID, 5, "s")


def test_replies_inside_a_comment_are_said_to_be_left_out() -> None:
    assert FORMAT.note(sample_of([envelope(comment())])) is None
    with_reply = envelope(comment(reply_comment=[comment()]))
    assert "replies" in (FORMAT.note(sample_of([with_reply])) or "")


@given(st.data())
def test_a_field_of_any_kind_never_breaks_the_reader(data: st.DataObject) -> None:
    made = data.draw(st.sampled_from([item(), comment()]))
    field = data.draw(st.sampled_from(sorted(made)))
    made[field] = data.draw(json_values)
    assert FORMAT.recognise(sample_of([envelope(made)])) == 100
    try:
        found = FORMAT.parse(Raw(1, envelope(made)))
    except Unreadable:
        return
    assert isinstance(found, Post | Comment | Account | Reject)


def test_a_capture_is_read_from_file_to_frames(tmp_path: Path) -> None:
    lines = ndjson(
        envelope(item()),
        envelope(comment(), "tiktok-comments"),
        envelope({"id": "5"}, "instagram.com"),
        kept_by_4cat(item(id="7280000000000000124")),
    )
    frames, summary = read_bytes("capture.ndjson", lines + "{broken\n", tmp_path)
    assert frames["posts"]["post_id"].to_list() == [POST_ID, "7280000000000000124"]
    assert frames["posts"]["source_record"].to_list() == [1, 4]
    assert frames["comments"]["comment_uid"].to_list() == ["tiktok:7281000000000000001"]
    assert frames["rejects"]["reason"].sort().to_list() == ["not_json", "unsupported_platform"]
    assert set(frames["accounts"]["account_id"]) == {AUTHOR_ID, "6700000000000000002"}
    assert summary.files[0].format == FORMAT.title


@pytest.mark.parametrize("indent", [None, 2])
def test_a_list_or_a_single_object_of_the_same_is_read_too(
    indent: int | None, tmp_path: Path
) -> None:
    for name, document in (("list", [envelope(item())]), ("single", envelope(item()))):
        folder = tmp_path / name
        folder.mkdir()
        frames, _ = read_bytes("capture.json", json.dumps(document, indent=indent), folder)
        assert frames["posts"]["post_id"].to_list() == [POST_ID]
