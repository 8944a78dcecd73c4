"""Labels that people gave posts, read from the case's folder and nowhere else."""

from __future__ import annotations

import polars as pl
import pytest
from tests.newcomer import copy_of_the_project

from tefter.case import Case
from tefter.errors import CaseError
from tefter.runs import read_labels
from tefter.runs.workspace import Workspace

POSTS = pl.DataFrame(
    {
        "post_uid": ["tiktok:1", "tiktok:2", "tiktok:3"],
        "platform": ["tiktok"] * 3,
        "account_id": ["a", "a", "b"],
    }
)


@pytest.fixture
def workspace(tmp_path):
    project = copy_of_the_project(tmp_path)
    (project / "cases" / "balkan-slutshaming" / "labels.csv").unlink()
    return Workspace(Case(project, "balkan-slutshaming"))


def read(workspace, content, file="labels.csv", named=""):
    (workspace.case.folder / file).write_text(content, "utf-8")
    return read_labels(workspace, POSTS, named)


def test_without_a_file_nothing_is_labelled(workspace):
    assert read_labels(workspace, POSTS).height == 0


def test_labels_of_posts(workspace):
    found = read(workspace, "post_uid,country\ntiktok:1,xk\ntiktok:3,\ntiktok:9,RS\n")
    assert found.rows() == [("tiktok:1", "XK")]


def test_labels_of_accounts_hold_for_all_their_posts(workspace):
    found = read(workspace, "account_id;language\na;sq\n")
    assert found.select("post_uid", "language").rows() == [("tiktok:1", "sq"), ("tiktok:2", "sq")]


def test_a_language_may_be_written_as_its_variety(workspace):
    found = read(workspace, "post_uid,language\ntiktok:1,sr\ntiktok:2,mk\n")
    assert found.rows() == [("tiktok:1", "hbs", "sr"), ("tiktok:2", "mk", None)]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("post_uid,colour\ntiktok:1,red\n", "has no labels"),
        ("country\nXK\n", "has no labels"),
        ("post_uid,country\ntiktok:1,Kosovo\n", "has a country that is none"),
        ("post_uid,country\ntiktok:1,XK\ntiktok:1,RS\n", "labels one post_uid twice"),
    ],
)
def test_what_is_wrong_is_said_with_file_and_record(workspace, content, said):
    with pytest.raises(CaseError, match=said) as caught:
        read(workspace, content)
    assert "labels.csv" in str(caught.value)


OUTSIDE = ["../labels.csv", "/etc/passwd", "case.yml", "none.csv", "a/b.csv"]


@pytest.mark.parametrize("name", OUTSIDE)
def test_no_file_outside_the_cases_folder_is_read(workspace, name):
    with pytest.raises(CaseError):
        read(workspace, "post_uid,country\ntiktok:1,XK\n", named=name)
