"""Comments coded by the lexicon of the case, counted by post and by account."""

from __future__ import annotations

from datetime import UTC, datetime

import polars as pl
import pytest
from tests.demo.raw import PROJECT

from tefter import demo
from tefter.coding import Codebook, Lexicon
from tefter.frames import COMMENTS
from tefter.links import code_comments, comment_volume
from tefter.links.comments import CODED

CASE = PROJECT / "cases" / demo.CASE


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.read(CASE / "lexicon", Codebook.read(CASE / "codebook.yml"))


def comments(*rows: tuple[str, str, str, str | None]) -> pl.DataFrame:
    made = [
        {
            "comment_uid": f"tiktok:{uid}",
            "platform": "tiktok",
            "post_uid": f"tiktok:{post}",
            "account_id": account,
            "text": text,
            "captured_at": datetime(2023, 12, 1 + place, tzinfo=UTC),
            "source_file": "c.ndjson",
            "source_record": place,
        }
        for place, (uid, post, account, text) in enumerate(rows)
    ]
    plain = dict.fromkeys(COMMENTS.schema)
    return pl.DataFrame([plain | row for row in made], schema=COMMENTS.schema)


def test_a_comment_that_asks_who_she_is_is_matched_in_every_language_of_the_case(lexicon):
    asked = ["kush e njeh?", "ko je ovo?", "tko je ovo?", "која е оваа?", "kdo je to?", "daj broj"]
    frame = comments(*((str(n), "1", "a", text) for n, text in enumerate(asked)))
    coded = code_comments(frame, lexicon)
    assert coded["matched"].all()
    assert coded["flags"].to_list() == [["information_requested"]] * len(asked)


def test_a_comment_that_objects_is_not_matched_by_the_word_it_objects_to(lexicon):
    coded = code_comments(comments(("1", "1", "a", "nemojte nikoga zvati plendulja")), lexicon)
    assert coded["matched"].to_list() == [False]


def test_a_comment_captured_twice_counts_once_as_it_was_last(lexicon):
    frame = comments(("1", "1", "a", "hahaha"), ("1", "1", "a", "daj broj"))
    assert code_comments(frame, lexicon)["matched"].to_list() == [True]


def test_a_comment_without_a_text_is_not_known(lexicon):
    assert code_comments(comments(("1", "1", "a", None)), lexicon)["matched"].to_list() == [None]


def test_comments_are_counted_by_post_and_by_account(lexicon):
    coded = code_comments(
        comments(("1", "7", "a", "daj broj"), ("2", "7", "b", "lijep dan"), ("3", "8", "b", None)),
        lexicon,
    )
    assert comment_volume(coded).rows() == [("tiktok:7", 2, 2, 1, 0.5), ("tiktok:8", 1, 1, 0, None)]
    assert comment_volume(coded, "account_id").rows() == [("b", 2, 2, 0, 0.0), ("a", 1, 1, 1, 1.0)]
    with pytest.raises(ValueError, match="by post_uid or account_id"):
        comment_volume(coded, "text")


def test_no_comments_give_the_same_columns(lexicon):
    assert dict(code_comments(comments(), lexicon).schema) == CODED
    assert comment_volume(code_comments(comments(), lexicon)).is_empty()
