"""The desk says everything in every language of the region."""

from __future__ import annotations

import re
import string
from importlib.resources import files

import pytest
from tests.newcomer import PROJECT

from tefter.desk.form import asked_for
from tefter.desk.words import LANGUAGES, Words, said_in
from tefter.runs.whole import parameters_of

ENGLISH = said_in("en")
BY_DESIGN = "parameter_help."
"""English uses the notebooks' own words for these."""


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_all_of_it_and_fills_in_the_same(language):
    said = said_in(language)
    own = {key for key in said if not key.startswith(BY_DESIGN)}
    assert own == ENGLISH.keys()
    for key in own:
        assert isinstance(said[key], str), key
        assert said[key].strip(), key
        assert places(said[key]) == places(ENGLISH[key]), key


def test_what_the_desk_says_differs_from_language_to_language():
    for language in set(LANGUAGES) - {"en"}:
        same = [key for key, text in said_in(language).items() if ENGLISH.get(key) == text]
        assert set(same) <= {"token", "svg", "png1", "seconds", "minutes", "status"}, language


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - {"en"}))
def test_the_parameters_of_the_notebooks_are_explained_in_every_language(language):
    asked = {one.name for one in asked_for(parameters_of(PROJECT))}
    # Of the countries the page says more: countries_help.
    assert {f"{BY_DESIGN}{name}" for name in asked - {"countries"}} <= set(said_in(language))
    assert {f"parameter.{name}" for name in asked} <= set(said_in(language))


def test_every_action_that_the_desk_notes_is_said_in_the_languages():
    noted = {
        what
        for module in files("tefter.desk").iterdir()
        if module.name.endswith(".py")
        for call in re.findall(r"\bnote\(([^)]*)", module.read_text("utf-8"))
        for what in re.findall(r'^\s*request,\s*"([^"]+)"', call)
    } | {"signed the checklist", "asked for the checklist"}
    assert {"entered", "asked for a run", "added an export"} <= noted
    assert {f"did.{what}" for what in noted} <= ENGLISH.keys()


def test_every_word_of_a_page_is_in_the_files_and_none_is_written_into_a_page():
    folder = files("tefter.desk") / "templates"
    for template in folder.iterdir():
        content = template.read_text("utf-8")
        for key in re.findall(r'\bt\("([^"~]+)"(?=[,)])', content):
            assert key in ENGLISH, f"{template.name}: {key}"
        bare = re.sub(r"\{% set \w+ %\}.*?\{% endset %\}", "", content)
        bare = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<[^>]*>|&[a-z]+;", " ", bare)
        written = set(re.findall(r"[A-Za-z]{2,}", bare))
        assert written <= {"CSV", "SHA", "tefter", "new", "my", "case", "title", "Our"} | {
            "investigation"
        }, template.name


def test_times_and_numbers_are_written_as_people_of_the_language_write_them():
    assert Words("en").span(95) == "2 min"
    assert "23" in Words("mk").time("2024-01-23T12:00:00Z")
    assert Words("sr").country("XK") == "Kosovo"
