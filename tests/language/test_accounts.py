"""All posts of an account together tell more than each alone."""

from __future__ import annotations

import polars as pl
import pytest
from tests.language.sentences import SENTENCES, UNTOLD, VARIETIES

from tefter.language import add_language, identify_accounts


def account(texts, name="a"):
    posts = pl.DataFrame(
        {"platform": "tiktok", "account_id": name, "text_clean": texts},
        schema_overrides={"text_clean": pl.String, "account_id": pl.String},
    )
    return add_language(posts)


def told(texts):
    return identify_accounts(account(texts)).row(0, named=True)


@pytest.mark.parametrize("language", ["sq", "hbs", "mk", "sl"])
def test_the_sure_posts_decide(language):
    found = told([*SENTENCES[language], "😂", None, "@demo"])
    assert found["language"] == language
    assert found["sure_posts"] == len(SENTENCES[language])


def test_confidence_grows_with_posts():
    confidence = [told(SENTENCES["sl"][:posts])["language_confidence"] for posts in (1, 2, 4)]
    assert confidence == sorted(confidence)
    assert confidence[0] <= 0.5


def test_the_same_text_twice_is_no_further_evidence():
    once, twice = told(SENTENCES["sl"][:2]), told(SENTENCES["sl"][:2] * 3)
    assert once == twice


def test_an_account_in_several_languages_is_in_none_of_them():
    assert told([*SENTENCES["sq"][:2], *SENTENCES["mk"][:2]])["language"] == "mul"


def test_an_account_of_which_no_text_tells_anything_is_und():
    found = told(["😂", "Marija"])
    assert found["language"] == "und"
    assert found["language_confidence"] is None


@pytest.mark.parametrize("variety", ["sr", "hr", "bs", "aln"])
def test_signs_of_several_posts_add_up(variety):
    found = told([*VARIETIES[variety], *(UNTOLD if variety != "aln" else [])])
    assert found["variety"] == variety
    assert found["variety_confidence"] > 0.9


def test_one_quotation_of_somebody_else_does_not_outweigh_all_other_posts():
    assert told([*VARIETIES["sr"], VARIETIES["hr"][1]])["variety"] == "sr"


def test_where_no_post_shows_a_variety_the_account_has_none():
    assert told(UNTOLD)["variety"] is None


def test_accounts_are_kept_apart_and_posts_of_nobody_left_out():
    posts = pl.concat(
        [
            account(SENTENCES["sq"], "b"),
            account(SENTENCES["mk"], "a"),
            account(SENTENCES["sl"], None),
        ]
    )
    found = identify_accounts(posts)
    assert found.select("account_id", "language").rows() == [("a", "mk"), ("b", "sq")]


def test_no_posts_give_no_accounts():
    assert identify_accounts(account([])).height == 0
