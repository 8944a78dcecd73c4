"""Findings, tables and columns are explained in every language of a site."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest
import yaml
from tests.findings.sample import sample

from tefter.findings import tables
from tefter.frames import ADDED, FRAMES

LANGUAGES = ("sq", "mk", "sl", "bs", "hr", "sr", "cnr")


def read(name):
    return yaml.safe_load(files("tefter.publish").joinpath(name).read_text("utf-8"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_that_has_a_name_is_explained_without_a_number(language):
    own = read(f"explained/{language}.yml")["findings"]
    assert set(own) == set(read("names.yml")["findings"])
    for key, text in own.items():
        assert text.strip(), key
        # An explanation is the same in every run; 95% is an interval, and .800 a convention.
        assert not re.search(r"\d", re.sub(r"95|\.?[.,]?(?:800|667)|0|1", "", text)), (key, text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_column_of_tables_and_frames_is_explained(language):
    own = read(f"explained/{language}.yml")["columns"]
    made = [meaning for one in tables(sample()).values() for meaning in one.columns.values()]
    made += [column.meaning for frame in FRAMES for column in frame.columns]
    made += [column.meaning for columns in ADDED.values() for column in columns]
    assert [meaning for meaning in made if not own.get(meaning)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_captions_have_the_values_of_the_english_ones(language):
    english = {k: v for k, v in read("explained/en.yml")["tables"].items() if k != "withheld"}
    own = read(f"explained/{language}.yml")["tables"]
    assert set(own) == set(english)
    for name, caption in english.items():
        assert sorted(re.findall(r"\{\w+\}", own[name])) == sorted(re.findall(r"\{\w+\}", caption))
        assert bool(own[name]) == bool(caption), name
