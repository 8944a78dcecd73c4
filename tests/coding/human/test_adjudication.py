"""Where coders differ is listed, decided by a named person, and each post ends with one code."""

from __future__ import annotations

import polars as pl
import pytest
from tests.coding.human.made import codebook, decision, posts

from tefter.case import Case
from tefter.coding.human import (
    AnnotationError,
    CoderFile,
    Draw,
    Places,
    adjudicate,
    assign,
    code_by_hand,
    code_posts,
    disagreements,
    final_codes,
    read_annotations,
)
from tefter.coding.human.collecting import decisions_frame
from tefter.frames import DECIDED
from tefter.scaffold import new_case

CODED = decisions_frame(
    [
        decision(1, flags="minor data_exposed"), decision(1, "bo", flags="minor"),
        decision(2), decision(2, "bo", "shaming"),
        decision(3),
        decision(4, kind="cannot_tell"), decision(4, "bo", "shaming"),
        decision(5), decision(5, "bo", kind="skipped"),
        decision(6, kind="cannot_tell"), decision(6, "bo", kind="cannot_tell"),
    ]
)  # fmt: skip


def test_disagreements_are_a_list_of_posts_and_codes():
    found = disagreements(CODED)
    assert found.select("post_uid", "categories", "differ_in").rows() == [
        ("tiktok:1", ["attack", "attack"], "flags"),
        ("tiktok:2", ["attack", "shaming"], "category"),
        ("tiktok:4", ["cannot tell", "shaming"], "category"),
    ]


def test_what_an_editor_decided_is_no_disagreement_any_more():
    decided = decisions_frame([decision(2, "editor"), decision(4, "editor", kind="skipped")])
    assert disagreements(CODED, decided)["post_uid"].to_list() == ["tiktok:1", "tiktok:4"]


def test_a_post_ends_with_the_code_that_was_agreed_adjudicated_or_given_by_one():
    ended = final_codes(CODED, decisions_frame([decision(2, "editor", "shaming", "minor")]))
    assert ended.rows() == [
        ("tiktok:1", ["attack"], ["minor"], "agreed", 2),
        ("tiktok:2", ["shaming"], ["minor"], "adjudicated", 2),
        ("tiktok:3", ["attack"], [], "single", 1),
        ("tiktok:5", ["attack"], [], "single", 1),
    ]


def test_what_is_in_dispute_and_what_nobody_can_tell_ends_without_a_code():
    assert not {"tiktok:2", "tiktok:4", "tiktok:6"} & set(final_codes(CODED)["post_uid"])
    undone = decisions_frame([decision(1, "editor", kind="cannot_tell")])
    assert "tiktok:1" not in final_codes(CODED, undone)["post_uid"]


def test_people_stand_in_place_of_the_machine_and_are_called_people():
    by_machine = posts(3).with_columns(
        pl.Series(name, [value] * 3, dtype=column.dtype)
        for column, (name, value) in zip(
            DECIDED,
            [
                ("category", "not_relevant"),
                ("category_source", "model"),
                ("category_confidence", 0.9),
                ("category_evidence", ["rule"]),
                ("flags", ["data_exposed"]),
            ],
            strict=True,
        )
    )
    coded = code_by_hand(by_machine, final_codes(CODED), codebook())
    wanted = ("category", "category_source", "category_confidence", "category_evidence", "flags")
    assert coded.select(wanted).rows() == [
        ("attack", "human", None, ["agreed"], ["minor"]),
        ("not_relevant", "model", 0.9, ["rule"], ["data_exposed"]),
        ("attack", "human", None, ["single"], []),
    ]


@pytest.fixture
def case(tmp_path):
    for folder in ("cases", "data"):
        (tmp_path / folder).mkdir()
    new_case(tmp_path, "my-case", "My case")
    return Case(tmp_path, "my-case")


class TestFromDrawToFinalCode:
    draw = Draw(4, twice=0.5, strata=("language",))

    def code(self, case, coder, category):
        widget = code_posts(case, posts(), coder)
        while (view := widget.window.view())["state"] == "post":
            widget.window.handle({"do": "choose", "id": category, "turn": view["turn"]})
            widget.window.handle({"do": "save", "turn": view["turn"]})
        return view

    def test_two_coders_an_editor_and_one_code_for_each_post(self, case):
        given = assign(case, posts(), ["ana", "bo"], self.draw)
        assert given.rows() == [("ana", 3, 2), ("bo", 3, 2)]
        assert self.code(case, "ana", "relevant")["decided"] == 3
        assert self.code(case, "bo", "not_relevant")["decided"] == 3
        widget = adjudicate(case, posts(), "vera")
        view = widget.window.view()
        assert view["total"] == 2
        assert view["given"] == [("Not relevant", ""), ("Relevant", "")]
        assert "ana" not in repr(view)
        for _ in range(2):
            turn = widget.window.view()["turn"]
            widget.window.handle({"do": "choose", "id": "relevant", "turn": turn})
            view = widget.window.handle({"do": "save", "turn": turn})
        assert view["state"] == "done"
        places = Places.of(case)
        assert {one.coder for one in CoderFile(places.adjudicated, "vera").read()} == {"vera"}
        book = widget.window.session.codebook
        coders = read_annotations(places.annotations, book)
        assert set(coders["coder"]) == {"ana", "bo"}, "an editor's decisions are nobody's coding"
        ended = final_codes(coders, read_annotations(places.adjudicated, book))
        assert sorted(ended["basis"]) == ["adjudicated", "adjudicated", "single", "single"]
        assert adjudicate(case, posts(), "other").window.view()["state"] == "nothing"

    def test_who_has_not_finished_coding_does_not_see_what_others_gave(self, case):
        assign(case, posts(), ["ana", "bo"], self.draw)
        self.code(case, "ana", "relevant")
        with pytest.raises(AnnotationError, match="must not see others' codes"):
            adjudicate(case, posts(), "bo")
        self.code(case, "bo", "not_relevant")
        assert adjudicate(case, posts(), "bo").window.view()["total"] == 2

    def test_drawing_again_is_harmless_and_a_second_round_draws_others(self, case):
        first = assign(case, posts(), ["ana", "bo"], self.draw)
        assert assign(case, posts(), ["ana", "bo"], self.draw).equals(first)
        assign(case, posts(), ["ana", "bo"], Draw(2, twice=0, strata=()), "second")
        assert code_posts(case, posts(), "ana").window.view()["total"] == 4

    def test_who_has_nothing_to_code_is_told_so(self, case):
        assign(case, posts(), ["ana", "bo"], self.draw)
        with pytest.raises(AnnotationError, match="nothing is assigned to this coder"):
            code_posts(case, posts(), "cy")

    def test_no_file_of_the_case_holds_a_word_of_a_post(self, case):
        assign(case, posts(), ["ana", "bo"], self.draw)
        widget = code_posts(case, posts(), "ana")
        widget.window.handle({"do": "reveal", "turn": 0})
        self.code(case, "ana", "relevant")
        for path in Places.of(case).annotations.rglob("*.csv"):
            assert "zovite" not in path.read_text()
            assert "555" not in path.read_text()
