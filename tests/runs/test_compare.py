"""Two runs compared: what went in, what came out, and which claims it touches."""

from __future__ import annotations

import pytest
from tests.claims.sealed import add_input, make_case, make_run

from tefter.errors import RunError
from tefter.runs.compare import Change, TableChange, compare_runs
from tefter.runs.compare_page import comparison_page
from tefter.runs.compare_text import comparison_lines, moved_text


@pytest.fixture
def case(tmp_path):
    return make_case(tmp_path)


def compared(case, before=None, after=None):
    first = make_run(case, "first", **(before or {}))
    second = make_run(case, "second", **(after or {}))
    return compare_runs(first, second, case)


def lines(found):
    return [line for line, _ in comparison_lines(found)]


def moved(found):
    return {one.name: one for one in found.numbers}


def test_two_runs_of_the_same_differ_in_nothing(case):
    found = compared(case)
    assert found.same_content
    for part in ("inputs", "parameters", "decisions", "code", "packages", "notes"):
        assert getattr(found, part) == [], part
    assert (found.numbers, found.tables, found.claims) == ([], [], [])
    assert found.charts == {"views": False}
    assert "All that states a number is the same, byte for byte." in lines(found)


def test_parameters_and_packages_are_told_with_both_values(case):
    found = compared(
        case,
        {"packages": {"polars": "2.0.0", "gone": "1"}},
        {"parameters": {"date_from": "2022-01-01", "countries": ["XK", "AL"]}},
    )
    assert found.parameters == [
        Change("countries", "none given", "XK, AL"),
        Change("date_from", "none given", "2022-01-01"),
    ]
    assert found.packages == [Change("gone", "1", ""), Change("polars", "2.0.0", "2.1.0")]
    assert "  gone: only in the earlier run, 1" in lines(found)


def test_an_input_and_a_decision_that_are_new_are_named(case):
    first = make_run(case, "first")
    add_input(case, "second.json", "[1]")
    (case.folder / "codebook.yml").write_text("version: 2")
    (case.folder / "lexicon").mkdir()
    (case.folder / "lexicon" / "sq.yml").write_text("a: b")
    found = compare_runs(first, make_run(case, "second"), case)
    assert [one.name for one in found.inputs] == ["second.json"]
    assert [one.name for one in found.decisions] == [
        "codebook: codebook.yml",
        "lexicon: lexicon/sq.yml",
    ]


def test_a_number_that_moved_is_told_with_its_difference_and_unit(case):
    share = "category_direct_attack_share"
    values = {"tiktok_posts": 450, "first_posted": "2020-09-24", share: 0.5}
    found = compared(case, None, {"values": values, "intervals": {share: (0.45, 0.55)}})
    by_name = moved(found)
    assert set(by_name) == set(values)
    assert moved_text(by_name["tiktok_posts"]) == (
        "tiktok_posts: 427 posts → 450 posts; +23 posts (+5.39%); counted from the same rows"
    )
    assert "+10 days" in moved_text(by_name["first_posted"])
    assert (
        "-24.47 percentage points (-32.9%); the intervals do not overlap (both runs"
        in moved_text(by_name[share])
    )


def test_intervals_that_still_overlap_are_said_to(case):
    share = "category_direct_attack_share"
    found = compared(case, None, {"values": {share: 0.73}, "intervals": {share: (0.69, 0.77)}})
    assert moved(found)[share].overlap is True


def test_the_same_number_from_other_rows_is_news_too(case):
    found = compared(case, None, {"rows": {"tiktok_posts": "0" * 64}})
    [one] = found.numbers
    assert (one.name, one.stayed, one.notes) == ("tiktok_posts", True, ["counted from other rows"])
    assert "  tiktok_posts: 427 posts; counted from other rows" in lines(found)


def test_a_number_that_only_one_run_has_is_named(case):
    found = compared(case, {"left_out": ["comments"]}, {"left_out": ["rejects"]})
    assert {name: one.notes for name, one in moved(found).items()} == {
        "comments": ["only in the later run"],
        "rejects": ["only in the earlier run"],
    }


def test_a_value_that_is_no_longer_known_has_no_difference(case):
    found = compared(case, None, {"values": {"tiktok_posts": None}})
    one = moved(found)["tiktok_posts"]
    assert (one.difference, one.relative) == (None, None)
    assert "427 posts → not known" in moved_text(one)


def test_zero_before_has_no_relative_difference(case):
    found = compared(case, {"values": {"rejects": 0}}, {"values": {"rejects": 3}})
    assert moved_text(moved(found)["rejects"]).startswith("rejects: 0 records → 3 records; +3 rec")
    assert moved(found)["rejects"].relative is None


def test_tables_and_charts_that_changed_are_named(case):
    found = compared(case, None, {"table": "country,posts\nXK,428\nAL,1\n", "chart": "Views fall"})
    assert found.tables == [TableChange("posts", 1, 2)]
    assert found.charts == {"views": True}


def test_a_claim_that_changed_its_verdict_is_told_with_both_values(case):
    found = compared(case, None, {"values": {"tiktok_posts": 450}})
    [one] = found.claims
    assert (one.story, one.line, one.before, one.after) == (
        "story.md",
        1,
        "holds",
        "does not hold",
    )
    assert (one.actual_before, one.actual_after) == ("427 posts", "450 posts")


def test_without_claims_at_hand_it_says_that_none_were_checked(case):
    (case.folder / "claims.yml").unlink()
    assert "Claims: not checked, no claims.yml of the case is at hand" in lines(compared(case))


def test_a_run_that_did_not_finish_is_compared_and_said_to_be_so(case):
    found = compared(case, None, {"outcome": {"status": "failed", "reason": "it stopped."}})
    assert found.notes == ["Run second did not finish: it stopped."]


@pytest.mark.parametrize("name", ["numbers.json", "charts/views.json"])
def test_a_damaged_run_is_refused_naming_the_file(case, name):
    first, second = make_run(case, "first"), make_run(case, "second")
    (second / name).write_text("[]")
    with pytest.raises(RunError, match=rf"second: is damaged: {name} has changed; run the case"):
        compare_runs(first, second, case)


def test_runs_of_different_cases_are_refused_with_one_sentence(case, tmp_path):
    other = make_case(tmp_path, "b-case")
    first, second = make_run(case, "first"), make_run(other, "second")
    with pytest.raises(RunError) as refused:
        compare_runs(first, second)
    assert str(refused.value) == (
        "the runs are of different cases, a-case and b-case; name two runs of one case."
    )


def test_the_page_shows_charts_that_differ_side_by_side_and_loads_nothing(case):
    first = make_run(case, "first")
    second = make_run(case, "second", chart="Views <b>fall</b>", values={"tiktok_posts": 450})
    page = comparison_page(compare_runs(first, second, case), first, second).decode()
    assert page.count("<img ") == 2
    assert "Views &lt;b&gt;fall&lt;/b&gt;" in page
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "")
    assert "Synthetic data." in page
    assert "+23 posts (+5.39%)" in page


def test_a_chart_that_is_the_same_in_both_is_shown_once(case):
    first, second = make_run(case, "first"), make_run(case, "second")
    page = comparison_page(compare_runs(first, second, case), first, second).decode()
    assert page.count("<img ") == 1
    assert "the same in both" in page
