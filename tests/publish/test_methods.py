"""The methodology is told in the language of the reader, and says the same in each."""

from __future__ import annotations

import re
from pathlib import Path

import jupytext
import pytest

from tefter.claims import parse_story
from tefter.publish.methods import in_words_of
from tefter.publish.words import Words, tag_of

NOTEBOOK = Path(__file__).parents[2] / "notebooks" / "5-methodology.py"
LANGUAGES = ("sq", "mk", "sl", "bs", "hr", "sr", "cnr")
VALUES = {"contact": "desk@example.org", "version": "3"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_paragraph_of_the_notebook_is_there_in_every_language(language):
    cells = jupytext.read(NOTEBOOK).cells
    prose = [cell.source for cell in cells if cell.cell_type == "markdown"]
    own = in_words_of(language, VALUES)
    assert [text for text in prose if text not in own] == []
    assert not set(own) & set(own.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_captions_and_notes_of_the_notebook_are_there_too(language):
    code = "\n".join(
        cell.source for cell in jupytext.read(NOTEBOOK).cells if cell.cell_type == "code"
    )
    # Two strings in a row are one.
    code = re.sub(r'"\s+"', "", code)
    said = re.findall(r'f?"([^"\n]*[A-Za-z] [^"\n]* [^"\n]*)"', code)
    said = [text.replace("{workspace.case.file.contact}", VALUES["contact"]) for text in said]
    own = in_words_of(language, VALUES)
    assert len(said) >= 7
    assert [text for text in said if text not in own] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_part_has_the_same_headings_lists_code_and_values_in_every_language(language):
    def shape(text):
        return (
            re.findall("^(#+) ", text, re.M),
            len(re.findall("^- ", text, re.M)),
            sorted(re.findall("`[^`]+`", text)),
            [value for value in VALUES.values() if value in text],
        )

    for english, own in in_words_of(language, VALUES).items():
        assert shape(own) == shape(english), english


def test_a_language_without_words_has_none():
    assert in_words_of("fi", VALUES) == {}
    assert in_words_of("../sq", VALUES) == {}


@pytest.mark.parametrize(
    ("language", "text", "tag"),
    [
        ("sr", "Снимци 427 жена", "sr-Cyrl"),
        ("sr", "Snimci 427 žena на", "sr-Latn"),
        ("mk", "Снимки 427", "mk"),
        ("en", "Videos 427", "en"),
    ],
)
def test_a_story_says_in_which_script_it_is_written(language, text, tag):
    assert tag_of(Words(language), parse_story(text).blocks) == tag
