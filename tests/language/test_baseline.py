"""langdetect is kept for comparison: seeded, so that it says the same every time."""

from __future__ import annotations

import polars as pl
from tests.language.sentences import SENTENCES

from tefter.language import langdetect


def test_it_says_the_same_in_any_order():
    texts = pl.Series([text for texts in SENTENCES.values() for text in texts])
    assert langdetect(texts.reverse()).reverse().equals(langdetect(texts))


def test_its_croatian_is_called_as_we_call_it():
    assert langdetect(pl.Series(SENTENCES["hbs"][:1]))[0] == "hbs"


def test_it_has_nothing_to_say_of_nothing():
    assert langdetect(pl.Series([None, "", "😂"])).to_list() == ["und"] * 3
