"""The files of all coders come together, checked against codebook and posts."""

from __future__ import annotations

import pytest
from tests.coding.human.made import codebook, decision, posts

from tefter.coding.human import (
    AnnotationError,
    CoderFile,
    ratings_of,
    read_annotations,
    reliability,
)


def keep(folder, *decisions):
    for one in decisions:
        CoderFile(folder, one.coder).append([one])


def test_of_each_post_the_last_decision_of_each_coder_is_read(tmp_path):
    keep(tmp_path, decision(1), decision(1, categories="shaming"), decision(1, "bo"))
    read = read_annotations(tmp_path, codebook())
    assert read.select("coder", "categories").rows() == [("ana", ["shaming"]), ("bo", ["attack"])]


def test_a_code_that_is_not_in_the_codebook_is_named_by_file_and_line(tmp_path):
    keep(tmp_path, decision(1), decision(2, categories="old_code"))
    with pytest.raises(AnnotationError) as told:
        read_annotations(tmp_path, codebook())
    assert str(told.value) == (
        "ana.csv, record 3: a category is not in the codebook, version 1.0; "
        "use one of attack, shaming, not_relevant."
    )


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (decision(1, flags="attack"), "a flag is not in the codebook"),
        (decision(1, categories="attack shaming"), "two categories"),
    ],
)
def test_codes_must_fit_the_codebook(tmp_path, given, sentence):
    keep(tmp_path, given)
    with pytest.raises(AnnotationError, match=sentence):
        read_annotations(tmp_path, codebook())


def test_a_post_that_is_not_in_the_case_is_named_by_file_and_line(tmp_path):
    keep(tmp_path, decision(1), decision(9))
    with pytest.raises(AnnotationError, match=r"ana.csv, record 3: the post is not in the case"):
        read_annotations(tmp_path, codebook(), posts={"tiktok:1"})


def test_two_versions_of_the_codebook_are_not_mixed_and_one_can_be_chosen(tmp_path):
    keep(tmp_path, decision(1), decision(2, version="0.9", categories="old_code"))
    with pytest.raises(AnnotationError, match=r"two versions of the codebook, 0.9 and 1.0"):
        read_annotations(tmp_path, codebook())
    assert read_annotations(tmp_path, codebook(), version="1.0").height == 1
    assert read_annotations(tmp_path, codebook(), version="0.9").height == 1


def test_a_post_coded_again_by_the_new_version_counts_by_it(tmp_path):
    keep(tmp_path, decision(1, version="0.9"), decision(1))
    assert read_annotations(tmp_path, codebook())["codebook_version"].to_list() == ["1.0"]


def test_a_half_written_file_is_refused_and_the_remedy_named(tmp_path):
    keep(tmp_path, decision(1))
    with (tmp_path / "ana.csv").open("a") as file:
        file.write("tiktok:2,an")
    with pytest.raises(AnnotationError, match=r"ana.csv: the last line is half-written.*notebook"):
        read_annotations(tmp_path, codebook())


def test_a_file_that_is_no_coders_is_named(tmp_path):
    (tmp_path / "Copy of ana.csv").write_text("x")
    with pytest.raises(AnnotationError, match=r"Copy of ana\.csv: .*move it away"):
        read_annotations(tmp_path, codebook())


@pytest.mark.parametrize("exclusive", [True, False])
def test_where_nobody_has_coded_agreement_is_undefined(tmp_path, exclusive):
    book = codebook(exclusive=exclusive)
    found = reliability(read_annotations(tmp_path, book), book)
    assert found["value"].null_count() == found.height
    assert found["reason"][0] == "nobody has coded anything here yet"


def test_what_a_coder_cannot_tell_or_skipped_is_no_code(tmp_path):
    keep(
        tmp_path,
        decision(1), decision(1, "bo", kind="cannot_tell"),
        decision(2), decision(2, "bo", kind="skipped"),
        decision(3), decision(3, "bo"),
    )  # fmt: skip
    codes = ratings_of(read_annotations(tmp_path, codebook()), codebook())
    assert codes.summary() == {"units": 3, "compared": 1, "coders": 2, "codes": 4}


def test_the_codes_to_choose_from_are_those_of_the_codebook(tmp_path):
    keep(tmp_path, decision(1), decision(1, "bo", categories="shaming"))
    codes = ratings_of(read_annotations(tmp_path, codebook()), codebook())
    assert codes.values == ("attack", "shaming", "not_relevant")


def test_reliability_has_categories_flags_groups_and_is_honest_about_one_coder(tmp_path):
    keep(tmp_path, decision(1, flags="minor"), decision(2, categories="shaming"))
    alone = reliability(read_annotations(tmp_path, codebook()), codebook())
    assert alone["value"].null_count() == alone.height
    assert alone["reason"][0] == "one coder only"
    keep(tmp_path, decision(1, "bo", flags="minor"), decision(2, "bo", categories="shaming"))
    found = reliability(read_annotations(tmp_path, codebook()), codebook(), posts(2))
    assert found["scope"].unique(maintain_order=True).to_list() == [
        "all", "category", "language", "flag",
    ]  # fmt: skip
    alpha = found.filter((found["scope"] == "flag") & (found["measure"] == "alpha"))
    assert alpha.select("name", "value").rows() == [("data_exposed", None), ("minor", 1.0)]


def test_several_categories_are_compared_as_sets(tmp_path):
    book = codebook(exclusive=False)
    keep(
        tmp_path,
        decision(1, categories="attack shaming"), decision(1, "bo", categories="attack"),
        decision(2, categories="shaming"), decision(2, "bo", categories="shaming"),
    )  # fmt: skip
    found = reliability(read_annotations(tmp_path, book), book, draws=0)
    assert found.filter(scope="category")["name"].unique(maintain_order=True).to_list() == [
        "attack", "shaming",
    ]  # fmt: skip
    # By hand: MASI of {a, s} and {a} is 1 - 1/2 * 2/3; expected over the four codes 10/9 * 2/12...
    assert found["value"][0] == pytest.approx(1 - 3 * (2 / 3 * 2) / (2 * (2 / 3 + 4 / 3 + 2)))
