"""claims.yml: what is wrong with it is said with its sentence and the remedy."""

from __future__ import annotations

import pytest

from tefter.claims import read_claims
from tefter.errors import CaseError

BOOK = """
stories:
  story.md:
    language: {language}
    claims:
      - sentence: "{sentence}"
        numbers:
          - {{{number}}}
    exempt: {exempt}
"""


def read(tmp_path, number, sentence="There are 427 videos.", language="en", exempt="[]"):
    path = tmp_path / "claims.yml"
    path.write_text(
        BOOK.format(language=language, sentence=sentence, number=number, exempt=exempt),
        encoding="utf-8",
    )
    return read_claims(path)


def test_a_claim_binds_a_number_of_its_sentence_to_a_finding(tmp_path):
    book = read(tmp_path, "number: 427, finding: tiktok_posts, kind: exact")
    [claim] = book.stories["story.md"].claims
    assert claim.numbers[0].finding == "tiktok_posts"


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        ("number: 43, finding: a, kind: exact", "number “43” does not stand in it; write the"),
        ("number: videos, finding: a, kind: exact", "number “videos” does not stand in it"),
        ("number: 427, finding: a, kind: exactly", "Invalid enum value 'exactly'"),
        ("number: 427, finding: a, kind: exact, tolerance: 0.1", "has a tolerance, which the kind"),
        ("number: 427, finding: a, kind: exact, colour: red", "unknown field `colour`"),
        ("number: 427, finding: a", "missing required field `kind`"),
        ("number: 427, finding: [a, b], kind: exact", "names 2 findings; the kind exact takes 1"),
        ("number: 427, finding: a, kind: between", "too few or too many figures for the kind"),
        ("number: 427, finding: a, kind: fraction", "has no range, or one wider than 0.2"),
        ("number: 427, finding: a, kind: fraction, range: [0, 1]", "has no range, or one wider"),
        ("number: 427, finding: a, kind: rank", "is among nothing; write among"),
        ("number: 427, finding: a, kind: about, tolerance: 5", "is not above 0 and at most 0.2"),
        ("number: 427, finding: a, kind: about, tolerance: 0.3", "is not above 0 and at most 0.2"),
        ("number: 427, finding: a, kind: about, tolerance: 0", "is not above 0 and at most 0.2"),
        ("number: 427, finding: a, kind: about, tolerance: .nan", "is not above 0 and at most"),
        ("number: 427, finding: a, kind: more_than, tolerance: 1000", "at most 0.5, beyond which"),
        (
            "number: 427, finding: a, kind: at_most, tolerance: 0.6",
            "is not above 0 and at most 0.5",
        ),
        ("number: 427, finding: a, kind: about, words: beyond", "“beyond” does not stand in it"),
    ],
)
def test_a_claim_that_is_not_valid_is_refused_with_its_remedy(tmp_path, number, problem):
    with pytest.raises(CaseError) as refused:
        read(tmp_path, number)
    assert problem in str(refused.value)
    assert str(refused.value).startswith("claims.yml: ")


def test_the_error_names_the_story_and_the_sentence(tmp_path):
    with pytest.raises(CaseError, match=r"story\.md, the sentence “There are 427 videos\.”: "):
        read(tmp_path, "number: 43, finding: a, kind: exact")


def test_a_sentence_that_binds_nothing_is_refused(tmp_path):
    path = tmp_path / "claims.yml"
    path.write_text("stories: {a.md: {language: en, claims: [{sentence: A 5., numbers: []}]}}")
    with pytest.raises(CaseError, match="it binds no number"):
        read_claims(path)


def test_a_language_whose_numbers_are_not_read_is_refused(tmp_path):
    with pytest.raises(CaseError, match="has the language xx, in which numbers cannot be read"):
        read(tmp_path, "number: 427, finding: a, kind: exact", language="xx")


@pytest.mark.parametrize(
    "exempt", ["[{phrase: no number, reason: why}]", "[{phrase: 5, reason: }]"]
)
def test_an_exemption_needs_something_to_exempt_and_a_reason(tmp_path, exempt):
    with pytest.raises(CaseError, match=r"claims\.yml: "):
        read(tmp_path, "number: 427, finding: a, kind: exact", exempt=exempt)


def test_a_number_that_stands_twice_is_bound_from_left_to_right(tmp_path):
    path = tmp_path / "claims.yml"
    path.write_text(
        "stories: {a.md: {language: en, claims: [{sentence: 5 of 5., numbers: ["
        "{number: 5, finding: a, kind: exact}, {number: 5, finding: b, kind: exact}]}]}}"
    )
    assert len(read_claims(path).stories["a.md"].claims[0].numbers) == 2


def test_a_number_that_stands_once_cannot_be_bound_twice(tmp_path):
    path = tmp_path / "claims.yml"
    path.write_text(
        "stories: {a.md: {language: en, claims: [{sentence: 5 of 6., numbers: ["
        "{number: 5, finding: a, kind: exact}, {number: 5, finding: b, kind: exact}]}]}}"
    )
    with pytest.raises(CaseError, match="“5” does not stand in it"):
        read_claims(path)


def test_a_link_may_be_exempt_without_a_number(tmp_path):
    exempt = "[{phrase: at www.example.org/story, reason: our own page}]"
    book = read(tmp_path, "number: 427, finding: a, kind: exact", exempt=exempt)
    assert book.stories["story.md"].exempt[0].reason == "our own page"


@pytest.mark.parametrize("name", ["../story.md", "/etc/passwd", "a/b.md", ".hidden", "link.md"])
def test_a_story_is_a_file_of_its_case_and_no_other(tmp_path, name):
    (tmp_path / "link.md").symlink_to(tmp_path / "other.md")
    path = tmp_path / "claims.yml"
    path.write_text(f"stories:\n  {name}:\n    language: en\n    claims: []\n", "utf-8")
    with pytest.raises(CaseError, match="is no file of its case's folder"):
        read_claims(path)
