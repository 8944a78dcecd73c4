"""``tefter codes``: people's codes out to other tools, and in from them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.coding.agreement.test_command import CODEBOOK
from tests.coding.human.made import decision, posts
from typer.testing import CliRunner

from tefter.cli import app, codes
from tefter.coding.human import AnnotationError, CoderFile
from tefter.errors import ParameterError, SourceError

TABLE = "post_uid,codes,codebook_version\ntiktok:1,attack,1.0\ntiktok:2,Shaming,1.0\n"


@pytest.fixture
def case(tmp_path, monkeypatch):
    folder = tmp_path / "cases/my-case"
    (folder / "annotations").mkdir(parents=True)
    (tmp_path / "data").mkdir()
    (folder / "case.yml").write_text(
        "title: {en: x}\ncontact: x\nlanguages: [en]\ncountries: [XK]\n"
    )
    (folder / "codebook.yml").write_text(CODEBOOK)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    return folder


@pytest.fixture
def coded(case):
    for coder in ("ana", "bo"):
        CoderFile(case / "annotations", coder).append(
            [decision(number, coder, "attack") for number in (1, 2, 3)]
        )
    return case


def run(*words):
    done = CliRunner().invoke(app, ["codes", *words])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.output


@pytest.mark.parametrize("name", ["out.json", "out.csv"])
def test_what_goes_out_comes_in_again_into_an_empty_case(coded, name):
    assert "6 codes of 2 coders" in run("export", "my-case", "--to", name)
    before = {path.name: path.read_bytes() for path in (coded / "annotations").glob("*.csv")}
    for path in (coded / "annotations").glob("*.csv"):
        path.unlink()
    assert "ana: 3 codes are new" in run("import", "my-case", name)
    assert {
        path.name: path.read_bytes() for path in (coded / "annotations").glob("*.csv")
    } == before
    assert "bo: nothing is new" in run("import", "my-case", name)


def test_a_labelling_setup_lies_beside_the_tasks_and_no_text_is_in_either(coded):
    run("export", "my-case", "--to", "out.json")
    assert all(set(one["data"]) == {"post_uid", "codebook_version"} for one in read("out.json"))
    assert "<Choices" in (coded.parents[1] / "out.xml").read_text()


def read(name):
    return json.loads(Path(name).read_text(encoding="utf-8"))


def test_a_table_of_one_coder_needs_no_column_for_them(case):
    (case / "one.csv").write_text(TABLE)
    assert "ana: 2 codes are new" in run(
        "import", "my-case", str(case / "one.csv"), "--coder", "ana"
    )
    assert [one.categories for one in CoderFile(case / "annotations", "ana").read()] == [
        ("attack",),
        ("shaming",),
    ]


def test_coders_of_another_tool_get_the_names_of_the_case(case):
    (case / "one.csv").write_text(
        "post_uid,coder,codes\ntiktok:1,7,attack\ntiktok:1,8,shaming\n", encoding="utf-8"
    )
    file = str(case / "one.csv")
    version = ("--codebook-version", "1.0")
    with pytest.raises(ParameterError, match="codes of several people"):
        run("import", "my-case", file, "--coder", "ana", *version)
    with pytest.raises(ParameterError, match="one name is for the whole file"):
        run("import", "my-case", file, "--coder", "ana", "--coder", "8=bo", *version)
    shown = run("import", "my-case", file, "--coder", "7=ana", "--coder", "8=bo", *version)
    assert "ana: 1 codes are new" in shown
    assert "bo: 1 codes are new" in shown


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("tiktok:1,slander,1.0", "a category is not in the codebook"),
        ("tiktok:99,attack,1.0", "the post is not in the case"),
        ("tiktok:3,attack,0.9", "it was coded by version 0.9, and the codebook is 1.0"),
        ("tiktok:3,attack,", "it is not said which version"),
    ],
)
def test_one_wrong_line_and_nothing_is_written(case, monkeypatch, line, sentence):
    monkeypatch.setattr(codes, "posts_of", lambda name: posts())
    (case / "one.csv").write_text(TABLE + line + "\n")
    with pytest.raises(AnnotationError, match=sentence) as caught:
        run("import", "my-case", str(case / "one.csv"), "--coder", "ana")
    assert "one.csv" in str(caught.value)
    assert "3" in str(caught.value)
    assert not list((case / "annotations").glob("*.csv"))


def test_what_is_no_file_or_no_known_kind_is_one_sentence(case):
    with pytest.raises(SourceError, match="is no file"):
        run("import", "my-case", "nothing.json")
    with pytest.raises(ParameterError, match=r"neither \.json nor \.csv"):
        run("export", "my-case", "--to", "codes.xlsx")
    (case / "half.json").write_text('[{"data":')
    with pytest.raises(AnnotationError, match="cannot be read as JSON"):
        run("import", "my-case", str(case / "half.json"))


def test_its_help_shows_an_example():
    for verb in ("export", "import"):
        assert f"tefter codes {verb} my-case" in run(verb, "--help")
