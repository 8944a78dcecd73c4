"""What the coding window shows and what its keys do, without a browser."""

from __future__ import annotations

import json
import os
from importlib.resources import files

import pytest
from tests.coding.human.made import Clock, codebook, session

from tefter.coding.human.widget import CodingWidget
from tefter.coding.human.window import FLAG_KEYS, KEYS, Window
from tefter.coding.words import Phrases


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def window(tmp_path, clock):
    return Window(session(tmp_path, clock=clock))


def press(window, *keys, **more):
    view = window.view()
    for key in keys:
        view = window.handle({**view["keys"][key], "turn": view["turn"], **more})
    return view


def test_a_category_and_enter_code_a_post(window):
    view = press(window, "1", "Enter")
    assert (view["decided"], view["total"]) == (1, 3)
    assert view["text"].startswith("2:")
    assert view["message"] == "Saved."


def test_flags_have_keys_of_their_own_and_are_taken_back_by_them(window):
    chosen = [one["chosen"] for one in press(window, "q", "w", "q")["flags"]]
    assert chosen == [False, True]


def test_enter_without_a_category_says_what_is_missing(window):
    view = press(window, "Enter")
    assert view["message"] == "Choose a category first."
    assert view["decided"] == 0


def test_a_key_pressed_twice_never_codes_a_post_that_nobody_saw(window):
    view = press(window, "1")
    stale = {"do": "cannot_tell", "turn": view["turn"]}
    window.handle(stale)
    view = window.handle(stale)
    assert view["decided"] == 1


def test_the_whole_way_by_keys(window):
    view = press(window, "0", "s", "2", "Enter", "b")
    assert view["changing"]
    assert [one["chosen"] for one in view["categories"]] == [False, True, False]
    view = press(window, "f", "3", "Enter")
    assert view["state"] == "done"
    assert press(window, "b")["state"] == "post"


def test_text_is_revealed_by_a_key_and_that_it_is_logged_is_said(window):
    assert press(window)["can_reveal"]
    view = press(window, "v")
    assert "+387" in view["text"]
    assert view["revealed"]
    assert not view["can_reveal"]
    assert "logged" in view["message"]


def test_a_break_hides_the_text_until_the_coder_goes_on(window):
    view = press(window, "x")
    assert (view["state"], view["text"]) == ("break", None)
    assert window.handle({"do": "resume", "turn": view["turn"]})["state"] == "post"


def test_a_break_is_offered_and_can_be_put_off(window, clock):
    for _ in range(31):
        clock.move(minutes=1)
        view = press(window, "q")
    assert view["offer_break"]
    assert not window.handle({"do": "later", "turn": view["turn"]})["offer_break"]


def test_a_note_is_kept_with_the_decision_it_is_sent_with(window, tmp_path):
    press(window, "1")
    press(window, "Enter", note="irony?")
    assert "irony?" in (tmp_path / "notes" / "ana.csv").read_text()


def test_what_cannot_be_saved_is_said_and_the_choice_stays(window, monkeypatch):
    press(window, "1")

    def full(fd):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    view = press(window, "Enter")
    assert view["error"] == "Not saved: No space left on device"
    assert view["decided"] == 0
    assert view["categories"][0]["chosen"]
    monkeypatch.undo()
    assert press(window, "Enter")["error"] == ""


@pytest.mark.parametrize(
    "sent",
    [{}, {"do": None}, {"do": "choose", "id": ["x"], "turn": 0}, {"do": "__class__", "turn": 0}],
)
def test_whatever_else_the_browser_sends_decides_nothing(window, sent):
    view = window.handle(sent)
    assert view["decided"] == 0
    assert not any(one["chosen"] for one in view["categories"])


def test_a_view_is_plain_values_and_names_no_other_coder(window):
    assert json.loads(json.dumps(window.view()))["state"] == "post"


def test_keys_do_two_things_nowhere_and_lie_where_every_layout_has_them():
    assert not set(FLAG_KEYS) & set(KEYS)
    assert not {"y", "z"} & set(FLAG_KEYS) | {"y", "z"} & set(KEYS)


def test_labels_and_words_are_in_the_language_chosen(tmp_path):
    view = Window(session(tmp_path), "sq").view()
    assert view["categories"][0]["label"] == "Sulm"
    assert view["categories"][1]["label"] == "Shaming", "English where a label lacks"
    assert view["words"]["save"] == "Ruaj dhe vazhdo"


def test_every_phrase_is_there_in_every_language_of_the_region():
    languages = ("en", "sq", "mk", "bs", "hr", "sr", "cnr", "sl")
    words = [Phrases(language).all() for language in languages]
    assert all(set(one) == set(words[0]) for one in words)
    for phrase in words[0]:
        assert len({one[phrase] for one in words}) >= 4, phrase


def test_more_categories_than_keys_are_there_without_a_key(tmp_path):
    names = [f"c{number}" for number in range(12)]
    book = codebook(
        order=names,
        categories=[{"id": name, "label": {"en": name}, "definition": name} for name in names],
    )
    keys = [one["key"] for one in Window(session(tmp_path, book=book)).view()["categories"]]
    assert keys == [*"123456789", "", "", ""]


def test_adjudication_shows_what_coders_gave(tmp_path):
    given = {"tiktok:1": [("Attack", ""), ("Shaming", "Minor suspected")]}
    view = Window(session(tmp_path, "editor"), given=given).view()
    assert view["mode"] == "adjudication"
    assert view["given"] == [("Attack", ""), ("Shaming", "Minor suspected")]


class TestWidget:
    def test_it_answers_what_is_sent_with_a_view(self, window, monkeypatch):
        widget = CodingWidget(window)
        sent = []
        monkeypatch.setattr(widget, "send", sent.append)
        widget._answer(widget, {"do": "show"}, [])
        assert sent[0]["view"]["text"].startswith("1:")

    def test_no_text_is_part_of_its_state_so_that_none_is_saved_with_the_notebook(self, window):
        widget = CodingWidget(window)
        widget.window.handle({"do": "reveal", "turn": 0})
        state = {
            name: value
            for name, value in widget.get_state().items()
            if name[:4] not in {"_esm", "_css"}
        }
        assert "zovite" not in repr(state) + repr(widget)

    def test_its_script_asks_nothing_of_the_network_and_makes_no_markup(self):
        script = files("tefter.coding.human").joinpath("widget.js").read_text("utf-8")
        style = files("tefter.coding.human").joinpath("widget.css").read_text("utf-8")
        for forbidden in (
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "eval(",
            "import(",
            "fetch(",
        ):
            assert forbidden not in script
        assert "://" not in script + style
        assert "url(" not in style
