"""``tefter agreement`` prints agreement, or one sentence on why there is none."""

from __future__ import annotations

import polars as pl
import pytest
from tests.coding.human.made import decision
from typer.testing import CliRunner

from tefter.cli import app
from tefter.coding.human import CoderFile
from tefter.errors import TefterError

TABLE = """unit,A,B,C,D
1,1,1,,1
2,2,2,3,2
3,3,3,3,3
4,3,3,3,3
5,2,2,2,2
6,1,2,3,4
7,4,4,4,4
8,1,1,2,1
9,2,2,2,2
10,,5,5,5
11,,,1,1
12,,3,,
"""
CODEBOOK = """
version: "1.0"
order: [attack, shaming]
categories:
  - {id: attack, label: {en: Attack}, definition: One.}
  - {id: shaming, label: {en: Shaming}, definition: All.}
"""


@pytest.fixture
def project(tmp_path, monkeypatch):
    for folder in ("cases/my-case/annotations", "data"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "cases/my-case/case.yml").write_text(
        "title: {en: x}\ncontact: x\nlanguages: [en]\ncountries: [XK]\n"
    )
    (tmp_path / "cases/my-case/codebook.yml").write_text(CODEBOOK)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    return tmp_path


def tefter(*words):
    return CliRunner().invoke(app, ["agreement", *words])


@pytest.mark.parametrize(
    ("level", "value"),
    [("nominal", "0.743"), ("ordinal", "0.815"), ("interval", "0.849"), ("ratio", "0.797")],
)
def test_it_prints_what_krippendorff_printed(project, level, value):
    (project / "codes.csv").write_text(TABLE)
    done = tefter("codes.csv", "--level", level)
    assert done.exit_code == 0, done.exception
    assert f"Krippendorff's alpha  {value}  0." in done.output
    assert "A and B" in done.output


def test_its_help_has_an_example(project):
    shown = tefter("--help").output
    assert "Example" in shown
    assert "tefter agreement codes.csv" in shown


def test_every_value_can_be_written_to_a_table_and_is_the_same_again(project):
    (project / "codes.csv").write_text(TABLE)
    tefter("codes.csv", "--to", "a.csv", "--seed", "5")
    tefter("codes.csv", "--to", "b.csv", "--seed", "5")
    written = pl.read_csv("a.csv")
    assert written["value"][0] == pytest.approx(0.743, abs=0.001)
    assert (project / "a.csv").read_bytes() == (project / "b.csv").read_bytes()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("unit,A\n1,x\n2,y\n", "undefined: one coder only"),
        ("unit,A,B\n1,x,\n2,,y\n", "undefined: no unit was coded by two coders"),
        ("unit,A,B\n1,x,x\n2,x,x\n", "undefined: only one code was given"),
    ],
)
def test_what_cannot_be_told_is_undefined_and_never_one(project, text, sentence):
    (project / "codes.csv").write_text(text)
    done = tefter("codes.csv")
    assert done.exit_code == 0
    assert sentence in done.output
    assert "1.000" not in done.output


def test_the_paradox_is_explained(project):
    rows = [("a", "a")] * 118 + [("a", "b")] * 5 + [("b", "a")] * 2
    lines = [f"{number},{one},{other}" for number, (one, other) in enumerate(rows)]
    (project / "codes.csv").write_text("unit,A,B\n" + "\n".join(lines) + "\n")
    assert "Prevalence paradox: 94% of pairs agree" in tefter("codes.csv").output


def test_groups_are_measured(project):
    lines = [
        f"{number},{'sq' if number % 2 else 'mk'},x,{'xy'[number % 3 % 2]}" for number in range(30)
    ]
    (project / "codes.csv").write_text("unit,language,A,B\n" + "\n".join(lines) + "\n")
    done = tefter("codes.csv", "--by", "language")
    assert "Each language" in done.output


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ["codes.csv", "--codes", "1,2"],
            "codes.csv: A gave 3 the code 3, which is not in the codebook",
        ),
        (["codes.csv", "--by", "moon"], "codes.csv: there is no column 'moon'"),
        (["nothing.csv"], "nothing.csv: is no file"),
        (["no-case"], "case.yml: cannot be read"),
    ],
)
def test_what_is_wrong_is_one_sentence(project, words, sentence):
    (project / "codes.csv").write_text(TABLE)
    done = tefter(*words)
    assert isinstance(done.exception, TefterError)
    assert sentence in str(done.exception)


def test_a_case_that_nobody_has_coded_has_no_agreement(project):
    done = tefter("my-case")
    assert done.exit_code == 0
    assert "Agreement is undefined: nobody has coded anything here yet." in done.output


def test_a_case_is_measured_by_its_codebook(project):
    folder = project / "cases/my-case/annotations"
    for coder, codes in {"ana": "aassa", "bo": "aasss"}.items():
        CoderFile(folder, coder).append(
            [
                decision(number, coder, {"a": "attack", "s": "shaming"}[code])
                for number, code in enumerate(codes)
            ]
        )
    done = tefter("my-case")
    assert done.exit_code == 0, done.exception
    assert "whether codes are of them is not checked" in done.output
    assert "Coders: 2. Codes: 10. Units coded by two or more: 5." in done.output
    assert "percent               80.0%" in done.output


def test_a_half_written_file_of_a_case_is_one_sentence(project):
    folder = project / "cases/my-case/annotations"
    CoderFile(folder, "ana").append([decision(1)])
    with (folder / "ana.csv").open("a") as file:
        file.write("tiktok:2,a")
    assert "ana.csv: the last line is half-written" in str(tefter("my-case").exception)
