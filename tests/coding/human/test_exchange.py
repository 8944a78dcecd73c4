"""Codes go out to Label Studio and tables, and come in from them, without any text."""

from __future__ import annotations

import json
from datetime import timedelta
from xml.etree import ElementTree

import polars as pl
import pytest
from tests.coding.human.made import NOON, codebook, decision

from tefter.coding.human import AnnotationError, CoderFile, read_annotations
from tefter.coding.human.collecting import decisions_frame
from tefter.coding.human.exchange import take_in
from tefter.coding.human.label_studio import (
    label_studio_tasks,
    labelling_setup,
    read_label_studio,
)
from tefter.coding.human.tables import read_codes, write_codes

CODED = decisions_frame(
    [
        decision(1, flags="minor"),
        decision(1, "bo", "shaming"),
        decision(2, kind="cannot_tell", flags="minor"),
        decision(3, kind="skipped"),
    ]
)


def task(choices=("Attack",), flags=(), who=7, post="tiktok:1", named="category", **more):
    """A task as Label Studio exports it."""
    result = [
        {
            "id": "Zx1",
            "type": "choices",
            "value": {"choices": list(chosen)},
            "origin": "manual",
            "to_name": "text",
            "from_name": name,
        }
        for name, chosen in ((named, choices), ("flags", flags))
        if chosen
    ]
    return {
        "id": 12,
        "annotations": [
            {
                "id": 3,
                "completed_by": who,
                "result": result,
                "was_cancelled": False,
                "ground_truth": False,
                "created_at": "2024-03-07T09:00:00.123456Z",
                "lead_time": 9.3,
                **more,
            }
        ],
        "predictions": [{"result": [{"type": "choices", "value": {"choices": ["Shaming"]}}]}],
        "data": {"post_uid": post, "text": "never read"},
    }


@pytest.fixture
def take(tmp_path):
    def taking(tasks, **options):
        path = tmp_path / "export.json"
        path.write_text(json.dumps(tasks))
        options = {"version": "1.0", "coders": {"7": "ana", "8": "bo"}} | options
        folder = tmp_path / "annotations"
        return take_in(read_label_studio(path), folder, codebook(), file=path, **options)

    return taking


def read(folder):
    return read_annotations(folder / "annotations", codebook())


class TestLabelStudio:
    def test_what_goes_out_comes_in_again(self, take, tmp_path):
        take(label_studio_tasks(CODED), coders=None, version=None)
        assert read(tmp_path).equals(CODED)

    def test_no_text_goes_out_unless_asked_for(self):
        assert all("text" not in one["data"] for one in label_studio_tasks(CODED))
        told = label_studio_tasks(CODED, {"tiktok:1": "zovite [phone]"})
        assert told[0]["data"]["text"] == "zovite [phone]"

    def test_tasks_have_the_shape_of_label_studio(self):
        [first, *_] = label_studio_tasks(CODED)
        assert first["annotations"][0]["result"][0] == {
            "from_name": "category",
            "to_name": "text",
            "type": "choices",
            "value": {"choices": ["attack"]},
        }
        assert [one["coder"] for one in first["annotations"]] == ["ana", "bo"]
        assert "completed_by" not in first["annotations"][0]

    def test_numbers_of_people_are_written_where_they_are_known(self):
        [first, *_] = label_studio_tasks(CODED, people={"ana": 7, "bo": 8})
        assert [one["completed_by"] for one in first["annotations"]] == [7, 8]

    def test_labels_in_any_language_and_ids_are_understood(self, take, tmp_path):
        take(
            [
                task(["Sulm"]),
                task(["shaming"], ["Minor suspected"], {"id": 8, "email": "b@example.org"}),
            ]
        )
        assert read(tmp_path).select("coder", "categories", "flags").rows() == [
            ("ana", ["attack"], []),
            ("bo", ["shaming"], ["minor"]),
        ]

    def test_time_is_kept_and_neither_text_nor_mail_address_nor_prediction_is(self, take, tmp_path):
        take([task(who={"id": 7, "email": "a@example.org"})])
        kept = (tmp_path / "annotations" / "ana.csv").read_text()
        assert "2024-03-07T09:00:00Z" in kept
        assert "example" not in kept
        assert "never read" not in kept
        assert "shaming" not in kept

    def test_cancelled_is_skipped_and_empty_is_cannot_tell(self, take, tmp_path):
        take([task(was_cancelled=True), task([], post="tiktok:2")])
        assert read(tmp_path)["decision"].to_list() == ["skipped", "cannot_tell"]

    def test_flags_alone_are_cannot_tell(self, take, tmp_path):
        take([task([], ["Minor suspected"])])
        assert read(tmp_path).select("decision", "flags").row(0) == ("cannot_tell", ["minor"])

    @pytest.mark.parametrize("newest_first", [False, True])
    def test_the_latest_code_of_a_coder_counts_in_whichever_order(
        self, take, tmp_path, newest_first
    ):
        tasks = [task(), task(["Shaming"], created_at="2024-03-08T09:00:00Z")]
        assert take(tasks[::-1] if newest_first else tasks) == {"ana": 1}
        assert read(tmp_path)["categories"].to_list() == [["shaming"]]

    def test_taking_it_in_twice_or_late_changes_nothing(self, take, tmp_path):
        assert take([task()]) == {"ana": 1}
        assert take([task()]) == {"ana": 0}
        later = decision(1, categories="shaming", at=NOON + timedelta(days=9))
        CoderFile(tmp_path / "annotations", "ana").append([later])
        assert take([task()]) == {"ana": 0}

    @pytest.mark.parametrize(
        ("tasks", "options", "sentence"),
        [
            ([task(["Gossip"])], {}, "record 1: a category is not in the codebook"),
            ([task(), task(post="tiktok:9")], {"posts": {"tiktok:1"}}, "record 2: the post is not"),
            ([task(post="a b")], {}, "no name such as tiktok:123"),
            ([task(who="a@example.org")], {}, "coders="),
            ([task()], {"version": None}, "which version of the codebook"),
            ([task()], {"version": "0.9"}, "coded by version 0.9, and the codebook is 1.0"),
            ([task(["Attack", "Shaming"])], {}, "two categories"),
            ([task(named="kategorija")], {}, "no list of choices in it is called category"),
            ([task(), task(["Shaming"])], {}, "record 2: the coder gave this post another code"),
            ([{"category": "x"}], {}, "not as Label Studio writes it"),
            ({"a": 1}, {}, "is no export of Label Studio"),
        ],
    )
    def test_what_is_wrong_is_one_sentence_and_nothing_is_written(
        self, take, tmp_path, tasks, options, sentence
    ):
        with pytest.raises(AnnotationError) as told:
            take(tasks, **options)
        assert sentence in str(told.value)
        assert "example" not in str(told.value)
        assert not (tmp_path / "annotations").exists()

    def test_a_download_that_was_cut_off_is_one_sentence(self, tmp_path):
        path = tmp_path / "export.json"
        path.write_text(json.dumps([task()])[:-20])
        with pytest.raises(AnnotationError, match="export it again"):
            list(read_label_studio(path))

    def test_the_setup_is_xml_whatever_labels_say(self):
        hostile = codebook(flags=[{"id": "f", "label": {"en": '"><script>&'}, "definition": "<b>"}])
        view = ElementTree.fromstring(labelling_setup(hostile))
        choices = view.findall("Choices")
        assert [one.get("name") for one in choices] == ["category", "flags"]
        assert choices[1][0].get("value") == '"><script>&'
        assert [one.get("alias") for one in choices[0]] == ["attack", "shaming", "not_relevant"]


class TestTables:
    def test_what_goes_out_comes_in_again(self, tmp_path):
        path = tmp_path / "codes.csv"
        write_codes(CODED, path)
        take_in(read_codes(path), tmp_path / "annotations", codebook(), file=path)
        assert read(tmp_path).equals(CODED)

    def test_no_text_goes_out_unless_asked_for(self, tmp_path):
        write_codes(CODED, tmp_path / "without.csv")
        assert "text" not in pl.read_csv(tmp_path / "without.csv").columns
        write_codes(CODED, tmp_path / "with.csv", {"tiktok:1": "=zovite [phone]"})
        assert pl.read_csv(tmp_path / "with.csv")["text"][0] == "'=zovite [phone]"

    @pytest.mark.parametrize(
        ("table", "categories"),
        [
            ("post,rater,code\ntiktok:1,ana,attack\n", ["attack"]),
            (
                'post_uid,annotator,category\ntiktok:1,ana,"{""choices"":[""Attack""]}"\n',
                ["attack"],
            ),
            ("post_uid;coder;categories\ntiktok:1;ana;Sulm\n", ["attack"]),
            ("post_uid,coder,categories\ntiktok:1,ana,\n", []),
        ],
    )
    def test_tables_of_other_tools_are_understood(self, tmp_path, table, categories):
        path = tmp_path / "codes.csv"
        path.write_text(table)
        taken = read_codes(path)
        take_in(taken, tmp_path / "annotations", codebook(), file=path, version="1.0", now=NOON)
        [found] = read(tmp_path)["categories"].to_list()
        assert found == categories

    @pytest.mark.parametrize(
        ("table", "sentence"),
        [
            ("post_uid,category\ntiktok:1,attack\n", "no column for coder"),
            ("post_uid,coder,category\ntiktok:1,ana,attack\ntiktok:2,an", "half-written"),
            ("post_uid,coder,category,coded_at\ntiktok:1,ana,attack,soon\n", "cannot be read"),
            ("post_uid,coder,category\ntiktok:1,ana,[1\n", "cannot be read"),
            ("post_uid,coder,category,decision\ntiktok:1,ana,,skiped\n", "record 1: .* decision"),
            (
                "post_uid,coder,category\ntiktok:1,ana,attack\ntiktok:1,ana,shaming\n",
                "record 2: the coder gave this post another code",
            ),
            ("post_uid,coder,category,decision\ntiktok:1,ana,attack,skipped\n", "no other has one"),
        ],
    )
    def test_what_is_wrong_is_one_sentence(self, tmp_path, table, sentence):
        path = tmp_path / "codes.csv"
        path.write_text(table)
        with pytest.raises(AnnotationError, match=sentence):
            take_in(
                read_codes(path), tmp_path / "annotations", codebook(), file=path, version="1.0"
            )
