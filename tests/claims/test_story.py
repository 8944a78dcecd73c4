"""What readers see of a story is checked, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tefter.claims import find_figures, parse_story, read_story
from tefter.errors import CaseError

STORY = """---
title: The 427 videos
date: 2024-03-06
---
# Head **4**27

A paragraph with
30 million[^1] and `code 5` [link 3](https://a.org/9) <https://a.org/88> ![pic 7](a8.png).

| a | b |
|---|--:|
| Kosovo | 202 |

1. one item
   - nested 12
2. another item

```
99
```
> quote 6

[^1]: foot 44 note
"""


def texts(markdown):
    return [" ".join(block.text.split()) for block in parse_story(markdown).blocks]


def test_headings_items_tables_quotes_footnotes_and_the_title_are_seen():
    assert texts(STORY) == [
        "The 427 videos",
        "Head 427",
        "A paragraph with 30 million and code 5 link 3 pic 7.",
        "a | b",
        "Kosovo | 202",
        "one item",
        "nested 12",
        "another item",
        "quote 6",
        "foot 44 note",
    ]


def test_fields_of_the_front_matter_that_readers_see_are_seen_in_any_case():
    story = "---\nKicker: 5 towns\nnadnaslov: 6 gradova\nslug: the-427\nlayout: 3\n---\n\nText"
    assert texts(story) == ["5 towns", "6 gradova", "Text"]


def test_titles_of_links_and_pictures_stand_behind_the_block():
    story = """A [link](https://a.org "428 videos") and ![map](a.png 'of 9') and [b] end.

[b]: https://b.org (7 towns)
"""
    assert texts(story) == ["A link and map and b end. (428 videos) (of 9) (7 towns)"]


def test_code_blocks_addresses_list_marks_and_footnote_marks_are_not():
    seen = " ".join(texts(STORY))
    for number in ("99", "9)", "88", "8.png", "1.", "^1", "2024"):
        assert number not in seen


@pytest.mark.parametrize(
    "paragraph",
    [
        "15. rujna 2020. objavljen je prvi video.",
        "1. januara 2020. objavljen je prvi video.",
        "500. video",
        "500) videos",
        "500.",
        "1. mjesto",
        "   1) mjesto",
        "14. januara",
    ],
)
def test_a_number_that_begins_a_paragraph_is_no_mark_of_a_list(paragraph):
    for story in (paragraph, f"A line.\n\n{paragraph}", f"- {paragraph}", f"> {paragraph}"):
        assert texts(story)[-1] == paragraph.strip()
    assert texts(f"A line\n{paragraph}") == [f"A line {paragraph.strip()}"]


def test_the_day_that_begins_a_paragraph_is_part_of_its_date():
    [block] = parse_story("15. rujna 2020. objavljen je video.").blocks
    [figure] = find_figures(block.text, "hr")
    assert figure.says() == "2020-09-15"


@pytest.mark.parametrize(
    "markdown",
    [
        "1. one\n15. rujna 2020.",
        "1. one\n\n3. three",
        "1. januara bilo je\n\n2. januara nije",
        "1. one\n2) two",
    ],
)
def test_marks_that_do_not_count_one_two_three_are_numbers(markdown):
    assert " ".join(texts(markdown)) == " ".join(markdown.split())


@pytest.mark.parametrize(
    ("markdown", "items"),
    [
        ("1. a\n2. b\n3. c", ["a", "b", "c"]),
        ("1) a\n\n   more\n\n2) b", ["a", "more", "b"]),
        ("A line\n1. a\nlazy\n2. b\n\nAn end 5.", ["A line", "a lazy", "b", "An end 5."]),
        ("- x\n  1. a\n  2. b\n- y", ["x", "a", "b", "y"]),
        ("> 1. a\n> 2. b", ["a", "b"]),
    ],
)
def test_marks_that_count_are_a_list(markdown, items):
    assert texts(markdown) == items


@given(st.lists(st.text(st.sampled_from("12315.) -x>\n\t"), max_size=40), max_size=3))
def test_no_list_has_marks_that_do_not_count(lines):
    count: list[int] = []
    for token in parse_story("\n".join(lines)).tokens:
        if token.type == "ordered_list_open":
            count.append(0)
        elif token.type == "ordered_list_close":
            assert count.pop() > 0
        elif token.type == "list_item_open" and token.info:
            count[-1] += 1
            assert int(token.info) == count[-1]


def test_html_and_comments_stay_text_so_that_they_can_hide_nothing():
    assert texts("<b>5</b> <!-- 6 -->") == ["<b>5</b> <!-- 6 -->"]


def test_each_number_has_its_line():
    story = parse_story(STORY)
    lines = {
        figure.text: block.line_at(figure.start)
        for block in story.blocks
        for figure in find_figures(block.text, "en")
    }
    assert lines["30 million"] == 8
    assert lines["202"] == 12
    assert lines["44"] == 23


@pytest.mark.parametrize(
    "hidden", ["4\u200b27", "4\u00ad27", "\u20664\u206927", "4*2*7", "4&#50;7"]
)
def test_a_number_cannot_hide_behind_what_nobody_sees(hidden):
    [block] = parse_story(f"There are {hidden} videos").blocks
    [figure] = find_figures(block.text, "en")
    assert figure.value == 427


def test_letters_are_composed_before_they_are_read():
    [block] = parse_story("pese\u0308 video").blocks
    assert [one.value for one in find_figures(block.text, "sq")] == [5]


def test_the_sentence_around_a_number_is_the_sentence_and_no_more():
    [block] = parse_story("First. The second has 427 of\nthem, in 2020. godini. Third 3.").blocks
    place = block.text.index("427")
    assert block.sentence_at(place, place + 3) == "The second has 427 of them, in 2020. godini."


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"\xff\xfe\x00", "is not UTF-8 text; save it as UTF-8"),
        (b"---\na: [\n---\n\ntext\n", "has a front matter that is not valid YAML"),
        (b"x" * 300_001, "is larger than 300 kB"),
        (b"---\na: " + b"[" * 20_000 + b"\n---\n427", "front matter"),
    ],
)
def test_a_file_that_is_no_story_is_one_sentence(tmp_path, content, problem):
    path = tmp_path / "story.md"
    path.write_bytes(content)
    with pytest.raises(CaseError, match=problem):
        read_story(path)


def test_a_missing_story_is_one_sentence(tmp_path):
    with pytest.raises(CaseError, match=r"story\.md: cannot be read; name the file of a story"):
        read_story(tmp_path / "story.md")


def test_an_empty_story_has_no_block():
    assert texts("") == []
