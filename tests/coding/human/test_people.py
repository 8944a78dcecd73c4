"""What people decided, read once: by letters, by version, with every mistake named."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest
from tests.coding.human.made import NOON, codebook, decision, posts

from tefter.coding.human import (
    AnnotationError,
    CoderFile,
    People,
    coded_how_often,
    differences,
    read_people,
    who_coded,
)
from tefter.coding.human.collecting import decisions_frame
from tefter.coding.human.summary import pace


@dataclasses.dataclass
class InventedCase:
    """Only what ``Places`` needs of a case."""

    folder: object
    project: object
    name: str = "invented"


@pytest.fixture
def case(tmp_path):
    return InventedCase(tmp_path / "cases" / "invented", tmp_path)


def write(case, coder, *decisions, folder="annotations"):
    CoderFile(case.folder / folder, coder).append(decisions)


def test_where_nobody_coded_there_is_nobody(case):
    people = read_people(case, codebook(), posts())
    assert people.annotations.is_empty() and people.final.is_empty() and people.older == 0
    (row,) = who_coded(people).to_dicts()
    assert row["coder"] == "all" and row["coded"] == 0
    assert row["remark"].startswith("Nobody has coded")


def test_coders_are_letters_and_posts_count_once(case):
    write(case, "zana", decision(1, "zana"), decision(2, "zana", kind="cannot_tell"))
    write(case, "ana", decision(1, "ana"), decision(3, "ana", flags="minor"))
    people = read_people(case, codebook(), posts())
    told = {row["coder"]: row for row in who_coded(people).to_dicts()}
    assert set(told) == {"A", "B", "all"}
    assert (told["A"]["coded"], told["A"]["twice"], told["A"]["flags"]) == (2, 1, 1)
    assert (told["B"]["coded"], told["B"]["cannot_tell"]) == (1, 1)
    assert (told["all"]["coded"], told["all"]["twice"]) == (2, 1)


def test_one_coder_is_said_to_be_one(case):
    write(case, "ana", decision(1))
    assert who_coded(read_people(case, codebook(), posts()))["remark"][-1].startswith("One coder")


def test_codes_of_another_version_are_left_out_and_counted(case):
    write(case, "ana", decision(1, version="0.9"), decision(2))
    people = read_people(case, codebook(), posts())
    assert people.older == 1
    assert people.annotations["post_uid"].to_list() == ["tiktok:2"]
    assert "1 decisions by another version" in who_coded(people)["remark"][-1]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (decision(2, categories="atack"), "a category is not in the codebook"),
        (decision(99), "the post is not in the case"),
    ],
)
def test_what_does_not_fit_is_named_by_file_and_line(case, wrong, words):
    write(case, "ana", decision(1), wrong)
    with pytest.raises(AnnotationError, match=rf"ana\.csv, record 3: {words}"):
        read_people(case, codebook(), posts())


def test_a_line_that_a_crash_cut_off_is_named(case):
    write(case, "ana", decision(1), decision(2))
    path = case.folder / "annotations" / "ana.csv"
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(AnnotationError, match="half-written"):
        read_people(case, codebook(), posts())


def test_it_is_told_what_codes_rest_on_and_where_coders_differ(case):
    write(case, "ana", *(decision(n) for n in (1, 2, 3)), decision(4, kind="cannot_tell"))
    write(case, "bo", decision(2, "bo"), decision(3, "bo", "shaming"))
    write(case, "ed", decision(5, "ed"), folder="annotations/adjudicated")
    people = read_people(case, codebook(), posts())
    assert coded_how_often(people)["posts"].to_list() == [1, 1, 1, 1, 1]
    assert differences(people, codebook()).rows() == [("Attack or Shaming", 1, 0)]


def test_pace_is_the_middle_of_short_gaps_of_all_coders():
    at = [NOON + timedelta(seconds=12 * n) for n in range(25)]
    at += [NOON + timedelta(hours=3, seconds=12 * n) for n in range(5)]
    coded = decisions_frame(decision(n, at=when) for n, when in enumerate(at))
    assert pace(coded) == 300
    assert pace(coded.head(10)) is None, "too few to tell"
    assert pace(People.nobody().annotations) is None
