"""A coder goes through posts one by one; what is decided stays, whatever happens next."""

from __future__ import annotations

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.coding.human.made import TEXT, Clock, codebook, posts, session

from tefter.coding.human.decisions import CoderFile
from tefter.coding.human.journal import AnnotationError
from tefter.coding.human.texts import Texts


def lines(folder, coder="ana"):
    return CoderFile(folder / "annotations", coder).read()


def code(one, category="attack"):
    one.choose(category)
    assert one.save()


def test_posts_come_in_their_order_until_none_is_left(tmp_path):
    one = session(tmp_path)
    seen = []
    while one.current:
        seen.append(one.current)
        code(one)
    assert seen == ["tiktok:1", "tiktok:2", "tiktok:3"]
    assert (one.decided, one.total) == (3, 3)
    assert one.text() is None


def test_what_is_saved_has_codes_in_the_order_of_the_codebook_and_its_version(tmp_path):
    one = session(tmp_path)
    one.toggle_flag("minor")
    one.toggle_flag("data_exposed")
    code(one, "shaming")
    [line] = lines(tmp_path)
    assert line.categories == ("shaming",)
    assert line.flags == ("data_exposed", "minor")
    assert line.codebook_version == "1.0"


def test_nothing_is_saved_before_a_category_is_chosen(tmp_path):
    one = session(tmp_path)
    one.toggle_flag("minor")
    assert not one.save()
    assert one.current == "tiktok:1"
    assert lines(tmp_path) == []


def test_the_line_is_on_disk_before_the_next_post_is_there(tmp_path, monkeypatch):
    one = session(tmp_path)
    at_sync = []
    sync = os.fsync
    monkeypatch.setattr(os, "fsync", lambda fd: (at_sync.append(one.current), sync(fd)))
    code(one)
    assert set(at_sync) == {"tiktok:1"}


def test_where_saving_fails_the_post_and_the_choice_stay(tmp_path, monkeypatch):
    one = session(tmp_path)
    one.choose("attack")

    def full(fd):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        one.save()
    monkeypatch.undo()
    assert one.current == "tiktok:1"
    assert one.draft.categories == {"attack"}
    assert one.save()
    assert len(lines(tmp_path)) == 1


def test_a_new_session_goes_on_where_the_last_one_ended(tmp_path):
    code(session(tmp_path))
    again = session(tmp_path)
    assert again.current == "tiktok:2"
    assert again.decided == 1


def test_after_a_crash_in_the_middle_of_a_line_that_post_comes_again(tmp_path):
    one = session(tmp_path)
    code(one)
    code(one)
    path = tmp_path / "annotations" / "ana.csv"
    path.write_bytes(path.read_bytes()[:-9])
    again = session(tmp_path)
    assert again.mended
    assert again.current == "tiktok:2"
    assert [line.post_uid for line in lines(tmp_path)] == ["tiktok:1"]
    assert not session(tmp_path).mended


def test_two_windows_of_one_coder_share_the_work(tmp_path):
    one, other = session(tmp_path), session(tmp_path)
    code(one)
    code(one)
    code(other, "shaming")
    assert other.current == "tiktok:3"
    assert [line.categories for line in lines(tmp_path)] == [("attack",), ("attack",), ("shaming",)]


def test_a_skipped_post_comes_again_when_no_other_is_left(tmp_path):
    one = session(tmp_path)
    one.choose("attack")
    one.skip()
    assert one.draft.categories == set()
    one.skip()
    code(one)
    assert one.current == "tiktok:1"
    one.skip()
    assert one.current == "tiktok:2"
    assert one.decided == 1
    assert [line.kind for line in lines(tmp_path)] == ["skipped", "skipped", "coded", "skipped"]


def test_cannot_tell_is_a_decision_that_keeps_flags_and_no_category(tmp_path):
    one = session(tmp_path)
    one.choose("attack")
    one.toggle_flag("minor")
    one.cannot_tell()
    [line] = lines(tmp_path)
    assert (line.kind, line.categories, line.flags) == ("cannot_tell", (), ("minor",))
    assert one.decided == 1


def test_back_shows_the_earlier_code_and_saving_again_adds_a_line(tmp_path):
    one = session(tmp_path)
    one.toggle_flag("minor")
    code(one)
    one.back()
    assert (one.current, one.changing) == ("tiktok:1", True)
    assert one.draft.categories == {"attack"}
    assert one.draft.flags == {"minor"}
    code(one, "shaming")
    assert (one.current, one.changing) == ("tiktok:2", False)
    assert [line.categories for line in lines(tmp_path)] == [("attack",), ("shaming",)]
    assert one.decided == 1


def test_back_and_forward_walk_over_decisions_and_stop_at_the_ends(tmp_path):
    one = session(tmp_path)
    one.back()
    assert (one.current, one.changing) == ("tiktok:1", False)
    code(one)
    code(one)
    for expected in ("tiktok:2", "tiktok:1", "tiktok:1"):
        one.back()
        assert one.current == expected
    for expected in ("tiktok:2", "tiktok:3", "tiktok:3"):
        one.forward()
        assert one.current == expected


def test_back_works_from_the_end_and_in_a_new_session(tmp_path):
    one = session(tmp_path, count=1)
    code(one)
    again = session(tmp_path, count=1)
    assert again.current is None
    again.back()
    assert again.current == "tiktok:1"


def test_codes_of_an_older_codebook_do_not_count_and_their_posts_come_again(tmp_path):
    code(session(tmp_path))
    again = session(tmp_path, book=codebook(version="1.1"))
    assert again.current == "tiktok:1"
    assert again.decided == 0


def test_an_exclusive_codebook_takes_the_last_choice_another_one_all(tmp_path):
    one = session(tmp_path)
    one.choose("attack")
    one.choose("shaming")
    assert one.draft.categories == {"shaming"}
    many = session(tmp_path, "bo", book=codebook(exclusive=False))
    many.choose("shaming")
    many.choose("attack")
    many.choose("not_relevant")
    many.choose("not_relevant")
    assert many.save()
    assert lines(tmp_path, "bo")[0].categories == ("attack", "shaming")


def test_a_code_that_is_not_in_the_codebook_is_refused(tmp_path):
    one = session(tmp_path)
    with pytest.raises(AnnotationError, match="not in the codebook"):
        one.choose("minor")
    with pytest.raises(AnnotationError, match="not in the codebook"):
        one.toggle_flag("attack")


class TestText:
    def test_it_is_masked_until_it_is_revealed_and_masked_again_in_the_next_post(self, tmp_path):
        one = session(tmp_path)
        assert one.text() == "1: zovite [phone] odmah"
        one.reveal()
        assert one.text() == f"1: {TEXT}"
        code(one)
        assert "[phone]" in one.text()

    def test_who_looked_at_what_and_when_is_logged_and_never_the_text(self, tmp_path):
        one = session(tmp_path)
        one.reveal()
        one.reveal()
        log = (tmp_path / "annotations" / "reveals" / "ana.csv").read_text()
        assert log == "post_uid,coder,revealed_at\ntiktok:1,ana,2024-03-06T12:00:00Z\n"

    def test_where_the_look_cannot_be_logged_nothing_is_shown(self, tmp_path, monkeypatch):
        one = session(tmp_path)

        def full(fd):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            one.reveal()
        assert "[phone]" in one.text()

    def test_a_break_hides_it_and_masks_it_again(self, tmp_path):
        one = session(tmp_path)
        one.reveal()
        one.pause()
        assert one.text() is None
        one.choose("attack")
        one.save()
        assert one.current == "tiktok:1", "nothing is decided on a break"
        one.resume()
        assert "[phone]" in one.text()

    def test_characters_that_drive_a_screen_are_replaced_also_unmasked(self):
        hostile = posts(1).with_columns(text_clean=posts(1)["text_clean"] + "\u202e\x1b[2J")
        texts = Texts(hostile, ["tiktok:1"])
        assert "\u202e" not in texts.unmasked("tiktok:1")
        assert "\x1b" not in texts.masked("tiktok:1")

    def test_a_post_that_is_not_in_the_case_is_one_sentence(self):
        with pytest.raises(AnnotationError, match="1 of the posts to be coded are not in the case"):
            Texts(posts(1), ["tiktok:1", "tiktok:99"])


class TestNotes:
    def test_a_note_is_masked_and_lies_outside_git(self, tmp_path):
        one = session(tmp_path)
        one.write_note("pitaj\nurednicu na +387 68 555 123")
        code(one)
        kept = (tmp_path / "notes" / "ana.csv").read_text()
        assert "pitaj urednicu na [phone]" in kept
        assert "555" not in kept
        assert (tmp_path / "notes" / ".gitignore").read_text() == "*\n"

    def test_a_coders_own_file_has_no_column_for_it(self, tmp_path):
        one = session(tmp_path)
        one.write_note("secretword")
        code(one)
        for path in (tmp_path / "annotations").rglob("*.csv"):
            assert "secretword" not in path.read_text()

    def test_no_note_makes_no_file(self, tmp_path):
        code(session(tmp_path))
        assert not (tmp_path / "notes").exists()


class TestPace:
    def test_it_counts_work_and_leaves_out_time_away(self, tmp_path):
        clock = Clock()
        one = session(tmp_path, count=6, clock=clock)
        for seconds in (12, 12, 12, 3600, 12, 12):
            clock.move(seconds=seconds)
            one.tick()
            code(one)
        assert one.pace.posts_per_hour == 360

    def test_a_break_is_offered_after_half_an_hour_and_again_later(self, tmp_path):
        clock = Clock()
        one = session(tmp_path, clock=clock)

        def work(minutes):
            for _ in range(minutes):
                clock.move(minutes=1)
                one.tick()

        work(29)
        assert not one.pace.break_due
        work(1)
        assert one.pace.break_due
        one.pace.not_now()
        work(9)
        assert not one.pace.break_due
        work(1)
        assert one.pace.break_due
        one.pause()
        clock.move(minutes=20)
        one.resume()
        work(29)
        assert not one.pace.break_due

    def test_time_away_is_a_break(self, tmp_path):
        clock = Clock()
        one = session(tmp_path, clock=clock)
        for _ in range(29):
            clock.move(minutes=1)
            one.tick()
        clock.move(minutes=30)
        one.tick()
        clock.move(minutes=2)
        one.tick()
        assert not one.pace.break_due


ACTIONS = st.sampled_from(
    [
        "attack",
        "shaming",
        "save",
        "cannot_tell",
        "skip",
        "back",
        "forward",
        "minor",
        "restart",
        "crash",
    ]
)


@given(st.lists(ACTIONS, max_size=40))
@settings(max_examples=60)
def test_whatever_a_coder_does_no_acknowledged_decision_is_lost(tmp_path_factory, actions):
    folder = tmp_path_factory.mktemp("any")
    one = session(folder)
    acknowledged = []
    for action in actions:
        before = len(lines(folder))
        if action in {"attack", "shaming"}:
            one.choose(action)
        elif action == "minor":
            one.toggle_flag(action)
        elif action in {"restart", "crash"}:
            path = folder / "annotations" / "ana.csv"
            if action == "crash":
                path.parent.mkdir(exist_ok=True)
                with path.open("ab") as file:
                    file.write(b"tiktok:1,ana,coded,att")
            one = session(folder)
        else:
            getattr(one, action)()
        now = lines(folder)
        assert now[:before] == acknowledged, "lines are only added"
        acknowledged = now
    decided = {line.post_uid for line in acknowledged if line.kind != "skipped"}
    assert one.decided <= len(decided)
    assert session(folder).total == 3
