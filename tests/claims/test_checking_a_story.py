"""A story is checked as a whole: every number, every claim, every exemption."""

from __future__ import annotations

import pytest
from tests.claims.published import published

from tefter.claims import check_story, parse_story, record
from tefter.claims.book import Binding, Claim, Exemption, StoryClaims

SENTENCE = "There were 427 videos by 43 accounts."
CLAIM = Claim(
    SENTENCE,
    [Binding("427", "tiktok_posts", "exact"), Binding("43", "tiktok_accounts", "exact")],
)


def check(story, claims=(CLAIM,), exempt=(), language="en"):
    given = StoryClaims(language, list(claims), list(exempt))
    return check_story(parse_story(story), given, published())


def told(checked):
    return [(one.text, one.status) for one in checked.verdicts]


def test_a_story_passes_when_every_number_holds():
    checked = check(f"A lead. {SENTENCE} And so on.")
    assert checked.passes
    assert told(checked) == [("427", "holds"), ("43", "holds")]


def test_both_values_are_told_where_a_number_does_not_hold():
    checked = check(SENTENCE.replace("427", "428"))
    [wrong, _] = checked.verdicts
    assert (wrong.status, wrong.says, wrong.actual) == ("does not hold", "428", "427 posts")


def test_a_number_that_no_claim_binds_fails_the_story():
    checked = check(f"{SENTENCE} Nine towns.")
    assert told(checked)[-1] == ("Nine", "bound to nothing")
    assert not checked.passes


def test_a_number_may_be_written_in_another_way_than_in_the_claim():
    assert check(SENTENCE.replace("427", "four hundred and twenty-seven")).passes


def test_a_number_that_holds_but_is_not_the_approved_one_fails():
    claim = Claim("More than 30 million.", [Binding("30 million", "tiktok_views", "more_than")])
    checked = check("More than 29 million.", [claim])
    [one] = checked.verdicts
    assert (one.status, one.reason) == (
        "does not hold",
        "the sentence in claims.yml says 30,000,000",
    )


def test_a_claim_whose_sentence_is_gone_is_named_with_the_line_that_is_most_like_it():
    checked = check("First.\n\nThere had been 427 videos by 43 accounts in all.")
    [gone] = checked.gone
    assert (gone.sentence, gone.nearest) == (SENTENCE, 3)
    assert not checked.passes


def test_spaces_quotation_marks_emphasis_and_case_do_not_matter():
    assert check("**There** were\n427 videos by *43* accounts.").passes
    claim = Claim('The "427" of them.', [Binding("427", "tiktok_posts", "exact")])
    assert check("the “427” of them.", [claim]).passes


def test_a_sentence_is_bound_wherever_it_stands():
    assert len(check(f"# {SENTENCE}\n\n- {SENTENCE}\n\n{SENTENCE}").verdicts) == 6


COUNTED = [
    Claim("We counted 427 of them.", [Binding("427", "tiktok_posts", "exact")]),
    Claim("We counted 43 of them.", [Binding("43", "tiktok_accounts", "exact")]),
]


def test_sentences_that_differ_in_their_numbers_only_are_bound_in_their_order():
    assert check("We counted 427 of them. We counted 43 of them.", COUNTED).passes
    swapped = check("We counted 43 of them. We counted 427 of them.", COUNTED)
    assert [one.status for one in swapped.verdicts] == ["does not hold", "does not hold"]
    assert len(check("We counted 427 of them.", COUNTED).gone) == 1


def test_a_number_belongs_to_the_longest_sentence_around_it():
    short = Claim("of 43 accounts", [Binding("43", "tiktok_posts", "exact")])
    long = Claim("The work of 43 accounts alone", [Binding("43", "tiktok_accounts", "exact")])
    checked = check("The work of 43 accounts alone.", [short, long])
    assert told(checked) == [("43", "holds")]


def test_a_row_of_a_table_is_a_sentence():
    claim = Claim("Videos | 427", [Binding("427", "tiktok_posts", "exact")])
    assert check("| what | many |\n|---|---|\n| Videos | 427 |", [claim]).passes


def test_an_exempt_number_passes_with_its_reason_and_only_as_it_is_written():
    exempt = [Exemption("on 6 March 2024", "the date of the article")]
    story = f"{SENTENCE} It appeared on 6 March 2024."
    checked = check(story, exempt=exempt)
    assert checked.passes
    assert checked.verdicts[-1].reason == "the date of the article"
    assert not check(story.replace("6 March", "7 March"), exempt=exempt).passes


def test_an_exemption_that_the_story_does_not_need_any_more_is_told():
    checked = check(SENTENCE, exempt=[Exemption("on 6 March 2024", "the date")])
    assert [one.sentence for one in checked.gone] == ["on 6 March 2024"]


def test_a_claim_may_bind_a_word_that_is_usually_no_number():
    claim = Claim("një llogari u zbraz", [Binding("një", "accounts_emptied", "exact")])
    checked = check("Vetë një llogari u zbraz.", [claim], language="sq")
    assert told(checked) == [("një", "does not hold")]


def test_a_telephone_number_in_a_story_is_in_nothing_that_is_written():
    checked = check(f"{SENTENCE} Call +383 42 123 456 now.")
    document = record({"story.md": checked}, case="a", run="b", content_digest="c", synthetic=True)
    assert "123" not in str(document)
    assert checked.verdicts[-1].reason == "personal data stands here"
    assert not checked.passes


def test_a_telephone_number_glued_to_another_is_masked_too():
    for story in ("Call 427+383 42 123 456 now.", "427+383 42 123 456 [1]+383 42 123 456>"):
        checked = check(story, [])
        assert not [one for one in checked.verdicts if "123" in one.text + one.sentence + one.says]


def test_the_record_counts_every_verdict():
    document = record(
        {"story.md": check(f"{SENTENCE} Nine towns.")},
        case="a-case",
        run="a-run",
        content_digest="d",
        synthetic=True,
    )
    [story] = document["stories"]
    assert document["passes"] is False
    assert story["counts"] == {
        "holds": 2,
        "does not hold": 0,
        "bound to nothing": 1,
        "exempt": 0,
    }
    assert story["numbers"][0] == {
        "line": 1,
        "text": "427",
        "says": "427",
        "verdict": "holds",
        "kind": "exact",
        "findings": ["tiktok_posts"],
        "actual": "427 posts",
        "reason": "",
        "sentence": SENTENCE,
    }


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("427 video, 43 llogari: turpërimi i grave në TikTok", "sq"),
        ("Na TikToku je objavljeno 427 videa", "bs"),
        ("Edi Rama i tha Marija Jovanović: TikTok: objava 427", "sq"),
    ],
)
def test_words_and_names_of_a_story_are_not_blotted_out(sentence, language):
    checked = check(sentence, [], language=language)
    assert checked.blotted == []


def test_what_is_blotted_out_is_told_by_its_line_and_may_be_exempt():
    story = f"{SENTENCE}\n\nRead it at www.example.org/story today."
    assert check(story).blotted == [3]
    exempt = [Exemption("at www.example.org/story", "our own page")]
    checked = check(story, exempt=exempt)
    assert checked.blotted == [] and checked.gone == ()
