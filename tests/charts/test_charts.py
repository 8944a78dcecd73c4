"""Charts say what they show, in every language, and their files are the same everywhere."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import vl_convert
from tests.findings.sample import CATEGORIES, sample

from tefter import charts
from tefter.charts import TABLES_OF, Chart, Origin, load, save
from tefter.charts.notebook import outputs
from tefter.charts.picture import Picture
from tefter.charts.words import place, say
from tefter.findings import Data, tables

ORIGIN = Origin("TikTok posts captured by the newsroom", date(2023, 12, 1), synthetic=True)
LANGUAGES = ("en", "sq", "mk", "bs", "hr", "sr", "cnr", "sl")


def draw(name: str, data: Data, **more: Any) -> Chart:
    made = tables(data, *TABLES_OF[name])
    return getattr(charts, name)(*(made[one].frame for one in TABLES_OF[name]), ORIGIN, **more)


@pytest.fixture(scope="module")
def drawn() -> dict[str, Chart]:
    return {name: draw(name, sample()) for name in TABLES_OF}


@pytest.mark.parametrize("name", TABLES_OF)
def test_every_chart_has_title_caption_and_words(drawn: dict[str, Chart], name: str) -> None:
    chart = drawn[name]
    assert chart.name == name
    assert chart.title and chart.alt.startswith(chart.title)
    assert chart.caption.startswith("Synthetic data.")
    assert "1 Dec 2023" in chart.caption


@pytest.mark.parametrize("name", TABLES_OF)
def test_without_data_a_chart_says_that_there_is_nothing(name: str) -> None:
    chart = draw(name, Data())
    assert chart.title == "There is nothing to draw"
    assert Picture.of(chart).standing_alone().startswith("<svg")


def test_no_phrase_lacks_a_language() -> None:
    for word in ("unknown", "several", "synthetic", "source", "posts", "views", "no_data"):
        assert len({language for language in LANGUAGES if say(word, language)}) == len(LANGUAGES)


def test_kosovo_is_a_country_in_every_language() -> None:
    for language in LANGUAGES:
        assert place("XK", language) not in {"XK", place("RS", language)}


def test_the_unknown_country_is_called_unknown() -> None:
    table = pl.DataFrame({"country": ["unknown", "XK"], "posts": [9, 4], "views": [90, 40]})
    chart = charts.views_by_country(table, ORIGIN)
    assert "unknown: 90" in chart.alt
    assert "Kosovo" in chart.title, "what is unknown leads no list"


def test_withheld_cells_are_not_in_the_drawing(drawn: dict[str, Chart]) -> None:
    views = charts.views_by_country(tables(sample())["views_by_country"].frame, ORIGIN)
    (bars,) = views.spec()["datasets"].values()
    assert "Montenegro" not in {row["country"] for row in bars}
    assert views.alt.split("Withheld: ")[1].startswith("Montenegro")
    (drawn_cells,) = drawn["category_by_country"].spec()["datasets"].values()
    withheld = [cell for cell in drawn_cells if cell["withheld"]]
    assert len(withheld) == drawn["category_by_country"].data["hidden"].sum() > 0
    assert all(cell["share"] is None and cell["label"] == "·" for cell in withheld)


def test_what_is_drawn_are_aggregates(drawn: dict[str, Chart]) -> None:
    for chart in drawn.values():
        text = json.dumps(chart.spec())
        assert "tiktok:7" not in text and "60000000000" not in text and "invented_" not in text


def test_the_same_chart_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("category_by_country", "posts_by_month_and_country"):
        first = {p.name: p.read_bytes() for p in save(draw(name, sample()), tmp_path / "1")}
        second = {p.name: p.read_bytes() for p in save(draw(name, sample()), tmp_path / "2")}
        assert first == second
        assert {f"{name}.{end}" for end in ("svg", "png", "json", "csv")} <= set(first)


def test_every_file_says_that_the_data_is_synthetic(
    drawn: dict[str, Chart], tmp_path: Path
) -> None:
    chart = drawn["category_shares"]
    save(chart, tmp_path)
    assert "Synthetic data" in (tmp_path / "category_shares.svg").read_text("utf-8")
    document = json.loads((tmp_path / "category_shares.json").read_bytes())
    assert "Synthetic data" in document["title"]["subtitle"]
    assert (tmp_path / "category_shares.png").read_bytes().startswith(b"\x89PNG")


def test_a_chart_comes_back_from_its_files_for_the_page(
    drawn: dict[str, Chart], tmp_path: Path
) -> None:
    chart = drawn["cumulative_views"]
    save(chart, tmp_path)
    picture = load(tmp_path, chart.name)
    assert (picture.title, picture.caption, picture.alt) == (chart.title, chart.caption, chart.alt)
    assert picture.spec == chart.spec()
    assert picture.narrow_spec == chart.spec(narrow=True)


def test_a_hostile_label_stays_text() -> None:
    evil = "<script>alert(1)</script> ' + datum.x + ${1} \" --> ]]>"
    chart = draw("category_shares", sample(), labels={**CATEGORIES, "attack": evil})
    svg = Picture.of(chart).standing_alone()
    assert "<script" not in svg
    assert "&lt;script" in svg
    by_country = draw("category_by_country", sample(), labels={**CATEGORIES, "attack": evil})
    assert "<script" not in Picture.of(by_country).standing_alone()


def test_letters_of_the_region_are_drawn_as_letters() -> None:
    # A missing glyph draws the same box for every letter.
    pictures = {
        bytes(
            vl_convert.svg_to_png(
                '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="30">'
                f'<text y="22" font-size="20" font-family="Liberation Sans">{letter}</text></svg>'
            )
        )
        for letter in "ëçËÇđžšćčЃѓЌќЅѕЉљЊњЏџЈј"
    }
    assert len(pictures) == len("ëçËÇđžšćčЃѓЌќЅѕЉљЊњЏџЈј")


def test_a_notebook_gets_a_picture_and_a_specification_that_jupyterlab_knows(
    drawn: dict[str, Chart],
) -> None:
    (output, metadata), (caption, _) = outputs(drawn["views_map"])
    assert output["image/png"].startswith("iVBOR")
    spec = output["application/vnd.vegalite.v5+json"]
    assert spec["$schema"].endswith("/v5.json")
    assert vl_convert.vegalite_to_svg(spec, vl_version="5.21").startswith("<svg")
    assert "text/html" not in output
    assert metadata["image/png"]["alt"] == drawn["views_map"].alt
    assert "Synthetic data" in caption["text/markdown"]


def test_markup_in_a_caption_is_shown_as_it_is() -> None:
    chart = charts.views_by_country(
        pl.DataFrame({"country": ["XK"], "posts": [4], "views": [40]}),
        Origin("<img src=x> [a](javascript:alert(1)) *b*"),
    )
    markdown = outputs(chart)[1][0]["text/markdown"]
    assert r"\<img" in markdown and r"\[a\]\(javascript" in markdown
