"""What holds for every chart, in every language, with any frame."""

from __future__ import annotations

import base64
import itertools
import json
import re
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from tests.charts.invented import FRAMES, LANGUAGES, draw

from tefter.charts import load, save
from tefter.charts.picture import Picture
from tefter.charts.theme import COLOURS, KIND_SHADES, SCALE, SHADES, SHAPES
from tefter.charts.words import say

COUNTS = (
    "posts",
    "views",
    "share",
    "cumulative_share",
    "shared",
    "matches",
    "together",
    "messages",
    "replies",
    "requests",
    "personal_data",
    "members",
)
pytestmark = pytest.mark.xdist_group("charts")
"""On one worker, so that each chart is drawn once for all who look at it."""

SMALLEST = 12
"""Pixels of type on a drawing 340 pixels wide, which on the smallest phone is drawn at 4 in 5."""


def withheld(name: str) -> tuple[pl.DataFrame, ...]:
    return tuple(
        frame.with_columns(
            pl.lit(None, frame[one].dtype).alias(one) for one in COUNTS if one in frame
        )
        for frame in FRAMES[name]
    )


@pytest.mark.parametrize("name", FRAMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_title_caption_and_words_are_in_the_language_asked(name: str, language: str) -> None:
    chart = draw(name, language=language)
    assert chart.name == name
    assert chart.language == language
    assert chart.caption.startswith(say("synthetic", language))
    assert say("source", language) in chart.caption
    words = chart.title + chart.caption + chart.alt
    assert not re.search(r"[{}]|\bNone\b|\bnan\b", words)
    assert ".." not in words
    if language != "en":
        english = draw(name)
        assert chart.title != english.title
        assert chart.alt != english.alt
    assert chart.spec()["description"] == chart.alt
    assert chart.spec()["config"]["locale"]["number"]["decimal"] == (
        "." if language == "en" else ","
    )


@pytest.mark.parametrize("name", FRAMES)
def test_the_words_say_the_finding_the_form_and_the_numbers(name: str) -> None:
    chart = draw(name)
    assert chart.alt.startswith(f"{chart.title}. {say(f'subject_{name}', 'en')}: ")
    assert len(re.findall(r"\d", chart.alt.removeprefix(chart.title))) > 5


@pytest.mark.parametrize("name", FRAMES)
def test_both_its_drawings_hold_against_the_schema_of_vega_lite(name: str) -> None:
    chart = draw(name)
    for drawing in (chart.chart, chart.narrow):
        drawing.to_dict(validate=True)


@pytest.mark.parametrize("name", FRAMES)
@pytest.mark.parametrize("language", ["en", "sl"])
def test_without_data_it_says_so(name: str, language: str) -> None:
    empty = draw(name, *(frame.clear() for frame in FRAMES[name]), language=language)
    assert empty.title == say("no_data", language)
    hidden = draw(name, *withheld(name), language=language)
    assert hidden.title == say("all_withheld", language)
    for chart in (empty, hidden):
        assert chart.alt == f"{chart.title}."
        assert Picture.of(chart).standing_alone().startswith("<svg")


@pytest.mark.parametrize("name", FRAMES)
def test_one_row_is_enough(name: str) -> None:
    frames = [frame.head(1) for frame in FRAMES[name]]
    if name == "hashtag_network":
        frames = [frames[0].vstack(FRAMES[name][0][8:9]), FRAMES[name][1].head(2)]
    picture = Picture.of(draw(name, *frames))
    assert picture.standing_alone().startswith("<svg")
    assert "NaN" not in picture.svg + picture.narrow_svg


@pytest.mark.parametrize("name", FRAMES)
def test_its_five_files_come_back_as_the_chart(name: str, tmp_path: Path) -> None:
    chart = draw(name, language="mk")
    kinds = {path.suffix for path in save(chart, tmp_path)}
    assert kinds == {".svg", ".png", ".json", ".csv"}
    picture = load(tmp_path, name)
    assert picture.language == "mk"
    assert picture.spec == chart.spec()
    assert pl.read_csv(tmp_path / f"{name}.csv").height == chart.data.height


@pytest.mark.parametrize("name", FRAMES)
def test_the_same_frame_gives_the_same_drawing(name: str) -> None:
    assert Picture.of(draw(name, *FRAMES[name])) == Picture.of(draw(name, *FRAMES[name]))


@pytest.mark.parametrize("name", FRAMES)
def test_a_phone_gets_type_that_can_be_read_and_nothing_wider_than_it(name: str) -> None:
    for language in ("en", "mk"):
        svg = Picture.of(draw(name, language=language)).narrow_svg
        sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)(?:px)?"', svg)]
        assert sizes and min(sizes) >= SMALLEST
        width = float(re.search(r'<svg [^>]*?width="([\d.]+)"', svg)[1])
        assert width <= 350


@pytest.mark.browser
@pytest.mark.parametrize("name", FRAMES)
@pytest.mark.parametrize("narrow", [False, True])
def test_no_label_runs_into_another_or_out_of_the_picture(
    name: str, narrow: bool, still: Any
) -> None:
    """Measured in a browser without the type of our pictures: with a wider one, as readers may."""
    for language in ("en", "sq", "mk", "sl"):
        picture = Picture.of(draw(name, language=language))
        assert still(picture.narrow_svg if narrow else picture.svg) == [], language


@pytest.mark.browser
@pytest.mark.parametrize("name", FRAMES)
def test_title_and_caption_stay_inside_the_png(name: str, still: Any) -> None:
    for language in ("en", "sq", "mk", "hr"):
        picture = Picture.of(draw(name, language=language))
        for narrow in (False, True):
            assert still.margin(picture.png(narrow=narrow)) == 0, (language, narrow)


@pytest.fixture(scope="module")
def still(browser: Any) -> Any:
    """Return what is wrong with the labels of an SVG: those outside, and pairs that overlap."""
    context = browser.new_context(offline=True)
    page = context.new_page()

    def of(svg: str) -> list[str]:
        page.set_content(f"<body style='margin:0'>{svg}</body>")
        return page.evaluate(OVERLAPS)

    def margin(png: bytes) -> int:
        """Return how many pixels of the outermost 16 columns at the right are not white."""
        page.set_content("<canvas></canvas>")
        return page.evaluate(MARGIN, base64.b64encode(png).decode())

    of.margin = margin
    yield of
    context.close()


MARGIN = """async data => {
  const picture = new Image();
  picture.src = 'data:image/png;base64,' + data;
  await picture.decode();
  const canvas = document.querySelector('canvas');
  [canvas.width, canvas.height] = [picture.width, picture.height];
  const pen = canvas.getContext('2d');
  pen.drawImage(picture, 0, 0);
  const pixels = pen.getImageData(picture.width - 16, 0, 16, picture.height).data;
  return pixels.filter(value => value < 250).length;
}"""


OVERLAPS = """() => {
  const root = document.querySelector('svg').getBoundingClientRect();
  const lines = [...document.querySelectorAll('text')].flatMap(one => {
    const parts = one.querySelectorAll('tspan');
    return (parts.length ? [...parts] : [one])
      .filter(part => part.textContent.trim() && getComputedStyle(one).opacity !== '0')
      .map(part => ({ words: part.textContent, box: part.getBoundingClientRect(), one }));
  });
  const wrong = [];
  const less = 2;
  lines.forEach((a, i) => {
    // A fifth is by how much this type is wider than ours.
    const slack = a.box.width / 5;
    if (a.box.left < root.left - slack || a.box.right > root.right + slack)
      wrong.push('out: ' + a.words);
    lines.slice(i + 1).forEach(b => {
      // A halo is the same words in the same place.
      if (a.words === b.words && Math.abs(a.box.left - b.box.left) < 1) return;
      if (a.one === b.one) return;
      if (a.box.left + less < b.box.right && b.box.left + less < a.box.right &&
          a.box.top + less < b.box.bottom && b.box.top + less < a.box.bottom)
        wrong.push(a.words + ' x ' + b.words);
    });
  });
  return wrong;
}"""


def luminance(colour: str) -> float:
    """Source: WCAG 2.2, relative luminance."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scale", [SCALE, SHADES, KIND_SHADES[:5]])
def test_shades_stay_in_order_without_colour(scale: list[str]) -> None:
    grey = [luminance(colour) for colour in scale]
    steps = [b - a for a, b in itertools.pairwise(grey)]
    assert all(step > 0.04 for step in steps) or all(step < -0.04 for step in steps)


def test_what_a_colour_tells_a_shape_tells_too() -> None:
    assert len(set(COLOURS)) == len(COLOURS) == len(set(SHAPES)) == len(SHAPES)


def test_the_drawings_hold_what_the_frame_holds_and_no_more() -> None:
    secret = FRAMES["views_by_country"][0].with_columns(pl.lit("account_77").alias("account"))
    for name in ("views_by_country", "views_map"):
        assert "account_77" not in json.dumps(draw(name, secret).spec())


CODED = FRAMES["category_shares"][0].with_columns(
    pl.when(pl.col("category") == "not coded").then(427).otherwise(0).alias("posts"),
    pl.when(pl.col("category") == "not coded").then(1.0).otherwise(0.0).alias("share"),
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_nobody_coded_no_category_is_said_to_lead(language: str) -> None:
    nothing = say("title_nothing_coded", language)
    assert draw("category_shares", CODED, language=language).title == nothing
    by_country = FRAMES["category_by_country"][0].with_columns(posts=pl.lit(0))
    assert draw("category_by_country", by_country, language=language).title == nothing


def test_a_withheld_category_may_have_posts_so_it_is_not_said_that_none_was_coded() -> None:
    first = pl.int_range(pl.len()) == 0
    table = CODED.with_columns(
        pl.when(~first).then(column).alias(column) for column in ("posts", "share", "low", "high")
    )
    assert draw("category_shares", table).title == (
        "100% of posts: not coded (of the counts shown)"
    )


def test_where_no_account_is_large_enough_to_be_shown_that_is_the_finding() -> None:
    table = pl.DataFrame(
        {"rank": [1], "accounts": [13], "posts": [13], "share": [1.0], "cumulative_share": [1.0]}
    )
    chart = draw("concentration_by_account", table)
    assert chart.title.startswith("13 accounts made 13 posts, none of them enough")
