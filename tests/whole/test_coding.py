"""3-code tells it all: of the demo with its coders, and of a case in which nobody has coded."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys

import nbformat
import polars as pl
import pytest
from tests.whole.test_by_hand import ran

from tefter.case import Case
from tefter.demo import CASE
from tefter.findings import read_tables
from tefter.report.tables import TABLE


def tables_of(content):
    """Tables that a notebook shows, by caption."""
    return {
        data[TABLE]["caption"]: data[TABLE]
        for cell in content.cells
        for out in cell.get("outputs", [])
        if TABLE in (data := out.get("data", {}))
    }


def rows(table):
    return [dict(zip(table["columns"], row, strict=True)) for row in table["rows"]]


@pytest.fixture(scope="module")
def told(done):
    path = done.report / "notebooks" / "3-code.ipynb"
    return tables_of(nbformat.read(path, as_version=4))


@pytest.fixture(scope="module")
def published(done):
    return {name: one.frame for name, one in read_tables(done.report / "tables").items()}


def test_who_coded_how_many_and_how_many_twice(told):
    coders = {row["coder"]: row for row in rows(told["What each coder decided"])}
    assert list(coders) == ["A", "B", "C", "all"]
    assert {coders[one]["assigned"] for one in "ABC"} == {"130"}
    assert (coders["all"]["coded"], coders["all"]["twice"]) == ("260", "123")
    assert 200 <= int(coders["all"]["posts per hour"]) <= 400
    rest = {row["code"]: row["posts"] for row in rows(told["Posts by what their code rests on"])}
    assert rest["settled by an editor"] == "14" and rest["none yet: coders differ"] == "5"


def test_agreement_is_what_the_coders_files_give(published):
    alpha = published["agreement"].filter(coefficient="alpha")
    by_name = {row["name"]: row for row in alpha.filter(what="category").to_dicts()}
    (whole,) = alpha.filter(what="all").to_dicts()
    assert whole["value"] == pytest.approx(0.7807, abs=1e-3)
    assert whole["low"] < whole["value"] < whole["high"] and whole["units"] == 123
    assert min(by_name, key=lambda one: by_name[one]["value"]) == "not_relevant"
    assert by_name["general_shaming"]["value"] < 0.667 < by_name["direct_attack"]["value"]
    assert "Prevalence paradox" in by_name["general_shaming"]["note"]
    assert set(alpha.filter(what="coders")["name"]) == {"A and B", "A and C", "B and C"}
    assert set(alpha.filter(what="language")["name"]) == {"hbs", "mk", "sl", "sq"}


def test_people_decide_before_the_lexicon_and_the_published_figures_hold(demo, done):
    coded = pl.read_parquet(demo.processed / done.run / "coded.parquet").filter(platform="tiktok")
    assert coded["category"].value_counts().sort("count")["count"].to_list() == [29, 36, 44, 318]
    assert set(coded["category_source"]) == {"human", "lexicon"}
    by_hand = coded.filter(category_source="human")
    assert by_hand["category"].equals(by_hand["human_category"])
    assert by_hand.filter(pl.col("human_category") != pl.col("lexicon_category")).height == 8
    assert coded["model_guess"].null_count() == 0


def test_a_platform_of_which_nobody_coded_a_post_is_left_alone(demo, done):
    coded = pl.read_parquet(demo.processed / done.run / "coded.parquet")
    telegram = coded.filter(platform="telegram")
    assert telegram["model_guess"].null_count() == telegram.height > 0


def test_estimates_hold_what_the_lexicon_would_count(published):
    every = published["prevalence"].filter(country="all", category="direct_attack")
    assert every["method"].to_list() == ["people", "people_and_machine", "rogan_gladen"]
    for row in every.to_dicts():
        assert row["low"] < 318 / 427 < row["high"], row["method"]
    widths = (every["high"] - every["low"]).to_list()
    assert widths[1] < widths[0]


def test_the_model_is_judged_on_what_it_had_not_seen_and_kept_with_its_card(demo, done, published):
    quality = published["machine_quality"].filter(machine="model")
    (score,) = quality.filter(what="all", metric="macro_f1").to_dicts()
    assert 0.6 < score["low"] < score["value"] < score["high"] < 1
    model = demo.processed / done.run / "model"
    assert {path.name for path in model.iterdir()} == {"card.md", "model.json", "weights.npz"}
    assert "Would more codes help?" in (model / "card.md").read_text("utf-8")
    assert not list(done.report.rglob("weights.npz")), "nothing of it is published"


def test_findings_and_charts_are_in_the_report(done):
    numbers = {one["name"]: one for one in json.loads((done.report / "numbers.json").read_bytes())}
    assert numbers["coders"]["value"] == 3
    assert numbers["coded_twice"]["value"] == 123
    assert numbers["agreement_alpha"]["unit"] == "alpha"
    assert numbers["estimated_direct_attack_share"]["low"] > 0.7
    index = (done.report / "index.html").read_text("utf-8")
    assert "Coders agree with an alpha of 0.78" in index
    assert "An estimated 74% of posts" in index


def test_no_name_of_a_coder_is_in_what_a_run_leaves(done):
    for path in done.report.rglob("*"):
        if path.suffix in {".html", ".ipynb", ".csv", ".json", ".svg"} and (
            path.name != "provenance.json"
        ):
            assert "demo-a" not in path.read_text("utf-8"), path.name


def test_the_same_on_one_worker_and_on_four(demo, done, tmp_path):
    code = (
        "import sys, hashlib, polars as pl; from pathlib import Path;"
        "from tefter.case import Case; from tefter.coding import *;"
        "from tefter.coding.classifier import learn; from tefter.coding.human import read_people;"
        "case = Case(Path(sys.argv[1]), sys.argv[2]);"
        "book = Codebook.read(case.folder / 'codebook.yml');"
        "located = pl.read_parquet(case.processed / sys.argv[3] / 'located.parquet');"
        "who = read_people(case, book, located);"
        "lexicon = Lexicon.read(case.folder / 'lexicon', book);"
        "said = beside_people(code_with_lexicon(located, lexicon), who, book);"
        "print(hashlib.sha256(decide(said, who, learn(said, book), book)"
        ".write_json().encode()).hexdigest())"
    )
    made = set()
    for workers in ("1", "4"):
        settings = {**os.environ, "POLARS_MAX_THREADS": workers, "OMP_NUM_THREADS": workers}
        run = subprocess.run(
            [sys.executable, "-c", code, str(demo.project), demo.name, done.run],
            env=settings,
            capture_output=True,
            text=True,
            check=True,
        )
        made.add(run.stdout)
    assert len(made) == 1


def test_where_nobody_has_coded_the_notebook_says_so(project, demo, done):
    case = Case(project, CASE)
    shutil.rmtree(case.folder / "annotations")
    shutil.copytree(demo.processed / done.run, case.processed / "by-hand")
    notebooks = project / "notebooks"
    shown = tables_of(ran(notebooks / "3-code.ipynb", notebooks))
    (everybody,) = rows(shown["What each coder decided"])
    assert everybody["remark"].startswith("Nobody has coded a post")
    (agreed,) = rows(shown["Agreement, alpha with its 95% interval"])
    assert agreed["alpha"] == "–" and agreed["remark"] == "Nobody has coded anything here yet."
    (model,) = rows(shown["What the model is worth"])
    assert "No model was learned: 0 posts are coded" in model["note"]
    estimates = rows(shown["Estimated shares, all posts"])
    assert {row["people"] for row in estimates} == {"–"}
    decided = rows(shown["Who decided, by platform"])
    assert {row["decided by"] for row in decided} == {"lexicon", "not coded"}
    assert not (case.processed / "by-hand" / "model").exists()
