"""What 4CAT's files become: NDJSON and CSV of Telegram, CSV of TikTok."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from tests.sources.helpers import sample_of, sample_table
from tests.sources.telegram.exports import (
    CHANNEL,
    NOBODYS_PHONE,
    as_csv,
    as_lines,
    fourcat,
    fourcat_comment,
    fourcat_telegram,
    fourcat_tiktok,
    outcomes,
)

from tefter.sources.formats import telegram_4cat, telegram_4cat_csv, tiktok_4cat_csv
from tefter.sources.records import Span
from tefter.values import Unreadable

MOMENT = datetime(2023, 11, 2, 18, 30, 5, tzinfo=UTC)


def telegram_row(**cells: str) -> Any:
    (outcome,) = outcomes(telegram_4cat_csv.FORMAT, as_csv([fourcat_telegram(7, **cells)]), "table")
    return outcome


def tiktok_row(**cells: str) -> Any:
    (outcome,) = outcomes(tiktok_4cat_csv.FORMAT, as_csv([fourcat_tiktok(**cells)]), "table")
    return outcome


def test_4cats_ndjson_names_the_chat_by_its_number() -> None:
    record = fourcat(
        5, fwd_from={"from_id": {"channel_id": 1900000002}}, _forward={"_chat": {"title": "Drugi"}}
    )
    (post,) = outcomes(telegram_4cat.FORMAT, as_lines([record]), "json-lines")
    assert post.post_uid == f"telegram:{CHANNEL}/5"
    assert (post.chat_id, post.chat_name) == (str(CHANNEL), "Izmišljeni kanal")
    assert (post.account_id, post.account_name) == (f"channel{CHANNEL}", "izmisljeni_kanal")
    assert (post.posted_at, post.views, post.shares) == (MOMENT, 90, 0)
    assert post.forwarded_from == "Drugi"


def test_4cats_ndjson_marks_a_contact_without_keeping_it() -> None:
    media = {"_type": "MessageMediaContact", "phone_number": NOBODYS_PHONE, "first_name": "Petra"}
    (post,) = outcomes(telegram_4cat.FORMAT, as_lines([fourcat(5, "", media=media)]), "json-lines")
    assert post.platform_entities == (Span("contact", 0, 0),)
    assert "555" not in repr(post)


def test_a_telegram_row_becomes_a_post_named_by_chat_and_number() -> None:
    post = telegram_row()
    assert post.post_uid == "telegram:izmisljeni_kanal/7"
    assert (post.post_id, post.chat_id, post.chat_name) == ("7", None, "izmisljeni_kanal")
    assert (post.account_id, post.account_name) == (f"channel{CHANNEL}", "izmisljeni_kanal")
    assert (post.posted_at, post.views, post.likes) == (MOMENT, 450, None)


def test_a_chats_name_may_hold_hyphens_and_a_chat_may_be_a_number() -> None:
    hyphens = telegram_row(id="Moja-grupa-8", chat="Moja-grupa", thread_id="Moja-grupa")
    number = telegram_row(id=f"{CHANNEL}-8", chat=str(CHANNEL), thread_id=str(CHANNEL))
    old = telegram_row(id="8")
    assert hyphens.post_uid == "telegram:moja-grupa/8"
    assert (number.post_uid, number.chat_id) == (f"telegram:{CHANNEL}/8", str(CHANNEL))
    assert old.post_uid == "telegram:izmisljeni_kanal/8"


def test_a_contacts_phone_hidden_in_the_attachment_is_marked_and_not_kept() -> None:
    post = telegram_row(
        body="", attachment_type="contact", attachment_data=f'{{"phone_number": "{NOBODYS_PHONE}"}}'
    )
    assert post.media_kind == "contact"
    assert post.platform_entities == (Span("contact", 0, 0),)
    assert "555" not in repr(post)


@pytest.mark.parametrize(
    ("reactions", "likes"),
    [("👍👍👍", 3), ("❤️❤️🔥", 3), ("🤷‍♂️🤷‍♂️", 2), ("🇦🇱🇦🇱", 2), ("", None), ("{'count': 2}, ", None)],
)
def test_reactions_are_counted_emoji_by_emoji(reactions: str, likes: int | None) -> None:
    assert telegram_row(reactions=reactions).likes == likes


def test_pseudonymised_authors_stay_pseudonyms() -> None:
    """4CAT can replace authors by hashes before anyone downloads them."""
    post = telegram_row(author="3f0c9d", author_username="77ab12", author_name="")
    assert (post.account_id, post.account_name) == ("3f0c9d", "77ab12")
    assert tiktok_row(author="3f0c9d").account_id == "3f0c9d"


def test_4cats_ndjson_is_read_where_the_chat_could_not_be_resolved() -> None:
    (post,) = outcomes(telegram_4cat.FORMAT, as_lines([fourcat(5, _chat=None)]), "json-lines")
    assert post.post_uid == f"telegram:{CHANNEL}/5"


def test_links_mentions_and_answers_of_a_row_are_kept() -> None:
    post = telegram_row(
        body="Vidi @Nekog",
        entities_mentioned="Nekog,treci_kanal",
        link_attached="https://example.org/x",
        reply_to="3",
        author_forwarded_from_name="Drugi kanal",
    )
    assert {name.lower() for name in post.mentions} == {"nekog", "treci_kanal"}
    assert post.urls == ("https://example.org/x",)
    assert post.reply_to == "telegram:izmisljeni_kanal/3"
    assert post.forwarded_from == "Drugi kanal"


def test_without_epoch_the_written_time_is_utc() -> None:
    assert telegram_row(unix_timestamp="").posted_at == MOMENT
    assert tiktok_row(unix_timestamp="").posted_at == MOMENT
    assert tiktok_row(unix_timestamp="", timestamp="1698949805").posted_at == MOMENT


def test_a_tiktok_row_becomes_a_post() -> None:
    post = tiktok_row()
    assert post.post_uid == "tiktok:7280000000000000123"
    assert post.account_id == post.account_name == "ime_prezime_nikogarsnje"
    assert (post.views, post.likes, post.comments, post.shares) == (1500, 10, 0, 2)
    assert post.hashtags == ("novice", "šport")
    assert post.mentions == ("nekdo_drug",)
    assert (post.media_text, post.declared_region) == ("napis na sliki", "SI")
    assert (post.sound_id, post.media_kind) == ("7111111111111111111", "video")
    assert post.accounts[0].followers == 5100


def test_empty_counts_are_unknown_and_zero_is_zero() -> None:
    post = tiktok_row(plays="", shares="0")
    assert (post.views, post.shares) == (None, 0)


def test_an_identifier_that_a_spreadsheet_rounded_is_refused() -> None:
    with pytest.raises(Unreadable) as refusal:
        tiktok_row(id="7.28E+18")
    assert refusal.value.reason == "identifier_damaged"


def test_a_photo_post_is_a_slideshow() -> None:
    assert tiktok_row(tiktok_url="https://www.tiktok.com/@x/photo/1").media_kind == "slideshow"


def test_comments_and_answers_to_them_hang_together() -> None:
    rows = [
        fourcat_comment(),
        fourcat_comment(
            "7280000000000001000",
            thread_id="7280000000000000999",
            is_comment_on_comment="yes",
            author="@6900000000000000001",
        ),
    ]
    first, answer = outcomes(tiktok_4cat_csv.FORMAT, as_csv(rows), "table")
    assert first.post_uid == answer.post_uid == "tiktok:7280000000000000123"
    assert (first.parent_uid, answer.parent_uid) == (None, first.comment_uid)
    assert (answer.account_id, answer.account_name) == ("6900000000000000001", None)
    assert (first.likes, first.replies) == (3, 0)


def test_each_is_recognised_by_its_columns_and_no_other_takes_it() -> None:
    forms = (telegram_4cat.FORMAT, telegram_4cat_csv.FORMAT, tiktok_4cat_csv.FORMAT)
    samples = [sample_of([fourcat(1)])] + [
        sample_table(list(row), [list(row.values())])
        for row in (fourcat_telegram(1), fourcat_tiktok(), fourcat_comment())
    ]
    scores = [[form.recognise(sample) for form in forms] for sample in samples]
    assert scores == [[100, 0, 0], [0, 100, 0], [0, 0, 100], [0, 0, 100]]


def test_a_table_with_some_of_these_columns_is_not_taken() -> None:
    for form in (telegram_4cat_csv.FORMAT, tiktok_4cat_csv.FORMAT):
        assert form.recognise(sample_table(["id", "author", "body", "timestamp"], [])) == 0
