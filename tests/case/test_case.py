"""A case says what it is in one plain file, and cannot reach outside its folders."""

from __future__ import annotations

import pytest

from tefter.case import Case, find_project
from tefter.errors import CaseError

GOOD = """
title: {en: A case}
contact: desk@example.org
languages: [en]
countries: [XK, AL]
facts:
  members: {value: 5, unit: members, source: the group, stated_by: A. B., stated_on: 2024-03-01}
"""


def write(project, text, name="a-case"):
    folder = project / "cases" / name
    folder.mkdir(parents=True)
    (project / "data").mkdir(exist_ok=True)
    (folder / "case.yml").write_text(text, encoding="utf-8")
    return project


def test_a_case_knows_its_folders_and_decisions(tmp_path):
    case = Case(write(tmp_path, GOOD), "a-case")
    assert case.raw == tmp_path / "data" / "raw" / "a-case"
    assert case.file.countries == ["XK", "AL"]
    assert case.file.facts["members"].stated_on == "2024-03-01"


@pytest.mark.parametrize("name", ["../etc", "A", "a_b", "", "a/b", "-a", "a--b", "a\n"])
def test_a_name_that_could_leave_the_folder_is_refused(tmp_path, name):
    with pytest.raises(CaseError, match="the name of a case"):
        Case(tmp_path, name)


def test_a_missing_case_is_one_sentence(tmp_path):
    with pytest.raises(CaseError, match=r"case\.yml: cannot be read; check that the case exists"):
        Case(tmp_path, "no-such-case")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (GOOD + "colour: red\n", "colour"),
        (GOOD + "public_hashtags: ['#fyp']\n", r"public_hashtags"),
        (GOOD + "public_hashtags: ['two words']\n", r"public_hashtags"),
        (GOOD + "public_hashtags: fyp\n", r"public_hashtags"),
        (GOOD.replace("[XK, AL]", "XK"), r"countries"),
        (GOOD.replace("[XK, AL]", "[XK, no]"), r"countries"),
        ("title: {en: [", "is not valid YAML in line 1"),
        ("a: &x [1]\nb: *x\n", "is not valid YAML in line 2: aliases are not read here"),
        (
            GOOD + "language: mk\nlanguage: sq\n",
            "is not valid YAML in line .*: the key stands twice",
        ),
        ("a:\n  - b: 1\n    c: 2\n    b: 3\n", "is not valid YAML in line 4: the key stands twice"),
        ("!!python/object/apply:os.system [true]", "is not valid YAML"),
        ("\x00", "is not valid YAML"),
        ("a: " + "x" * 1_000_001, "is larger than 1 MB"),
        ("[" * 20_000, "is not valid YAML"),
    ],
)
def test_a_bad_case_file_is_one_sentence_that_names_the_field(tmp_path, text, problem):
    with pytest.raises(CaseError, match=problem):
        Case(write(tmp_path, text), "a-case")


def test_the_project_is_found_from_any_folder_inside(tmp_path):
    write(tmp_path, GOOD)
    assert find_project(tmp_path / "cases" / "a-case") == tmp_path
    with pytest.raises(CaseError, match="not a Tefter project"):
        find_project(tmp_path.parent)
