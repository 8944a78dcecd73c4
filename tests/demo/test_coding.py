"""The lexicon of the demo gives every video the category that the generator meant."""

from __future__ import annotations

from collections import Counter

import polars as pl
import pytest
from tests.demo.raw import PROJECT, RAW

from tefter import demo
from tefter.case import Case, read_yaml
from tefter.cleaning import clean
from tefter.coding import Codebook, Lexicon, code_with_lexicon
from tefter.demo import plan
from tefter.demo.writing import DAMAGE
from tefter.language import add_language
from tefter.sources.reading import read_files

FOLDER = PROJECT / "cases" / demo.CASE


@pytest.fixture(scope="module")
def codebook():
    return Codebook.read(FOLDER / "codebook.yml")


@pytest.fixture(scope="module")
def entries():
    files = sorted((FOLDER / "lexicon").glob("*.yml"))
    return [(file.stem, entry) for file in files for entry in read_yaml(file, dict)["entries"]]


@pytest.fixture(scope="module")
def rejects_and_coded(tmp_path_factory, codebook):
    folder = tmp_path_factory.mktemp("read")
    read_files([RAW / file.name for file in demo.DEMO_FILES], folder)
    posts = add_language(clean(pl.read_parquet(folder / "posts.parquet")))
    lexicon = Lexicon.read(FOLDER / "lexicon", codebook)
    return pl.read_parquet(folder / "rejects.parquet"), code_with_lexicon(posts, lexicon)


@pytest.fixture(scope="module")
def videos(rejects_and_coded):
    return rejects_and_coded[1].filter(platform="tiktok")


def test_the_readers_reject_three_records_and_find_427_videos(rejects_and_coded, videos):
    rejects, _ = rejects_and_coded
    assert sorted(rejects["reason"]) == ["duplicate_record", "truncated", "unsupported_platform"]
    assert videos.height == 427


def test_cleaning_mends_every_caption_that_the_generator_damaged(videos):
    repairs = Counter(videos["text_repairs"].explode().drop_nulls())
    assert repairs == {name.split()[0]: 4 for name in DAMAGE} | {"mojibake": 8}


def test_the_lexicon_finds_the_published_number_of_direct_attacks(videos):
    assert Counter(videos["category"]) == plan.CATEGORIES
    assert Counter(videos["category"])["direct_attack"] == 318


def test_every_video_has_its_own_category_and_flags(videos):
    meant = demo.truth().select("post_uid", meant="category")
    joined = videos.join(meant, on="post_uid", how="full", coalesce=True)
    assert joined.filter(pl.col("category").ne_missing(pl.col("meant"))).is_empty()
    flags = {video.post_uid: set(video.flags) for video in plan.videos()}
    found = {row["post_uid"]: set(row["flags"] or ()) for row in videos.to_dicts()}
    assert found == flags


def test_every_language_has_entries_that_decide_posts(rejects_and_coded, entries):
    evidence = rejects_and_coded[1]["category_evidence"].explode().drop_nulls()
    named = set(evidence.str.extract(r"^([a-z]+)-"))
    assert named == {language for language, _ in entries}


def test_the_codebook_has_labels_in_every_language_of_the_case(codebook):
    languages = set(Case(PROJECT, demo.CASE).file.languages)
    assert languages == {"en", "sq", "mk", "bs", "hr", "sr", "cnr", "sl"}
    for code in (*codebook.categories, *codebook.flags):
        assert set(code.label) == languages, code.id


def test_the_examples_of_the_codebook_are_videos_of_their_category(codebook):
    meant = dict(demo.truth().select("post_uid", "category").iter_rows())
    for category in codebook.categories:
        assert [meant[uid] for uid in category.examples] == [category.id] * len(category.examples)
    assert sum(bool(category.examples) for category in codebook.categories) == 4


def test_the_lexicon_has_a_file_for_every_language_of_the_texts_and_no_identifier_twice(entries):
    assert {language for language, _ in entries} == {"sq", "bs", "hr", "cnr", "sr", "mk", "sl"}
    assert max(Counter(entry["id"] for _, entry in entries).values()) == 1
    assert all(entry["id"].startswith(f"{language}-") for language, entry in entries)
