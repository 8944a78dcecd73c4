"""The demo case, run the whole way: the published numbers, and nobody in what is left behind."""

from __future__ import annotations

import json
import re
from pathlib import Path

import nbformat
import polars as pl
import pytest

from tefter import custody
from tefter.case import Case
from tefter.charts import TABLES_OF
from tefter.claims import check_story, read_claims, read_story
from tefter.demo import CASE
from tefter.engine import open_executor, prefill
from tefter.findings import read_numbers
from tefter.frames import ADDED, POSTS, require
from tefter.runs.provenance import read, verify
from tefter.runs.whole import NOTEBOOKS, run_case

ELSEWHERE = {
    "TZ": "Asia/Tokyo",
    "LC_ALL": "C",
    "PYTHONHASHSEED": "7",
    "POLARS_MAX_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    # The arithmetic of a processor of 2004: what a sum comes to in its last digits is no number.
    "OPENBLAS_CORETYPE": "Prescott",
    "OMP_NUM_THREADS": "1",
}
TEXT = {".html", ".ipynb", ".csv", ".json", ".svg"}


@pytest.fixture(scope="module")
def numbers(done):
    listed = json.loads((done.report / "numbers.json").read_text("utf-8"))
    return {one["name"]: one for one in listed}


@pytest.fixture(scope="module")
def coded(demo, done):
    return pl.read_parquet(demo.processed / done.run / "coded.parquet")


def test_the_published_numbers_come_out(numbers):
    published = {
        "tiktok_posts": 427,
        "tiktok_accounts": 43,
        "countries": 8,
        "tiktok_views": 30_606_176,
        "top_account_posts": 142,
        "top_account_views": 8_214_306,
        "category_direct_attack_posts": 318,
        "accounts_emptied": 2,
        "posts_shared_in_telegram": 12,
        "telegram_group_members": 104_218,
        "records_read": 1619,
        "rejects": 3,
    }
    assert {name: numbers[name]["value"] for name in published} == published
    assert numbers["first_posted"]["value"].startswith("2020-09")
    assert numbers["last_posted"]["value"].startswith("2023-11")


def test_every_number_of_the_stories_holds(demo, done):
    book = read_claims(demo.folder / "claims.yml")
    found = read_numbers(done.report / "numbers.json")
    for name, claims in book.stories.items():
        assert check_story(read_story(demo.folder / name), claims, found).passes, name


def test_every_number_names_its_rows_its_filter_and_its_code(numbers):
    for name, one in numbers.items():
        assert re.fullmatch("[0-9a-f]{64}", one["rows"]["sha256"]), name
        assert one["filter"] and one["sentence"] and ":" in one["code"], name


def test_a_run_leaves_what_the_design_lists(done):
    left = {str(path.relative_to(done.report)) for path in done.report.rglob("*")}
    assert {"index.html", "methodology.html", "numbers.json", "provenance.json"} <= left
    assert {f"notebooks/{name}.ipynb" for name in NOTEBOOKS} <= left
    for name in TABLES_OF:
        assert {f"charts/{name}.{kind}" for kind in ("svg", "png", "json", "csv")} <= left
    assert "tables/posts_by_country.csv" in left


def test_every_picture_has_words_for_who_cannot_see_it_and_says_synthetic(done):
    for name in TABLES_OF:
        svg = (done.report / "charts" / f"{name}.svg").read_text("utf-8")
        spec = json.loads((done.report / "charts" / f"{name}.json").read_text("utf-8"))
        assert "Synthetic data" in svg, name
        assert len(spec["description"]) > 40, name


def test_the_coded_posts_are_what_the_contract_says(coded):
    added = [column.name for columns in ADDED.values() for column in columns]
    require(coded, [*POSTS.schema, *added])
    assert coded["post_uid"].n_unique() == coded.height


def test_nobody_is_in_what_a_run_leaves_for_people(done, coded):
    """Neither accounts nor mentions, post identifiers, contacts: in no page, notebook or table."""
    nobody = set(coded["account_name"]) | set(coded["account_id"]) | set(coded["post_id"])
    nobody |= set(coded["mentions"].explode()) | _contacts(coded)
    nobody = {one for one in nobody if one and len(one) > 3}
    assert len(nobody) > 500
    pattern = re.compile("|".join(map(re.escape, sorted(nobody, key=len, reverse=True))))
    for path in _texts(done.report):
        assert pattern.search(path.read_text("utf-8")) is None, path.name


def test_no_text_of_a_post_is_in_what_readers_see(done, coded):
    texts = {one.strip() for one in coded["text_clean"].drop_nulls() if len(one.strip()) > 15}
    for path in _texts(done.report):
        if path.suffix != ".ipynb":
            words = path.read_text("utf-8")
            assert not [one for one in texts if one in words], path.name


def test_the_pages_name_no_folder_of_this_machine(done, demo):
    for path in _texts(done.report):
        words = path.read_text("utf-8")
        assert str(demo.project) not in words, path.name
        assert str(Path.home()) not in words or str(Path.home()) == "/", path.name


def test_the_notebooks_of_a_run_hold_no_error(done):
    for name in NOTEBOOKS:
        content = nbformat.read(done.report / "notebooks" / f"{name}.ipynb", as_version=4)
        outputs = [out for cell in content.cells for out in cell.get("outputs", [])]
        assert [out for out in outputs if out.output_type == "error"] == []
        assert [out.text for out in outputs if out.get("name") == "stderr"] == []


def test_it_verifies(demo, done):
    assert verify(done.report, demo.raw) == []
    assert read(done.report)["outcome"] == {"status": "finished"}


def test_another_machine_day_and_order_of_files_give_the_same_digest(
    done, project, tmp_path, monkeypatch
):
    """And an engine that made the frames: what differs between two newsrooms is in no number."""
    for name, value in ELSEWHERE.items():
        monkeypatch.setenv(name, value)
    case = Case(project, CASE)
    exports = tmp_path / "exports"
    case.raw.rename(exports)
    for name in (custody.MANIFEST, custody.SUMS):
        (exports / name).unlink()
    for export in sorted(exports.iterdir(), reverse=True):
        custody.add(case.raw, [export], origin="the same exports, a later day, one by one")

    def prepare(workspace, values):
        with open_executor("inline") as executor:
            prefill(workspace, values, executor)

    steps = []
    second = run_case(
        case, {}, progress=lambda *step: steps.append(step[0]), fresh=True, prepare=prepare
    )
    assert second.kept == {}
    assert second.content_digest == done.content_digest
    # Where frames are there already, notebooks that do not need each other begin together.
    assert (steps[0], steps[-1]) == ("checking custody", "writing the report")
    assert set(steps[1:-1]) - {steps[0], steps[-1]} == set(NOTEBOOKS)


def test_what_is_kept_is_not_made_again_and_the_digest_is_the_same(demo, done):
    again = run_case(demo, {"minimum_cell": 3})
    assert list(again.kept) == ["1-clean", "2-locate", "3-code"]
    assert again.content_digest == done.content_digest
    assert read(again.report)["kept"] == again.kept
    assert verify(again.report, demo.raw) == []


def _texts(report: Path) -> list[Path]:
    return sorted(path for path in report.rglob("*") if path.suffix in TEXT)


def _contacts(coded: pl.DataFrame) -> set[str]:
    found = coded.select("text_clean", "personal_data").drop_nulls().rows()
    return {text[one["start"] : one["end"]] for text, spans in found for one in spans}
