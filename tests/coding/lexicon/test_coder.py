"""Categories and flags from the words of editors."""

from __future__ import annotations

import subprocess
import sys

import pytest
from tests.coding.lexicon.lexicons import coded, found, lexicon

from tefter.coding.lexicon import entry_counts
from tefter.errors import CaseError


def test_a_post_in_which_nothing_is_found_is_not_coded(tmp_path):
    row = coded(lexicon(tmp_path, {"pattern": "zhgrumza"}), "bukuri").row(0, named=True)
    assert row["category"] is row["category_source"] is row["category_confidence"] is None
    assert row["category_evidence"] == row["flags"] == []


def test_of_several_categories_the_first_of_the_codebook_wins_and_all_are_evidence(tmp_path):
    words = lexicon(
        tmp_path,
        {"pattern": "krejt vajzat", "category": "shaming"},
        {"pattern": "numri", "flag": "exposed"},
        {"pattern": "zhgrumz*"},
    )
    row = coded(words, "krejt vajzat zhgrumza, numri").row(0, named=True)
    assert row["category"] == "attack"
    assert row["category_source"] == "lexicon"
    assert row["category_evidence"] == ["sq-2: zhgrumz*", "sq-0: krejt vajzat", "sq-1: numri"]
    assert row["flags"] == ["exposed"]


def test_a_flag_alone_gives_no_category(tmp_path):
    row = coded(lexicon(tmp_path, {"pattern": "numri", "flag": "exposed"}), "numri").row(
        0, named=True
    )
    assert row["category"] is None
    assert row["flags"] == ["exposed"]


def test_an_exception_anywhere_in_the_text_takes_the_entry_away(tmp_path):
    words = lexicon(tmp_path, {"pattern": "zhgrumz*", "unless": ["zhgrumza e përrallës"]})
    assert found(words, "zhgrumza", "zhgrumza e perralles, zhgrumza") == [True, False]


def test_an_entry_may_count_in_some_languages_only(tmp_path):
    words = lexicon(tmp_path, {"pattern": "krivin*", "languages": ["bs", "sq"]})
    assert found(words, "krivina", language="hbs", variety="bs") == [True]
    assert found(words, "krivina", language="hbs", variety="hr") == [False]
    assert found(words, "krivina", language="hbs") == [False]
    assert found(words, "krivina", language="sq") == [True]


def test_both_scripts_and_missing_marks_are_one(tmp_path):
    words = lexicon(tmp_path, {"pattern": "čmajka"}, language="sr")
    assert found(words, "čmajka", "cmajka", "ЧМАЈКА", "ćmajka", "cmaaajka") == [True] * 5


def test_no_post_and_no_text_are_no_trouble(tmp_path):
    words = lexicon(tmp_path, {"pattern": "zhgrumza"})
    assert coded(words).is_empty()
    assert found(words, None, "", "!!!", "zhgrumza") == [False, False, False, True]


def test_the_order_of_posts_is_kept_and_copies_are_coded_alike(tmp_path):
    words = lexicon(tmp_path, {"pattern": "zhgrumza"})
    assert found(words, "b", "zhgrumza", "a", "zhgrumza") == [False, True, False, True]


def test_the_table_names_every_entry_with_its_rules(tmp_path):
    context = {"id": "negation", "words": ["nuk"]}
    words = lexicon(
        tmp_path,
        {"pattern": "zhgrumz*", "near": ["emri"], "unless_near": ["negation"], "note": "why"},
        {"pattern": "numri", "flag": "exposed", "unless_quoted": True, "languages": ["sq"]},
        contexts=[context],
    )
    assert words.table().rows() == [
        (
            "sq-0",
            "sq",
            "category",
            "attack",
            "zhgrumz*",
            "near emri, within 5 words\nunless near words of negation",
            "why",
        ),
        ("sq-1", "sq", "flag", "exposed", "numri", "unless quoted\nonly in sq", ""),
    ]


def test_entries_are_counted_those_that_never_count_too(tmp_path):
    words = lexicon(
        tmp_path,
        {"pattern": "zhgrumz*"},
        {"pattern": "krejt vajzat", "category": "shaming"},
        {"pattern": "numri", "flag": "exposed"},
    )
    counts = entry_counts(coded(words, "zhgrumza", "zhgrumza numri", "numri"), words)
    assert counts.select("entry", "posts", "decided", "alone").rows() == [
        ("sq-0", 2, 2, 1),
        ("sq-1", 0, 0, 0),
        ("sq-2", 2, 0, 1),
    ]


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        ({"pattern": "zhgrumza", "category": "nothing"}, "does not have"),
        ({"pattern": "zhgrumza", "flag": "nothing"}, "does not have"),
        ({"pattern": "zh"}, "too short"),
        ({"pattern": "zhgrumza", "unless_near": ["nothing"]}, "context that the file does not"),
        ({"pattern": "zhgrumza", "languages": ["sq", "shq"]}, "no post is said to be in: shq"),
        ({"pattern": "zhgrumza", "within": 99}, "within"),
        ({"pattern": "zhgrumza", "colour": "red"}, "colour"),
    ],
)
def test_a_wrong_entry_is_refused_with_the_file_and_the_reason(tmp_path, entry, why):
    with pytest.raises(CaseError, match=why) as caught:
        lexicon(tmp_path, entry)
    assert caught.value.file == "sq.yml"


def test_a_language_may_have_several_files(tmp_path):
    lexicon(tmp_path, {"pattern": "zhgrumza"})
    content = (tmp_path / "sq.yml").read_text(encoding="utf-8")
    (tmp_path / "sq-hurtlex.yml").write_text(content.replace("sq-0", "sq-h"), encoding="utf-8")
    words = lexicon(tmp_path, {"pattern": "zhgrumza"})
    assert [entry.id for entry in words.entries] == ["sq-h", "sq-0"]


def test_importing_the_room_does_not_load_spacy():
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys, tefter.coding; print('spacy' in sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert loaded.stdout.strip() == "False"


def test_evidence_never_holds_words_of_the_text(tmp_path):
    words = lexicon(tmp_path, {"pattern": "zhgrumz*"})
    evidence = coded(words, "emri i fshehtë zhgrumzash")["category_evidence"].explode()
    assert evidence.to_list() == ["sq-0: zhgrumz*"]
